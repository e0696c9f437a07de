"""What the school itself knows of a student's way: joining, and signing in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.models import Session
from tenant_apps.students.models import Student
from tenant_apps.students.selectors.timeline import Before, Moment, Strand, Telling, strand_of_rows
from tenants.context import require_tenant


def _joined(student: Student, before: Before | None, limit: int) -> list[Moment]:
    moment = Moment(student.joined_at, "joined", student.pk, _("Joined the school"), tone="success")
    is_shown = before is None or moment.place < (before.at, before.strand, before.key)
    return [moment] if is_shown else []


def _sessions(student: Student) -> QuerySet[Session]:
    return Session.objects.filter(
        user_id=student.user_id, tenant_id=require_tenant().id, kind=Session.Kind.STUDENT
    )


def _session(row: Session) -> Telling:
    return {"text": _("Signed in")}


JOINED = Strand("joined", _("Joining"), "user-plus", _joined)
SIGNED_IN = strand_of_rows(
    key="sign_in", label=_("Sign-ins"), icon="log-in", at="created_at", rows=_sessions, tell=_session
)
