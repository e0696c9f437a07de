"""Getting in: free at once, paid by spending a code."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction

from shared_apps.kernel import events
from shared_apps.kernel.errors import Refusal
from tenant_apps.coupons.rules import Target
from tenant_apps.coupons.services import counted_try, redeem_code
from tenant_apps.courses.models import Course, Module
from tenant_apps.enrollments import errors
from tenant_apps.enrollments.events import StudentEnrolled
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.rules import end_of_access
from tenant_apps.enrollments.selectors import get_course_to_enroll, get_module_to_enroll
from tenant_apps.enrollments.services.locks import lock_places, lock_student
from tenant_apps.enrollments.services.totals import count_enrollment, recount_progress
from tenant_apps.students.models import Student


class WithoutCode(StrEnum):
    """What a paid course answers to somebody without a code; each contract has its own way."""

    REFUSE = "refuse"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a student wants to get into."""

    course: Course
    module: Module | None
    code: str

    @property
    def is_free(self) -> bool:
        return self.module.is_free if self.module else self.course.is_free

    @property
    def target(self) -> Target:
        module = self.module
        return Target(
            course_id=self.course.id,
            course_title=self.course.title,
            price=module.price if module else self.course.price,
            module_id=module.id if module else None,
            module_title=module.title if module else "",
        )

    @property
    def already_open(self) -> Refusal:
        return errors.ModuleAlreadyOpen() if self.module else errors.CourseAlreadyOpen()

    @property
    def code_required(self) -> Refusal:
        return errors.ModuleCodeRequired() if self.module else errors.CourseCodeRequired()

    def meets(self, enrollment: Enrollment) -> bool:
        """Whether this enrolment, while it is live, gives what is wished for."""
        return enrollment.module_id is None or (
            self.module is not None and enrollment.module_id == self.module.id
        )


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
    `CourseCodeRequired`, any `CodeRefused`, `TooManyAttempts`.
    """
    course = get_course_to_enroll(course_id=course_id)
    return _enroll(student, _Wish(course, None, code.strip()), now, without_code)


def enroll_in_module(*, student: Student, module_id: uuid.UUID, now: datetime, code: str = "") -> Enrollment:
    """Give the student one module of a course; otherwise as `enroll_in_course`.

    Raises `NotFound`, `NotAStudentHere`, `ModuleNotPublished`, `ModuleNotSoldAlone`,
    `ModuleAlreadyOpen`, `ModuleCodeRequired`, any `CodeRefused`, `TooManyAttempts`.
    """
    module = get_module_to_enroll(module_id=module_id)
    return _enroll(student, _Wish(module.course, module, code.strip()), now, WithoutCode.REFUSE)


def _enroll(student: Student, wish: _Wish, now: datetime, without_code: WithoutCode) -> Enrollment:
    if not student.is_active:
        raise errors.NotAStudentHere()
    # Looked at before any code is: who already has it must not lose a try, let alone a code.
    if any(row.is_live(now) and wish.meets(row) for row in _rows(student, wish)):
        raise wish.already_open
    if wish.is_free:
        return _write(student, wish, now, spends=False)
    if wish.code:
        with counted_try(who=str(student.id), now=now):
            return _write(student, wish, now, spends=True)
    if without_code is WithoutCode.PENDING:
        return _write_pending(student, wish, now)
    raise wish.code_required


@transaction.atomic
def _write(student: Student, wish: _Wish, now: datetime, *, spends: bool) -> Enrollment:
    member = lock_student(student_id=student.id)
    rows = _rows(member, wish)
    if any(row.is_live(now) and wish.meets(row) for row in rows):
        raise wish.already_open  # the other click was faster
    use = redeem_code(code=wish.code, student=member, target=wish.target, now=now) if spends else None
    count_enrollment(course_id=wish.course.id, change=0 if any(row.is_kept for row in rows) else 1)
    rows = lock_places(student=member, course_id=wish.course.id)
    enrollment = _row_for(wish, rows) or Enrollment(student=member, course=wish.course, module=wish.module)
    enrollment.status = Enrollment.Status.ACTIVE
    enrollment.access_type = Enrollment.Access.FULL
    enrollment.is_active = True
    enrollment.enrolled_at = now
    enrollment.ends_at = end_of_access(days=wish.course.access_days, now=now)
    enrollment.paid += (use.price if use else Decimal(0)) + _take_up_modules(wish, rows)
    enrollment.code_use_id = use.id if use else enrollment.code_use_id
    enrollment.save()
    recount_progress(student=member, course_id=wish.course.id, now=now)
    enrollment.refresh_from_db()
    events.publish(
        StudentEnrolled(
            enrollment_id=enrollment.id,
            student_id=member.id,
            course_id=wish.course.id,
            module_id=enrollment.module_id,
            paid=use.price if use else Decimal("0.00"),
            at=now,
        )
    )
    return enrollment


@transaction.atomic
def _write_pending(student: Student, wish: _Wish, now: datetime) -> Enrollment:
    member = lock_student(student_id=student.id)
    found = _row_for(wish, _rows(member, wish))
    if found is not None and found.status == Enrollment.Status.PENDING:
        return found
    enrollment = found or Enrollment(student=member, course=wish.course, module=wish.module)
    if found is None:
        enrollment.enrolled_at = now
        enrollment.save()
    return enrollment


def _rows(student: Student, wish: _Wish) -> list[Enrollment]:
    return list(Enrollment.objects.filter(student=student, course_id=wish.course.id))


def _row_for(wish: _Wish, rows: list[Enrollment]) -> Enrollment | None:
    wanted = wish.module.id if wish.module else None
    return next((row for row in rows if row.module_id == wanted), None)


def _take_up_modules(wish: _Wish, rows: list[Enrollment]) -> Decimal:
    """Replace enrolments in single modules by the one in the whole course; returns what they cost."""
    modules = [] if wish.module else [row for row in rows if row.module_id]
    Enrollment.objects.filter(pk__in=[row.pk for row in modules]).delete()
    return sum((row.paid for row in modules), Decimal(0))
