"""An exam in a browser: a line that is cut, time that runs out, two devices.

EXAM_CUT_SECONDS says how long the line is cut in the middle.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Complaints
from tests.journeys.server import Product
from tests.journeys.staging import made_rows

CUT_SECONDS = float(os.environ.get("EXAM_CUT_SECONDS", "8"))
SCHOOL = "alice"
QUESTIONS = 40
WORDS = {
    "en": {"saved": "All answers are saved", "cut": "No connection", "over": "Time is over"},
    "ar": {"saved": "كل الإجابات محفوظة", "cut": "لا يوجد اتصال", "over": "انتهى الوقت"},
}
pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(420)]


@dataclass
class Exam:
    """The rows of one journey, and the database behind them."""

    product: Product
    rows: dict[str, Any]

    def url(self, path: str) -> str:
        return self.product.url(SCHOOL, path)

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.product.database_url, autocommit=True) as line:
            line.execute(f'SET search_path TO "{self.rows["schema"]}"')
            found = line.execute(statement, values)
            return found.fetchall() if found.description else []

    def end_in(self, seconds: float) -> None:
        """Move the end of the open attempt to so many seconds from now."""
        self.ask(
            "UPDATE assessments_attempt SET expires_at = now() + %s * interval '1 second'"
            " WHERE assessment_id = %s AND state = 'open'",
            seconds,
            self.rows["exam"],
        )

    def kept(self) -> dict[str, Any]:
        """What the server has, by question."""
        rows = self.ask(
            "SELECT question_id::text, given FROM assessments_answer JOIN assessments_attempt a"
            " ON a.id = attempt_id WHERE a.assessment_id = %s ORDER BY a.number",
            self.rows["exam"],
        )
        return {question: given for question, given in rows if given is not None}

    def attempt(self) -> tuple[Any, ...]:
        """State and closed_by of the latest attempt."""
        return self.ask(
            "SELECT state, closed_by FROM assessments_attempt WHERE assessment_id = %s"
            " ORDER BY number DESC LIMIT 1",
            self.rows["exam"],
        )[0]


@pytest.fixture
def make_exam(product: Product) -> Callable[..., Exam]:
    def make(*, questions: int = 6, minutes: int = 60) -> Exam:
        rows = made_rows(product, "tests.journeys.exam_rows", SCHOOL, questions, minutes)
        return Exam(product, rows)

    return make


class Taker:
    """A student at one device."""

    def __init__(self, page: Page, exam: Exam, language: str = "en", shots: Path | None = None) -> None:
        self.page, self.exam, self.language, self.shots = page, exam, language, shots

    def sign_in(self, *, door: str = "/sign-in/", name: str = "identifier") -> None:
        # The school speaks Arabic to those who have not chosen.
        cookie = {"name": "language", "value": self.language, "url": self.exam.url("/")}
        self.page.context.add_cookies([cookie])
        self.page.goto(self.exam.url(door))
        self.page.locator("#id_identifier").fill(self.exam.rows[name])
        self.page.locator("#id_password").fill(self.exam.rows["password"])
        with self.page.expect_navigation():
            self.page.locator("form:has(#id_password) button[type=submit]").first.click()

    def begin(self) -> None:
        self.page.goto(self.exam.url(f"/learn/assessments/{self.exam.rows['exam']}/"))
        self.look("02-start")
        with self.page.expect_navigation():
            self.page.locator("#begin button[type=submit]").click()
        expect(self.page.locator("form[data-exam][data-view=single]")).to_be_attached()

    def look(self, name: str) -> None:
        assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth"), self.page.url
        if self.shots:
            self.page.screenshot(path=self.shots / f"{name}.png")

    @property
    def shown(self) -> Locator:
        return self.page.locator("[data-question][data-current]")

    def go(self, question: dict[str, str]) -> Locator:
        self.page.evaluate(
            "key => document.querySelector(`.exam-aside [data-exam-go='${key}']`).click()", question["id"]
        )
        part = self.page.locator(f"[data-question='{question['id']}']")
        expect(part).to_be_visible()
        return part

    def answer(self, question: dict[str, str], text: str = "Cairo القاهرة") -> Any:
        """Give an answer like a person would; returns it as the server stores it."""
        part = self.go(question)
        if question["kind"] == "true_false":
            part.locator("input[value=true]").check()
            return {"bool": True}
        if question["kind"] == "multiple_choice":
            boxes = part.locator("input")
            chosen = boxes.all() if boxes.count() == 3 else [boxes.first]
            for box in chosen:
                box.check()
            return {"options": [box.get_attribute("value") for box in chosen]}
        field = part.locator("textarea, input[type=text]")
        field.press_sequentially(text[:3])
        field.fill(text)
        return {"text": text}

    def expect_saved(self) -> None:
        state = self.page.locator("[data-exam-state][data-state=saved]")
        expect(state).to_have_text(WORDS[self.language]["saved"], timeout=30_000)

    def expect_cut(self) -> None:
        state = self.page.locator("[data-exam-state][data-state=waiting]")
        expect(state).to_contain_text(WORDS[self.language]["cut"])


def forgive_the_cut(complaints: Complaints) -> None:
    """A browser complains of each call while there is no line; of nothing else it may."""
    complaints[:] = [one for one in complaints if "ERR_INTERNET_DISCONNECTED" not in one]


@pytest.mark.parametrize(
    ("language", "phone", "dark"), [("ar", True, False), ("en", False, True)], ids=["ar-phone", "en-dark"]
)
def test_forty_questions_survive_a_cut_line(
    make_exam: Callable[..., Exam],
    open_browser: Callable[..., Page],
    complaints: Complaints,
    shots: Path | None,
    language: str,
    phone: bool,
    dark: bool,
) -> None:
    exam = make_exam(questions=QUESTIONS)
    taker = Taker(open_browser(language=language, phone=phone, dark=dark), exam, language, shots)
    page, questions = taker.page, exam.rows["questions"]
    taker.sign_in()
    page.goto(exam.url("/learn/assessments/"))
    taker.look("01-list")
    taker.begin()
    taker.look("03-room")
    given = {one["id"]: taker.answer(one) for one in questions[:15]}
    taker.expect_saved()
    assert exam.kept() == given

    page.context.set_offline(True)
    began = page.evaluate("performance.now()")
    for one in questions[15:30]:
        # Long ones together are more than one call takes.
        given[one["id"]] = taker.answer(one, text=f"كُتب بلا اتصال {one['id']} " + "صوت " * 2_300)
    taker.expect_cut()
    taker.look("04-cut")
    left = CUT_SECONDS * 1000 - (page.evaluate("performance.now()") - began)
    page.wait_for_timeout(max(0, left))
    assert len(exam.kept()) == 15
    page.context.set_offline(False)
    taker.expect_saved()
    assert exam.kept() == given
    taker.look("05-line-is-back")

    given |= {one["id"]: taker.answer(one) for one in questions[30:-1]}
    # The last one's words are on their way when the page is closed: they wait on this device.
    page.context.set_offline(True)
    given[questions[-1]["id"]] = taker.answer(questions[-1], text="Typed last")
    taker.expect_cut()
    page.once("dialog", lambda dialog: dialog.accept())
    page.context.set_offline(False)
    page.reload(wait_until="domcontentloaded")
    taker.expect_saved()
    assert exam.kept() == given

    _hand_in(taker, questions)
    assert len(exam.kept()) == QUESTIONS
    assert exam.attempt() == ("submitted", "student")
    forgive_the_cut(complaints)


def _hand_in(taker: Taker, questions: list[dict[str, str]]) -> None:
    page = taker.page
    choice = questions[0]
    taker.go(choice).locator("[data-exam-clear]").click()
    page.locator(".exam-bar button[value=review]").click()
    review = page.locator("[data-exam-dialog=review]")
    expect(review.locator("[data-exam-open] li")).to_have_count(1)
    taker.look("06-review")
    review.locator("[data-exam-open] a").click()
    expect(taker.shown).to_have_attribute("data-question", choice["id"])
    taker.answer(choice)
    taker.go(choice).locator("[data-exam-flag]").click()
    taker.look("07-marked")
    page.locator(".exam-bar button[value=review]").click()
    expect(review.locator("[data-exam-all]")).to_be_visible()
    with page.expect_navigation(url="**/result/"):
        review.locator("[data-exam-confirm]").click()
    taker.look("08-handed-in")


@pytest.mark.parametrize(("late", "is_taken"), [(4, True), (6, False)])
def test_time_up_without_a_line_is_decided_by_the_server(
    make_exam: Callable[..., Exam],
    open_browser: Callable[..., Page],
    complaints: Complaints,
    shots: Path | None,
    late: int,
    is_taken: bool,
) -> None:
    exam = make_exam()
    taker = Taker(open_browser(), exam, shots=shots)
    page, (first, second, *_rest) = taker.page, exam.rows["questions"]
    # A device whose clock is a day slow shows the same time left.
    page.add_init_script("const real = Date.now; Date.now = () => real() - 86_400_000;")
    taker.sign_in()
    taker.begin()
    exam.end_in(8)
    given = {first["id"]: taker.answer(first)}
    taker.expect_saved()
    expect(page.locator("[data-exam-timer]")).to_have_attribute("data-level", "last")
    page.context.set_offline(True)
    unsaved = taker.answer(second)
    sending = page.locator("[data-exam-dialog=sending]")
    expect(sending).to_be_visible(timeout=15_000)
    expect(sending.locator("h2")).to_have_text(WORDS["en"]["over"])
    expect(sending).to_contain_text("There is no connection")
    expect(page.locator(f"[data-question='{second['id']}']")).to_have_attribute("disabled", "")
    taker.look("01-time-is-over-without-a-line")
    exam.end_in(-late)
    with page.expect_navigation(url="**/result/"):
        page.context.set_offline(False)
    if is_taken:
        given[second["id"]] = unsaved
    taker.look("02-result")
    assert exam.kept() == given
    assert exam.attempt() == ("graded", "student" if is_taken else "clock")
    forgive_the_cut(complaints)


def test_time_is_announced_and_hands_in_by_itself(
    make_exam: Callable[..., Exam], open_browser: Callable[..., Page]
) -> None:
    exam = make_exam()
    taker = Taker(open_browser(), exam)
    taker.sign_in()
    taker.begin()
    first, second, *_rest = exam.rows["questions"]
    exam.end_in(63)
    given = {first["id"]: taker.answer(first)}
    expect(taker.page.locator("[data-live]")).to_have_text("1 minute left", timeout=15_000)
    exam.end_in(4)
    given[second["id"]] = taker.answer(second)
    with taker.page.expect_navigation(url="**/result/", timeout=20_000):
        pass
    assert exam.kept() == given
    assert exam.attempt() == ("graded", "student")


def test_the_second_device_takes_over_and_the_first_stands_still(
    make_exam: Callable[..., Exam], open_browser: Callable[..., Page], shots: Path | None
) -> None:
    exam = make_exam()
    first_question, second_question, third_question, *_rest = exam.rows["questions"]
    first = Taker(open_browser(), exam, shots=shots)
    first.sign_in()
    first.begin()
    given = {first_question["id"]: first.answer(first_question)}
    first.expect_saved()

    second = Taker(open_browser(phone=True), exam, shots=shots)
    second.sign_in()
    second.page.goto(first.page.url.partition("#")[0])
    second.look("01-open-elsewhere")
    with second.page.expect_navigation():
        second.page.locator("form[action$='/take-over/'] button").click()
    given[second_question["id"]] = second.answer(second_question)
    second.expect_saved()

    first.answer(third_question)
    blocked = first.page.locator("[data-exam-dialog=elsewhere]")
    expect(blocked).to_be_visible()
    first.page.keyboard.press("Escape")
    expect(blocked).to_be_visible()
    first.look("02-taken-over")
    assert exam.kept() == given

    with first.page.expect_navigation():
        blocked.locator("form button[type=submit]").click()
    # What the first device had not told is told now, because nobody else has answered it.
    first.expect_saved()
    assert set(exam.kept()) == {*given, third_question["id"]}
    second.answer(exam.rows["questions"][4])
    expect(second.page.locator("[data-exam-dialog=elsewhere]")).to_be_visible()


def test_answers_are_graded_by_keys(
    make_exam: Callable[..., Exam], open_browser: Callable[..., Page], shots: Path | None
) -> None:
    exam = make_exam()
    taker = Taker(open_browser(), exam)
    taker.sign_in()
    taker.begin()
    for one in exam.rows["questions"]:
        taker.answer(one, text="Something else")
    taker.expect_saved()
    page = taker.page
    page.locator(".exam-bar button[value=review]").click()
    with page.expect_navigation(url="**/result/"):
        page.locator("[data-exam-confirm]").click()

    teacher = Taker(open_browser(dark=True), exam, shots=shots)
    teacher.sign_in(door="/teach/sign-in/", name="teacher")
    teacher.page.goto(exam.url(f"/teach/grading/?assessment={exam.rows['exam']}"))
    teacher.look("01-grading")
    for key in ("2", "1"):
        expect(teacher.page.locator("form[data-keys=on]")).to_be_attached()
        teacher.page.keyboard.press("9")  # more than there are
        teacher.page.keyboard.press(key)
        expect(teacher.page.locator("[name=points]")).to_have_value(key)
        with teacher.page.expect_navigation():
            teacher.page.keyboard.press("Enter")
    teacher.look("02-all-graded")
    points = exam.ask(
        "SELECT points FROM assessments_answer JOIN assessments_attempt a ON a.id = attempt_id"
        " WHERE a.assessment_id = %s AND graded_by IS NOT NULL ORDER BY points",
        exam.rows["exam"],
    )
    assert [int(one) for (one,) in points] == [1, 2]
    assert exam.attempt() == ("graded", "student")
    page.reload()
    expect(page.locator("main")).to_contain_text("marks")
    taker.look("03-result")
