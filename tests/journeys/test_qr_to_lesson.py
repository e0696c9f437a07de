"""A student with a printed card: from the square on it to a playing lesson, on a phone and in Arabic."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Complaints
from tests.journeys.server import Product
from tests.journeys.staging import made_rows
from tests.journeys.test_first_school import _until as until

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]

SCHOOL = "alice"
MOST_FIELDS, MOST_CLICKS = 5, 3
PERSON = {
    "full_name": "منى أحمد عبد الرحمن",
    "phone": "٠١٠٢٢٣٣٤٤٥٥",
    "parent_phone": "01022334466",
    "email": "mona.ahmed.abdelrahman.the-longest-address@students.example",
    "password": "كلمة-سر-طويلة-7",
}


@pytest.fixture(scope="module")
def rows(product: Product) -> dict[str, Any]:
    """A course with a film, and a code that opens it."""
    return made_rows(product, "tests.journeys.qr_rows", SCHOOL)


class Phone:
    """A phone in somebody's hand: counts what its owner has to do."""

    def __init__(self, page: Page, shots: Path | None) -> None:
        self.page, self.shots = page, shots
        self.fields = self.clicks = 0

    def open(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200
        self.see()

    def see(self) -> None:
        """Arabic, from the right, and nothing wider than the phone."""
        expect(self.page.locator("html")).to_have_attribute("lang", "ar")
        expect(self.page.locator("html")).to_have_attribute("dir", "rtl")
        assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth"), self.page.url

    def look(self, name: str) -> None:
        if self.shots:
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)

    def type(self, name: str, value: str) -> None:
        self.page.locator(f"#id_{name}").fill(value)
        self.fields += 1

    def press(self, what: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(what).first.click()
        self.clicks += 1
        self.see()


def test_from_the_square_on_a_card_to_a_playing_lesson(
    product: Product,
    open_browser: Callable[..., Page],
    complaints: Complaints,
    rows: dict[str, Any],
    shots: Path | None,
) -> None:
    phone = Phone(open_browser(language="ar", phone=True), shots)
    began = time.monotonic()
    phone.open(product.url(SCHOOL, f"/redeem/{rows['code']}"))
    phone.look("1-what-the-code-opens")
    phone.press("main a[href*='/sign-up/']:visible")
    for name, value in PERSON.items():
        phone.type(name, value)
    phone.look("2-sign-up")
    phone.press("form[action$='/sign-up/'] button.button-primary[type=submit]")
    assert re.search(r"/learn/lessons/[0-9a-f-]{36}/$", phone.page.url)
    phone.look("3-lesson")
    phone.page.evaluate("document.querySelector('video').muted = true")
    phone.page.locator("[data-player-start]").click()
    phone.clicks += 1
    until(phone.page, "document.querySelector('video').currentTime > 0.5", seconds=30)
    seconds = time.monotonic() - began
    print(
        f"from the square to a playing lesson: {phone.fields} fields, {phone.clicks} clicks, {seconds:.1f} s"
    )
    assert phone.fields <= MOST_FIELDS
    assert phone.clicks <= MOST_CLICKS
    for path in ("/", "/today/", "/learn/", "/profile/", f"/courses/{rows['course']}/"):
        phone.open(product.url(SCHOOL, path))  # a long name and a long address break there
    assert complaints == []


def test_codes_are_read_forgivingly_without_script(
    product: Product, open_browser: Callable[..., Page], rows: dict[str, Any]
) -> None:
    page = open_browser(language="ar", phone=True)
    typed = f" {rows['code'][:5].lower()} - {rows['code'][5:].lower()} "
    page.goto(product.url(SCHOOL, "/redeem/"))
    page.locator("main input[name=code]").fill(typed)
    with page.expect_navigation():
        page.locator("main form button[type=submit]:visible").first.click()
    assert page.url == product.url(SCHOOL, f"/redeem/{rows['code']}/")
