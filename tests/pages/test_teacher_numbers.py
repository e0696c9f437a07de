"""The teacher's first page with its periods, income, and one course's numbers."""

from __future__ import annotations

import csv
import io
import re
import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tenant_apps.coupons.models import CodeUse, DiscountUse
from tenant_apps.enrollments.services import enroll_in_course
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import (
    make_assessment,
    make_batch,
    make_code,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_progress,
    make_rating,
    make_staff,
    make_student,
    owner_of,
)
from tests.pages.desk import body
from tests.pages.portal import queries_of

CAIRO = ZoneInfo("Africa/Cairo")
NOON = datetime(2026, 11, 21, 12, tzinfo=CAIRO)
HOME, INCOME, TABLE = "/teach/", "/teach/revenue/", "/teach/revenue/table.csv"


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def cards(text: str) -> dict[str, tuple[str, str]]:
    """Label, value and note of each figure."""
    found = re.findall(
        r'class="stat-label">(.*?)</p><p class="stat-value">(.*?)</p>(?:<div class="stat-note">(.*?)</div>)?',
        text,
        re.S,
    )
    # The arrow with its number is for the eyes; the words beside it say the same.
    seen = re.compile(r'<span class="trend[^>]*aria-hidden.*?</span>', re.S)
    return {plain(label): (plain(value), plain(seen.sub("", note))) for label, value, note in found}


def plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def sell(
    at: datetime, price: str = "100.00", *, course: Any = None, module: Any = None, discount: str = ""
) -> CodeUse:
    """A code spent at this moment."""
    course, student = course or make_course(), make_student(joined_at=at)
    code = make_code(price=Decimal(price), used_count=1)
    who = {"student_id": student.id, "student_name": student.full_name, "course_id": course.id}
    if discount:
        DiscountUse.objects.create(
            coupon_id=uuid.uuid4(),
            coupon_code="SUMMER",
            percent=20,
            student_user_id=student.user_id,
            student_username=student.username,
            course_title=course.title,
            price=Decimal(price) + Decimal(discount),
            discount=Decimal(discount),
            used_at=at,
            **who,
        )
    return CodeUse.objects.create(
        access_code=code,
        student_number=student.user_number,
        course_title=course.title,
        module_id=module.id if module else None,
        module_title=module.title if module else "",
        price=Decimal(price),
        used_at=at,
        **who,
    )


def test_a_new_school_is_shown_its_first_steps_and_no_empty_charts(teacher: Api) -> None:
    text = body(teacher, HOME)
    assert "0 of 7 done" in text
    assert "Income today" not in text
    assert "plot-area" not in text


def test_figures_are_compared_with_as_many_days_before(teacher: Api) -> None:
    sell(NOON, "150.00")
    sell(NOON - timedelta(days=1), "50.00")
    sell(NOON - timedelta(days=10), "100.00")
    make_student(joined_at=NOON - timedelta(days=8), last_activity_at=NOON - timedelta(days=6))
    make_enrollment(make_student(joined_at=NOON - timedelta(days=400)), make_course(), enrolled_at=NOON)
    for days in (0, 13):
        make_student(joined_at=NOON - timedelta(days=90), last_activity_at=NOON - timedelta(days=days))
    found = cards(body(teacher, f"{HOME}?period=7"))
    assert found == {
        "Income today": ("150 EGP", "yesterday 50"),
        "Income of the period": ("200 EGP", "100% more"),
        "Enrolments": ("1", "none before"),
        "New students": ("2", "as much as before"),
        "Active in 7 days": ("2", "100% more of 7 students"),
        "To grade": ("0", "nothing waits"),
        "Codes used": ("2", "100% more"),
        "Rating": ("–", "no reviews yet"),
    }


def test_a_day_is_the_schools(teacher: Api) -> None:
    """Half past midnight in Cairo is yesterday in UTC."""
    sell(datetime(2026, 11, 21, 0, 30, tzinfo=CAIRO), "10.00")
    sell(datetime(2026, 11, 20, 23, 30, tzinfo=CAIRO), "4.00")
    assert cards(body(teacher, HOME))["Income today"] == ("10 EGP", "yesterday 4")


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("", "23 Oct – 21 Nov 2026"),
        ("?period=7", "15 Nov – 21 Nov 2026"),
        ("?period=month", "1 Nov – 21 Nov 2026"),
        ("?period=365", "22 Nov 2025 – 21 Nov 2026"),
        ("?period=nonsense", "23 Oct – 21 Nov 2026"),
        ("?period=custom", "23 Oct – 21 Nov 2026"),
        ("?period=custom&since=2026-11-02&until=2026-11-02", "2 Nov 2026"),
    ],
)
def test_the_period_is_chosen_by_the_address(teacher: Api, query: str, days: str) -> None:
    make_student()
    assert f"<bdi>{days}</bdi>, compared with" in body(teacher, HOME + query)


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2026-11-10", "2026-11-01", "The last day is before the first."),
        ("2026-11-10", "2026-11-22", "This day is still to come."),
        ("1999-12-31", "2026-11-01", "This day is too long ago."),
        ("2025-11-01", "2026-11-02", "At most a year at once."),
        ("", "2026-11-02", "This field is required."),
        ("10/11/2026", "2026-11-20", "Enter a valid date."),
    ],
)
def test_days_that_make_no_sense_are_told(teacher: Api, since: str, until: str, told: str) -> None:
    make_student()
    text = body(teacher, f"{HOME}?period=custom&since={since}&until={until}")
    assert re.findall(r'class="field-error"[^>]*>.*?<span>(.*?)</span>', text, re.S) == [told]
    assert "<bdi>23 Oct – 21 Nov 2026</bdi>" in text


