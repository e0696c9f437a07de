"""What a growing school sells: codes, discounts, and their uses."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tenant_apps.coupons.models import (
    AccessCode,
    CodeBatch,
    CodeUse,
    DiscountCoupon,
    DiscountCourse,
    DiscountUse,
)
from tenant_apps.courses.models import Course
from tenant_apps.students.models import Student

PRICE = Decimal("100.00")


def fill_codes(batch_id: Any, new: range, pupils: list[Student], course: Course, now: datetime) -> None:
    """Codes in this batch, each spent by a pupil, and as many batches with one code each."""
    until = now + timedelta(days=30)
    batches = CodeBatch.objects.bulk_create(
        CodeBatch(price=PRICE, size=1, expires_at=until, label=f"Batch {n}") for n in new
    )
    AccessCode.objects.bulk_create(
        AccessCode(batch=batch, code=_text("LQSE", n), price=PRICE, expires_at=until)
        for n, batch in zip(new, batches, strict=True)
    )
    codes = AccessCode.objects.bulk_create(
        AccessCode(batch_id=batch_id, code=_text("SPNT", n), price=PRICE, expires_at=until, used_count=1)
        for n in new
    )
    CodeUse.objects.bulk_create(
        CodeUse(
            access_code=code,
            student_id=student.id,
            student_number=student.number,
            student_name=student.full_name,
            course_id=course.id,
            course_title=course.title,
            price=PRICE,
            used_at=now,
        )
        for code, student in zip(codes, pupils, strict=True)
    )


def fill_discounts(new: range, pupils: list[Student], courses: list[Course], now: datetime) -> None:
    """Coupons of two courses each, each used by a pupil."""
    coupons = DiscountCoupon.objects.bulk_create(
        DiscountCoupon(
            code=_text("GRQW", n),
            spelling=_text("GRQW", n),
            percent=25,
            valid_from=now - timedelta(days=1),
            valid_until=now + timedelta(days=30),
            is_for_all=False,
            used_count=1,
        )
        for n in new
    )
    DiscountCourse.objects.bulk_create(
        DiscountCourse(coupon=coupon, course=course)
        for place, coupon in enumerate(coupons)
        for course in {courses[place], courses[place - 1]}
    )
    DiscountUse.objects.bulk_create(
        DiscountUse(
            coupon_id=coupon.id,
            coupon_code=coupon.code,
            percent=25,
            student_id=student.id,
            student_user_id=student.user_id,
            student_username=student.username,
            student_name=student.full_name,
            course_id=course.id,
            course_title=course.title,
            price=PRICE,
            discount=Decimal("25.00"),
            used_at=now,
        )
        for coupon, student, course in zip(coupons, pupils, courses, strict=True)
    )


def _text(start: str, n: int) -> str:
    """A code of letters only: digits that look like letters are read as those."""
    return start + "".join("ABCDEFGHJK"[int(digit)] for digit in f"{n:08d}")
