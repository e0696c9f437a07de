"""Twenty answers graded by keys alone, with a comment, a skipped one, a mistake and its undoing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.server import Product
from tests.journeys.staging import made_rows

SCHOOL = "alice"
ANSWERS = 20
pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(420)]


class Grader:
    """A person at a keyboard, whose keys are counted."""

    def __init__(self, page: Page, product: Product, rows: dict[str, Any]) -> None:
        self.page, self.product, self.rows, self.keys = page, product, rows, 0

    def url(self, path: str) -> str:
        return self.product.url(SCHOOL, path)

    def sign_in(self, language: str) -> None:
        cookie = {"name": "language", "value": language, "url": self.url("/")}
        self.page.context.add_cookies([cookie])
        self.page.goto(self.url("/teach/sign-in/"))
        self.page.locator("#id_identifier").fill(self.rows["teacher"])
        self.page.locator("#id_password").fill(self.rows["password"])
        with self.page.expect_navigation():
            self.page.locator("form:has(#id_password) button[type=submit]").first.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def at(self, number: int) -> None:
        """Wait until the page is at that one of the sitting."""
        expect(self.page.locator("[data-grading-head] .figure")).to_have_text(f"{number} of {ANSWERS}")
        expect(self.page.locator("form[data-grading]")).to_have_attribute("data-keys", "on")

    def graded(self) -> list[tuple[Any, ...]]:
        """Points, words and by whom, in the order of handing in."""
        with psycopg.connect(self.product.database_url, autocommit=True) as line:
            line.execute(f'SET search_path TO "{self.rows["schema"]}"')
            return line.execute(
                "SELECT w.points::float, w.feedback, w.graded_by::text, a.state FROM assessments_answer w"
                " JOIN assessments_attempt a ON a.id = w.attempt_id WHERE a.assessment_id = %s"
                " ORDER BY w.saved_at, w.id",
                [self.rows["exam"]],
            ).fetchall()


@pytest.fixture
def make_rows(product: Product) -> Callable[[int], dict[str, Any]]:
    def make(number: int) -> dict[str, Any]:
        return made_rows(product, "tests.journeys.grading_rows", SCHOOL, number)

    return make


def test_twenty_answers_are_graded_by_keys_alone(
    open_browser: Callable[..., Page],
    product: Product,
    make_rows: Callable[[int], dict[str, Any]],
    shots: Path | None,
) -> None:
    grader = Grader(open_browser(), product, make_rows(ANSWERS))
    page = grader.page
    grader.sign_in("en")
    page.goto(grader.url(f"/teach/grading/?assessment={grader.rows['exam']}"))
    page.evaluate("window.stays = true")
    began = time.monotonic()
    for number in range(1, ANSWERS + 1):
        grader.at(number)
        if number == 3:
            # A slip, taken back: 1 instead of 4 for the second.
            grader.press("u")
            grader.at(2)
            grader.press("4", "Enter")
            grader.at(3)
        if number == 4:
            grader.press("c", "ArrowDown", "Enter")
        grader.press("1" if number == 2 else str(number % 6), "Enter")
    expect(page.get_by_text(f"{ANSWERS} answers graded in this sitting.")).to_be_visible()
    seconds = time.monotonic() - began
    assert page.evaluate("window.stays") is True  # never loaded anew
    rows = [
        (
            float(4 if n == 2 else n % 6),
            "Give a reason for each step." if n == 4 else "",
            grader.rows["user"],
            "graded",
        )
        for n in range(1, ANSWERS + 1)
    ]
    assert grader.graded() == rows
    print(f"grading: {ANSWERS} answers, {grader.keys} keys, {seconds:.1f} s of the machine's time")
    assert grader.keys <= 3 * ANSWERS
    if shots:
        page.screenshot(path=shots / "done.png", full_page=True)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_grading_fits_a_phone_and_works_in_both_directions(
    open_browser: Callable[..., Page],
    product: Product,
    make_rows: Callable[[int], dict[str, Any]],
    shots: Path | None,
    language: str,
) -> None:
    grader = Grader(open_browser(language=language, phone=True, dark=language == "en"), product, make_rows(3))
    page = grader.page
    grader.sign_in(language)
    page.goto(grader.url(f"/teach/grading/?assessment={grader.rows['exam']}"))
    page.locator("[data-points='3']").click()
    page.locator("[data-comment]").nth(2).click()
    expect(page.locator("[name=feedback]")).to_have_value("اكتب خطوات الحل.")
    if shots:
        page.screenshot(path=shots / f"phone-{language}.png", full_page=True)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator("[data-save]").click()
    expect(page.locator(".grading-undo")).to_be_visible()
    # An Arabic keyboard gives Arabic digits; its letters are told by their place.
    digit = "\u0665" if language == "ar" else "5"
    page.evaluate(
        "key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))", digit
    )
    page.keyboard.press("Enter")
    expect(page.locator("progress.progress").first).to_have_attribute("value", "2")
    assert [row[0] for row in grader.graded()] == [3.0, 5.0, None]
    if shots:
        page.screenshot(path=shots / f"phone-after-{language}.png", full_page=True)
