"""Thirty students at once: found, extended, blocked, let in again, each guardian one tap from a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.server import Product
from tests.journeys.staging import made_rows
from tests.journeys.test_first_school import Visitor

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]

SCHOOL = "alice"
STUDENTS = 30


class Desk(Visitor):
    """Somebody who runs the school, at the list of students."""

    def __init__(self, page: Page, language: str, shots: Path | None, product: Product) -> None:
        super().__init__(page, language, shots)
        self.product = product
        self.rows = made_rows(product, "tests.journeys.bulk_rows", SCHOOL, STUDENTS)

    def sign_in(self) -> None:
        home = self.product.url(SCHOOL, "/")
        self.page.context.add_cookies([{"name": "language", "value": self.language, "url": home}])
        self.go(self.product.url(SCHOOL, "/teach/sign-in/"))
        self.fill(identifier=self.rows["teacher"], password=self.rows["password"])
        self.send("form:has(#id_password)")

    def narrow(self, **more: str) -> None:
        """The list, with the course as its filter."""
        self.go(self.product.url(SCHOOL, "/teach/students/"))
        more = {"course": self.rows["course"], **more}
        self.page.locator(".more-filters > summary").click()
        for name, value in more.items():
            with self.page.expect_navigation():
                self.page.locator(f".filters select[name={name}]").select_option(value)
        self.check()

    def choose(self, act: str, *, everybody: bool = True) -> None:
        """Tick all that match (or this page's) and go on to the question, or to what is looked at."""
        if everybody:
            self.page.locator("#bulk-all").check()
        else:
            self.page.locator("thead [data-check-all=student]").check()
        self.page.locator("#bulk-act").select_option(act)
        with self.page.expect_navigation():
            self.page.locator(".bulk-do button").click()
        self.check()

    def confirm(self, kind: str = "primary") -> dict[str, int]:
        """Say yes; returns how many were dealt with and how many changed."""
        with self.page.expect_navigation():
            self.page.locator(f"main form button.button-{kind}").click()
        self.check()
        facts = self.page.locator("main dl dd").all_inner_texts()
        return {"changed": int(facts[0]), "left": int(facts[1]) if len(facts) > 1 else 0}

    def ask(self, text: str, *given: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.product.database_url, autocommit=True) as line:
            line.execute(f'SET search_path TO "{self.rows["schema"]}"')
            return line.execute(text, given).fetchall()

    def active(self) -> int:
        """How many students of the course may come in."""
        return int(
            self.ask(
                "SELECT count(*) FROM students_student s JOIN enrollments_enrollment e ON e.student_id = s.id"
                " WHERE s.is_active AND e.course_id = %s",
                self.rows["course"],
            )[0][0]
        )


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("en", False)], ids=["ar-phone", "en"])
def test_thirty_are_extended_blocked_let_in_and_written_to(
    product: Product, open_browser: Callable[..., Page], shots: Path | None, language: str, phone: bool
) -> None:
    desk = Desk(open_browser(language=language, phone=phone), language, shots, product)
    desk.sign_in()
    desk.narrow()
    expect(desk.page.locator("main tbody tr")).to_have_count(20)
    desk.look("01-filtered")
    desk.choose("extend")
    desk.look("02-extend")
    desk.fill(days="30")
    assert desk.confirm() == {"changed": STUDENTS, "left": 0}
    desk.look("03-extended")
    ends = datetime.fromisoformat(desk.rows["ends"])
    text = "SELECT ends_at, count(*) FROM enrollments_enrollment WHERE course_id = %s GROUP BY 1"
    assert desk.ask(text, desk.rows["course"]) == [(ends + timedelta(days=30), STUDENTS)]
    assert desk.ask(text, desk.rows["other"]) == [(ends, 1)]

    desk.narrow()
    desk.choose("block")
    assert desk.confirm("danger") == {"changed": STUDENTS, "left": 0}
    assert desk.active() == 0
    desk.narrow(state="blocked")
    desk.choose("unblock")
    assert desk.confirm() == {"changed": STUDENTS, "left": 0}
    assert desk.active() == STUDENTS
    _write(desk, everybody=phone)


def _change_of_mind(desk: Desk) -> None:
    """All that match are shown as chosen, and are all no more once one is taken out."""
    everybody, boxes = desk.page.locator("#bulk-all"), desk.page.locator("input[name=student]")
    everybody.check()
    assert [box.is_checked() for box in boxes.all()] == [True] * 20
    boxes.nth(3).uncheck()
    expect(everybody).not_to_be_checked()


def _write(desk: Desk, *, everybody: bool) -> None:
    """A prepared message to each guardian's own number: to all that match, or to those of the first page.

    On a phone the table has no head, and so no tick for its page.
    """
    desk.narrow()
    _change_of_mind(desk)
    desk.choose("messages", everybody=everybody)
    number = STUDENTS if everybody else 20
    desk.look("04-messages")
    links = desk.page.locator("main a[href^='https://wa.me/']")
    expect(links).to_have_count(number)
    told = [urlsplit(str(link.get_attribute("href"))) for link in links.all()]
    assert len({address.path for address in told}) == number
    words = [parse_qs(address.query)["text"][0] for address in told]
    assert ["{name}" in text for text in words] == [False] * number
    first = desk.page.locator(".item-list .item").first
    expect(first).to_contain_text(told[0].path.lstrip("/"))
