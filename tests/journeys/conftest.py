"""A browser, and the real product for it to visit."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests import database
from tests.journeys.server import Product, running_product

# What a browser does of its own accord is switched off: nothing but the product may be asked.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OPENED = pytest.StashKey[list[Page]]()
SEEN_CHARS = 3_000
PATIENCE_MS = 15_000
"""How long a journey waits for what should come: only a failure takes longer by it."""
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def product(
    django_db_blocker: pytest.FixtureRequest, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    """One running copy for the journeys of a module: names, phones and limits are theirs alone."""
    settings = connections.databases["default"]
    with django_db_blocker.unblock(), database.separate_database(template_database, "journey") as name:
        url = (
            f"postgres://{settings['USER']}:{settings['PASSWORD']}"
            f"@{settings['HOST']}:{settings['PORT']}/{name}"
        )
        with running_product(database_url=url, state=tmp_path_factory.mktemp("product")) as running:
            yield running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep each module of journeys on one worker, so that it starts one browser."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group(f"journeys-{item.path.stem}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that fails tells what stood on its pages."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(OPENED, []):
            report.sections.append((f"on {page.url}", _seen(page)))
    return report


def _seen(page: Page) -> str:
    try:
        return page.locator("body").inner_text(timeout=2_000)[:SEEN_CHARS]
    except PlaywrightError as error:
        return f"nothing can be read: {error}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: while it lives, an event loop runs here and Django refuses the database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()


class Complaints(list[str]):
    """What the browser's console and the content policy said against a page."""


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    found = Complaints()
    yield found
    assert found == []


@pytest.fixture
def open_browser(
    request: pytest.FixtureRequest, browser: Browser, complaints: Complaints
) -> Iterator[Callable[..., Page]]:
    """`open_browser(language="ar", phone=True)`: a page of a fresh, separate browser profile."""
    contexts: list[BrowserContext] = []
    pages = request.node.stash[OPENED] = []

    def open_page(*, language: str = "en", phone: bool = False, dark: bool = False) -> Page:
        size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 860}
        context = browser.new_context(
            locale="ar-EG" if language == "ar" else "en-GB",
            viewport=size,
            color_scheme="dark" if dark else "light",
            has_touch=phone,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: _note(complaints, message.type, message.text))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        pages.append(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _note(complaints: Complaints, kind: str, text: str) -> None:
    if kind == "error" or "Content Security Policy" in text:
        complaints.append(f"{kind}: {text}")


@pytest.fixture
def shots(request: pytest.FixtureRequest) -> Path | None:
    """Where a journey leaves its pictures, when SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return None
    path = Path(folder) / request.node.name.replace("/", "-")
    path.mkdir(parents=True, exist_ok=True)
    return path
