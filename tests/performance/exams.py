"""What a growing school examines: the lists around the exam that tests name."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from tenant_apps.assessments.models import Answer, Assessment, Attempt, Option, Question
from tenant_apps.assessments.rules.paper import to_json
from tenant_apps.assessments.selectors import draw_paper
from tenant_apps.students.models import Student


def fill_exams(
    ids: dict[str, Any], new: range, pupils: list[Student], reader: Student, now: datetime
) -> None:
    """Questions and options; assessments that `reader` has sat; papers of pupils that wait for a grade."""
    exam = Assessment.objects.get(pk=ids["assessment_id"])
    Option.objects.bulk_create(
        Option(question_id=ids["question_id"], text=f"Option {n}", order=100 + n) for n in new
    )
    _questions([(exam, 100 + n) for n in new])
    others = Assessment.objects.bulk_create(
        Assessment(course_id=exam.course_id, title=f"Quiz {n:04d}", is_published=True) for n in new
    )
    _questions([(one, 1) for one in others])
    _sat(exam, pupils, now)
    essay = Question.objects.get(pk=ids["essay_id"])
    papers = Attempt.objects.filter(assessment=exam, student__in=pupils)
    Answer.objects.bulk_create(
        Answer(
            attempt=one,
            question_id=essay.id,
            question_kind=essay.kind,
            given={"text": "Words"},
            saved_at=now,
            needs_grading=True,
        )
        for one in papers
    )
    # Drawn once: a thousand times would take a minute, and nothing compares it with its assessment.
    paper = to_json(draw_paper(assessment=others[0]))
    Attempt.objects.bulk_create(
        _attempt(one, reader, paper, now, state=Attempt.State.GRADED, percent=Decimal("0.00"))
        for one in others
    )
    _draw_again(ids)


def _questions(places: list[tuple[Assessment, int]]) -> None:
    questions = Question.objects.bulk_create(
        Question(assessment=one, order=order, kind="multiple_choice", text=f"Question {order}")
        for one, order in places
    )
    Option.objects.bulk_create(
        Option(question=one, text=text, is_correct=order == 1, order=order)
        for one in questions
        for order, text in ((1, "Right"), (2, "Wrong"))
    )


def _sat(exam: Assessment, pupils: list[Student], now: datetime) -> None:
    """Papers of two questions for all, as in an exam that got its other questions later."""
    paper = Attempt.objects.filter(assessment=exam).order_by("created_at")[0].paper
    kept = paper["order"][:2]
    short = {**paper, "order": kept, "questions": {key: paper["questions"][key] for key in kept}}
    Attempt.objects.bulk_create(
        _attempt(exam, pupil, short, now, state=Attempt.State.SUBMITTED) for pupil in pupils
    )


def _attempt(
    assessment: Assessment, student: Student, paper: dict[str, Any], now: datetime, **fields: Any
) -> Attempt:
    return Attempt(
        assessment=assessment,
        student=student,
        number=1,
        started_at=now,
        submitted_at=now,
        closed_by=Attempt.ClosedBy.STUDENT,
        paper=paper,
        score=Decimal("0.00"),
        max_score=Decimal(len(paper["order"])),
        **fields,
    )


def _draw_again(ids: dict[str, Any]) -> None:
    """The papers that tests open ask all that the exam asks now, and hold an answer to each question."""
    exam = Assessment.objects.get(pk=ids["assessment_id"])
    paper = draw_paper(assessment=exam)
    stored = to_json(paper)
    for key in (ids["attempt_id"], ids["graded_attempt_id"]):
        attempt = Attempt.objects.get(pk=key)
        attempt.paper, attempt.max_score = stored, paper.max_score
        attempt.save()
        held = set(attempt.answers.values_list("question_id", flat=True))
        Answer.objects.bulk_create(
            Answer(
                attempt=attempt,
                question_id=question.id,
                question_kind=question.kind,
                given=None,
                saved_at=attempt.started_at,
            )
            for question in paper.questions
            if question.id not in held
        )
