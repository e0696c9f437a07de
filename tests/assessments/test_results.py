"""What a student sees of a result and when; nothing of the key before that, by any path."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import models

from tenant_apps.assessments.errors import (
    AssessmentUnknown,
    AttemptStillOpen,
    AttemptUnknown,
    ResultsNotReady,
    ResultsNotReleased,
)
from tenant_apps.assessments.models import Answer
from tenant_apps.assessments.selectors import (
    get_paper,
    list_assessments_for_student,
    list_attempts_for_staff,
    list_attempts_of_assessment,
    list_attempts_of_student,
    own_view,
    result_of_attempt,
    review_of_attempt,
    saved_answers,
)
from tenant_apps.assessments.services import (
    attempt_of_student,
    grade_answer,
    release_results,
    save_answer,
    start_attempt,
    submit_attempt,
)
from tests.factories import (
    make_assessment,
    make_course,
    make_enrollment,
    make_question,
    make_staff,
    make_student,
    right_option,
    wrong_option,
)

pytestmark = pytest.mark.usefixtures("in_alpha")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
CLOSING = NOW + timedelta(hours=2)


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def bob(course):
    student = make_student()
    make_enrollment(student, course, ends_at=NOW + timedelta(days=30))
    return student


def take(student, assessment, answers=(), *, now=NOW):
    attempt = start_attempt(student=student, assessment_id=assessment.id, device=None, now=now)
    return submit_attempt(student=student, attempt_id=attempt.id, answers=list(answers), device=None, now=now)


def quiz(course, **fields):
    assessment = make_assessment(course, **fields)
    make_question(assessment)
    return assessment


def test_each_row_says_what_was_asked_given_and_right(bob, course):
    assessment = make_assessment(course, passing_percent=Decimal("60.00"))
    several = make_question(
        assessment, options=[("red", True), ("blue", False), ("green", True)], points=Decimal("2.00")
    )
    truth = make_question(assessment, "true_false", correct_true_false=False, explanation="Look again.")
    blank = make_question(assessment, "fill_blank", accepted_answers=["Cairo", "القاهرة"])
    skipped = make_question(assessment, "essay")
    red, _blue, green = several.options.order_by("order")
    result = result_of_attempt(
        attempt=take(
            bob,
            assessment,
            [
                {"question": several.id, "options": [red.id, green.id]},
                {"question": truth.id, "bool": True},
                {"question": blank.id, "text": "القاهره"},
            ],
        ),
        now=NOW,
    )

    assert (result.attempt.score, result.attempt.max_score, result.passing_percent) == (
        Decimal("3.00"),
        Decimal("5.00"),
        Decimal("60.00"),
    )
    assert (result.attempt.is_passed, result.shows_key) == (True, True)
    said = [(row.question_id, row.said, row.right, row.points, row.is_right) for row in result.rows]
    assert said == [
        (several.id, ["red", "green"], ["red", "green"], Decimal("2.00"), True),
        (truth.id, True, False, Decimal("0.00"), False),
        (blank.id, "القاهره", ["Cairo", "القاهرة"], Decimal("1.00"), True),
        (skipped.id, None, None, Decimal("0.00"), False),
    ]
    assert [(one.text, one.is_chosen, one.is_right) for one in result.rows[0].options] == [
        ("red", True, True),
        ("blue", False, False),
        ("green", True, True),
    ]
    assert [(one.text, one.is_chosen, one.is_right) for one in result.rows[1].options] == [
        ("True", True, False),
        ("False", False, True),
    ]
    assert [row.explanation for row in result.rows] == ["", "Look again.", "", ""]
    assert result.rows[3].answer_id is None


def test_explanations_only_where_the_teacher_shows_them(bob, course):
    assessment = make_assessment(course, show_explanations=False)
    make_question(assessment, explanation="Because.")
    attempt = take(bob, assessment)
    assert [row.explanation for row in result_of_attempt(attempt=attempt, now=NOW).rows] == [""]
    assert [row.explanation for row in review_of_attempt(attempt_id=attempt.id).rows] == ["Because."]


def test_not_while_it_is_open(bob, course):
    attempt = start_attempt(student=bob, assessment_id=quiz(course).id, device=None, now=NOW)
    with pytest.raises(AttemptStillOpen):
        result_of_attempt(attempt=attempt, now=NOW)


def test_not_while_something_waits(bob, course):
    assessment = make_assessment(course)
    essay = make_question(assessment, "essay")
    attempt = take(bob, assessment, [{"question": essay.id, "text": "Once"}])
    with pytest.raises(ResultsNotReady):
        result_of_attempt(attempt=attempt, now=NOW)
    grade_answer(
        answer_id=Answer.objects.get().id, points=Decimal(1), feedback="Good", staff=make_staff(), now=NOW
    )
    attempt = attempt_of_student(student=bob, attempt_id=attempt.id, now=NOW)
    row = result_of_attempt(attempt=attempt, now=NOW).rows[0]
    assert (row.said, row.right, row.points, row.is_right, row.feedback) == (
        "Once",
        None,
        Decimal("1.00"),
        True,
        "Good",
    )


@pytest.mark.parametrize(
    ("moment", "is_shown"),
    [(CLOSING, False), (CLOSING + timedelta(seconds=5), False), (CLOSING + timedelta(seconds=6), True)],
)
def test_after_closing(bob, course, moment, is_shown):
    attempt = take(bob, quiz(course, results_shown="after_closing", available_until=CLOSING))
    if is_shown:
        assert len(result_of_attempt(attempt=attempt, now=moment).rows) == 1
        return
    with pytest.raises(ResultsNotReleased):
        result_of_attempt(attempt=attempt, now=moment)


def test_by_hand(bob, course):
    assessment = quiz(course, results_shown="by_hand")
    attempt = take(bob, assessment)
    with pytest.raises(ResultsNotReleased):
        result_of_attempt(attempt=attempt, now=NOW + timedelta(days=365))
    release_results(assessment_id=assessment.id, now=NOW)
    attempt = attempt_of_student(student=bob, attempt_id=attempt.id, now=NOW)
    assert len(result_of_attempt(attempt=attempt, now=NOW).rows) == 1


def test_key_is_kept_back_while_a_counted_attempt_is_left(bob, course):
    assessment = make_assessment(course, max_attempts=2)
    question = make_question(assessment, explanation="Because.")
    first = take(bob, assessment, [{"question": question.id, "options": [wrong_option(question)]}])

    def seen():
        result = result_of_attempt(attempt=first, now=NOW)
        row = result.rows[0]
        return result.shows_key, row.right, row.explanation, [one.is_right for one in row.options]

    assert seen() == (False, None, "", [None, None])
    take(bob, assessment)
    assert seen() == (True, ["Right"], "Because.", [True, False])


def test_practice_shows_the_key_each_time(bob, course):
    attempt = take(bob, quiz(course, max_attempts=None))
    assert result_of_attempt(attempt=attempt, now=NOW).shows_key is True


# Lists


def test_own_list_tells_no_score_before_release(bob, course):
    make_question(waiting := make_assessment(course), "essay")
    take(bob, waiting, [{"question": waiting.questions.get().id, "text": "a"}], now=NOW)
    hidden, shown = quiz(course, results_shown="by_hand"), quiz(course)
    take(bob, hidden, now=NOW + timedelta(minutes=1))
    take(bob, shown, now=NOW + timedelta(minutes=2))
    running = quiz(course)
    start_attempt(student=bob, assessment_id=running.id, device=None, now=NOW + timedelta(minutes=3))
    take(make_enrolled(course), shown)

    listed = list_attempts_of_student(student=bob, now=NOW + timedelta(minutes=4))

    assert [
        (one.assessment, one.state, one.is_released, one.score, one.percent, one.is_passed) for one in listed
    ] == [
        (running, "open", False, None, None, None),
        (shown, "graded", True, Decimal("0.00"), Decimal("0.00"), False),
        (hidden, "graded", False, None, None, None),
        (waiting, "submitted", False, None, None, None),
    ]


def make_enrolled(course):
    student = make_student()
    make_enrollment(student, course, ends_at=NOW + timedelta(days=30))
    return student


@pytest.mark.parametrize("count", [1, 3])
def test_own_list_is_one_query(bob, course, count, django_assert_num_queries):
    for _ in range(count):
        take(bob, quiz(course))
    with django_assert_num_queries(1):
        listed = list_attempts_of_student(student=bob, now=NOW)
        assert [one.assessment.course.title for one in listed] == [course.title] * count


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_staff_is_one_query(course, count, django_assert_num_queries):
    assessment = quiz(course)
    for _ in range(count):
        take(make_enrolled(course), assessment)
    with django_assert_num_queries(2):
        rows = list(list_attempts_of_assessment(assessment_id=assessment.id))
        assert len({row.student.full_name for row in rows}) == count
        assert {row.assessment.course.title for row in rows} == {course.title}


def test_list_of_staff_by_assessment_student_and_course(bob, course):
    one, two, elsewhere = quiz(course), quiz(course), quiz(make_course())
    dana = make_enrolled(course)
    make_enrollment(dana, elsewhere.course, ends_at=NOW + timedelta(days=1))
    bobs, danas = take(bob, one), take(dana, one, now=NOW + timedelta(1))
    other, far = take(dana, two, now=NOW + timedelta(2)), take(dana, elsewhere, now=NOW)
    assert list(list_attempts_of_assessment(assessment_id=one.id)) == [danas, bobs]
    assert list(list_attempts_for_staff(student_id=dana.id)) == [other, danas, far]
    assert list(list_attempts_for_staff(course_id=course.id, student_id=dana.id)) == [other, danas]
    with pytest.raises(AssessmentUnknown):
        list_attempts_of_assessment(assessment_id=uuid.uuid4())


def test_review_of_staff_shows_an_open_one_too(bob, course):
    assessment = quiz(course, results_shown="by_hand")
    question = assessment.questions.get()
    attempt = start_attempt(student=bob, assessment_id=assessment.id, device=None, now=NOW)
    save_answer(
        student=bob,
        attempt_id=attempt.id,
        question_id=question.id,
        given={"options": [right_option(question)]},
        sequence=1,
        device=None,
        now=NOW,
    )
    review = review_of_attempt(attempt_id=attempt.id)
    row = review.rows[0]
    assert (review.attempt.student, row.said, row.right, row.points) == (bob, ["Right"], ["Right"], None)
    with pytest.raises(AttemptUnknown):
        review_of_attempt(attempt_id=uuid.uuid4())


# The key


def parts(value):
    """What `value` holds, by name; a row's related rows only where they are loaded already."""
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, models.Model):
        loaded = {name: one for name, one in vars(value).items() if not name.startswith("_")}
        return {**loaded, **value._state.fields_cache}
    return value


