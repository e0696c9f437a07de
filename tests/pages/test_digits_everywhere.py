"""Every page of a school in Arabic-Indic digits: amounts, figures and times, and nothing that is a code."""

from __future__ import annotations

import html
import re
from typing import Any

from django.conf import settings

from tests.isolation.pages import address_of_page, expected_pages
from tests.isolation.world import build_world

FIGURES = re.compile(
    r"<(?:span|p|td|time|dd)\b[^>]*?(?:class=\"(?:price|stat-value|cell-number|figure)\b|datetime=)[^>]*>(.*?)"
    r"</(?:span|p|td|time|dd)>",
    re.DOTALL,
)
CODES = re.compile(r"class=\"[^\"]*\b(?:font-mono|code-shown|code-card-code)\b[^\"]*\"[^>]*>([^<]+)<")
WITH_LATIN = re.compile(r"\S*[A-Za-z@]\S*")


def pages_of(world: Any, person: str) -> list[str]:
    """Addresses of the school that this person may read."""
    found = {
        address_of_page(world, cell.path, "own" if "<uuid:" in cell.path else "-")
        for cell, told in expected_pages().items()
        if (cell.host, cell.method, cell.principal, told) == ("school", "GET", person, "200")
        and cell.variant in ("own", "-")
        and not cell.path.endswith((".css", ".csv", ".png", ".js", ".svg", ".m3u8", ".webmanifest", ".ico"))
    }
    return sorted(found)


def figures_in(page: str) -> list[str]:
    bare = [html.unescape(re.sub(r"<[^>]*>", " ", part)) for part in FIGURES.findall(page)]
    return [WITH_LATIN.sub("", text) for text in bare]


def test_figures_follow_the_reader_and_codes_do_not(alpha: Any, beta: Any) -> None:
    world = build_world(alpha, beta)
    counted = 0
    for person in ("owner", "enrolled"):
        client = world.client(person, "school")
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
        for address in pages_of(world, person):
            client.cookies["digits"] = "latn"
            plain = client.get(address, status=None)
            client.cookies["digits"] = "arab"
            page = client.get(address, status=None)
            if not (page.status_code == 200 and page["Content-Type"].startswith("text/html")):
                continue
            text, before = page.content.decode(), plain.content.decode()
            wrong = [figure for figure in figures_in(text) if re.search("[0-9]", figure)]
            assert (address, wrong) == (address, [])
            assert (address, CODES.findall(text)) == (address, CODES.findall(before))
            counted += sum(bool(re.search("[٠-٩]", figure)) for figure in figures_in(text))
    print(f"figures in Arabic-Indic digits: {counted}")
    assert counted > 20
