"""A cut line in a browser: the school's own page comes instead, and goes by itself; nothing else is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Complaints
from tests.journeys.line import Line, open_line
from tests.journeys.server import Product
from tests.journeys.test_exam import Exam, Taker, make_exam

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]
WORDS = {"en": "No connection at the moment", "ar": "لا يوجد اتصال بالإنترنت الآن"}
KEPT = """async () => {
    const paths = [];
    for (const name of await caches.keys()) {
        const kept = await caches.open(name);
        for (const request of await kept.keys()) paths.push(new URL(request.url).pathname);
    }
    return paths.sort();
}"""
KEPT_PAGES = """async () => {
    const texts = [];
    for (const name of await caches.keys()) {
        const kept = await caches.open(name);
        for (const answer of await kept.matchAll()) {
            const type = answer.headers.get("Content-Type") ?? "";
            if (type.includes("html")) texts.push(await answer.text());
        }
    }
    return texts;
}"""
IN_CHARGE = """() => navigator.serviceWorker.controller !== null || new Promise(done => {
    navigator.serviceWorker.addEventListener("controllerchange", () => done(true));
})"""
FACES = """() => document.fonts.ready.then(() =>
    [...document.fonts].some(face => face.status === "loaded"))"""
COLOUR = "getComputedStyle(document.documentElement).getPropertyValue('--color-brand').trim()"


__all__ = ["make_exam"]  # a fixture: whoever wants a student who can sign in


@pytest.fixture
def line(product: Product) -> Iterator[Line]:
    with open_line(port=product.port) as opened:
        yield opened


def address(line: Line, path: str, school: str = "alice.") -> str:
    return f"http://{school}localhost:{line.port}{path}"


def speak(page: Page, line: Line, language: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": address(line, "/")}])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_cut_line_shows_the_schools_page_and_the_line_brings_the_page(
    open_browser: Callable[..., Page], complaints: Complaints, line: Line, language: str, shots: Any
) -> None:
    page = open_browser(language=language, phone=True)
    speak(page, line, language)
    page.goto(address(line, "/sign-up/"))
    page.goto(address(line, "/"))
    page.evaluate(IN_CHARGE)
    brand = page.evaluate(COLOUR)
    page.evaluate("localStorage.setItem('exam:1:2', JSON.stringify({a: {}, b: {}, c: {}}))")
    line.cut()
    page.goto(address(line, "/redeem/"))
    expect(page.locator("h1")).to_have_text(WORDS[language])
    assert page.url == address(line, "/redeem/")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate(COLOUR) == brand
    assert page.locator("[data-count]").inner_text() in {"3", "٣"}
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.evaluate(FACES) is True
    if shots:
        page.screenshot(path=shots / f"offline-{language}.png", full_page=True)
    line.mend()
    expect(page.locator("form input[name=code]")).to_be_visible(timeout=45_000)
    assert page.url == address(line, "/redeem/")
    complaints[:] = [one for one in complaints if "ERR_CONNECTION" not in one and "ERR_EMPTY" not in one]


def test_nothing_of_a_signed_in_person_is_kept(
    open_browser: Callable[..., Page], make_exam: Callable[..., Exam], product: Product
) -> None:
    school, page = make_exam(), open_browser(phone=True)
    Taker(page, school).sign_in()
    for path in ("/learn/", "/profile/", "/learn/assessments/"):
        page.goto(school.url(path))
    page.evaluate(IN_CHARGE)
    page.goto(school.url("/"))
    page.evaluate("fetch('/api/v1/student/student-profile/alice/').then(answer => answer.text())")
    kept = page.evaluate(KEPT)
    allowed = ("/static/branding/", "/theme.css", "/icon-192.png", "/favicon.svg", "/offline/", "/spoken")
    assert kept
    assert [path for path in kept if not path.startswith(allowed)] == []
    told = page.evaluate(KEPT_PAGES)
    assert len(told) == 2
    assert [text for text in told if school.rows["identifier"] in text or "csrf" in text] == []
    page.goto(product.url("", "/"))
    assert page.evaluate(KEPT) == []
