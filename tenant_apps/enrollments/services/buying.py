"""Getting in at a discount: a coupon takes something off, an access code pays exactly what is left."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from tenant_apps.coupons.errors import (
    CodeNotForCourse,
    CodeNotForModule,
    CodeRefused,
    DiscountRefused,
    DiscountUnknown,
)
from tenant_apps.coupons.models import CodeUse, DiscountCoupon
from tenant_apps.coupons.selectors import Bill, bill_with, check_discount, read_typed_code
from tenant_apps.coupons.services import counted_try, redeem_code, use_discount
from tenant_apps.enrollments.errors import (
    CourseNotEnrolled,
    InsufficientFunds,
    ModuleAlreadyOpen,
    PaymentFailed,
)
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import (
    find_live_enrollment,
    get_course_to_enroll,
    get_module_offered,
)
from tenant_apps.enrollments.services.enrolling import enroll_in_module
from tenant_apps.enrollments.services.entering import Payment, Wish, check_wish, enter, wait
from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class Purchase:
    """The student's place after the try, and its bill."""

    enrollment: Enrollment
    status: str
    """active when it is open now; else as it was before, pending when it is new."""
    bill: Bill
    is_open: bool

    @property
    def left_to_pay(self) -> Decimal:
        return Decimal("0.00") if self.is_open else self.bill.due


@dataclass(frozen=True, slots=True)
class _Means:
    """With what somebody wants to pay."""

    discount: DiscountCoupon | None = None
    code: str = ""


def buy_course(
    *, student: Student, course_id: uuid.UUID, now: datetime, coupon_code: str = "", access_code: str = ""
) -> Purchase:
    """Give the student the whole course if it is free, or if coupon and code pay for it together.

    Without a code for what is due the place is pending; the coupon is then checked, not used.
    `coupon_code` may also hold an access code: students do not know the difference.
    Call it outside of a transaction: wrong codes are counted whatever happens.
    Raises `NotFound`, `NotAStudentHere`, `CourseNotPublished`, `CourseAlreadyOpen`, any `EntryRefused`,
    any `DiscountRefused`, `CodeAmbiguous`, `InsufficientFunds`, `PaymentFailed`, `TooManyAttempts`.
    """
    wish = Wish(get_course_to_enroll(course_id=course_id))
    check_wish(student=student, wish=wish, now=now)
    bill = Bill(price=wish.target.price)
    if wish.is_free or not bill.due:
        return _opened(enter(student=student, wish=wish, now=now), bill, now)
    coupon_code, access_code = coupon_code.strip(), access_code.strip()
    if not (coupon_code or access_code):
        return _waiting(wait(student=student, wish=wish, now=now), bill, now)
    with _payment_told(), counted_try(who=str(student.id), now=now, spends=bool(access_code)):
        means = _means(coupon_code, access_code)
        return _buy(student, wish, means, now)


def buy_module(*, student: Student, module_id: uuid.UUID, now: datetime, access_code: str = "") -> Enrollment:
    """Give the student one module; whoever has it, alone or with its course, keeps what they have.

    A module that is not sold alone is only for those who have the course.
    Raises `NotFound`, `CourseNotEnrolled`, any `EntryRefused`, `InsufficientFunds`, `PaymentFailed`,
    `TooManyAttempts`.
    """
    module = get_module_offered(module_id=module_id, student=student, now=now)
    place = find_live_enrollment(student=student, course_id=module.course_id, module_id=module_id, now=now)
    if place is not None:
        return place
    pays = module.is_free or (module.price > 0 and bool(access_code.strip()))
    if not (module.course.sells_modules_alone and pays):
        raise CourseNotEnrolled()
    with _payment_told():
        try:
            return enroll_in_module(student=student, module_id=module_id, now=now, code=access_code)
        except ModuleAlreadyOpen:  # the other click was faster
            return buy_module(student=student, module_id=module_id, now=now)


def _means(coupon_code: str, access_code: str) -> _Means:
    if not coupon_code:
        return _Means(code=access_code)
    typed = read_typed_code(typed=coupon_code)
    if typed.discount is not None:
        return _Means(discount=typed.discount, code=access_code)
    if typed.is_access_code and not access_code:
        return _Means(code=coupon_code)
    raise DiscountUnknown()


def _buy(student: Student, wish: Wish, means: _Means, now: datetime) -> Purchase:
    if means.discount:
        _check_unlocked(means.discount, student, wish, now)
    bill = bill_with(discount=means.discount, price=wish.target.price)
    if bill.due and not means.code:
        return _waiting(wait(student=student, wish=wish, now=now), bill, now)
    pay = _payment(wish, means, bill, now)
    return _opened(enter(student=student, wish=wish, now=now, pay=pay), bill, now)


def _check_unlocked(discount: DiscountCoupon, student: Student, wish: Wish, now: datetime) -> None:
    try:
        check_discount(discount=discount, student_id=student.id, course_id=wish.course.id, now=now)
    except DiscountRefused:
        check_wish(student=student, wish=wish, now=now)  # another click may have used it for this very course
        raise


def _opened(place: Enrollment, bill: Bill, now: datetime) -> Purchase:
    return Purchase(place, place.status_at(now), bill, is_open=True)


def _waiting(place: Enrollment, bill: Bill, now: datetime) -> Purchase:
    return Purchase(place, place.status_at(now), bill, is_open=False)


def _payment(wish: Wish, means: _Means, bill: Bill, now: datetime) -> Payment:
    def pay(member: Student) -> CodeUse | None:
        if means.discount:
            use_discount(discount=means.discount, student=member, target=wish.target, now=now)
        if not bill.due:
            return None
        due = replace(wish.target, price=bill.due)
        return redeem_code(code=means.code, student=member, target=due, now=now)

    return pay


@contextmanager
def _payment_told() -> Iterator[None]:
    """What is wrong with an access code, told as what it means to somebody who pays with it."""
    try:
        yield
    except (CodeNotForCourse, CodeNotForModule) as refusal:
        raise (InsufficientFunds if refusal.details.get("falls_short") else PaymentFailed)() from refusal
    except CodeRefused as refusal:
        raise PaymentFailed() from refusal
