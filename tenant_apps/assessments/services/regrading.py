"""Grading anew after the key was corrected: an explicit act with before and after."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shared_apps.kernel.acts import note_act
from shared_apps.kernel.audit import record_act
from tenant_apps.assessments.models import Answer, Assessment, Attempt
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.grading import ZERO
from tenant_apps.assessments.rules.paper import Paper, PaperQuestion
from tenant_apps.assessments.selectors import as_asked, list_questions
from tenant_apps.assessments.selectors.bank import bank_as_asked_by_id
from tenant_apps.assessments.services.keeping import lock_assessment
from tenant_apps.assessments.services.settling import COUNTED, MARKED, count_points, mark, tell_if_graded
from tenant_apps.staff.models import StaffMember
from tenants.context import require_tenant

BATCH = 100
"""Attempts whose papers are held in memory at once."""


@dataclass(frozen=True, slots=True)
class Regraded:
    """One attempt before and after; `percent` and `is_passed` are None while answers wait."""

    attempt_id: uuid.UUID
    student_name: str
    score_before: Decimal
    score_after: Decimal
    max_before: Decimal
    max_after: Decimal
    is_passed_before: bool | None
    is_passed_after: bool | None

    @property
    def is_changed(self) -> bool:
        before = (self.score_before, self.max_before, self.is_passed_before)
        return before != (self.score_after, self.max_after, self.is_passed_after)


@transaction.atomic
def regrade_assessment(*, assessment_id: uuid.UUID, by: StaffMember, now: datetime) -> list[Regraded]:
    """Bring the present key, points and passing grade to all papers given out, and count anew.

    What students were asked and what they gave stays; a question that was deleted is struck from the
    papers; new questions reach nobody. Points that a person gave stay, at most the question's. An open
    attempt gets the key and no score. Returns the attempts that were handed in, oldest first, with
    before and after. Raises `AssessmentUnknown`.
    """
    assessment = lock_assessment(assessment_id=assessment_id)
    questions = list_questions(assessment_id=assessment_id)
    present = {question.id: question for question in map(as_asked, questions)}
    regraded: list[Regraded] = []
    for attempts in _batches(assessment):
        known = present | _present_in_bank(attempts)
        corrected = {one.id: _corrected_paper(one, assessment, known) for one in attempts}
        regraded += _count_anew(attempts, corrected, now)
    _note(assessment, by, regraded)
    return regraded


def _batches(assessment: Assessment) -> Iterator[list[Attempt]]:
    """The attempts, locked in the order of their ids."""
    ids = list(Attempt.objects.filter(assessment=assessment).order_by("id").values_list("id", flat=True))
    rows = Attempt.objects.select_for_update(no_key=True, of=("self",)).select_related("student")
    for start in range(0, len(ids), BATCH):
        yield list(rows.filter(pk__in=ids[start : start + BATCH]).order_by("id"))


def _corrected_paper(
    attempt: Attempt, assessment: Assessment, present: dict[uuid.UUID, PaperQuestion]
) -> Paper:
    asked = papers.read(attempt.paper).questions
    return Paper(
        passing_percent=assessment.passing_percent,
        questions=tuple(
            _corrected(one, present.get(one.id, one)) for one in asked if one.is_drawn or one.id in present
        ),
    )


def _present_in_bank(attempts: Sequence[Attempt]) -> dict[uuid.UUID, PaperQuestion]:
    """Questions of the bank that were drawn for these attempts; one that is gone stays as it was asked."""
    drawn = {
        uuid.UUID(key)
        for attempt in attempts
        for key, stored in attempt.paper["questions"].items()
        if stored.get("is_drawn")
    }
    return bank_as_asked_by_id(bank_ids=drawn) if drawn else {}


def _corrected(asked: PaperQuestion, present: PaperQuestion) -> PaperQuestion:
    """The question as it was asked, in its order, with the present key. An option that is gone is wrong."""
    if asked.kind != present.kind:
        return asked  # another question by now: its key says nothing about this one
    right = present.right_options
    return replace(
        asked,
        points=asked.points
        if asked.is_drawn
        else present.points,  # what is drawn is worth what its draw says
        explanation=present.explanation,
        options=tuple(replace(option, is_right=option.id in right) for option in asked.options),
        truth=present.truth,
        accepted=present.accepted,
    )


def _count_anew(
    attempts: Sequence[Attempt], corrected: Mapping[uuid.UUID, Paper], now: datetime
) -> list[Regraded]:
    """Count and save the attempts with their corrected papers, and tell of those that changed."""
    answers: defaultdict[uuid.UUID, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(attempt__in=attempts):
        answers[answer.attempt_id].append(answer)
    found = []
    for attempt in attempts:
        paper = corrected[attempt.id]
        attempt.paper = papers.to_json(paper)
        if attempt.is_open:
            attempt.max_score = paper.max_score
        else:
            found.append((attempt, _regrade(attempt, paper, answers[attempt.id], now)))
    done = [answer for attempt, _row in found for answer in answers[attempt.id]]
    Answer.objects.bulk_update(done, MARKED)
    for attempt in attempts:
        # Row by row: one statement with a hundred papers costs PostgreSQL many times as much.
        attempt.save(update_fields=["paper", *COUNTED])
    for attempt, row in found:
        if row.is_changed:
            tell_if_graded(attempt, at=now)
    return [row for _attempt, row in found]


def _regrade(attempt: Attempt, paper: Paper, answers: Sequence[Answer], now: datetime) -> Regraded:
    score, maximum, is_passed = attempt.score or ZERO, attempt.max_score, attempt.is_passed
    questions = paper.by_id()
    for answer in answers:
        _mark_anew(answer, questions.get(answer.question_id), now)
    counting = [answer for answer in answers if answer.question_id in questions]
    count_points(attempt, paper=paper, answers=counting, at=now)
    return Regraded(
        attempt_id=attempt.id,
        student_name=attempt.student.full_name,
        score_before=score,
        score_after=attempt.score or ZERO,
        max_before=maximum,
        max_after=attempt.max_score,
        is_passed_before=is_passed,
        is_passed_after=attempt.is_passed,
    )


def _mark_anew(answer: Answer, question: PaperQuestion | None, now: datetime) -> None:
    if question is None:
        answer.points, answer.is_right, answer.needs_grading = None, None, False
    elif answer.graded_by is not None:
        answer.points = min(answer.points or ZERO, question.points)
        answer.is_right = answer.points == question.points
    else:
        mark(answer, question, at=now)


def _note(assessment: Assessment, by: StaffMember, regraded: list[Regraded]) -> None:
    # Grades that people have seen may change: somebody will ask who did it.
    changed = sum(one.is_changed for one in regraded)
    note_act(
        act="assessment.regraded", of=assessment.id, title=assessment.title, details={"results": changed}
    )
    record_act(
        action="assessment.regrade",
        actor_id=by.user_id,
        actor_name=by.full_name,
        object_type="assessment",
        object_id=assessment.id,
        tenant_id=require_tenant().id,
        after={"attempts": len(regraded), "changed": changed},
    )
