"""What a student is offered, and the papers that are drawn."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.assessments import tasks
from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.selectors import (
    count_offers,
    draw_paper,
    list_assessments_for_student,
    query_offers,
    read_offers,
)
from tenant_apps.assessments.services import start_attempt, submit_attempt
from tenant_apps.assessments.tasks import close_overdue_attempts, close_overdue_attempts_everywhere
from tenants import context
from tests.factories import (
    make_assessment,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_student,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def course(in_alpha):
    return make_course()


@pytest.fixture
def bob(course):
    student = make_student()
    make_enrollment(student, course, ends_at=NOW + timedelta(days=30))
    return student


def quiz(course=None, **fields):
    assessment = make_assessment(course, **fields)
    make_question(assessment)
    return assessment


def offers(student, **filters):
    return list_assessments_for_student(student=student, now=NOW, **filters)


def test_each_state_with_attempts_left(bob, course):
    hour = timedelta(hours=1)
    fresh = quiz(course, max_attempts=None)
    upcoming = quiz(course, available_from=NOW + hour)
    closed = quiz(course, available_until=NOW)
    running, done, again, overdue = (quiz(course, max_attempts=n, time_limit_minutes=9) for n in (1, 1, 3, 1))
    attempts = {
        one: start_attempt(student=bob, assessment_id=one.id, device=None, now=NOW - timedelta(minutes=m))
        for one, m in ((running, 1), (done, 1), (again, 1), (overdue, 60))
    }
    for one in (done, again):
        submit_attempt(student=bob, attempt_id=attempts[one].id, answers=None, device=None, now=NOW)

    found = {
        one.assessment: (str(one.state), one.attempts_used, one.attempts_left, one.open_attempt_id)
        for one in offers(bob)
    }

    assert found == {
        fresh: ("open", 0, None, None),
        upcoming: ("upcoming", 0, 1, None),
        closed: ("closed", 0, 1, None),
        running: ("in_progress", 1, 0, attempts[running].id),
        done: ("done", 1, 0, None),
        again: ("open", 1, 2, None),
        overdue: ("done", 1, 0, None),
    }


def test_only_what_is_published_has_questions_and_is_open_to_the_student(bob, course):
    lesson = make_lesson(make_module(course))
    hidden_lesson = make_lesson(make_module(course), is_published=False)
    hidden_module = make_module(course, is_published=False)
    shown = [quiz(course), quiz(module=lesson.module), quiz(lesson=lesson)]
    quiz(course, is_published=False)
    quiz(lesson=hidden_lesson)
    quiz(module=hidden_module)
    quiz(lesson=make_lesson(hidden_module))
    quiz()
    make_assessment(course)
    assert {one.assessment for one in offers(bob)} == set(shown)
    assert offers(make_student()) == []


def test_module_alone_offers_its_own(course):
    module = make_module(course)
    dana = make_student()
    make_enrollment(dana, course, module=module, ends_at=NOW + timedelta(days=1))
    own = quiz(lesson=make_lesson(module))
    quiz(course)
    quiz(module=make_module(course))
    assert [one.assessment for one in offers(dana)] == [own]


def test_plan_and_country_of_the_course(bob, course):
    quiz(course)
    type(course).objects.update(countries=["EG"])
    assert offers(bob) == []
    bob.country_code = "EG"
    assert len(offers(bob)) == 1


def test_one_course_and_soonest_closing_first(bob, course):
    other = make_course()
    make_enrollment(bob, other, ends_at=NOW + timedelta(days=1))
    never = quiz(course)
    late = quiz(course, available_until=NOW + timedelta(days=2))
    soon = quiz(course, available_until=NOW + timedelta(days=1))
    elsewhere = quiz(other)
    assert [one.assessment for one in offers(bob, course_id=course.id)] == [soon, late, never]
    assert [one.assessment for one in offers(bob, course_id=other.id)] == [elsewhere]
    assert len(offers(bob)) == 4


@pytest.mark.parametrize("count", [1, 3])
def test_three_queries(bob, course, count, django_assert_num_queries):
    for _ in range(count):
        made = quiz(lesson=make_lesson(make_module(course)))
        start_attempt(student=bob, assessment_id=made.id, device=None, now=NOW)
    with django_assert_num_queries(3):
        shown = [(one.assessment.lesson.title, one.assessment.questions_count) for one in offers(bob)]
    assert shown == [("Lesson 1", 1)] * count


def test_only_the_students_own_courses_are_asked_for(bob, course):
    own = quiz(course)
    for _ in range(3):
        quiz()
    with CaptureQueriesContext(connection) as queries:
        assert [one.assessment for one in offers(bob)] == [own]
    asked = [query["sql"] for query in queries if 'FROM "assessments_assessment"' in query["sql"]]
    assert [course.id.hex in sql.replace("-", "") for sql in asked] == [True]


def test_counts_and_pages_by_state(bob, course):
    hour = timedelta(hours=1)
    for _ in range(5):
        quiz(course)
    quiz(course, available_from=NOW + hour)
    closed = quiz(course, available_until=NOW)
    done = quiz(course)
    attempt = start_attempt(student=bob, assessment_id=done.id, device=None, now=NOW - hour)
    submit_attempt(student=bob, attempt_id=attempt.id, answers=None, device=None, now=NOW)
    rows = query_offers(student=bob, now=NOW)
    counts = {str(state): number for state, number in count_offers(rows=rows).items()}
    assert counts == {"open": 5, "upcoming": 1, "closed": 1, "in_progress": 0, "done": 1}
    page = read_offers(rows=rows.filter(state="open")[:2], student=bob, now=NOW)
    assert [str(one.state) for one in page] == ["open", "open"]
    past = read_offers(rows=rows.filter(state__in=["done", "closed"]), student=bob, now=NOW)
    assert {one.assessment for one in past} == {closed, done}
    assert {one.assessment: one.best and one.best.id for one in past} == {closed: None, done: attempt.id}


def test_nothing_is_counted_for_who_has_nothing(course):
    quiz(course)
    rows = query_offers(student=make_student(), now=NOW)
    assert sum(count_offers(rows=rows).values()) == 0
    assert read_offers(rows=rows.filter(state="open"), student=make_student(), now=NOW) == []


def test_best_result_waits_for_its_release(bob, course):
    made = quiz(course, max_attempts=2, results_shown="by_hand")
    attempt = start_attempt(student=bob, assessment_id=made.id, device=None, now=NOW)
    submit_attempt(student=bob, attempt_id=attempt.id, answers=None, device=None, now=NOW)
    assert [one.best for one in offers(bob)] == [None]
    type(made).objects.update(results_released_at=NOW)
    assert [one.best for one in offers(bob)] == [attempt]


# Papers


def test_nothing_is_shuffled_unless_asked(course):
    assessment = make_assessment(course)
    questions = [make_question(assessment, options=[(str(n), n == 2) for n in range(6)]) for _ in range(6)]
    for _ in range(5):
        paper = draw_paper(assessment=assessment)
        assert [one.id for one in paper.questions] == [one.id for one in questions]
        assert [[o.text for o in one.options] for one in paper.questions] == [list("012345")] * 6


def test_right_option_is_nowhere_more_often_than_elsewhere(course):
    assessment = make_assessment(course, shuffle_options=True, shuffle_questions=True)
    for number in range(4):
        make_question(assessment, text=str(number), options=[(str(n), n == 0) for n in range(4)])
    make_question(assessment, "true_false")
    option_places, question_places = Counter(), Counter()
    for _ in range(1000):
        paper = draw_paper(assessment=assessment)
        choices = [one for one in paper.questions if one.kind == "multiple_choice"]
        first = next(one for one in choices if one.text == "0")
        option_places[[o.is_right for o in first.options].index(True)] += 1
        question_places[[one.text for one in choices].index("0")] += 1
        truth = next(one for one in paper.questions if one.kind == "true_false")
        assert [o.text for o in truth.options] == ["True", "False"]
    for places in (option_places, question_places):
        chi_square = sum((places[n] - 250) ** 2 / 250 for n in range(4))
        # Three degrees of freedom: a fair shuffle exceeds 30 about once in a million runs.
        assert chi_square < 30, places


def test_several_right_options_can_be_chosen_even_if_nobody_ticked_so(course):
    assessment = make_assessment(course)
    make_question(assessment, options=[("a", True), ("b", True), ("c", False)])
    make_question(assessment, allows_several=True)
    make_question(assessment)
    paper = draw_paper(assessment=assessment)
    assert [one.allows_several for one in paper.questions] == [True, True, False]
    assert paper.max_score == Decimal("3.00")


# The job


def overdue_one():
    student, made = make_student(), quiz(time_limit_minutes=1)
    make_enrollment(student, made.course)
    return start_attempt(student=student, assessment_id=made.id, device=None, now=NOW - timedelta(days=1))


def test_job_closes_in_its_school_only(alpha, beta):
    for school in (alpha, beta):
        with context.enter(school):
            overdue_one()
    with context.enter(alpha):
        assert close_overdue_attempts.delay().get() == 1
        assert Attempt.objects.get().state == "graded"
    with context.enter(beta):
        assert Attempt.objects.get().state == "open"


def test_job_goes_on_until_all_are_closed(in_alpha, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    for _ in range(5):
        overdue_one()
    assert close_overdue_attempts.delay().get() == 5
    assert set(Attempt.objects.values_list("state", flat=True)) == {"graded"}


def test_every_school_is_asked(alpha, beta):
    for school in (alpha, beta):
        with context.enter(school):
            overdue_one()
    assert close_overdue_attempts_everywhere.delay().get() == 2
    for school in (alpha, beta):
        with context.enter(school):
            assert Attempt.objects.get().state == "graded"
