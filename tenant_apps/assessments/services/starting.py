"""Starting an attempt, and bringing an open one to another device."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from tenant_apps.assessments.errors import (
    AlreadyAttempted,
    AssessmentClosed,
    AssessmentNotAvailable,
    AssessmentNotOpenYet,
    NotEnrolled,
)
from tenant_apps.assessments.models import Assessment, Attempt
from tenant_apps.assessments.rules.clock import expiry
from tenant_apps.assessments.rules.paper import to_json
from tenant_apps.assessments.selectors import can_take, draw_paper, is_offered
from tenant_apps.assessments.services.answering import change_holder, writing
from tenant_apps.assessments.services.closing import close_own_overdue
from tenant_apps.assessments.services.keeping import share_assessment
from tenant_apps.enrollments.services.locks import lock_student
from tenant_apps.students.models import Student


def start_attempt(
    *, student: Student, assessment_id: uuid.UUID, device: uuid.UUID | None, now: datetime
) -> Attempt:
    """The student's open attempt, brought to this device, or a new one on a paper drawn now.

    With its assessment. Raises `AssessmentUnknown`, `AssessmentNotAvailable` (of that kind
    `AssessmentNotOpenYet`, `AssessmentClosed`), `NotEnrolled`, `AlreadyAttempted`, and
    `NotAStudentHere` for a student who was blocked meanwhile.
    """
    # Before, and committed: what is closed stays closed when no further attempt is left.
    close_own_overdue(student=student, assessment_id=assessment_id, now=now)
    with transaction.atomic():
        # One student's starts one after another: two at once would both find an attempt left.
        taker = lock_student(student_id=student.id)
        assessment = share_assessment(assessment_id=assessment_id)
        found = _find_open(taker, assessment)
        if found is not None:
            change_holder(found, device)
            return found
        _check_may_start(taker, assessment, now)
        return _begin(taker, assessment, device, now)


def take_over(*, student: Student, attempt_id: uuid.UUID, device: uuid.UUID | None, now: datetime) -> Attempt:
    """Bring the open attempt to this device; the other one's answers are refused from now on.

    Raises `AttemptUnknown`, `AlreadySubmitted`, `AttemptExpired`.
    """
    with writing(student=student, attempt_id=attempt_id, now=now) as attempt:
        change_holder(attempt, device)
    return attempt


def _find_open(student: Student, assessment: Assessment) -> Attempt | None:
    # What has begun is finished, whatever became of enrolment and window: its own end is stored with it.
    rows = Attempt.objects.select_for_update(no_key=True, of=("self",))
    attempt = rows.filter(student=student, assessment=assessment, state=Attempt.State.OPEN).first()
    if attempt is not None:
        attempt.assessment = assessment
    return attempt


def _check_may_start(student: Student, assessment: Assessment, now: datetime) -> None:
    if not is_offered(assessment):
        raise AssessmentNotAvailable()
    if not can_take(student=student, assessment=assessment, now=now):
        raise NotEnrolled()
    used = Attempt.objects.filter(student=student, assessment=assessment).count()
    if assessment.max_attempts is not None and used >= assessment.max_attempts:
        raise AlreadyAttempted()
    if assessment.is_upcoming(now):
        raise AssessmentNotOpenYet()
    if assessment.is_closed(now):
        raise AssessmentClosed()


def _begin(student: Student, assessment: Assessment, device: uuid.UUID | None, now: datetime) -> Attempt:
    paper = draw_paper(assessment=assessment)
    if not paper.questions:
        raise AssessmentNotAvailable()
    used = Attempt.objects.filter(student=student, assessment=assessment)
    latest = used.order_by("-number").values_list("number", flat=True).first() or 0
    return Attempt.objects.create(
        assessment=assessment,
        student=student,
        number=latest + 1,
        started_at=now,
        expires_at=expiry(now=now, minutes=assessment.time_limit_minutes, until=assessment.available_until),
        paper=to_json(paper),
        held_by=device,
        max_score=paper.max_score,
    )
