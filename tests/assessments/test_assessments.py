"""Assessments as their teacher writes them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shared_apps.kernel.errors import Refusal
from tenant_apps.assessments import errors
from tenant_apps.assessments.models import Assessment, Question
from tenant_apps.assessments.selectors import get_assessment, list_assessments_for_staff
from tenant_apps.assessments.services import (
    create_assessment,
    delete_assessment,
    release_results,
    start_attempt,
    update_assessment,
)
from tests.factories import (
    make_assessment,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_student,
)

pytestmark = pytest.mark.usefixtures("in_alpha")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def course():
    return make_course()


def create(**changes):
    return create_assessment(changes=changes, now=NOW)


def update(assessment, **changes):
    return update_assessment(assessment_id=assessment.id, changes=changes, now=NOW)


def begin(assessment):
    student = make_student()
    make_enrollment(student, assessment.course)
    return start_attempt(student=student, assessment_id=assessment.id, device=None, now=NOW)


def target(assessment):
    assessment.refresh_from_db()
    return assessment.course_id, assessment.module_id, assessment.lesson_id


def test_created_with_what_one_would_expect(course):
    made = create(title="  Unit   one ", course_id=course.id)
    stored = Assessment.objects.get()
    assert (made.id, stored.title, stored.description, stored.kind) == (stored.id, "Unit one", "", "quiz")
    assert (stored.is_published, stored.passing_percent, stored.time_limit_minutes) == (
        False,
        Decimal("50.00"),
        None,
    )
    assert (stored.max_attempts, stored.results_shown, stored.show_explanations) == (1, "at_once", True)
    assert (made.passing_percent, made.course) == (Decimal("50.00"), course)


def test_everything_can_be_said(course):
    until = NOW + timedelta(days=2)
    changes = {
        "title": "Final",
        "description": "All of it.",
        "kind": "exam",
        "is_published": True,
        "passing_percent": Decimal("66.666"),
        "time_limit_minutes": 90,
        "max_attempts": None,
        "available_from": NOW,
        "available_until": until,
        "shuffle_questions": True,
        "shuffle_options": True,
        "results_shown": "after_closing",
        "show_explanations": False,
    }
    create(course_id=course.id, **changes)
    stored = Assessment.objects.get()
    assert {name: getattr(stored, name) for name in changes} == {
        **changes,
        "passing_percent": Decimal("66.67"),
    }


def test_target_is_the_most_specific(course):
    lesson = make_lesson(make_module(course))
    whole = (course.id, lesson.module_id, lesson.id)
    assert target(create(title="a", lesson_id=lesson.id)) == whole
    assert target(create(title="a", lesson_id=lesson.id, course_id=course.id, module_id=None)) == whole
    assert target(create(title="a", module_id=lesson.module_id)) == (course.id, lesson.module_id, None)
    assert target(create(title="a", course_id=course.id, lesson_id=None)) == (course.id, None, None)


def test_target_must_exist_and_belong_together(course):
    lesson, stranger = make_lesson(make_module(course)), make_course()
    for name in ("course_id", "module_id", "lesson_id"):
        with pytest.raises(errors.TargetUnknown):
            create(title="a", **{name: uuid.uuid4()})
    for both in ({"lesson_id": lesson.id}, {"module_id": lesson.module_id}):
        with pytest.raises(errors.TargetMismatch):
            create(title="a", course_id=stranger.id, **both)
    with pytest.raises(errors.TargetMismatch):
        create(title="a", lesson_id=lesson.id, module_id=make_module(course).id)
    for nothing in ({}, {"course_id": None}):
        with pytest.raises(errors.TargetMissing):
            create(title="a", **nothing)
    assert Assessment.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": "  "}, "assessment_title_empty", "title"),
        ({"title": "x" * 201}, "assessment_text_too_long", "title"),
        ({"description": "x" * 20_001}, "assessment_text_too_long", "description"),
        ({"kind": "test"}, "assessment_kind_unknown", "kind"),
        ({"kind": ""}, "assessment_kind_unknown", "kind"),
        ({"time_limit_minutes": 0}, "time_limit_refused", "time_limit_minutes"),
        ({"time_limit_minutes": 10_081}, "time_limit_too_long", "time_limit_minutes"),
        ({"passing_percent": Decimal("-0.01")}, "passing_percent_refused", "passing_percent"),
        ({"passing_percent": Decimal("100.01")}, "passing_percent_refused", "passing_percent"),
        ({"passing_percent": Decimal("NaN")}, "passing_percent_refused", "passing_percent"),
        ({"max_attempts": 0}, "max_attempts_refused", "max_attempts"),
        ({"max_attempts": 1001}, "max_attempts_refused", "max_attempts"),
        ({"results_shown": "never"}, "results_shown_unknown", "results_shown"),
        ({"results_shown": "after_closing"}, "closing_time_missing", "available_until"),
        ({"available_from": NOW, "available_until": NOW}, "window_refused", "available_until"),
    ],
)
def test_refused(course, changes, code, field):
    made = make_assessment(course)
    for act in (
        lambda: create(**{"title": "a", "course_id": course.id, **changes}),
        lambda: update(made, **changes),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert (caught.value.code, caught.value.field) == (code, field)
    assert Assessment.objects.count() == 1


def test_only_what_is_named_changes(course):
    made = make_assessment(course, title="Old", time_limit_minutes=5, max_attempts=3)
    update(made, title="New")
    update(made, time_limit_minutes=None)
    made.refresh_from_db()
    assert (made.title, made.time_limit_minutes, made.max_attempts) == ("New", None, 3)


def test_moving_keeps_what_still_belongs(course):
    lesson = make_lesson(make_module(course))
    made = make_assessment(lesson=lesson)
    whole = (course.id, lesson.module_id, lesson.id)
    assert target(update(made, course_id=course.id)) == whole
    assert target(update(made, module_id=lesson.module_id)) == whole
    assert target(update(made, lesson_id=None)) == (*whole[:2], None)
    assert target(update(made, lesson_id=lesson.id)) == whole
    assert target(update(made, module_id=None)) == (course.id, None, None)
    other = make_course()
    assert target(update(made, course_id=other.id)) == (other.id, None, None)


def test_not_moved_away_from_those_who_took_it(course):
    made = make_assessment(course)
    make_question(made)
    begin(made)
    update(made, course_id=course.id, title="Same place")
    with pytest.raises(errors.AssessmentHasAttempts):
        update(made, course_id=make_course().id)
    assert target(made) == (course.id, None, None)


def test_publishing_asks_for_complete_questions(course):
    made = make_assessment(course, is_published=False)
    make_question(made)
    make_question(made, options=[("only", True)])
    make_question(made, options=[("a", False), ("b", False)])
    make_question(made, "true_false", correct_true_false=None)
    make_question(made, "essay")
    with pytest.raises(errors.QuestionsIncomplete) as caught:
        update(made, is_published=True)
    assert {path: [str(text) for text in texts] for path, texts in caught.value.errors.items()} == {
        "questions.2": ["This question needs at least two options."],
        "questions.3": ["Mark at least one option as right."],
        "questions.4": ["Say whether true or false is right."],
    }
    made.refresh_from_db()
    assert made.is_published is False
    made.questions.filter(order__in=[2, 3, 4]).delete()
    assert update(made, is_published=True).is_published is True


def test_published_one_may_be_changed_while_a_question_is_half_written(course):
    made = make_assessment(course)
    make_question(made, options=[])
    assert update(made, is_published=True, title="Still").title == "Still"


def test_unknown():
    for act in (
        lambda: update_assessment(assessment_id=uuid.uuid4(), changes={}, now=NOW),
        lambda: delete_assessment(assessment_id=uuid.uuid4()),
        lambda: release_results(assessment_id=uuid.uuid4(), now=NOW),
        lambda: get_assessment(assessment_id=uuid.uuid4()),
    ):
        with pytest.raises(errors.AssessmentUnknown):
            act()


def test_deleted_with_its_questions(course):
    made, kept = make_assessment(course), make_assessment(course)
    make_question(made)
    left = make_question(kept)
    delete_assessment(assessment_id=made.id)
    assert (Assessment.objects.get(), Question.objects.get()) == (kept, left)


def test_not_deleted_once_taken(course):
    made = make_assessment(course)
    make_question(made)
    begin(made)
    with pytest.raises(errors.AssessmentHasAttempts):
        delete_assessment(assessment_id=made.id)
    assert Assessment.objects.count() == 1


def test_release_keeps_its_first_moment(course):
    made = make_assessment(course, results_shown="by_hand")
    release_results(assessment_id=made.id, now=NOW)
    assert release_results(assessment_id=made.id, now=NOW + timedelta(days=1)).results_released_at == NOW


def test_list_of_staff_counts(course):
    other = make_assessment()
    made = make_assessment(course, title="Newest")
    make_question(made, points=Decimal("2.50"))
    make_question(made)
    begin(made)
    begin(made)
    rows = [
        (row.id, row.questions_count, row.points_total, row.attempts_count, row.waiting_count)
        for row in list_assessments_for_staff()
    ]
    assert rows == [(made.id, 2, Decimal("3.50"), 2, 0), (other.id, 0, Decimal("0"), 0, 0)]
    assert list(list_assessments_for_staff(course_id=other.course_id)) == [other]


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_staff_is_one_query(course, count, django_assert_num_queries):
    for _ in range(count):
        make_assessment(lesson=make_lesson(make_module(course)))
    with django_assert_num_queries(1):
        for row in list_assessments_for_staff():
            assert (row.course.title, row.module.title, row.lesson.title) is not None
