"""Staff spend a code for a student who holds it and cannot."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from tenant_apps.coupons.models import AccessCode
from tenant_apps.coupons.selectors import get_code_life
from tenant_apps.coupons.services import update_code
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services.enrolling import enroll_in_course, enroll_in_module
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student

GRACE = timedelta(hours=1)


def spend_code_for(
    *,
    student: Student,
    code_id: uuid.UUID,
    by: StaffMember,
    now: datetime,
    course_id: uuid.UUID | None = None,
    module_id: uuid.UUID | None = None,
) -> Enrollment:
    """Open a course or one module with the code, as if the student had typed it.

    A code whose day is over counts this once more; a void one has to be restored first. When the
    place is refused, the code stays as it was.
    Raises `NotFound` and what `enroll_in_course` and `enroll_in_module` raise.
    """
    code: AccessCode = get_code_life(code_id=code_id, now=now).code
    # One transaction, unlike a student's own try: staff do not guess, so no count has to survive.
    with transaction.atomic():
        if code.expires_at <= now:
            update_code(code_id=code.id, expires_at=now + GRACE, by=by, now=now)
        if module_id is not None:
            return enroll_in_module(student=student, module_id=module_id, code=code.code, now=now)
        if course_id is None:
            raise TypeError("a course or a module is needed")
        return enroll_in_course(student=student, course_id=course_id, code=code.code, now=now)
