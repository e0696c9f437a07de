"""The shape of the apps: names, words, and who may call a view."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

from shared_apps.wire.permissions import Nobody
from tests.database import ROOT

APPS = sorted(path for kind in ("shared_apps", "tenant_apps") for path in (ROOT / kind).iterdir())
APPS = [path for path in APPS if (path / "apps.py").exists()]
TENANT_APPS = [path for path in APPS if path.parent.name == "tenant_apps"]
MODULES = {
    *("errors", "rules", "events", "receivers", "tasks", "models", "selectors", "services"),
    *("api", "web", "live", "admin", "apps"),
    *("migrations", "templates", "management", "templatetags", "static", "tests"),
}
# What these hold is not an app's noun but the ground that all stand on; each name is a decision.
GROUND = {
    "kernel": {
        *("acts", "audit", "breakers", "counters", "folding", "images"),
        *("moments", "money", "phones", "places", "searching", "spreadsheets", "uploads"),
    },
    "wire": {
        *("contract", "contract_docs", "cookies", "edupro", "edupro_fields", "edupro_v1"),
        *("edupro_v1_fields", "errors", "examples", "fields", "headers"),
        *("language", "openapi", "origin", "parsers", "permissions", "request_id", "throttles"),
    },
    "accounts": {"mail"},
}


def names_in(app: Path) -> set[str]:
    return {
        path.stem
        for path in app.iterdir()
        if not path.name.startswith(("__", ".")) and path.name != "README.md"
    }


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_app_has_only_modules_with_known_names(app):
    assert names_in(app) - MODULES - GROUND.get(app.name, set()) == set()


def test_every_ground_module_is_there():
    missing = {name: modules - names_in(ROOT / "shared_apps" / name) for name, modules in GROUND.items()}
    assert missing == {name: set() for name in GROUND}


# Filled while the process starts, with functions, never with what a school has.
FILLED_AT_START = {
    "tenant_apps/courses/selectors/visibility.py: _checks: list[HolderCheck] = []",
    "tenant_apps/enrollments/selectors/papers.py: _sources: list[PaperSource] = []",
    "tenant_apps/students/selectors/results.py: _sources: list[ResultsSource] = []",
    "tenant_apps/students/selectors/timeline.py: _strands: dict[str, Strand] = {}",
    "tenant_apps/students/web/arrivals.py: _arrivals: list[Arrival] = []",
}
BEGUN = [path for path in APPS if names_in(path) - {"apps", "migrations"}]


@pytest.mark.parametrize("app", BEGUN, ids=lambda app: app.name)
def test_app_says_what_it_owns_in_about_ten_lines(app):
    lines = (app / "README.md").read_text().splitlines()
    assert lines[0].startswith("# ")
    assert 6 <= len(lines) <= 16


@pytest.mark.parametrize("app", TENANT_APPS, ids=lambda app: app.name)
def test_app_of_a_school_remembers_nothing_in_the_process(app):
    """A process serves many schools: what it remembers of one it would tell to the next."""
    found = []
    for path in app.rglob("*.py"):
        tree = ast.parse(path.read_text())
        memories = [node for node in ast.walk(tree) if _is_memo(node) or isinstance(node, ast.Global)]
        memories += [node for node in tree.body if _is_empty_container(node)]
        found += [f"{path.relative_to(ROOT)}: {ast.unparse(node)}" for node in memories]
    assert set(found) - FILLED_AT_START == set()


def _is_memo(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "functools" and bool({"cache", "lru_cache"} & {a.name for a in node.names})
    return isinstance(node, ast.Attribute) and node.attr in {"cache", "lru_cache"} and _is_functools(node)


def _is_functools(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "functools"


def _is_empty_container(node: ast.AST) -> bool:
    """A dictionary, list or set at the top of a module that something is meant to be put into."""
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    value = node.value
    if isinstance(value, ast.Dict | ast.List):
        return not (value.keys if isinstance(value, ast.Dict) else value.elts)
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") in {
        "dict",
        "set",
        "list",
        "defaultdict",
    }


def views_of_the_api():
    found = {}
    for conf in ("config.urls.platform", "config.urls.school"):
        for pattern in _flat(get_resolver(conf).url_patterns):
            view = getattr(pattern.callback, "view_class", getattr(pattern.callback, "cls", None))
            if isinstance(view, type) and issubclass(view, APIView):
                found[view.__qualname__] = (view, pattern.callback)
    return found


def _flat(patterns):
    for item in patterns:
        if isinstance(item, URLResolver):
            yield from _flat(item.url_patterns)
        elif isinstance(item, URLPattern):
            yield item


def test_every_view_of_the_api_names_who_may_call():
    views = views_of_the_api()
    assert len(views) > 55
    silent = [
        name
        for name, (view, callback) in views.items()
        if Nobody in view.permission_classes and "permission_classes" not in callback.initkwargs
    ]
    assert silent == []


def test_default_refuses_everybody():
    assert APIView.permission_classes == [Nobody]
    assert Nobody().has_permission(None, None) is False


def test_no_join_from_a_schools_tables_to_the_platforms():
    ours = {path.name for path in TENANT_APPS}
    foreign = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in ours
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.app_label not in ours
    ]
    assert foreign == []


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_app_streams_nothing(app):
    """A streamed body is read after the request, when no school is active any more."""
    found = [path for path in app.rglob("*.py") if "StreamingHttpResponse" in path.read_text()]
    assert found == []