def test_charts_have_their_tables(teacher: Api) -> None:
    module = make_module()
    sell(NOON, "100.00")
    sell(NOON, "40.00", course=module.course, module=module)
    sell(NOON, "80.00", discount="20.00")
    sell(NOON - timedelta(days=8), "30.00")
    text = body(teacher, f"{HOME}?period=7")
    rows = [plain(row) for row in re.findall(r"<tr><td>21 Nov</td>.*?</tr>", text, re.S)]
    assert rows == ["21 Nov 100 40 80 220 0"]
    heads = re.search(r"Income over time</caption><thead><tr>(.*?)</tr>", text, re.S)
    assert heads is not None
    assert (
        plain(heads[1]) == "When Whole courses Single modules With a discount Total (EGP) The period before"
    )


def test_newcomers_are_followed_through_the_funnel(teacher: Api) -> None:
    lesson = make_lesson()
    for far in range(4):
        student = make_student(joined_at=NOON)
        if far > 0:
            done = NOON if far > 2 else None
            make_enrollment(student, lesson.course, completed_at=done)
        if far > 1:
            make_progress(student, lesson)
    make_enrollment(make_student(joined_at=NOON - timedelta(days=40)), lesson.course)
    text = body(teacher, HOME)
    steps = [plain(row) for row in re.findall(r'class="funnel-head">(.*?)</span></span>', text, re.S)]
    assert steps == [
        "All who joined 4 100%",
        "Got a course 3 75%",
        "Opened a lesson 2 50%",
        "Finished a course 1 25%",
    ]


def test_what_waits_is_listed_with_its_place(teacher: Api, beta: ActiveTenant) -> None:
    with context.enter(beta):
        make_rating(make_student(), make_course(), comment="foreign")
    quiet = make_student(last_activity_at=NOON - timedelta(days=15))
    course = make_course()
    make_enrollment(quiet, course, enrolled_at=NOON - timedelta(days=15))
    make_rating(quiet, course, comment="Clear")
    exam = make_assessment(course, title="Final", available_until=NOON + timedelta(days=2))
    make_assessment(course, title="Later", available_until=NOON + timedelta(days=4))
    batch = make_batch(size=5, label="Bookshop")
    for used in (1, 1, 1, 1, 0):
        make_code(batch=batch, used_count=used)
    text = body(teacher, HOME)
    part = text.split("Waiting for you")[1].split("</section>")[0]
    lines = re.findall(r'class="item-title cover-link" href="([^"]+)"><bdi>(.*?)</bdi>', part)
    assert lines == [
        (f"/teach/assessments/{exam.id}/attempts/", "Final"),
        ("/teach/ratings/", "1 review without a reply"),
        (f"/teach/codes/{batch.id}/", "Bookshop"),
        ("/teach/students/?state=active&amp;idle=14", "1 quiet student"),
    ]
    assert "1 code of 5 left" in part
    assert "closes on 23 Nov 12:00" in part


