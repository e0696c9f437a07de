"""The first journey: a teacher opens a school, a student learns in it, the teacher sees it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.clock import Clock
from tests.journeys.server import Product

VIDEO = Path(settings.BASE_DIR) / "deploy" / "demo" / "sample.mp4"
PASSWORD = "right-Horse-7"
pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]

FIVE_MINUTES = 300
PHONES = {"ar": ("01066600001", "01066600011"), "en": ("01066600002", "01066600012")}
WORDS = {
    "en": {"course": "Algebra", "module": "Equations", "lesson": "What is x", "dir": "ltr"},
    "ar": {"course": "الجبر", "module": "المعادلات", "lesson": "ما معنى س", "dir": "rtl"},
}


class Visitor:
    """A person at a browser; `look` keeps a picture of what they see."""

    def __init__(self, page: Page, language: str, shots: Path | None) -> None:
        self.page, self.language, self.shots = page, language, shots
        self.clock = Clock()

    def go(self, url: str) -> None:
        with self.clock.click():  # a person presses a place of the menu, a link, or has scanned a sign
            answer = self.page.goto(url)
        assert answer is not None
        assert answer.status == 200, f"{url} answered {answer.status}"
        self.check()

    def check(self) -> None:
        """Language and direction are right, and nothing runs out of the screen sideways."""
        html = self.page.locator("html")
        expect(html).to_have_attribute("lang", self.language)
        expect(html).to_have_attribute("dir", WORDS[self.language]["dir"])
        assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth"), self.page.url

    def look(self, name: str) -> None:
        if self.shots:
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.clock.field(value)
            self.page.locator(f"main [name={name}]:visible, form [name={name}]:visible").first.fill(value)

    def send(self, form: str = "form") -> None:
        """Press the main button of a form and wait for the next page."""
        with self.clock.click(), self.page.expect_navigation():
            self.page.locator(f"{form} button.button-primary[type=submit]:visible").first.click()
        self.check()

    def press(self, what: str) -> None:
        """Press the last shown of what is meant."""
        with self.clock.click():
            self.page.locator(what).last.click()
            self.page.wait_for_load_state()
        self.check()


@pytest.mark.parametrize(
    ("language", "phone", "dark"), [("ar", True, False), ("en", False, True)], ids=["ar-phone", "en-dark"]
)
def test_teacher_opens_school_and_student_learns(
    product: Product,
    open_browser: Callable[..., Page],
    shots: Path | None,
    language: str,
    phone: bool,
    dark: bool,
) -> None:
    words, school = WORDS[language], f"journey-{language}"
    teacher = Visitor(open_browser(language=language, phone=phone, dark=dark), language, shots)
    _open_school(teacher, product, school)
    course = _make_course(teacher, product, school, words)
    code = _make_codes(teacher, product, school)

    student = Visitor(open_browser(language=language, phone=phone, dark=dark), language, shots)
    lesson = _redeem(student, product, school, code, words)
    # The teacher has sold the first card; nobody has waited for anybody.
    print(f"\n{teacher.clock.told('teacher, from the front page to a sheet of codes')}")
    print(student.clock.told("student, from the QR sign to the open lesson"))
    assert teacher.clock.seconds + student.clock.seconds < FIVE_MINUTES
    _watch(student, lesson)
    _rate(student, product, school, course)

    _see_student(teacher, product, school, course)
    _reply(teacher, product, school)
    student.go(product.url(school, f"/learn/courses/{course}/"))
    expect(student.page.locator("#reviews .review-reply")).to_contain_text("شكرًا Thanks")


def _open_school(teacher: Visitor, product: Product, school: str) -> None:
    teacher.go(product.url())
    teacher.look("01-platform")
    teacher.press("main a[href$='/start/']:visible")
    teacher.fill(
        first_name="Teacher",
        last_name="Example",
        phone=PHONES[teacher.language][0],
        email=f"{school}@teachers.example",
        password=PASSWORD,
    )
    teacher.press("[data-steps-next]:visible")
    # The address is checked while it is typed: a reserved one is refused, ours is free.
    teacher.page.locator("[name=username]").press_sequentially("admin")
    expect(
        teacher.page.locator(".address-taken, [data-address-state=taken], .field-error").first
    ).to_be_visible()
    teacher.fill(username=school)
    teacher.page.locator("select[name=language]").select_option(teacher.language)
    teacher.look("02-open-school")
    teacher.press("[data-steps-next]:visible")
    began = time.monotonic()
    teacher.send("form[data-start]")
    assert f"//{school}.localhost" in teacher.page.url
    assert time.monotonic() - began < 5
    teacher.look("03-your-school-is-open")
    teacher.send("form[action*='/teach/enter/']")
    assert teacher.page.url == product.url(school, "/teach/")
    teacher.look("04-dashboard-empty")


def _make_course(teacher: Visitor, product: Product, school: str, words: dict[str, str]) -> str:
    teacher.go(product.url(school, "/teach/courses/new/"))
    teacher.fill(title=words["course"], price="120")
    teacher.send("#course-form")
    course = teacher.page.url.rstrip("/").rpartition("/")[2]
    teacher.fill(title=words["module"], price="60")
    teacher.send("#new-module form")
    teacher.press("a[href$='/lessons/new/']")
    teacher.clock.field(words["lesson"])
    teacher.page.locator("#lesson-form [name=title]").fill(words["lesson"])
    teacher.clock.clicks += 2  # a file is pointed at twice
    teacher.page.locator("#lesson-form [name=video]").set_input_files(VIDEO)
    published = teacher.page.locator("#lesson-form [name=is_published]")
    if not published.is_checked():
        published.check()
    teacher.look("05-lesson-form")
    with teacher.clock.click(), teacher.page.expect_navigation(url=re.compile(rf"/teach/courses/{course}/")):
        teacher.page.locator("#lesson-form button.button-primary[type=submit]").first.click()
    expect(teacher.page.get_by_text(words["lesson"]).first).to_be_visible()
    teacher.press("button[name=do][value=publish]:visible, [form] [value=publish]:visible")
    teacher.look("06-course-published")
    return course


def _make_codes(teacher: Visitor, product: Product, school: str) -> str:
    teacher.go(product.url(school, "/teach/codes/new/"))
    teacher.fill(count="10", price="120")
    teacher.send("form[action$='/teach/codes/new/']")
    teacher.look("07-codes")
    batch = teacher.page.url.rstrip("/").rpartition("/")[2]
    teacher.go(product.url(school, f"/teach/codes/{batch}/sheet/"))
    teacher.look("08-sheet")
    expect(teacher.page.locator(".code-card svg").first).to_be_visible()
    shown = re.findall(
        r"\b[2-9A-Z]{5}[ -]?[2-9A-Z]{5}\b", teacher.page.locator("main, body").first.inner_text()
    )
    assert len(set(shown)) == 10
    return re.sub(r"[ -]", "", shown[0])


def _redeem(student: Visitor, product: Product, school: str, code: str, words: dict[str, str]) -> str:
    student.go(product.url(school))
    student.look("09-school-home")
    # What a phone's camera opens: the address in the QR sign.
    student.go(product.url(school, f"/redeem/{code}"))
    student.look("10-code-before-account")
    student.press("main a[href*='/sign-up/']:visible")
    student.fill(
        full_name="Student Example",
        phone=PHONES[student.language][1],
        parent_phone="01055599999",
        email=f"{school}@students.example",
        password=PASSWORD,
    )
    student.look("11-sign-up")
    student.send("form[action$='/sign-up/']")
    # The code opens one course, so it is open together with the account.
    assert "/learn/lessons/" in student.page.url
    student.look("12-first-lesson")
    student.go(product.url(school, "/learn/"))
    expect(student.page.get_by_text(words["course"]).first).to_be_visible()
    student.look("13-my-courses")
    with student.clock.click():
        student.page.locator("main a[href*='/learn/lessons/']:visible").first.click()
    student.check()
    return student.page.url


def _watch(student: Visitor, lesson: str) -> None:
    page = student.page
    assert page.url == lesson
    film = page.locator("video")
    expect(film).to_be_visible()
    student.look("14-lesson")
    # Space plays, as the page says; muted, because a browser plays no sound without a person.
    page.evaluate("document.querySelector('video').muted = true")
    page.locator("video-player").focus()
    page.keyboard.press("Space")
    _until(page, "document.querySelector('video').currentTime > 1")
    with page.expect_navigation():
        page.locator("form[action$='/complete/'] button[type=submit]:visible").first.click()
    page.goto(lesson)
    expect(page.locator("[data-when-done]")).to_be_visible()
    student.look("15-lesson-done")


def _until(page: Page, condition: str, *, seconds: int = 15) -> None:
    """Wait until a condition holds in the page; the content policy forbids the browser to wait by itself."""
    for _ in range(seconds * 10):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not within {seconds} s: {condition}")


def _rate(student: Visitor, product: Product, school: str, course: str) -> None:
    student.go(product.url(school, f"/learn/courses/{course}/"))
    reviews = student.page.locator("#reviews")
    # The part comes by itself, without a page of its own being opened.
    reviews.locator(".star-pick label").nth(3).click()
    reviews.locator("textarea").fill("Clear.\nشرح واضح")
    student.look("16-rating")
    with student.page.expect_navigation():
        reviews.locator("form button.button-primary").click()
    student.check()
    expect(reviews.locator(".spread")).to_contain_text("4.0")
    expect(reviews.locator(".review")).to_contain_text("شرح واضح")
    student.look("17-rated")


def _reply(teacher: Visitor, product: Product, school: str) -> None:
    teacher.go(product.url(school, "/teach/ratings/"))
    teacher.page.locator("[data-dialog^='#reply-']").click()
    teacher.page.locator("dialog[open] textarea").fill("شكرًا Thanks")
    teacher.look("21-reply")
    with teacher.page.expect_navigation():
        teacher.page.locator("dialog[open] button.button-primary").click()
    teacher.check()
    expect(teacher.page.locator(".review-reply")).to_contain_text("شكرًا Thanks")


def _see_student(teacher: Visitor, product: Product, school: str, course: str) -> None:
    teacher.go(product.url(school, "/teach/"))
    teacher.look("18-dashboard-after")
    expect(teacher.page.get_by_text("Student Example").first).to_be_visible()
    teacher.go(product.url(school, "/teach/students/"))
    teacher.look("19-students")
    teacher.page.get_by_role("link", name="Student Example").first.click()
    teacher.check()
    teacher.look("20-student")
    expect(teacher.page.locator("main")).to_contain_text("100")
