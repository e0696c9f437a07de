"""Answers as they are given, and handing in. The server's clock decides what is in time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tenant_apps.assessments.errors import (
    AlreadySubmitted,
    AnswersInvalid,
    AttemptElsewhere,
    AttemptExpired,
    AttemptUnknown,
)
from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.rules import given as rules
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.clock import left_seconds
from tenant_apps.assessments.rules.given import GivenAnswer
from tenant_apps.assessments.rules.paper import Paper
from tenant_apps.assessments.services.settling import close_attempt, close_overdue_attempt
from tenant_apps.students.models import Student

SIGNALS = frozenset({"blur", "hidden", "paste", "copy", "fullscreen_left", "offline"})
MAX_SIGNALS = 10_000


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored for a question now, perhaps by a later save than the one that asked."""

    sequence: int
    at: datetime
    left_seconds: int | None
    """Until the end; None when nothing limits the attempt."""


def save_answer(
    *,
    student: Student,
    attempt_id: uuid.UUID,
    question_id: uuid.UUID,
    given: Mapping[str, Any] | None,
    sequence: int,
    device: uuid.UUID | None,
    now: datetime,
) -> Saved:
    """Keep one answer: `{"options": [ids]}`, `{"text": …}`, `{"bool": …}`; blank or None takes it back.

    `sequence` rises with each save of a question: one that is not higher than what is stored changes
    nothing, so that repeats and late arrivals do no harm.
    Raises `AttemptUnknown`, `AnswersInvalid`, `AttemptExpired` (the attempt is closed then),
    `AlreadySubmitted`, `AttemptElsewhere`.
    """
    with writing(student=student, attempt_id=attempt_id, now=now) as attempt:
        _check_holder(attempt, device)
        cleaned = rules.clean_one(papers.read(attempt.paper), question_id, given)
        row = _keep(attempt, question_id, cleaned, rules.clean_sequence(sequence), now)
    return Saved(
        sequence=row.sequence,
        at=row.saved_at,
        left_seconds=left_seconds(expires_at=attempt.expires_at, now=now),
    )


def save_answers(
    *,
    student: Student,
    attempt_id: uuid.UUID,
    answers: Mapping[uuid.UUID, Mapping[str, Any] | None],
    device: uuid.UUID | None,
    now: datetime,
) -> dict[uuid.UUID, AnswersInvalid]:
    """Keep many answers at once, over whatever is stored; what was not taken, by question.

    Raises `AttemptUnknown`, `AttemptExpired` (the attempt is closed then), `AlreadySubmitted`,
    `AttemptElsewhere`.
    """
    cleaned: dict[uuid.UUID, dict | None] = {}
    refused: dict[uuid.UUID, AnswersInvalid] = {}
    with writing(student=student, attempt_id=attempt_id, now=now) as attempt:
        _check_holder(attempt, device)
        paper = papers.read(attempt.paper)
        for question_id, given in answers.items():
            try:
                cleaned[question_id] = rules.clean_one(paper, question_id, given)
            except AnswersInvalid as refusal:
                refused[question_id] = refusal
        _keep_all(attempt, cleaned, now)
    return refused


def submit_attempt(
    *,
    student: Student,
    attempt_id: uuid.UUID,
    answers: Sequence[GivenAnswer] | None,
    device: uuid.UUID | None,
    now: datetime,
) -> Attempt:
    """Hand the attempt in with what was saved and, over it, `answers`; the key's part is graded at once.

    Raises `AttemptUnknown`, `AnswersInvalid`, `AttemptExpired` (what was saved in time counts),
    `AlreadySubmitted`, `AttemptElsewhere`.
    """
    with writing(student=student, attempt_id=attempt_id, now=now) as attempt:
        _check_holder(attempt, device)
        if answers:
            cleaned = rules.clean_answers(papers.read(attempt.paper), answers)
            _keep_all(attempt, cleaned, now)
        close_attempt(attempt, by=Attempt.ClosedBy.STUDENT, at=now)
    return attempt


