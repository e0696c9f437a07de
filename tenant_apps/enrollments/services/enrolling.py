"""Getting in: free at once, paid by spending a code."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from tenant_apps.coupons.services import counted_try, redeem_code
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import get_course_to_enroll, get_module_to_enroll
from tenant_apps.enrollments.services.entering import Wish, check_wish, enter, wait
from tenant_apps.students.models import Student


class WithoutCode(StrEnum):
    """What a paid course answers to somebody without a code; each contract has its own way."""

    REFUSE = "refuse"
    PENDING = "pending"


def enroll_in_course(
    *,
    student: Student,
    course_id: uuid.UUID,
    now: datetime,
    code: str = "",
    without_code: WithoutCode = WithoutCode.REFUSE,
) -> Enrollment:
    """Give the student the whole course: at once when it is free, else for an access code.

    An enrolment that ended is renewed, one in a single module is taken up into the new one.
    Call it outside of a transaction: wrong codes are counted whatever happens.
    Raises `NotFound`, `NotAStudentHere`, `CourseNotPublished`, `CourseAlreadyOpen`,
    `CourseCodeRequired`, any `EntryRefused`, any `CodeRefused`, `TooManyAttempts`.
    """
    course = get_course_to_enroll(course_id=course_id)
    return _enroll(student, Wish(course, None, code.strip()), now, without_code)


def enroll_in_module(*, student: Student, module_id: uuid.UUID, now: datetime, code: str = "") -> Enrollment:
    """Give the student one module of a course; otherwise as `enroll_in_course`.

    Raises `NotFound`, `NotAStudentHere`, `ModuleNotPublished`, `ModuleNotSoldAlone`,
    `ModuleAlreadyOpen`, `ModuleCodeRequired`, any `EntryRefused`, any `CodeRefused`, `TooManyAttempts`.
    """
    module = get_module_to_enroll(module_id=module_id)
    return _enroll(student, Wish(module.course, module, code.strip()), now, WithoutCode.REFUSE)


def _enroll(student: Student, wish: Wish, now: datetime, without_code: WithoutCode) -> Enrollment:
    check_wish(student=student, wish=wish, now=now)
    if wish.is_free:
        return enter(student=student, wish=wish, now=now)
    if wish.code:
        with counted_try(who=str(student.id), now=now):
            return enter(
                student=student,
                wish=wish,
                now=now,
                pay=lambda member: redeem_code(code=wish.code, student=member, target=wish.target, now=now),
            )
    if without_code is WithoutCode.PENDING:
        return wait(student=student, wish=wish, now=now)
    raise wish.code_required
