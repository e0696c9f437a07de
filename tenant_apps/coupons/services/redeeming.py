"""Spending a code: one statement decides who wins."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection

from shared_apps.kernel import events
from tenant_apps.coupons.errors import (
    CodeExpired,
    CodeInactive,
    CodeNotForCourse,
    CodeNotForModule,
    CodeRefused,
    CodeSpent,
    CodeStatusRefuses,
    CodeUnknown,
)
from tenant_apps.coupons.events import CodeRedeemed
from tenant_apps.coupons.models import AccessCode, CodeUse
from tenant_apps.coupons.rules import Opens, Target, normalise_code
from tenant_apps.students.models import Student
from tenants.context import require_tenant

# The row lock that the update takes makes parallel spenders wait, and each then sees the count
# that the one before it committed: there is no moment between looking and spending.
_SPEND = """
UPDATE coupons_accesscode
SET used_count = used_count + 1, updated_at = %(now)s
WHERE code = %(code)s AND is_active AND status = 'full_accessed'
  AND used_count < max_uses AND expires_at > %(now)s AND price = %(price)s
RETURNING id, max_uses
"""


def redeem_code(*, code: str, student: Student, target: Target, now: datetime) -> CodeUse:
    """Spend one use of the typed `code` on `target`. The caller holds the transaction.

    Raises a `CodeRefused` that says why: unknown, expired, spent (also by this student on this
    very target), inactive, of another price, or of a status that opens nothing.
    """
    require_tenant()
    spelled = normalise_code(code)
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"code": spelled, "price": target.price, "now": now})
        row = cursor.fetchone()
    if row is None:
        raise why_refused(code=AccessCode.objects.filter(code=spelled).first(), target=target, now=now)
    code_id, max_uses = row
    if max_uses > 1 and _was_spent_on(code_id, student, target):
        raise CodeSpent()
    use = CodeUse.objects.create(
        access_code_id=code_id,
        student_id=student.id,
        student_number=student.number,
        student_name=student.full_name,
        student_email=student.email,
        course_id=target.course_id,
        course_title=target.course_title,
        module_id=target.module_id,
        module_title=target.module_title,
        price=target.price,
        used_at=now,
    )
    events.publish(CodeRedeemed(use_id=use.id, code_id=code_id, student_id=student.id))
    return use


def _was_spent_on(code_id: uuid.UUID, student: Student, target: Target) -> bool:
    return CodeUse.objects.filter(
        access_code_id=code_id,
        student_id=student.id,
        course_id=target.course_id,
        module_id=target.module_id,
    ).exists()


def why_refused(*, code: AccessCode | None, target: Target, now: datetime) -> CodeRefused:
    """The refusal that a person hears, in the order in which the contract lists them."""
    if code is None:
        return CodeUnknown()
    if code.expires_at <= now:
        return CodeExpired()
    if code.used_count >= code.max_uses:
        return CodeSpent()
    if not code.is_active:
        return CodeInactive()
    if code.price != target.price:
        refusal = CodeNotForModule if target.kind is Opens.MODULE else CodeNotForCourse
        return refusal(falls_short=code.price < target.price)
    if code.status != AccessCode.Status.FULL:
        return CodeStatusRefuses()
    # Between the statement and this read somebody freed the code: the next try will succeed.
    return CodeSpent()
