"""Every page of the table on a phone, in both languages and themes: axe, console, width, weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.gallery.product import furnished_product
from tests.gallery.table import PAGES, Shown, faults
from tests.gallery.walk import LANGUAGES, Walk, overflow, turn, weights

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(420)]

SCRIPT_LIMIT = 60_000
"""Bytes by gzip of what a student's page may load."""
STUDYING = {"visitor", "stranger", "student", "beginner"}
GRAVE = {"serious", "critical"}
SHARE = 15


@pytest.fixture(scope="module")
def walk(
    django_db_blocker: Any,
    template_database: str,
    tmp_path_factory: pytest.TempPathFactory,
    browser: Browser,
) -> Iterator[Walk]:
    with (
        django_db_blocker.unblock(),
        furnished_product(template=template_database, state=tmp_path_factory.mktemp("gallery")) as (
            product,
            rows,
        ),
    ):
        walk = Walk(browser, product, rows)
        yield walk
        walk.close()


def test_table_has_every_named_page_and_no_other() -> None:
    assert faults() == []


def _shares() -> dict[str, list[Shown]]:
    """The pages of each person, so many at a time: a test that fails or hangs says where."""
    shares: dict[str, list[Shown]] = {}
    for who in sorted({f"{page.host} {page.who}" for page in PAGES}):
        pages = [page for page in PAGES if f"{page.host} {page.who}" == who]
        shares |= {f"{who} {at + 1}": pages[at : at + SHARE] for at in range(0, len(pages), SHARE)}
    return shares


@pytest.mark.parametrize(("who", "pages"), _shares().items(), ids=_shares())
def test_nothing_serious_is_found(walk: Walk, who: str, pages: list[Shown]) -> None:
    found: list[str] = []
    for language in LANGUAGES:
        for shown in pages:
            found += _look(walk, shown, language)
    found += walk.complaints
    walk.complaints.clear()
    print(f"{who}: {len(pages)} pages in two languages and two themes", *found, sep="\n")
    assert found == []


def _look(walk: Walk, shown: Shown, language: str) -> list[str]:
    page = walk.open(shown, language)
    page.evaluate(AXE_SCRIPT)
    found = _grave(page)
    turn(page, "dark")
    # What a theme changes is colour; the rest has been looked at.
    found += [f"dark: {one}" for one in _grave(page, "color-contrast")]
    if wide := overflow(page):
        found.append(f"wider than the window: {wide}")
    script = weights(page)["js"]
    if shown.host == "school" and shown.who in STUDYING and script > SCRIPT_LIMIT:
        found.append(f"{script} bytes of script")
    return [f"{shown.key} {language}: {one}" for one in found]


def _grave(page: Page, *rules: str) -> list[str]:
    """Rule and places of what axe calls serious or critical."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']} at {node['target']} {node['html'][:160]}"
        for one in answer["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]
