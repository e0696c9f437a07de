"""Reads of schools' public faces."""

from __future__ import annotations

import uuid

from django.db.models import Q

from branding.errors import ColourInvalid
from branding.rules import ThemeColours
from branding.services import SchoolBrand
from shared_apps.kernel.searching import words_in
from shared_apps.teachers.errors import TeacherUnknown
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.rules import (
    ALIKE,
    COLOURS,
    LETTERS_IN_COMMON,
    MOST_FOUND,
    MOST_LOOKED_AT,
    clean_questions,
    likeness,
)
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


def list_schools_like(*, name: str) -> list[TeacherProfile]:
    """Open schools with courses on offer whose address or name is nearly `name`, nearest first.

    Schools that offer nothing yet are not named: nobody finds out by trying who is here.
    """
    wanted = name.lower()
    begin = wanted[:LETTERS_IN_COMMON]
    by_address = Q(tenant__username__startswith=begin) | Q(tenant__username__contains=wanted)
    rows = TeacherProfile.objects.select_related("tenant").filter(
        by_address | words_in(name, fields=["full_name"]), tenant__state="active", courses_count__gt=0
    )
    found = [
        (likeness(wanted, row.tenant.username or "", row.full_name), row) for row in rows[:MOST_LOOKED_AT]
    ]
    alike = sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [row for _degree, row in alike[:MOST_FOUND]]


def read_brand(tenant_id: uuid.UUID) -> SchoolBrand | None:
    """What branding shows of a school; None when there is no such school."""
    with context.platform():
        profile = TeacherProfile.objects.filter(tenant_id=tenant_id).first()
    if profile is None:
        return None
    return SchoolBrand(
        name=profile.full_name,
        colours=read_colours(profile=profile),
        logo_url=profile.logo.url if profile.logo else "",
        tagline=profile.tagline or profile.specialization,
        logo_key=profile.logo.name or "",
        picture_key=profile.profile_picture.name or "",
        whatsapp=profile.contact_whatsapp,
        phone=profile.contact_phone,
        email=profile.contact_email,
    )


def read_colours(*, profile: TeacherProfile) -> ThemeColours | None:
    """The six that the school chose; None when one of them is no colour. No query."""
    try:
        # The branding app calls them `primary`, `primary_light` and so on.
        values = {name.replace("_color", ""): getattr(profile, name) for name in COLOURS}
        return ThemeColours.parse(values=values)
    except ColourInvalid:
        return None
