"""What results say of an assessment, and counting anew in the background."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.assessments.models import Assessment, Attempt, Regrading
from tenant_apps.assessments.selectors.analysis import analyse
from tenant_apps.assessments.selectors.regradings import latest_regrading
from tenant_apps.assessments.services import grade_answer, start_attempt, submit_attempt
from tenant_apps.assessments.services import regrading_jobs as jobs
from tests.factories import make_course, make_enrollment, make_staff, make_student
from tests.factories.assessments import make_assessment, make_question

pytestmark = pytest.mark.usefixtures("in_alpha")


@pytest.fixture
def exam() -> Assessment:
    exam = make_assessment(make_course())
    make_question(exam, options=[("Right", True), ("Near", False), ("Far", False)], points=Decimal(2))
    make_question(exam, "true_false", points=Decimal(1))
    make_question(exam, "essay", points=Decimal(1))
    return exam


def sat(
    exam: Assessment, *, choice: int | None = None, truth: bool | None = None, essay: str = ""
) -> Attempt:
    """Handed in with the option of that place, that truth and those words."""
    student, now = make_student(), timezone.now()
    make_enrollment(student, exam.course)
    attempt = start_attempt(student=student, assessment_id=exam.id, device=None, now=now)
    first, second, third = exam.questions.order_by("order")
    answers: list[Any] = []
    if choice is not None:
        answers.append({"question": first.id, "options": [first.options.order_by("order")[choice].id]})
    if truth is not None:
        answers.append({"question": second.id, "bool": truth})
    if essay:
        answers.append({"question": third.id, "text": essay})
    return submit_attempt(student=student, attempt_id=attempt.id, answers=answers, device=None, now=now)


def test_nothing_handed_in_is_no_analysis(exam: Assessment) -> None:
    found = analyse(assessment=exam)
    assert (found.handed_in, found.spread.count, found.spread.average) == (0, 0, None)
    assert {one.percent for one in found.questions} == {None}


def test_marks_are_spread_and_each_question_fares(exam: Assessment) -> None:
    sat(exam, choice=0, truth=True)  # 3 of 4
    sat(exam, choice=1, truth=True)  # 1 of 4
    sat(exam, choice=1)  # 0 of 4
    waiting = sat(exam, choice=2, truth=False, essay="Words")
    found = analyse(assessment=exam)
    assert (found.handed_in, found.spread.count, found.spread.passed) == (4, 3, 1)
    assert (found.spread.average, found.spread.middle) == (Decimal("33.3"), Decimal("25.0"))
    assert found.spread.buckets == (1, 0, 1, 0, 0, 0, 0, 1, 0, 0)
    told = [(one.asked, one.empty, one.percent, one.trap, one.trap_count) for one in found.questions]
    assert told == [(4, 0, 25, "Near", 2), (4, 1, 50, "", 0), (3, 3, 0, "", 0)]
    answer = waiting.answers.get(question_kind="essay")
    grade_answer(answer_id=answer.id, points=Decimal(1), staff=make_staff(), now=timezone.now())
    assert analyse(assessment=exam).questions[2].percent == 25


def test_the_analysis_asks_the_same_for_one_and_three(exam: Assessment) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            analyse(assessment=exam)
        return len(queries)

    sat(exam, choice=0)
    one = cost()
    sat(exam, choice=1)
    sat(exam, choice=2)
    assert cost() == one == 6


def test_a_class_is_counted_at_once(exam: Assessment) -> None:
    attempt = sat(exam, choice=1)
    turn_key(exam)
    done = jobs.ask_regrading(assessment_id=exam.id, by=make_staff(), now=timezone.now())
    attempt.refresh_from_db()
    assert (done.state, done.attempts_count, done.changed_count) == ("done", 1, 1)
    assert attempt.score == Decimal(2)
    assert latest_regrading(assessment_id=exam.id) == done


def test_a_multitude_waits_for_the_task_once(exam: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    attempts, now = [sat(exam, choice=1) for _student in range(2)], timezone.now()
    turn_key(exam)
    by = make_staff("instructor")
    asked = jobs.ask_regrading(assessment_id=exam.id, by=by, now=now)
    assert jobs.ask_regrading(assessment_id=exam.id, by=by, now=now) == asked
    assert (asked.state, asked.attempts_count, attempts[0].score) == ("waiting", 2, Decimal(0))
    done = jobs.run_regrading(regrading_id=asked.id, now=now)
    assert done is not None
    assert (done.state, done.changed_count, done.ended_at) == ("done", 2, now)
    assert jobs.run_regrading(regrading_id=asked.id, now=now) is None
    assert jobs.run_regrading(regrading_id=uuid.uuid4(), now=now) is None
    assert {one.score for one in Attempt.objects.all()} == {Decimal(2)}


def test_what_fails_says_so_and_changes_nothing(exam: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 0)
    attempt, by, now = sat(exam, choice=1), make_staff("instructor"), timezone.now()
    turn_key(exam)
    asked = jobs.ask_regrading(assessment_id=exam.id, by=by, now=now)
    by.delete()
    with pytest.raises(type(by).DoesNotExist):
        jobs.run_regrading(regrading_id=asked.id, now=now)
    attempt.refresh_from_db()
    assert (Regrading.objects.get().state, attempt.score) == ("failed", Decimal(0))


def turn_key(exam: Assessment) -> None:
    """From now on the second option is right."""
    question = exam.questions.get(kind="multiple_choice")
    for place, option in enumerate(question.options.order_by("order")):
        option.is_correct = place == 1
        option.save()
