"""A course's assessments as the pages of its lessons name them."""

from __future__ import annotations

import uuid
from datetime import datetime

from tenant_apps.assessments.selectors.offers import Offer, list_assessments_for_student
from tenant_apps.enrollments.selectors import Paper
from tenant_apps.students.models import Student


def list_papers_of_course(*, student: Student, course_id: uuid.UUID, now: datetime) -> list[Paper]:
    """Those of `list_assessments_for_student`, as cheap."""
    offers = list_assessments_for_student(student=student, now=now, course_id=course_id)
    return [_paper(offer) for offer in offers]


def _paper(offer: Offer) -> Paper:
    assessment, best = offer.assessment, offer.best
    return Paper(
        id=assessment.id,
        title=assessment.title,
        kind=assessment.kind,
        course_id=assessment.course_id,
        module_id=assessment.module_id,
        lesson_id=assessment.lesson_id,
        state=offer.state,
        opens_at=assessment.available_from,
        closes_at=assessment.available_until,
        open_attempt_id=offer.open_attempt_id,
        percent=best.percent if best else None,
        is_passed=best.is_passed if best else None,
    )
