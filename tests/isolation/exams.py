"""What the world of the matrix has to examine: papers open, waiting for a grade, and graded."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tenant_apps.assessments.models import Answer
from tenant_apps.assessments.rules.draft import Draft
from tenant_apps.assessments.services import start_attempt, submit_attempt
from tenant_apps.assessments.services.bank import add_to_bank
from tenant_apps.courses.models import Course
from tests.factories.assessments import make_assessment, make_question


def exam_ids(*, course: Course, student: Any) -> dict[str, Any]:
    """An exam with an open attempt, one whose essay waits for a grade, and one that is graded."""
    exam = make_assessment(course, kind="exam", max_attempts=None, passing_percent=50)
    question = make_question(exam)
    long_one = make_question(exam, "essay")
    attempt = _started(exam, student)
    waiting = make_assessment(course)
    essay = make_question(waiting, "essay")
    handed_in = _started(waiting, student)
    words = {"question": str(essay.id), "text": "Words"}
    _handed_in(handed_in, student, [words])
    graded = make_assessment(course)
    make_question(graded)
    done = _started(graded, student)
    _handed_in(done, student, [])
    untouched = make_assessment(course)
    return {
        "assessment_id": exam.id,
        "untouched_id": untouched.id,
        "question_id": question.id,
        "essay_id": long_one.id,
        "option_id": question.options.order_by("order")[0].id,
        "attempt_id": attempt.id,
        "graded_attempt_id": done.id,
        "question_type": "essay",
        "username": student.username,
        "bank_id": add_to_bank(draft=Draft(kind="essay", text="Why?", topic="Sound")).id,
        "answer_id": Answer.objects.get(attempt=handed_in).id,
    }


def _started(assessment: Any, student: Any) -> Any:
    return start_attempt(student=student, assessment_id=assessment.id, device=None, now=timezone.now())


def _handed_in(attempt: Any, student: Any, answers: list[dict[str, Any]]) -> None:
    submit_attempt(student=student, attempt_id=attempt.id, answers=answers, device=None, now=timezone.now())