def note_signal(*, student: Student, attempt_id: uuid.UUID, kind: str, now: datetime) -> None:
    """Count that the page lost the focus, text was pasted and the like; unknown kinds count nowhere.

    Information for a person: it decides nothing. Raises `AttemptUnknown`, `AttemptExpired`,
    `AlreadySubmitted`.
    """
    with writing(student=student, attempt_id=attempt_id, now=now) as attempt:
        if kind in SIGNALS:
            attempt.signals[kind] = min(attempt.signals.get(kind, 0) + 1, MAX_SIGNALS)
            attempt.save(update_fields=["signals", "updated_at"])


@contextmanager
def writing(*, student: Student, attempt_id: uuid.UUID, now: datetime) -> Iterator[Attempt]:
    """A transaction with the student's open attempt locked, with its assessment.

    An attempt whose time is over is closed instead, and that is committed before the refusal: do not
    call this within another transaction.
    Raises `AttemptUnknown`, `AttemptExpired`, `AlreadySubmitted`.
    """
    with transaction.atomic():
        attempt = _lock_own(student, attempt_id)
        is_overdue = attempt.is_overdue(now)
        if is_overdue:
            close_overdue_attempt(attempt)
        else:
            yield attempt
    if is_overdue:
        raise AttemptExpired()


def change_holder(attempt: Attempt, device: uuid.UUID | None) -> None:
    """Let this device write from now on. The caller holds the lock."""
    if attempt.held_by == device:
        return
    attempt.held_by = device
    attempt.held_changes += 1
    attempt.save(update_fields=["held_by", "held_changes", "updated_at"])


def _lock_own(student: Student, attempt_id: uuid.UUID) -> Attempt:
    rows = Attempt.objects.select_for_update(no_key=True, of=("self",)).select_related("assessment")
    attempt = rows.filter(pk=attempt_id, student=student).first()
    if attempt is None:
        raise AttemptUnknown()
    if not attempt.is_open:
        raise AttemptExpired() if attempt.closed_by == Attempt.ClosedBy.CLOCK else AlreadySubmitted()
    return attempt


def _check_holder(attempt: Attempt, device: uuid.UUID | None) -> None:
    if attempt.held_by is None:
        change_holder(attempt, device)  # held by none so far: the first that names itself holds it
    elif attempt.held_by != device:
        raise AttemptElsewhere()


def _keep_all(attempt: Attempt, cleaned: Mapping[uuid.UUID, dict | None], now: datetime) -> None:
    kinds = _kinds(papers.read(attempt.paper))
    rows = {row.question_id: row for row in Answer.objects.filter(attempt=attempt)}
    changed, added = [], []
    for question_id, given in cleaned.items():
        row = rows.get(question_id)
        if row is not None:
            # Counted as a save, so that one that is still under way does not undo it.
            row.given, row.saved_at, row.sequence = given, now, min(row.sequence + 1, rules.MAX_SEQUENCE)
            changed.append(row)
        elif given is not None:
            added.append(_new(attempt, question_id, kinds, given, now))
    Answer.objects.bulk_update(changed, ["given", "saved_at", "sequence"])
    Answer.objects.bulk_create(added)


def _keep(
    attempt: Attempt, question_id: uuid.UUID, given: dict | None, sequence: int, now: datetime
) -> Answer:
    row = Answer.objects.filter(attempt=attempt, question_id=question_id).first()
    if row is not None and row.sequence >= sequence:
        return row
    row = row or _new(attempt, question_id, _kinds(papers.read(attempt.paper)), given, now)
    row.given, row.sequence, row.saved_at = given, sequence, now
    row.save()
    return row


def _new(
    attempt: Attempt,
    question_id: uuid.UUID,
    kinds: Mapping[uuid.UUID, str],
    given: dict | None,
    now: datetime,
) -> Answer:
    return Answer(
        attempt=attempt,
        question_id=question_id,
        question_kind=kinds[question_id],
        given=given,
        saved_at=now,
    )


def _kinds(paper: Paper) -> dict[uuid.UUID, str]:
    return {question.id: question.kind for question in paper.questions}
