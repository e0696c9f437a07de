"""What a student is told when something comes between: a refused part of a page, a cut line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Complaints
from tests.journeys.test_exam import Exam, Taker, forgive_the_cut, make_exam

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]
__all__ = ["make_exam"]  # a fixture: whoever wants a student who can sign in
REFUSED = "That did not go through. Load the page again to see why."


def refuse(route: Route) -> None:
    if route.request.headers.get("hx-request"):
        route.fulfill(status=403, content_type="text/html", body="<p>Not for you</p>")
    else:
        route.continue_()


def test_a_part_that_is_refused_is_said_and_what_was_typed_stays(
    make_exam: Callable[..., Exam], open_browser: Callable[..., Page], complaints: Complaints
) -> None:
    taker = Taker(open_browser(), make_exam())
    taker.sign_in()
    page = taker.page
    page.goto(taker.exam.url("/?q=Sound"))
    page.route("**/*", refuse)
    page.locator("input[type=search]").first.fill("Physics")
    expect(page.locator(".toast")).to_have_text(REFUSED)
    assert page.locator("input[type=search]").first.input_value() == "Physics"
    assert [one for one in complaints if "403" not in one] == []
    complaints.clear()


def test_handing_in_without_a_line_stays_on_the_screen(
    make_exam: Callable[..., Exam], open_browser: Callable[..., Page], complaints: Complaints
) -> None:
    exam = make_exam()
    taker = Taker(open_browser(), exam)
    taker.sign_in()
    taker.begin()
    given = taker.answer(exam.rows["questions"][0])
    taker.expect_saved()
    page = taker.page
    page.context.set_offline(True)
    page.locator(".exam-bar button[value=review]").click()
    page.locator("[data-exam-confirm]").click()
    sending = page.locator("[data-exam-dialog=sending]")
    expect(sending).to_contain_text("There is no connection")
    for _press in range(4):
        page.keyboard.press("Escape")
        expect(sending).to_be_visible()
    with page.expect_navigation(url="**/result/"):
        page.context.set_offline(False)
    assert exam.kept() == {exam.rows["questions"][0]["id"]: given}
    assert exam.attempt() == ("graded", "student")
    forgive_the_cut(complaints)
