"""Compare each school with the blueprint, catalogue by catalogue, trusting no ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from tenants import context
from tenants.blueprint import ensure_blueprint, replay, tenant_labels
from tenants.context import ActiveTenant
from tenants.fleet.ledger import fleet, former_head
from tenants.models import Blueprint, Tenant
from tenants.rendering import scratch_schema

Facts = frozenset[tuple[str, ...]]

_CATALOGUE = """
SELECT 'column', c.relname, a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
                 pg_get_expr(d.adbin, d.adrelid))
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relnamespace = to_regnamespace(%(schema)s) AND c.relkind IN ('r', 'v', 'm')
UNION ALL
SELECT 'index', t.relname, i.relname, pg_get_indexdef(x.indexrelid)
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
 WHERE i.relnamespace = to_regnamespace(%(schema)s)
UNION ALL
SELECT 'constraint', t.relname, k.conname, pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
 WHERE k.connamespace = to_regnamespace(%(schema)s)
UNION ALL
SELECT 'sequence', c.relname, '', '' FROM pg_class c
 WHERE c.relnamespace = to_regnamespace(%(schema)s) AND c.relkind = 'S'
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one school differs from what it should be."""

    school: str
    what: str


def catalogue_of(school: ActiveTenant | Tenant) -> Facts:
    """Every column, index, constraint and sequence of the school's schema, without its name."""
    with context.enter(school), connection.cursor() as cursor:
        cursor.execute(_CATALOGUE, {"schema": school.schema_name})
        return frozenset(
            (kind, table, name, text.replace(f"{school.schema_name}.", ""))
            for kind, table, name, text in cursor.fetchall()
        )


def blueprint_tables(blueprint: Blueprint) -> Facts:
    """What a new school has."""
    with scratch_schema() as scratch:
        replay(blueprint)
        return catalogue_of(scratch)


def verify_fleet(*, progress: Callable[[str, int, int], None] | None = None) -> list[Difference]:
    """All differences between the schools (spares included) and the blueprint of this release."""
    blueprint = ensure_blueprint()
    wanted = blueprint_tables(blueprint)
    with context.platform():
        schools = list(fleet().select_related("schema_state").order_by("created_at"))
    found: list[Difference] = []
    for done, school in enumerate(schools, start=1):
        found += [Difference(str(school), what) for what in _differences(school, blueprint, wanted)]
        if progress:
            progress("schools", done, len(schools))
    return found


def _differences(school: Tenant, blueprint: Blueprint, wanted: Facts) -> list[str]:
    found = []
    if former_head(school) != blueprint.head_digest:
        found.append("the ledger says that it is behind")
    facts = catalogue_of(school)
    if not facts:
        return [*found, "it has no tables"]
    recorded = _recorded(school)
    given = {(app, name) for app, name in blueprint.migrations}
    found += [f"migration {app}.{name} is not recorded" for app, name in sorted(given - recorded)]
    found += [f"missing: {' '.join(fact)}" for fact in sorted(wanted - facts)]
    found += [f"unexpected: {' '.join(fact)}" for fact in sorted(facts - wanted)]
    return found


def _recorded(school: Tenant) -> set[tuple[str, str]]:
    with context.enter(school), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f'"{school.schema_name}".django_migrations'])
        if cursor.fetchone()[0] is None:
            return set()
        cursor.execute(f'SELECT app, name FROM "{school.schema_name}".django_migrations')  # noqa: S608
        return {(app, name) for app, name in cursor.fetchall() if app in tenant_labels()}
