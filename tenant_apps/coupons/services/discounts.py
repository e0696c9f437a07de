"""Discount coupons: made, changed, deleted by the school."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.acts import note_act
from shared_apps.kernel.errors import InvalidInput, NotFound, Text
from tenant_apps.coupons import rules
from tenant_apps.coupons.errors import DiscountCodeTaken, DiscountUsesBelowUsed
from tenant_apps.coupons.models import DiscountCoupon, DiscountCourse
from tenant_apps.courses.models import Course

PLAIN = ("percent", "valid_from", "valid_until", "max_uses", "is_active")


class DiscountChanges(TypedDict, total=False):
    """Only the keys that are present change."""

    code: str
    percent: int
    valid_from: datetime
    valid_until: datetime
    max_uses: int | None
    """None for any number."""
    courses: Sequence[uuid.UUID] | None
    """None, or none of them: for all courses of the school."""
    is_active: bool


@transaction.atomic
def create_discounts(*, changes: DiscountChanges, now: datetime, count: int = 1) -> list[DiscountCoupon]:
    """`count` coupons (1 to 500) that differ only in their codes.

    One has exactly the given code; of several each has it as prefix and an ending of its own.
    `code`, `percent`, `valid_from` and `valid_until` are needed.
    Raises `InvalidInput`, `DiscountCodeRefused`, `DiscountCodeTaken`.
    """
    coupon = DiscountCoupon()
    _apply(coupon, changes, now, number_of_coupons=rules.count_problem(count))
    if count == 1:
        coupons = [coupon]
    else:
        room = rules.CODE_MAX_LENGTH - rules.TAIL_LENGTH - 1
        prefix = rules.clean_discount_code(changes["code"], at_most=room)
        codes = rules.tailed_codes(prefix=prefix, count=count)
        coupons = [_copy_of(coupon, code) for code in sorted(codes)]
    _insert(coupons)
    _keep_courses(coupons, changes)
    note_act(act="discount.created", of=coupons[0].id, title=coupons[0].code, details={"codes": count})
    return coupons


@transaction.atomic
def update_discount(*, coupon_id: uuid.UUID, changes: DiscountChanges, now: datetime) -> DiscountCoupon:
    """Change what `changes` names; past uses stay as they were.

    Raises `NotFound`, `InvalidInput`, `DiscountCodeRefused`, `DiscountCodeTaken`, `DiscountUsesBelowUsed`.
    """
    coupon = _locked(coupon_id)
    _apply(coupon, changes, now, former_end=coupon.valid_until)
    if coupon.max_uses is not None and coupon.max_uses < coupon.used_count:
        raise DiscountUsesBelowUsed()
    try:
        with transaction.atomic():
            coupon.save()
    except IntegrityError as error:
        raise _told(error) from error
    _keep_courses([coupon], changes)
    note_act(act="discount.changed", of=coupon.id, title=coupon.code)
    return coupon


@transaction.atomic
def delete_discount(*, coupon_id: uuid.UUID) -> None:
    """Delete the coupon; what it took off in the past stays on record. Raises `NotFound`."""
    coupon = _locked(coupon_id)
    note_act(act="discount.deleted", of=coupon.id, title=coupon.code)
    coupon.delete()


def _locked(coupon_id: uuid.UUID) -> DiscountCoupon:
    # Locked: a student may be using it at this moment.
    coupon = DiscountCoupon.objects.select_for_update().filter(pk=coupon_id).first()
    if coupon is None:
        raise NotFound()
    return coupon


def _apply(
    coupon: DiscountCoupon,
    changes: DiscountChanges,
    now: datetime,
    *,
    former_end: datetime | None = None,
    number_of_coupons: Text | None = None,
) -> None:
    for name in PLAIN:
        if name in changes:
            setattr(coupon, name, changes[name])  # type: ignore[literal-required]
    if "courses" in changes:
        coupon.is_for_all = not changes["courses"]
    _refuse(
        {
            "discount_percentage": rules.percent_problem(coupon.percent),
            "max_uses": rules.max_uses_problem(coupon.max_uses) if "max_uses" in changes else None,
            "valid_until": rules.window_problem(
                valid_from=coupon.valid_from, valid_until=coupon.valid_until, now=now, former_end=former_end
            ),
            "number_of_coupons": number_of_coupons,
            "courses": _unknown_course(changes),
        }
    )
    if "code" in changes:
        coupon.code = rules.clean_discount_code(changes["code"])
        coupon.spelling = rules.normalise_code(coupon.code)


def _refuse(problems: Mapping[str, Text | None]) -> None:
    errors = {field: [text] for field, text in problems.items() if text is not None}
    if errors:
        raise InvalidInput(errors)


def _unknown_course(changes: DiscountChanges) -> Text | None:
    wanted = set(changes.get("courses") or ())
    found = Course.objects.filter(pk__in=wanted).count() if wanted else 0
    return None if found == len(wanted) else _("Invalid course ID.")


def _copy_of(coupon: DiscountCoupon, code: str) -> DiscountCoupon:
    same = {name: getattr(coupon, name) for name in (*PLAIN, "is_for_all")}
    return DiscountCoupon(code=code, spelling=rules.normalise_code(code), **same)


def _insert(coupons: list[DiscountCoupon]) -> None:
    try:
        with transaction.atomic():
            DiscountCoupon.objects.bulk_create(coupons)
    except IntegrityError as error:
        raise _told(error) from error


def _told(error: IntegrityError) -> Exception:
    """The refusal for a code that exists; anything else is a bug and stays what it is."""
    return DiscountCodeTaken() if "discount_once" in str(error) else error


def _keep_courses(coupons: list[DiscountCoupon], changes: DiscountChanges) -> None:
    if "courses" not in changes:
        return
    wanted = set(changes["courses"] or ())
    DiscountCourse.objects.filter(coupon__in=coupons).exclude(course_id__in=wanted).delete()
    DiscountCourse.objects.bulk_create(
        [
            DiscountCourse(coupon=coupon, course_id=course_id)
            for coupon in coupons
            for course_id in sorted(wanted)
        ],
        ignore_conflicts=True,
    )
