"""What is committed for browsers: complete, small, and allowed by the content policy."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "branding/static/branding"
FRONTEND = ROOT / "branding/frontend"
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
TEMPLATES = [
    path
    for top in ("branding", "shared_apps", "tenant_apps", "tenants")
    for path in (ROOT / top).rglob("templates/**/*.html")
    if "mail" not in path.parts  # readers of mail know no style sheets
]


def packed(*names):
    return sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)


def test_student_page_script_is_within_budget():
    assert (
        packed("js/htmx-2.0.11.min.js", "js/kit.js", "js/player.js", "js/alpine-csp-3.17.4.min.js") <= 60_000
    )
    assert packed("js/htmx-2.0.11.min.js", "js/kit.js", "js/player.js") <= 28_000


def test_sheet_and_fonts_are_within_budget():
    assert packed("app.css") <= 42_000
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) <= 90_000


def test_nothing_in_the_sheet_is_refused_by_the_content_policy():
    css = (STATIC / "app.css").read_text()
    addresses = re.findall(r"url\(([^)]*)\)", css)
    assert [address for address in addresses if "data:" in address or "//" in address] == []
    for address in addresses:
        assert (STATIC / address.strip("\"'")).is_file(), address


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.min.js")), ids=lambda path: path.name)
def test_vendored_script_has_its_version_and_licence_beside_it(path):
    assert re.search(r"-\d+\.\d+\.\d+\.min\.js$", path.name)
    assert (path.parent / path.name.replace(".min.js", ".LICENSE.txt")).stat().st_size > 200
    assert "sourceMappingURL" not in path.read_text()


def test_own_scripts_need_neither_eval_nor_inline_code():
    for path in [*(STATIC / "js").glob("kit.js"), *(STATIC / "js").glob("player.js")]:
        assert (
            re.findall(
                r"\beval\(|new Function|\.innerHTML|insertAdjacentHTML|document\.write", path.read_text()
            )
            == []
        )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_uses_icons_of_the_sprite_and_no_inline_code(path):
    text = path.read_text()
    used = set(re.findall(r'<c-icon\b[^>]*?\bname="([a-z0-9-]+)"', text)) | set(
        re.findall(r'\bicon(?:_end)?="([a-z0-9-]+)"', text)
    )
    assert used - SPRITE == set()
    assert re.findall(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)", text) == []


def test_sprite_is_the_list():
    assert (FRONTEND / "icons.txt").read_text().split() == sorted(SPRITE)


@pytest.mark.parametrize("path", sorted(FRONTEND.glob("*.css")), ids=lambda path: path.name)
def test_sources_have_logical_properties_only(path):
    sides = "left|right|top|bottom"
    physical = rf"(?:^|[;{{\s])(?:margin|padding|border)-(?:{sides})\b|[;{{\s](?:{sides}|width|height)\s*:"
    text = re.sub(r"\((?:min|max)-width:[^)]*\)|/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert re.findall(physical, text) == []


def test_every_component_stands_on_the_living_page_and_in_the_guide():
    names = {path.stem.replace("_", "-") for path in (ROOT / "branding/templates/cotton").glob("*.html")} - {
        "field-errors"
    }
    living = "".join(path.read_text() for path in (ROOT / "branding/templates/branding/kit").glob("*.html"))
    living += (ROOT / "branding/templates/cotton/field.html").read_text()
    guide = (ROOT / "docs/pages.md").read_text()
    assert {name for name in names if f"<c-{name}" not in living} == set()
    assert {name for name in names - {"toast"} if f"<c-{name}" not in guide} == set()


def test_lock_file_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


CSS = (STATIC / "app.css").read_text().replace("\\", "")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_word_for_looks_is_in_the_compiled_sheet(path):
    """A missing word is a typo, or the sheet has to be compiled again: `make css`."""
    classes = re.findall(r'\bclass="([^"]*)"', path.read_text())
    bare = (re.sub(r"[\w-]*\{[{%].*?[}%]\}[\w-]*", " ", value) for value in classes)
    # A part of a drawing may be named without a look of its own.
    words = {word for value in bare for word in value.split() if not word.startswith("art-")}
    assert {word for word in words if not re.search(rf"\.{re.escape(word)}(?![\w-])", CSS)} == set()
