"""What the school itself knows of a student's way: joining, and signing in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.models import Session
from tenant_apps.students.models import Student
from tenant_apps.students.selectors.timeline import Before, Moment, Strand
from tenants.context import require_tenant


def _joined(student: Student, before: Before | None, limit: int) -> list[Moment]:
    moment = Moment(student.joined_at, "joined", student.pk, _("Joined the school"), tone="success")
    is_shown = before is None or moment.place < (before.at, before.strand, before.key)
    return [moment] if is_shown else []


def _signed_in(student: Student, before: Before | None, limit: int) -> list[Moment]:
    rows = Session.objects.filter(
        user_id=student.user_id, tenant_id=require_tenant().id, kind=Session.Kind.STUDENT
    )
    if before:
        rows = rows.filter(before.older(strand="sign_in", at="created_at"))
    found = rows.order_by("-created_at", "-id")[:limit]
    return [Moment(row.created_at, "sign_in", row.pk, _("Signed in")) for row in found]


JOINED = Strand("joined", _("Joining"), "user-plus", _joined)
SIGNED_IN = Strand("sign_in", _("Sign-ins"), "log-in", _signed_in)
