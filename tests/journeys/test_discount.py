"""A course for less: the teacher makes a coupon, the student uses it and pays the rest with a code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.opening import open_school
from tests.journeys.server import Product
from tests.journeys.test_first_school import PASSWORD, WORDS, Visitor
from tests.journeys.test_first_school import _make_course as make_course

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(300)]

PHONES = {"ar": ("01066600051", "01066600061"), "en": ("01066600052", "01066600062")}
LAST_DAY = f"{datetime.now(tz=UTC) + timedelta(days=20):%Y-%m-%d}"


@pytest.mark.parametrize(
    ("language", "phone", "dark"), [("ar", True, True), ("en", False, False)], ids=["ar-phone", "en"]
)
def test_student_uses_a_coupon_and_pays_the_rest(
    product: Product,
    open_browser: Callable[..., Page],
    shots: Path | None,
    language: str,
    phone: bool,
    dark: bool,
) -> None:
    school = f"less-{language}"
    teacher = Visitor(open_browser(language=language, phone=phone, dark=dark), language, shots)
    _open_school(teacher, product, school)
    course = _offer_course(teacher, product, school)
    coupon = _make_coupon(teacher, product, school)
    code = _make_code(teacher, product, school)

    student = Visitor(open_browser(language=language, phone=phone, dark=dark), language, shots)
    _sign_up(student, product, school)
    _buy(student, product, school, course, code)

    teacher.go(coupon)
    expect(teacher.page.locator("main table tbody tr")).to_have_count(1)
    teacher.look("08-used")


def _open_school(teacher: Visitor, product: Product, school: str) -> None:
    open_school(teacher, product, school=school, phone=PHONES[teacher.language][0], password=PASSWORD)


def _offer_course(teacher: Visitor, product: Product, school: str) -> str:
    """A course of 120 for Egypt, with 30 seats."""
    course = make_course(teacher, product, school, WORDS[teacher.language])
    teacher.go(product.url(school, f"/teach/courses/{course}/details/"))
    teacher.press("#course-form details > summary")
    teacher.fill(capacity="30", countries="EG")
    teacher.look("01-who-may-enter")
    teacher.send("#course-form")
    return course


def _make_coupon(teacher: Visitor, product: Product, school: str) -> str:
    teacher.go(product.url(school, "/teach/discounts/"))
    teacher.look("02-no-coupons")
    teacher.page.locator("a[href$='/teach/discounts/new/']:visible").first.click()
    teacher.check()
    teacher.fill(code="FEST-25", percent="25", valid_until=LAST_DAY, max_uses="10")
    teacher.look("03-coupon-form")
    teacher.send("form[action$='/teach/discounts/new/']")
    teacher.look("04-coupon")
    place = teacher.page.url
    teacher.go(product.url(school, "/teach/discounts/"))
    teacher.look("05-coupons")
    return place


def _make_code(teacher: Visitor, product: Product, school: str) -> str:
    """A code of what the coupon leaves."""
    teacher.go(product.url(school, "/teach/codes/new/"))
    teacher.fill(count="1", price="90")
    teacher.send("form[action$='/teach/codes/new/']")
    return teacher.page.locator("main table .font-mono").first.inner_text()


def _sign_up(student: Visitor, product: Product, school: str) -> None:
    student.go(product.url(school, "/sign-up/"))
    student.fill(
        full_name="Student Example",
        phone=PHONES[student.language][1],
        parent_phone="01055599998",
        email=f"{school}@students.example",
        password=PASSWORD,
    )
    student.send("form[action$='/sign-up/']")


def _buy(student: Visitor, product: Product, school: str, course: str, code: str) -> None:
    student.go(product.url(school, f"/courses/{course}/"))
    student.page.locator(f"a[href$='/courses/{course}/discount/']:visible").first.click()
    student.check()
    form = f"form[action$='/courses/{course}/discount/']"
    student.fill(coupon_code="fest 25")
    student.send(form)
    expect(student.page.locator("main .alert")).to_contain_text("90")
    student.look("06-what-is-left")
    student.page.locator(f"{form} [name=access_code]").fill(code)
    student.send(form)
    assert student.page.url == product.url(school, f"/learn/courses/{course}/")
    student.look("07-open")
