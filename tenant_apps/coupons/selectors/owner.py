"""Whose codes these are, for contracts that name the teacher in every row."""

from __future__ import annotations

from shared_apps.teachers.models import TeacherProfile
from tenants.context import require_tenant


def teacher_number() -> int:
    """The number of the active school's teacher profile."""
    return TeacherProfile.objects.values_list("number", flat=True).get(tenant_id=require_tenant().id)


def helpline() -> str:
    """The number that buyers of a card may call; empty when the school gives none."""
    contact = TeacherProfile.objects.filter(tenant_id=require_tenant().id)
    whatsapp, phone = contact.values_list("contact_whatsapp", "contact_phone").first() or ("", "")
    return str(whatsapp or phone)
