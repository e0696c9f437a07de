"""A student's way as one line: every strand, paged without gap or repeat, in constant queries."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.accounts.models import Session
from tenant_apps.coupons.models import CodeUse
from tenant_apps.enrollments.models import LessonProgress
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import list_moments, list_strands, read_before
from tenant_apps.students.services.roster import clean_tags
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import (
    make_code,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_rating,
    make_staff,
    make_student,
)
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def live(student: Student, *, lessons: int = 1) -> None:
    """One of everything, and some lessons, all at the same moment."""
    course = make_course(title="Waves")
    make_enrollment(student, course, enrolled_at=NOON, completed_at=NOON)
    module = make_module(course)
    for _number in range(lessons):
        LessonProgress.objects.create(
            student=student, lesson=make_lesson(module), is_completed=True, completed_at=NOON
        )
    code = make_code()
    CodeUse.objects.create(
        access_code=code,
        student_id=student.id,
        student_number=student.user_number,
        student_name=student.full_name,
        course_id=course.id,
        course_title="Waves",
        price=Decimal(100),
        used_at=NOON,
    )
    make_rating(student, course)
    Session.objects.create(
        user_id=student.user_id,
        tenant_id=student._stamp,
        kind="student",
        current_jti="x",
        rotated_at=NOON,
        expires_at=NOON + timedelta(days=1),
    )


def test_pages_neither_miss_nor_repeat_although_all_happened_at_once(in_alpha: ActiveTenant) -> None:
    student = Student.objects.get(pk=make_student().pk)
    live(student, lessons=7)
    whole, following = list_moments(student=student, limit=100)
    assert following is None
    paged, before = [], None
    while True:
        some, before = list_moments(student=student, limit=3, before=before)
        paged += some
        if before is None:
            break
        before = read_before(str(before))
    assert [one.place for one in paged] == [one.place for one in whole]
    assert sorted({one.strand for one in whole}) == [
        "code",
        "completion",
        "enrolment",
        "joined",
        "lesson",
        "rating",
        "sign_in",
    ]
    assert len(whole) == 13


@pytest.mark.parametrize(
    "text", ["", "x", "_", "2026-03-01_lesson_x", "2026-03-01T12:00:00_lesson_" + "0" * 32]
)
def test_other_places_are_the_beginning(text: str) -> None:
    assert read_before(text) is None


def test_the_page_shows_one_kind_and_what_is_older(teacher: Api) -> None:
    student = Student.objects.get(pk=make_student().pk)
    live(student, lessons=20)
    path = f"/teach/students/{student.id}/"
    page = teacher.get(path).content.decode()
    assert page.count('class="moment-text"') == 15
    more = re.search(r'href="(\?[^"]*)#timeline" class="button button-outline', page) or re.search(
        r'href="(\?before=[^"]*)#timeline"', page
    )
    older = teacher.get(path + more[1].replace("&amp;", "&")).content.decode()
    assert older.count('class="moment-text"') == 11
    only = text_of(teacher.get(f"{path}?kind=code"))
    assert "Used a code Waves" in only
    assert "Finished a lesson" not in only
    teacher.get(f"{path}?kind=explode&before=%00", status=200)


def test_a_student_asks_the_same_with_much_and_with_more(teacher: Api) -> None:
    student = Student.objects.get(pk=make_student().pk)
    live(student)
    path = f"/teach/students/{student.id}/"
    one = queries_of(teacher, path)
    live(student)
    live(student, lessons=3)
    assert queries_of(teacher, path) == one


def test_every_strand_has_a_name_and_an_icon() -> None:
    assert [strand.key for strand in list_strands() if not (strand.label and strand.icon)] == []


def test_notes_and_tags_are_kept_and_shown_to_the_team(
    teacher: Api, api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    student = make_student()
    path = f"/teach/students/{student.id}/"
    send(
        teacher, f"{path}act/", {"do": "notes", "notes": " Comes on <b>Thursdays</b> ", "tags": "a، b ,a, ,"}
    )
    student.refresh_from_db()
    assert (student.notes, student.tags) == ("Comes on <b>Thursdays</b>", ["a", "b"])
    helper = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    assert "Comes on <b>Thursdays</b>" in text_of(helper.get(path))
    send(teacher, f"{path}act/", {"do": "notes", "notes": "x" * 5001})
    student.refresh_from_db()
    assert student.notes == "Comes on <b>Thursdays</b>"
    assert "Notes have at most 5000 characters." in teacher.get(path).content.decode()


def test_tags_are_cut_to_what_a_row_holds() -> None:
    assert clean_tags(["x" * 40, " a  b ", "", "a b"]) == ["x" * 30, "a b"]
    assert len(clean_tags(str(number) for number in range(50))) == 20


def test_a_course_is_opened_extended_and_taken_away_on_the_page(teacher: Api) -> None:
    student, course = make_student(), make_course(title="Waves", access_days=10)
    path = f"/teach/students/{student.id}/"
    send(teacher, f"{path}act/", {"do": "enrol", "course": str(course.id)})
    send(teacher, f"{path}act/", {"do": "enrol", "course": "x"})
    place = student.enrollments.get()
    assert (place.paid, place.is_live(timezone.now())) == (Decimal("0.00"), True)
    assert "10 days left" in text_of(teacher.get(path))
    send(teacher, f"{path}places/{place.id}/extend/", {"days": "5"})
    for wrong in ("", "-1", "0", "x"):
        send(teacher, f"{path}places/{place.id}/extend/", {"days": wrong})
    assert "15 days left" in text_of(teacher.get(path))
    text = text_of(teacher.get(f"{path}?kind=staff"))
    assert "Enrolled without a code Waves" in text
    assert "Access extended Waves · 5 days" in text
