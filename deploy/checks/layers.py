"""The domain does not know that there is a web: no REST framework, HTTP or URLs in it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from deploy.checks.sources import python_files

DOMAIN = {"rules", "models", "selectors", "services", "tasks", "events", "errors"}
BANNED = (
    "rest_framework",
    "drf_spectacular",
    "django.http",
    "django.urls",
    "django.shortcuts",
    "django.views",
    "config.urls",
    "config.contracts",
)
# How a contract speaks is HTTP by nature.
OUTSIDE = {("shared_apps", "wire"), ("config",), ("fakes",)}
JUNK_DRAWERS = {"utils.py", "helpers.py", "misc.py", "common.py"}


def problems(*, project: Path) -> list[str]:
    found = []
    for path in python_files(project=project):
        inside = path.relative_to(project)
        if path.name in JUNK_DRAWERS:
            found.append(f"{inside}: name the noun; a drawer called {path.name} fills with everything")
        if is_domain(inside):
            found += [
                f"{inside}:{line}: a domain module imports {name}" for line, name in _banned_imports(path)
            ]
    return found


def is_domain(inside: Path) -> bool:
    """Whether a path, seen from the project, is a domain module or a part of one."""
    parts = inside.with_suffix("").parts
    if any(parts[: len(outside)] == outside for outside in OUTSIDE):
        return False
    return bool(DOMAIN & set(parts))


def _banned_imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        for name in _imported(node):
            if any(name == banned or name.startswith(f"{banned}.") for banned in BANNED):
                yield getattr(node, "lineno", 0), name
                break


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []
