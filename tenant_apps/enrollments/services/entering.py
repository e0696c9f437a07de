"""What every way into a course or module shares: who may, the seat, the row. Money comes as a payment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shared_apps.kernel import events
from shared_apps.kernel.errors import Refusal
from tenant_apps.coupons.models import CodeUse
from tenant_apps.coupons.rules import Target
from tenant_apps.courses.models import Course, Module
from tenant_apps.courses.services import lock_course
from tenant_apps.enrollments import errors
from tenant_apps.enrollments.events import StudentEnrolled
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.rules import end_of_access
from tenant_apps.enrollments.selectors import check_entry, check_seat
from tenant_apps.enrollments.services.locks import lock_places, lock_student
from tenant_apps.enrollments.services.totals import count_enrollment, recount_progress
from tenant_apps.students.models import Student

Payment = Callable[[Student], CodeUse | None]
"""Pays for the locked student within the caller's transaction; None when nothing was due."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a student wants to get into."""

    course: Course
    module: Module | None = None
    code: str = ""

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


def check_wish(*, student: Student, wish: Wish, now: datetime) -> None:
    """Refuse before any code is looked at: nobody must lose a try, let alone a code, for nothing.

    Raises `NotAStudentHere`, `CourseAlreadyOpen` or `ModuleAlreadyOpen`, and what `check_entry` raises.
    """
    if not student.is_active:
        raise errors.NotAStudentHere()
    if any(row.is_live(now) and wish.meets(row) for row in _rows(student, wish)):
        raise wish.already_open
    check_entry(student=student, course=wish.course, now=now)


def nothing_due(_student: Student) -> None:
    """The payment for what costs nothing."""


@transaction.atomic
def enter(*, student: Student, wish: Wish, now: datetime, pay: Payment = nothing_due) -> Enrollment:
    """Open what is wished for once `pay` has paid for it.

    An enrolment that ended is renewed, one in a single module is taken up into the whole course.
    Raises what `pay` raises, `CourseAlreadyOpen` or `ModuleAlreadyOpen`, `CourseFull`.
    """
    member = lock_student(student_id=student.id)
    rows = _rows(member, wish)
    if any(row.is_live(now) and wish.meets(row) for row in rows):
        raise wish.already_open  # the other click was faster
    use = pay(member)
    _take_seat(member, wish, now)
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


def _take_seat(student: Student, wish: Wish, now: datetime) -> None:
    if wish.course.capacity is not None:
        # Under the lock everybody else's seat is either committed or not yet taken.
        check_seat(student=student, course=lock_course(course_id=wish.course.id), now=now)


@transaction.atomic
def wait(*, student: Student, wish: Wish, now: datetime) -> Enrollment:
    """A pending place: remembered, but without access and without a seat."""
    member = lock_student(student_id=student.id)
    found = _row_for(wish, _rows(member, wish))
    if found is not None and found.status == Enrollment.Status.PENDING:
        return found
    enrollment = found or Enrollment(student=member, course=wish.course, module=wish.module)
    if found is None:
        enrollment.enrolled_at = now
        enrollment.save()
    return enrollment


def _rows(student: Student, wish: Wish) -> list[Enrollment]:
    return list(Enrollment.objects.filter(student=student, course_id=wish.course.id))


def _row_for(wish: Wish, rows: list[Enrollment]) -> Enrollment | None:
    wanted = wish.module.id if wish.module else None
    return next((row for row in rows if row.module_id == wanted), None)


def _take_up_modules(wish: Wish, rows: list[Enrollment]) -> Decimal:
    """Replace enrolments in single modules by the one in the whole course; returns what they cost."""
    modules = [] if wish.module else [row for row in rows if row.module_id]
    Enrollment.objects.filter(pk__in=[row.pk for row in modules]).delete()
    return sum((row.paid for row in modules), Decimal(0))
