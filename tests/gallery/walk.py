"""Going through the pages of the table with a browser."""

from __future__ import annotations

import gzip
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.gallery.table import Shown
from tests.journeys.server import Product

LANGUAGES = ("ar", "en")
THEMES = ("light", "dark")
SETTLED = """() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))
    .then(() => document.fonts.ready)
    .then(() => Promise.all(document.getAnimations()
        .filter(one => one.effect.getComputedTiming().iterations !== Infinity)
        .map(one => one.finished.catch(() => null))))
    .then(() => true)"""
TYPE = """(field, words) => {
    if (field.type === "checkbox" || field.type === "radio") field.checked = true;
    else field.value = words;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}"""
SHIFT = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) shifted += entry.value;
})).observe({type: "layout-shift", buffered: true});
"""
MOST_SHIFT = 0.05
LOADS = 3
SIZES = {"phone": (360, 800), "desktop": (1280, 900)}


@dataclass
class Walk:
    """A browser with a profile for each person, language and size; `complaints` is by page."""

    browser: Browser
    product: Product
    rows: dict[str, Any]
    complaints: list[str] = field(default_factory=list)
    _pages: dict[tuple[str, ...], Page] = field(default_factory=dict)

    def open(self, shown: Shown, language: str, size: str = "phone") -> Page:
        """The page in the light theme, with its script run. Raises when another status came."""
        page = self._page(shown, language, size)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        before = len(self.complaints)
        answer, shift = self._load(page, self.address(shown, language))
        if shift > MOST_SHIFT:
            self.complaints.append(f"moved by {shift:.3f} while it was loaded")
        answer = _act(page, shown, self.rows[language]["ids"]) or answer
        status = answer.status if answer else 0
        place = page.url if shown.sends else self.address(shown, language)
        if (status, page.url) != (shown.status, place):
            self.complaints.append(f"status {status} at {page.url}")
        # That a fault is a fault is what the browser's console says of it.
        meant = f"responded with a status of {shown.status} " if shown.status >= 400 else "\0"
        said = [one for one in self.complaints[before:] if meant not in one]
        self.complaints[before:] = [f"{shown.key} {language}: {one}" for one in said]
        return page

    @staticmethod
    def _load(page: Page, address: str) -> tuple[Response | None, float]:
        """The answer, and how far the page moved at its stillest: a busy machine moves some pages once."""
        answer, stillest = None, float("inf")
        for _try in range(LOADS):
            answer = page.goto(address, wait_until="load")
            page.evaluate(SETTLED)
            stillest = min(stillest, page.evaluate("shifted"))
            if stillest <= MOST_SHIFT:
                break
        return answer, stillest

    def address(self, shown: Shown, language: str) -> str:
        path = shown.path.format(**self.rows[language]["ids"])
        return self.product.url(self._school(shown, language), path)

    def _school(self, shown: Shown, language: str) -> str:
        """The username that stands before the platform's name; newcomer and stranger are at another one."""
        if shown.host != "school":
            return ""
        return str(self.rows[language]["new_school" if shown.who in {"newcomer", "stranger"} else "school"])

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()
        self._pages.clear()

    def _page(self, shown: Shown, language: str, size: str) -> Page:
        key = (shown.host, shown.who, language, size)
        if any(other[:2] != key[:2] for other in self._pages):
            self.close()  # pages that nobody looks at any more would go on taking the processor's time
        if key not in self._pages:
            self._pages[key] = page = self.visitor(shown, language, size).new_page()
            page.add_init_script(SHIFT)
            # Faces that are not at hand yet are what moves a page; a browser that keeps them would hide it.
            line = page.context.new_cdp_session(page)
            line.send("Network.enable")
            line.send("Network.setCacheDisabled", {"cacheDisabled": True})
            self._listen(page)
        return self._pages[key]

    def visitor(self, shown: Shown, language: str, size: str) -> BrowserContext:
        width, height = SIZES[size]
        context = self.browser.new_context(
            locale="ar-EG" if language == "ar" else "en-GB",
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
        )
        context.set_default_timeout(15_000)
        cookies = {"language": language, **self.rows[language]["cookies"].get(shown.who, {})}
        base = self.product.url(self._school(shown, language))
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
        return context

    def _listen(self, page: Page) -> None:
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" or "Content Security Policy" in text:
            self.complaints.append(f"{kind}: {text}")


def _act(page: Page, shown: Shown, ids: dict[str, Any]) -> Response | None:
    """Bring the page into its state; the answer to what was sent."""
    for name, words in shown.typed:
        page.locator(f"[name='{name}']").first.evaluate(TYPE, words.format(**ids))
    answer: Response | None = None
    if shown.draws:
        page.evaluate(shown.draws)
    if shown.sends:
        with page.expect_response(lambda got: got.request.method == "POST") as sent:
            page.locator(shown.sends).first.click()
        answer = sent.value
        page.wait_for_timeout(250)  # until the browser has taken the answer for its page
        page.wait_for_load_state("load")
    if shown.opens:
        page.locator(shown.opens).first.click()
    page.evaluate(SETTLED)
    return answer


def weights(page: Page) -> dict[str, int]:
    """Bytes of script and style that the page loaded, each compressed by gzip."""
    script = "performance.getEntriesByType('resource').map(entry => entry.name)"
    names: list[str] = [name.partition("?")[0] for name in set(page.evaluate(script))]
    total = {"js": 0, "css": 0}
    for name in names:
        kind = name.rpartition(".")[2]
        if kind in total and name.startswith("http"):
            total[kind] += _compressed(name)
    return total


@cache
def _compressed(address: str) -> int:
    # Browsers know the names below localhost, the machine's resolver need not.
    there = urlsplit(address)
    asked = urllib.request.Request(
        f"http://127.0.0.1:{there.port}{there.path}", headers={"Host": there.netloc}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return len(gzip.compress(answer.read(), 6))


def turn(page: Page, theme: str) -> None:
    """The page in `theme`, once its colours have stopped moving."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    page.evaluate(SETTLED)


def overflow(page: Page) -> str:
    """The elements wider than the window, or nothing."""
    found: str = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return "";
            const wide = [...document.querySelectorAll("body *")].filter(element => {
                const box = element.getBoundingClientRect();
                return box.width && (box.right > width + 1 || box.left < -1);
            });
            return wide.slice(0, 3).map(e => `${e.tagName}.${e.className}`).join(", ") || "page";
        }"""
    )
    return found
