"""Reads of schools' public faces."""

from __future__ import annotations

import uuid

from branding.errors import ColourInvalid
from branding.rules import ThemeColours
from branding.services import SchoolBrand
from shared_apps.teachers.errors import TeacherUnknown
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.rules import COLOURS, clean_questions
from tenants import context


def get_profile(*, tenant_id: uuid.UUID | None) -> TeacherProfile:
    """The profile of a school with its person, in one query. Raises `TeacherUnknown`."""
    profile = find_profile(tenant_id=tenant_id) if tenant_id else None
    if profile is None:
        raise TeacherUnknown
    return profile


def find_profile(*, tenant_id: uuid.UUID) -> TeacherProfile | None:
    return TeacherProfile.objects.select_related("user", "tenant").filter(tenant_id=tenant_id).first()


def list_sign_up_questions(*, tenant_id: uuid.UUID) -> list[str]:
    """Which of `rules.QUESTIONS` a new student of the school is asked, in their order."""
    found = TeacherProfile.objects.filter(tenant_id=tenant_id).values_list("asks", flat=True).first()
    return clean_questions(found or [])


def read_brand(tenant_id: uuid.UUID) -> SchoolBrand | None:
    """What branding shows of a school; None when there is no such school."""
    with context.platform():
        profile = TeacherProfile.objects.filter(tenant_id=tenant_id).first()
    if profile is None:
        return None
    return SchoolBrand(
        name=profile.full_name,
        colours=_colours(profile),
        logo_url=profile.logo.url if profile.logo else "",
        tagline=profile.tagline or profile.specialization,
        logo_key=profile.logo.name or "",
        picture_key=profile.profile_picture.name or "",
        whatsapp=profile.contact_whatsapp,
        phone=profile.contact_phone,
        email=profile.contact_email,
    )


def _colours(profile: TeacherProfile) -> ThemeColours | None:
    try:
        # The branding app calls them `primary`, `primary_light` and so on.
        values = {name.replace("_color", ""): getattr(profile, name) for name in COLOURS}
        return ThemeColours.parse(values=values)
    except ColourInvalid:
        return None
