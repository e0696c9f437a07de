"""Today, and results and progress: what a student sees of their own work."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.services import start_attempt, submit_attempt
from tenant_apps.courses.models import Course, Lesson
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student
from tenants.context import ActiveTenant
from tests.client import ApiMaker
from tests.factories import (
    make_assessment,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_progress,
    make_question,
    make_staff,
    make_student,
    right_option,
)
from tests.pages.portal import queries_of, text_of
from tests.pages.test_student_learning import enrolled


def quiz(course: Course, **fields: Any) -> Any:
    assessment = make_assessment(course, **fields)
    make_question(assessment)
    return assessment


def take(student: Student, assessment: Any, *, right: bool = True) -> Attempt:
    """Begin and hand in; the one question answered rightly or not at all."""
    now = timezone.now()
    attempt = start_attempt(student=student, assessment_id=assessment.id, device=None, now=now)
    question = assessment.questions.get()
    answers = [{"question": str(question.id), "options": [right_option(question)]}] if right else []
    submit_attempt(student=student, attempt_id=attempt.id, answers=answers, device=None, now=now)
    return Attempt.objects.get(pk=attempt.id)


def titles_of(response: Any, section: str) -> list[str]:
    """Titles of the items in the section that this heading names."""
    body = response.content.decode()
    part = body.partition(f'aria-labelledby="{section}"')[2].partition("</section>")[0]
    return re.findall(r'class="item-title[^>]*><bdi>([^<]*)</bdi>', part)


def test_today_and_progress_need_a_student(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    staff = api(school=in_alpha).sign_in(make_staff().user, kind="staff")
    for path, way_back in (("/today/", "%2Ftoday%2F"), ("/progress/", "%2Fprogress%2F")):
        assert api(school=in_alpha).get(path, status=302)["Location"] == f"/sign-in/?next={way_back}"
        staff.get(path, status=403)


def test_today_without_a_course_asks_for_a_code(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    page = api(school=in_alpha).sign_in(make_student().user).get("/today/")
    assert "Your first course is one code away" in text_of(page)
    assert '<form method="post" action="/redeem/"' in page.content.decode()


def test_today_of_a_student_whose_time_is_over_asks_for_a_code(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, *_rest = enrolled()
    Enrollment.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    page = api(school=in_alpha).sign_in(student.user).get("/today/")
    assert "Your first course is one code away" in text_of(page)
    assert 'href="/learn/"' in page.content.decode()


def test_today_goes_on_where_the_student_stopped(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, second = enrolled()
    other = make_course(title="Optics")
    make_lesson(make_module(other), title="Rays")
    make_enrollment(student, other, enrolled_at=timezone.now() - timedelta(days=2))
    make_progress(student, first, is_completed=True, completed_at=timezone.now())
    make_progress(student, second, position_seconds=222, reported_at=timezone.now())
    page = api(school=in_alpha).sign_in(student.user).get("/today/")
    words = text_of(page)
    assert "Go on where you stopped Two Waves · from 3:42" in words
    assert f'href="/learn/lessons/{second.id}/"' in page.content.decode()
    assert words.index("Waves") < words.index("Optics")


def test_today_begins_with_the_course_entered_latest(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    earlier = timezone.now() - timedelta(days=3)
    Enrollment.objects.update(enrolled_at=earlier)
    make_progress(student, first, position_seconds=9, reported_at=earlier)
    fresh = make_course(title="Optics")
    make_lesson(make_module(fresh), title="Rays")
    make_enrollment(student, fresh)
    words = text_of(api(school=in_alpha).sign_in(student.user).get("/today/"))
    assert "Your first lesson Rays Optics" in words


def test_today_lists_what_is_due_soonest_first(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, *_rest = enrolled()
    now = timezone.now()
    quiz(course, title="No date")
    quiz(course, title="Later", available_until=now + timedelta(days=3))
    quiz(course, title="Sooner", available_until=now + timedelta(days=1))
    quiz(course, title="Over", available_until=now - timedelta(days=1))
    quiz(course, title="Opens", available_from=now + timedelta(days=2))
    quiz(course, title="Far away", available_from=now + timedelta(days=30))
    quiz(make_course(), title="Not mine")
    running = quiz(course, title="Running", time_limit_minutes=60)
    attempt = start_attempt(student=student, assessment_id=running.id, device=None, now=now)
    take(student, quiz(course, title="Handed in", max_attempts=2))
    page = api(school=in_alpha).sign_in(student.user).get("/today/")
    assert titles_of(page, "due-head") == ["Running", "Sooner", "Later", "No date", "Opens"]
    assert f'href="/learn/attempts/{attempt.id}/"' in page.content.decode()


def test_today_says_that_nothing_is_due(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, *_rest = enrolled()
    assert "Nothing is due." in text_of(api(school=in_alpha).sign_in(student.user).get("/today/"))


def test_today_tells_new_lessons_and_released_results(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, first, second = enrolled()
    long_ago = timezone.now() - timedelta(days=30)
    Enrollment.objects.update(enrolled_at=timezone.now() - timedelta(days=20))
    Lesson.objects.filter(pk=first.pk).update(created_at=long_ago)
    done = make_lesson(first.module, title="Done")
    make_progress(student, done, is_completed=True, completed_at=timezone.now())
    make_lesson(first.module, title="Hidden", is_published=False)
    take(student, quiz(course, title="Graded"), right=True)
    take(student, quiz(course, title="Kept back", results_shown="by_hand"))
    page = api(school=in_alpha).sign_in(student.user).get("/today/")
    assert titles_of(page, "new-head") == ["Graded", second.title]


def test_today_warns_of_access_that_ends(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, *_rest = enrolled()
    client = api(school=in_alpha).sign_in(student.user)
    assert "Ends soon" not in text_of(client.get("/today/"))
    Enrollment.objects.update(ends_at=timezone.now() + timedelta(days=2, hours=1))
    assert f"Ends soon {course.title} 3 days left" in text_of(client.get("/today/"))


def test_today_draws_the_week(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, second = enrolled()
    make_progress(student, first, is_completed=True, completed_at=timezone.now())
    make_progress(student, second, is_completed=True, completed_at=timezone.now() - timedelta(days=9))
    page = api(school=in_alpha).sign_in(student.user).get("/today/")
    assert "Your week 1 lesson done" in text_of(page)
    states = re.findall(r'class="week-day( week-active)?( week-today)?"', page.content.decode())
    assert states == [("", "")] * 6 + [(" week-active", " week-today")]


def test_today_shows_nobody_elses(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, first, _second = enrolled()
    make_progress(student, first, is_completed=True, completed_at=timezone.now())
    take(student, quiz(course, title="Private"))
    charlie = make_student()
    make_enrollment(charlie, make_course(title="Own"))
    words = text_of(api(school=in_alpha).sign_in(charlie.user).get("/today/"))
    assert "Own" in words
    assert "Waves" not in words
    assert "Private" not in words


def grown(student: Student, rows: int) -> None:
    """`rows` more of everything the two pages show."""
    now = timezone.now()
    for _row in range(rows):
        course = make_course()
        make_enrollment(student, course, enrolled_at=now - timedelta(days=5), ends_at=now + timedelta(days=3))
        lesson = make_lesson(make_module(course))
        make_lesson(lesson.module)
        make_progress(
            student, lesson, is_completed=True, completed_at=now, reported_at=now, watched_seconds=60
        )
        quiz(course, available_until=now + timedelta(days=1))
        take(student, quiz(course))


def test_today_and_progress_never_grow_in_queries(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = make_student()
    client = api(school=in_alpha).sign_in(student.user)
    grown(student, 1)
    first = [queries_of(client, path) for path in ("/today/", "/progress/", "/learn/assessments/")]
    grown(student, 6)
    assert [queries_of(client, path) for path in ("/today/", "/progress/", "/learn/assessments/")] == first
    print("queries of today, progress, assessments:", first)


def test_progress_without_anything_says_what_to_do(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    page = api(school=in_alpha).sign_in(make_student().user).get("/progress/")
    assert "Nothing here yet" in text_of(page)
    assert 'href="/redeem/"' in page.content.decode()


def test_progress_counts_lessons_time_and_marks(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, first, second = enrolled()
    make_progress(student, first, is_completed=True, completed_at=timezone.now(), watched_seconds=3600)
    make_progress(student, second, watched_seconds=1500)
    Student.objects.filter(pk=student.pk).update(completed_lessons=1)
    take(student, quiz(course, title="Right"))
    take(student, quiz(course, title="Wrong"), right=False)
    twice = quiz(course, title="Twice", max_attempts=2)
    take(student, twice, right=False)
    take(student, twice)
    kept_back = take(student, quiz(course, title="Kept back", results_shown="by_hand"))
    page = api(school=in_alpha).sign_in(student.user).get("/progress/")
    words = text_of(page)
    assert "Lessons done 1 " in words
    assert "Time watched 1 h 25 min" in words
    assert "Average mark 66.7%" in words
    assert "1 of 2 lessons done · 1 h 25 min watched" in words
    body = page.content.decode()
    assert body.count("<circle cx=") == 4
    assert titles_of(page, "results-head") == ["Kept back", "Twice", "Twice", "Wrong", "Right"]
    assert f'href="/learn/attempts/{kept_back.id}/result/"' in body
    table = body.partition('<table class="data-table">')[2].partition("</table>")[0]
    assert "Kept back" not in table


def test_progress_draws_weeks(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, second = enrolled()
    now = timezone.now()
    make_progress(student, first, is_completed=True, completed_at=now)
    make_progress(student, second, is_completed=True, completed_at=now - timedelta(days=7))
    body = api(school=in_alpha).sign_in(student.user).get("/progress/").content.decode()
    values = re.findall(r'<td class="cell-number">(\d+)(?:\.0)?</td>', body)
    assert values == ["0"] * 10 + ["1", "1"]


def test_progress_lists_results_in_pages(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, *_rest = enrolled()
    for number in range(16):
        take(student, quiz(course, title=f"Quiz {number:02d}"))
    client = api(school=in_alpha).sign_in(student.user)
    assert len(titles_of(client.get("/progress/"), "results-head")) == 15
    assert titles_of(client.get("/progress/?page=2"), "results-head") == ["Quiz 00"]


def test_course_and_lesson_name_their_exams(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, first, _second = enrolled()
    make_question(make_assessment(lesson=first, title="Of the lesson"))
    make_question(make_assessment(module=first.module, title="Of the module"))
    exam = quiz(course, title="Of the course", kind="exam", passing_percent=Decimal(50))
    take(student, exam)
    make_question(make_assessment(course, title="Draft", is_published=False))
    client = api(school=in_alpha).sign_in(student.user)
    words = text_of(client.get(f"/learn/courses/{course.id}/"))
    order = [words.index(title) for title in ("Of the lesson", "Of the module", "Of the course")]
    assert order == sorted(order)
    assert "Of the course Exam Passed 100%" in words
    assert "Draft" not in words
    lesson = text_of(client.get(f"/learn/lessons/{first.id}/"))
    assert "Test yourself Of the lesson Quiz Open" in lesson
    preview = Lesson.objects.filter(pk=first.pk)
    preview.update(is_free=True)
    charlie = api(school=in_alpha).sign_in(make_student().user)
    assert "Of the lesson" not in text_of(charlie.get(f"/learn/lessons/{first.id}/"))


def test_course_costs_the_same_with_more_exams(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, first, _second = enrolled()
    client = api(school=in_alpha).sign_in(student.user)
    paths = (f"/learn/courses/{course.id}/", f"/learn/lessons/{first.id}/")
    take(student, quiz(course))
    one = [queries_of(client, path) for path in paths]
    for _number in range(3):
        take(student, quiz(course))
        make_question(make_assessment(lesson=first))
    assert [queries_of(client, path) for path in paths] == one
    print("queries of course and lesson:", one)
