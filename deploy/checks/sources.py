"""Which files are ours, by kind."""

from collections.abc import Iterator
from pathlib import Path

PRODUCT = ("config", "tenants", "shared_apps", "tenant_apps", "branding", "fakes")
EVERYTHING = (*PRODUCT, "tests", "deploy")
APP_FOLDERS = ("shared_apps", "tenant_apps")
FOREIGN = {"node_modules", "__pycache__", "vendor"}


def python_files(
    *, project: Path, roots: tuple[str, ...] = PRODUCT, migrations: bool = False
) -> Iterator[Path]:
    for path in _files(project, roots, "*.py"):
        if migrations or path.parent.name != "migrations":
            yield path


def template_files(*, project: Path) -> Iterator[Path]:
    for suffix in ("*.html", "*.txt"):
        for path in _files(project, PRODUCT, suffix):
            if "templates" in path.parts:
                yield path


def style_files(*, project: Path) -> Iterator[Path]:
    """Style sheets written by hand; what is compiled from them lies under `static`."""
    for path in _files(project, PRODUCT, "*.css"):
        if "static" not in path.parts:
            yield path


def place(path: Path, project: Path, text: str, position: int) -> str:
    """Where a finding is, as editors like it: file:line."""
    return f"{path.relative_to(project)}:{text.count(chr(10), 0, position) + 1}"


def _files(project: Path, roots: tuple[str, ...], pattern: str) -> Iterator[Path]:
    for root in roots:
        for path in sorted((project / root).rglob(pattern)):
            if not FOREIGN & set(path.relative_to(project).parts):
                yield path