def walked(value, path=""):
    """Every path into `value` with what stands at its end."""
    inside = parts(value)
    if isinstance(inside, dict):
        for name, one in inside.items():
            yield f"{path}.{name}", None
            yield from walked(one, f"{path}.{name}")
    elif isinstance(inside, list | tuple | set | frozenset):
        for one in inside:
            yield from walked(one, path)
    else:
        yield path, inside


KEY_WORDS = ("is_right", "is_correct", "right", "correct", "accepted", "truth", "explanation", "paper")


def test_nothing_a_student_gets_before_release_holds_the_key(bob, course):
    assessment = make_assessment(course, results_shown="by_hand")
    choice = make_question(assessment, explanation="THE-KEY why", options=[("a", True), ("b", False)])
    blank = make_question(assessment, "fill_blank", accepted_answers=["THE-KEY"])
    make_question(assessment, "true_false", correct_true_false=False)
    attempt = start_attempt(student=bob, assessment_id=assessment.id, device=None, now=NOW)
    saved = [
        save_answer(
            student=bob,
            attempt_id=attempt.id,
            question_id=question.id,
            given=given,
            sequence=1,
            device=None,
            now=NOW,
        )
        for question, given in (
            (choice, {"options": [right_option(choice)]}),
            (blank, {"text": "other"}),
        )
    ]

    def everything():
        current = attempt_of_student(student=bob, attempt_id=attempt.id, now=NOW)
        return [
            get_paper(attempt=current),
            saved_answers(attempt=current),
            own_view(attempt=current, now=NOW),
            list_attempts_of_student(student=bob, now=NOW),
            list_assessments_for_student(student=bob, now=NOW),
            saved,
        ]

    during = everything()
    submit_attempt(student=bob, attempt_id=attempt.id, answers=None, device=None, now=NOW)
    for found in (during, everything()):
        reached = list(walked(found))
        assert len(reached) > 100
        names = {path.rsplit(".", 1)[-1] for path, _ in reached}
        assert names & set(KEY_WORDS) == set()
        assert [path for path, value in reached if isinstance(value, str) and "THE-KEY" in value] == []
