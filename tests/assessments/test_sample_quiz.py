"""The quiz of the sample schools is one that a newcomer can take, grade and read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from config.demo.exams import QUIZZES, add_quiz
from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.services import start_attempt
from tests.factories import make_course, make_enrollment, make_student


@pytest.mark.parametrize("language", sorted(QUIZZES))
def test_sample_quiz_is_taken_graded_and_open_to_one_more(in_alpha: object, language: str) -> None:
    course, now = make_course(), timezone.now()
    students = [make_student() for _ in range(4)]
    for student in students:
        make_enrollment(student, course)
    quiz = add_quiz(course=course, language=language, takers=students[1:], now=now)
    assert list(quiz.questions.order_by("order").values_list("kind", "points")) == [
        ("multiple_choice", Decimal(2)),
        ("true_false", Decimal(1)),
        ("short_answer", Decimal(2)),
        ("essay", Decimal(5)),
    ]
    attempts = Attempt.objects.filter(assessment=quiz).order_by("id")
    assert list(attempts.values_list("student_id", "score")) == [
        (students[1].id, Decimal(5)),
        (students[2].id, Decimal(3)),
        (students[3].id, Decimal(2)),
    ]
    assert Answer.objects.filter(attempt__assessment=quiz, needs_grading=True).count() == 1
    assert start_attempt(student=students[0], assessment_id=quiz.id, device=None, now=now).number == 1
