"""The SQL text of an empty school, rendered once per set of migrations.

Running the migrations of every app for each new school takes seconds, nearly all of it Django
building the state of its models; replaying their statements takes a fraction of one. The text
keeps every name that the migrations give, so that later migrations find what they expect.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from tenants import context
from tenants.models import Blueprint
from tenants.rendering import recording_editor, render, scratch_schema

Node = tuple[str, str]


def tenant_labels() -> frozenset[str]:
    """Labels of the apps whose tables every school has."""
    return frozenset(config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS)


def tenant_targets(loader: MigrationLoader) -> list[Node]:
    """The latest migrations of the tenant apps."""
    return [node for node in loader.graph.leaf_nodes() if node[0] in tenant_labels()]


@cache
def current_digest() -> str:
    """The head of this release: changes with the name or the text of any tenant migration."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    digest = hashlib.sha256()
    for node in _ordered_nodes(loader):
        if node[0] in tenant_labels():
            digest.update(repr(node).encode() + _source(loader.graph.nodes[node]))
    return digest.hexdigest()


def ensure_blueprint() -> Blueprint:
    """The stored blueprint of this release, rendered and stored first if there is none."""
    digest = current_digest()
    with context.platform():
        found = Blueprint.objects.filter(pk=digest).first()
        if found:
            return found
    statements, nodes = _render_all()
    with context.platform():
        # Two processes may render at once; what they store is the same.
        Blueprint.objects.bulk_create(
            [Blueprint(head_digest=digest, statements=statements, migrations=nodes)], ignore_conflicts=True
        )
        return Blueprint.objects.get(pk=digest)


def replay(blueprint: Blueprint) -> None:
    """Fill the active school's empty schema. The caller holds the transaction."""
    with connection.cursor() as cursor:
        for statement in blueprint.statements:
            cursor.execute(statement)
    record_migrations([(app, name) for app, name in blueprint.migrations])


def record_migrations(nodes: list[Node]) -> None:
    """Note in the active school's own `django_migrations` that it has these. One statement."""
    if not nodes:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " SELECT app, name, now() FROM unnest(%s::text[], %s::text[]) AS given (app, name)",
            [[app for app, _ in nodes], [name for _, name in nodes]],
        )


def _render_all() -> tuple[list[str], list[Node]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = tenant_labels()
    statements: list[str] = []
    nodes: list[Node] = []
    state = ProjectState(real_apps=loader.unmigrated_apps)
    with scratch_schema():
        with recording_editor(statements) as editor:
            # A school without this table would read the platform's and believe itself up to date.
            editor.create_model(MigrationRecorder(connection).Migration)
        for node in _ordered_nodes(loader):
            migration = loader.graph.nodes[node]
            if node[0] not in labels:
                state = migration.mutate_state(state, preserve=False)
                continue
            rendered, state = render(migrations=[migration], state=state, empty=True)
            statements.extend(rendered)
            nodes.append(node)
    return statements, nodes


def _ordered_nodes(loader: MigrationLoader) -> list[Node]:
    """The tenant apps' migrations and what they depend on, each after its dependencies."""
    ordered: dict[Node, None] = {}
    for target in tenant_targets(loader):
        ordered.update(dict.fromkeys(loader.graph.forwards_plan(target)))
    return list(ordered)


def _source(migration: Migration) -> bytes:
    module = sys.modules[type(migration).__module__]
    file = inspect.getsourcefile(module)
    return Path(file).read_bytes() if file else b""
