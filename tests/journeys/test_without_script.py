"""A student whose browser runs no script: from a printed code to a marked quiz, on a phone, in Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Complaints
from tests.journeys.server import Product
from tests.journeys.staging import made_rows

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]

SCHOOL = "alice"
PERSON = {
    "full_name": "سارة محمود حسن",
    "phone": "٠١٠٥٥٦٦٧٧٨٨",
    "parent_phone": "01055667799",
    "email": "sara.without.script@students.example",
    "password": "كلمة-سر-طويلة-8",
}


@pytest.fixture(scope="module")
def rows(product: Product) -> dict[str, Any]:
    """A course with a film and a quiz, and a code that opens it."""
    return made_rows(product, "tests.journeys.qr_rows", SCHOOL)


@pytest.fixture
def page(browser: Browser, complaints: Complaints) -> Iterator[Page]:
    """A phone of 360 points that speaks Arabic and runs nothing."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(
        locale="ar-EG", viewport=size, has_touch=True, java_script_enabled=False, color_scheme="light"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    yield page
    context.close()


class Hand:
    """Presses what is seen, and looks at each page that comes."""

    def __init__(self, page: Page, product: Product, shots: Path | None) -> None:
        self.page, self.product, self.shots = page, product, shots
        self.language = "ar"

    def open(self, path: str) -> None:
        answer = self.page.goto(self.product.url(SCHOOL, path))
        assert answer is not None
        assert answer.status == 200
        self.see()

    def see(self) -> None:
        root = self.page.locator("html")
        expect(root).to_have_attribute("lang", self.language)
        expect(root).to_have_attribute("dir", "rtl" if self.language == "ar" else "ltr")
        assert self._width() <= 360, self.page.url

    def press(self, what: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(what).locator("visible=true").first.click()
        self.see()

    def type(self, name: str, value: str) -> None:
        self.page.locator(f"#id_{name}").fill(value)

    def look(self, name: str) -> None:
        if self.shots:
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)

    def at(self, path: str) -> bool:
        return re.fullmatch(path, self.page.url.partition(f":{self.product.port}")[2]) is not None

    def _width(self) -> float:
        """Of the page's widest part; evaluating is the test's, not the page's script."""
        return float(self.page.evaluate("document.documentElement.scrollWidth"))


def test_a_student_needs_no_script(
    product: Product, page: Page, complaints: Complaints, rows: dict[str, Any], shots: Path | None
) -> None:
    hand = Hand(page, product, shots)
    sign_up(hand, rows)
    learn(hand)
    take_the_quiz(hand, rows)
    read_as_one_likes(hand)
    hand.press("main form[action$='/sign-out/'] button")
    hand.look("8-signed-out")
    page.goto(product.url(SCHOOL, "/today/"))
    assert hand.at(r"/sign-in/\?next=%2Ftoday%2F|/sign-in/\?next=/today/")
    assert complaints == []


def sign_up(hand: Hand, rows: dict[str, Any]) -> None:
    """The code is kept on the way through the door, and the first lesson is there."""
    hand.open(f"/redeem/{rows['code']}")
    hand.look("1-what-the-code-opens")
    hand.press("main a[href*='/sign-up/']")
    for name, value in PERSON.items():
        hand.type(name, value)
    hand.press("form[action$='/sign-up/'] button.button-primary[type=submit]")
    assert hand.at(r"/learn/lessons/[0-9a-f-]{36}/")


def learn(hand: Hand) -> None:
    """The film is asked for by a press, and the lesson is marked as done."""
    page = hand.page
    hand.look("2-lesson")
    lesson = page.url
    with page.expect_response(lambda answer: answer.headers.get("content-type") == "video/mp4") as film:
        page.locator("[data-player-start] button").click()
    assert film.value.status in {200, 206}
    page.goto(lesson)
    expect(page.locator("[data-when-done]")).to_be_hidden()
    hand.press("[data-until-done] button")
    assert page.url == lesson
    expect(page.locator("[data-when-done]")).to_be_visible()
    expect(page.locator("[data-until-done]")).to_be_hidden()
    hand.look("3-done")


def take_the_quiz(hand: Hand, rows: dict[str, Any]) -> None:
    """All questions on one page: saved, looked through, handed in, and marked at once."""
    page = hand.page
    hand.press(".tabbar a[href='/learn/assessments/']")
    hand.press(f"main a[href='/learn/assessments/{rows['quiz']}/']")
    hand.press("#begin button")
    page.get_by_label("سبعة").check()
    hand.press(".exam-plain button[value=save]")
    expect(page.get_by_label("سبعة")).to_be_checked()
    page.locator("input[type=radio][value=true]").check()
    page.locator("input[type=text][name^=q], .exam-question input[type=text]").first.fill("القاهره")
    hand.look("4-room")
    hand.press(".exam-plain button[value=review]")
    hand.look("5-hand-in")
    hand.press("form[action$='/submit/'] button[type=submit]")
    assert hand.at(r"/learn/attempts/[0-9a-f-]{36}/result/")
    hand.look("6-result")
    expect(page.locator(".dial-label").first).to_have_text("100%")


def read_as_one_likes(hand: Hand) -> None:
    """Language, digits and theme stay chosen on the pages that follow."""
    page = hand.page
    hand.open("/profile/")
    hand.press("form[action='/digits'] button[value=arab]")
    hand.press(".tabbar a[href='/today/']")
    expect(page.locator(".today-ring .dial-label").first).to_have_text("١٠٠٪")
    hand.open("/profile/")
    hand.press("form[action='/digits'] button[value=latn]")
    hand.press("form[action='/theme'] button[value=dark]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    hand.look("7-profile")
    hand.language = "en"
    hand.press("main .segmented button[value=en]")
    assert hand.at("/profile/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your profile")
    hand.language = "ar"
    hand.press("main .segmented button[value=ar]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
