"""Assessments: written, changed, published, deleted, their results released."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction

from shared_apps.kernel.acts import note_act
from tenant_apps.assessments.errors import AssessmentHasAttempts
from tenant_apps.assessments.models import Assessment, Question
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.services.keeping import (
    apply_target,
    check_complete,
    has_attempts,
    lock_assessment,
)
from tenants.storage import discard_after_commit, stored_together

TARGETS = ("course_id", "module_id", "lesson_id")


class AssessmentChanges(TypedDict, total=False):
    """Only the keys that are present change. The most specific target that is named counts."""

    title: str
    description: str
    kind: str
    course_id: uuid.UUID | None
    module_id: uuid.UUID | None
    lesson_id: uuid.UUID | None
    is_published: bool
    passing_percent: Decimal
    time_limit_minutes: int | None
    max_attempts: int | None
    available_from: datetime | None
    available_until: datetime | None
    shuffle_questions: bool
    shuffle_options: bool
    results_shown: str
    show_explanations: bool


@transaction.atomic
def create_assessment(*, changes: AssessmentChanges, now: datetime) -> Assessment:
    """A new assessment, a draft unless `is_published` says otherwise. `title` and a target are needed.

    One without questions may be published: students see it once it has some.
    Raises `TargetMissing`, `TargetUnknown`, `TargetMismatch`, `AssessmentTitleEmpty`, `TextTooLong`,
    `AssessmentKindUnknown`, `TimeLimitRefused`, `PassingPercentRefused`, `MaxAttemptsRefused`,
    `ResultsShownUnknown`, `MomentTooFar`, `WindowRefused`, `ClosingTimeMissing`.
    """
    assessment = Assessment()
    _apply(assessment, {**changes, "title": changes.get("title", "")})
    apply_target(assessment, changes)
    assessment.save()
    note_act(act="assessment.created", of=assessment.id, title=assessment.title)
    return assessment


@transaction.atomic
def update_assessment(*, assessment_id: uuid.UUID, changes: AssessmentChanges, now: datetime) -> Assessment:
    """Change what `changes` names. Attempts that run keep their paper, their end and their passing grade.

    Raises `AssessmentUnknown`, the refusals of `create_assessment`; `QuestionsIncomplete` when it is
    published with a question that cannot be asked; `AssessmentHasAttempts` for another target.
    """
    assessment = lock_assessment(assessment_id=assessment_id)
    was_published = assessment.is_published
    _apply(assessment, changes)
    if any(name in changes for name in TARGETS):
        _move(assessment, changes)
    if assessment.is_published and not was_published:
        check_complete(assessment)
    assessment.save()
    note_act(act=_act(assessment, was_published), of=assessment.id, title=assessment.title)
    return assessment


def delete_assessment(*, assessment_id: uuid.UUID) -> None:
    """Delete the assessment with its questions and pictures, unless students have taken it.

    Raises `AssessmentUnknown`, `AssessmentHasAttempts`.
    """
    with stored_together():
        assessment = lock_assessment(assessment_id=assessment_id)
        if has_attempts(assessment):
            raise AssessmentHasAttempts()
        pictures = Question.objects.filter(assessment=assessment).values_list("picture", flat=True)
        discard_after_commit(*[name for name in pictures if name])
        note_act(act="assessment.deleted", of=assessment.id, title=assessment.title)
        assessment.delete()


@transaction.atomic
def release_results(*, assessment_id: uuid.UUID, now: datetime) -> Assessment:
    """Show their results to all whose attempts are graded, and to the others once they are.

    Doing it twice keeps the first moment. Raises `AssessmentUnknown`.
    """
    assessment = lock_assessment(assessment_id=assessment_id)
    if assessment.results_released_at is None:
        assessment.results_released_at = now
        assessment.save(update_fields=["results_released_at", "updated_at"])
        note_act(act="assessment.released", of=assessment.id, title=assessment.title)
    return assessment


def _act(assessment: Assessment, was_published: bool) -> str:
    if assessment.is_published is was_published:
        return "assessment.changed"
    return "assessment.published" if assessment.is_published else "assessment.unpublished"


def _move(assessment: Assessment, changes: AssessmentChanges) -> None:
    before = (assessment.course_id, assessment.module_id, assessment.lesson_id)
    apply_target(assessment, changes)
    after = (assessment.course_id, assessment.module_id, assessment.lesson_id)
    if before != after and has_attempts(assessment):
        raise AssessmentHasAttempts()


def _apply(assessment: Assessment, changes: AssessmentChanges) -> None:
    if "title" in changes:
        assessment.title = cleaning.clean_title(changes["title"])
    if "description" in changes:
        assessment.description = cleaning.clean_text(
            changes["description"], field="description", at_most=cleaning.MAX_DESCRIPTION
        )
    if "kind" in changes:
        assessment.kind = cleaning.clean_kind(changes["kind"])
    for name in ("is_published", "shuffle_questions", "shuffle_options", "show_explanations"):
        if name in changes:
            setattr(assessment, name, changes[name])
    _apply_limits(assessment, changes)
    cleaning.check_window(
        opens=assessment.available_from,
        closes=assessment.available_until,
        results_shown=assessment.results_shown,
    )


def _apply_limits(assessment: Assessment, changes: AssessmentChanges) -> None:
    if "passing_percent" in changes:
        assessment.passing_percent = cleaning.clean_passing_percent(changes["passing_percent"])
    if "time_limit_minutes" in changes:
        assessment.time_limit_minutes = cleaning.clean_minutes(changes["time_limit_minutes"])
    if "max_attempts" in changes:
        assessment.max_attempts = cleaning.clean_max_attempts(changes["max_attempts"])
    if "results_shown" in changes:
        assessment.results_shown = cleaning.clean_results_shown(changes["results_shown"])
    if "available_from" in changes:
        opens = changes["available_from"]
        assessment.available_from = cleaning.clean_moment(opens, field="available_from")
    if "available_until" in changes:
        closes = changes["available_until"]
        assessment.available_until = cleaning.clean_moment(closes, field="available_until")
