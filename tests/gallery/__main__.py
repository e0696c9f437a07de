"""make screenshots: every page in two languages, two themes and two sizes, into build/gallery.

Writes the pictures, index.html, bytes.csv, vitals.csv and complaints.txt. Ends with 1 when a page is
not in the table, cannot be shown, complains in the console or is wider than a phone.
Arguments: parts of the pages' names; without one all are shown. `vitals` alone measures and takes no picture.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tests.database import ROOT
from tests.gallery.table import PAGES, Shown, faults
from tests.gallery.vitals import HEAD, MEASURED, measure_all
from tests.gallery.walk import LANGUAGES, SIZES, THEMES, Walk, overflow, turn, weights

TARGET = ROOT / "build" / "gallery"
console = Console(highlight=False)


def main(parts: list[str]) -> int:
    import django

    django.setup()
    from tests import database
    from tests.gallery.product import furnished_product
    from tests.journeys.conftest import CHROMIUM_ARGUMENTS

    pages = _chosen(parts)
    TARGET.mkdir(parents=True, exist_ok=True)
    console.print("Starting the product with its sample schools …")
    with (
        TemporaryDirectory() as state,
        furnished_product(template=database.ensure_template(), state=Path(state)) as (product, rows),
        sync_playwright() as playwright,
    ):
        program = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        walk = Walk(browser, product, rows)
        wide = _shoot_all(walk, pages)
        walk.close()
        _measure(walk, pages or PAGES)
        browser.close()
    _write_index()
    return _tell([*faults(), *walk.complaints, *wide], len(pages))


def _chosen(parts: list[str]) -> list[Shown]:
    if parts == ["vitals"]:
        return []
    return [page for page in PAGES if not parts or any(part in page.key for part in parts)]


def _shoot_all(walk: Walk, pages: list[Shown]) -> list[str]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    wide, bytes_of = [], {}
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("pages", total=len(pages) * len(LANGUAGES) * len(SIZES))
        for shown in pages:
            for language in LANGUAGES:
                for size in SIZES:
                    progress.update(task, description=shown.key)
                    wide += _shoot(walk, shown, language, size, bytes_of)
                    progress.advance(task)
    _write("bytes.csv", ("page", "script", "style"), [(key, *both) for key, both in bytes_of.items()])
    return wide


def _shoot(
    walk: Walk, shown: Shown, language: str, size: str, bytes_of: dict[str, tuple[int, int]]
) -> list[str]:
    page = walk.open(shown, language, size)
    # As high as its content, so that what sticks to the window's end does not cover the middle.
    width, height = SIZES[size]
    page.wait_for_selector(".htmx-request", state="detached")  # a part of the page that is still fetched
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, tall)})
    for theme in THEMES:
        turn(page, theme)
        page.screenshot(path=TARGET / picture(shown, language, theme, size), full_page=True)
    page.set_viewport_size({"width": width, "height": height})
    found = weights(page)
    bytes_of.setdefault(shown.key, (found["js"], found["css"]))
    wider = overflow(page)
    return [f"{shown.key} {language} {size}: wider than the window: {wider}"] if wider else []


def picture(shown: Shown, language: str, theme: str, size: str) -> str:
    return f"{shown.key}-{language}-{theme}-{size}.png"


def _measure(walk: Walk, pages: list[Shown]) -> None:
    rows = []
    for row in measure_all(walk, [shown for shown in pages if shown.name in MEASURED and not shown.state]):
        rows.append(row)
        console.print(*row)
    _write("vitals.csv", HEAD, rows)


def _write(name: str, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with (TARGET / name).open("w", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def _write_index() -> None:
    """Of all that lie there, also from an earlier run."""
    pages = [page for page in PAGES if (TARGET / picture(page, "ar", "light", "phone")).exists()]
    sections = "".join(
        f'<section data-page="{shown.key}"><h2>{shown.key} <small>{shown.path}, {shown.who}</small></h2>'
        f'<div class="row">{_figures(shown)}</div></section>'
        for shown in pages
    )
    template = Template(Path(__file__).with_name("index.html").read_text())
    (TARGET / "index.html").write_text(template.safe_substitute(sections=sections))


def _figures(shown: Shown) -> str:
    figures = []
    for language in LANGUAGES:
        for theme in THEMES:
            for size in SIZES:
                file, words = picture(shown, language, theme, size), f"{language} {theme} {size}"
                figures.append(
                    f'<figure data-language="{language}" data-theme="{theme}" data-size="{size}">'
                    f'<a href="{file}"><img src="{file}" alt="{shown.key} {words}" loading="lazy"></a>'
                    f"<figcaption>{words}</figcaption></figure>"
                )
    return "".join(figures)


def _tell(found: list[str], pages: int) -> int:
    (TARGET / "complaints.txt").write_text("".join(f"{line}\n" for line in found))
    for line in found:
        console.print(line)
    console.print(f"{pages} pages, {len(found)} complaints: {TARGET.relative_to(ROOT) / 'index.html'}")
    return 1 if found else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.exit(main(sys.argv[1:]))