def test_income_is_told_to_the_owner_only(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course()
    # The price of a batch is known to all of the staff, what came of it is not.
    for _sale in range(2):
        sell(NOON, "48711.00", course=course)
    make_enrollment(make_student(), course, paid=Decimal("97422.00"))
    owner = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    assert "97,422" in body(owner, HOME)
    for role in ("instructor", "assistant"):
        client = api(school=in_alpha).sign_in(make_staff(role).user, kind="staff")
        for path in (HOME, f"/teach/courses/{course.id}/numbers/"):
            text = body(client, path)
            # What is read, not what stands in addresses, tokens and drawings.
            read = re.sub(r"<[^>]*>", " ", text.split("<main")[1])
            assert "97,422" not in read, path
            assert "97422" not in read, path
            assert "Income" not in text
        client.get(INCOME, status=403)
        client.get(TABLE, status=403)


def test_income_by_source_and_course(teacher: Api) -> None:
    algebra, module = make_course(title="Algebra"), make_module()
    sell(NOON, "100.00", course=algebra)
    sell(NOON - timedelta(days=2), "80.00", course=algebra, discount="20.00")
    sell(NOON, "20.00", course=module.course, module=module)
    sell(NOON - timedelta(days=31), "100.00", course=algebra)
    text = body(teacher, INCOME)
    assert cards(text) == {
        "Income of the period": ("200 EGP", "100% more"),
        "Codes used": ("3", "200% more"),
        "For each code": ("66.67 EGP", "33% less"),
        "For each day": ("6.67 EGP", ""),
    }
    part = text.split("By source")[1].split("</section>")[0]
    assert re.findall(r"(\d+)% · (\d+) codes?", part) == [("50", "1"), ("10", "1"), ("40", "1")]
    table = text.split("Income by course</caption>")[1].split("</table>")[0]
    rows = [plain(row) for row in re.findall(r"<tr><td.*?</tr>", table, re.S)]
    assert rows == ["Algebra 2 180 EGP", f"{module.course.title} 1 20 EGP", "Total 3 200 EGP"]


def test_no_income_leads_on(teacher: Api) -> None:
    sell(NOON - timedelta(days=100))
    text = body(teacher, INCOME)
    assert "No income in these days" in text
    assert 'href="?period=365"' in text
    assert cards(body(teacher, f"{INCOME}?period=365"))["Codes used"] == ("1", "none before")


def read_table(answer: Any) -> list[list[str]]:
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_every_sale_as_a_table_in_the_readers_language(teacher: Api, beta: ActiveTenant) -> None:
    with context.enter(beta):
        sell(NOON, "999.00")
    course = make_course(title="=HYPERLINK(1)")
    use = sell(NOON, "80.00", course=course, discount="20.00")
    code = use.access_code.code
    answer = teacher.get(f"{TABLE}?table=sales")
    assert answer["Content-Disposition"] == 'attachment; filename="sales-2026-10-23-2026-11-21.csv"'
    rows = read_table(answer)
    assert rows[1:] == [
        [
            "2026-11-21",
            "12:00",
            use.student_name,
            "'=HYPERLINK(1)",
            "",
            "With a discount",
            f"{code[:5]}-{code[5:10]}-{code[10:]}",
            "",
            "20.00",
            "80.00",
            "EGP",
        ]
    ]
    assert rows[0][0] == "Day"


def test_days_and_courses_as_tables(teacher: Api) -> None:
    course = make_course(title="Algebra")
    sell(NOON, "80.00", course=course)
    days = read_table(teacher.get(f"{TABLE}?table=days&period=7"))
    assert [row[0] for row in days[1:]] == [f"2026-11-{day}" for day in range(15, 22)]
    assert days[-1][1:] == ["80.00", "0.00", "0.00", "80.00", "1", "EGP"]
    assert read_table(teacher.get(f"{TABLE}?table=courses")) == [
        ["Course", "Codes used", "Income", "Currency"],
        ["Algebra", "1", "80.00", "EGP"],
    ]
    teacher.get(f"{TABLE}?table=secrets", status=404)


def test_a_real_purchase_is_counted(teacher: Api) -> None:
    course = make_course()
    enroll_in_course(student=make_student(), course_id=course.id, code=make_code().code, now=NOON)
    assert cards(body(teacher, HOME))["Income of the period"] == ("100 EGP", "none before")
    assert cards(body(teacher, INCOME))["Codes used"] == ("1", "none before")


def test_a_course_without_students_says_what_to_do(teacher: Api) -> None:
    text = body(teacher, f"/teach/courses/{make_course().id}/numbers/")
    assert "Nobody is in this course yet" in text
    teacher.get(f"/teach/courses/{uuid.uuid4()}/numbers/", status=404)


def test_a_course_shows_where_students_stop(teacher: Api) -> None:
    module = make_module()
    lessons = [make_lesson(module) for _ in range(3)]
    students = [make_student() for _ in range(4)]
    for place, student in enumerate(students):
        finished = NOON if place == 0 else None
        make_enrollment(student, module.course, progress_percent=25 * place, completed_at=finished)
    for lesson, done in zip(lessons, (4, 1, 1), strict=True):
        for student in students[:done]:
            make_progress(student, lesson, is_completed=True)
    make_progress(students[2], lessons[1])
    # Somebody who only looked at a free lesson is none of the course's students.
    make_progress(make_student(), lessons[0], is_completed=True)
    text = body(teacher, f"/teach/courses/{module.course_id}/numbers/")
    told = re.findall(r"<title>(\d+ of 4 finished, \d+ opened)</title>", text)
    assert told == ["4 of 4 finished, 4 opened", "1 of 4 finished, 2 opened", "1 of 4 finished, 1 opened"]
    assert text.count("Most stop here") == 1
    found = cards(text)
    assert found["Students"] == ("4", "4 with access now")
    assert found["Completion"] == ("25%", "1 finished, 37% on average")


@pytest.mark.parametrize("path", [HOME, INCOME, "/teach/courses/{course}/numbers/"])
def test_pages_ask_the_same_for_one_and_three(teacher: Api, path: str) -> None:
    course = make_course()
    path = path.format(course=course.id)

    def grow() -> None:
        sell(NOON, course=course)
        lesson, student = make_lesson(make_module(course)), make_student()
        make_enrollment(student, course)
        make_enrollment(make_student(), make_course())
        make_progress(student, lesson)
        make_rating(student, course, comment="Good")
        make_assessment(course, available_until=NOON + timedelta(days=1))

    grow()
    before = queries_of(teacher, path)
    grow()
    grow()
    assert queries_of(teacher, path) == before
    assert before <= 16
