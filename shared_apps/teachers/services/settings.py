"""What the owner says of the school: names, contact, country, money, clock, language, questions."""

from __future__ import annotations

import uuid
import zoneinfo
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from branding.services import forget_brand
from shared_apps.kernel.acts import note_act
from shared_apps.kernel.events import publish
from shared_apps.kernel.money import SIGNS
from shared_apps.kernel.phones import COUNTRY_CODES, normalise_phone
from shared_apps.teachers.errors import CurrencyKept, SettingUnknown
from shared_apps.teachers.events import TeacherProfileChanged
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.rules import clean_questions
from shared_apps.teachers.selectors import get_profile
from tenants import context
from tenants.hosts import forget_hosts
from tenants.models import Tenant

OF_SCHOOL = ("country", "currency", "time_zone", "language", "digits")
OF_FACE = ("full_name", "tagline", "contact_whatsapp", "contact_phone", "contact_email", "asks", "is_listed")
AS_THEY_ARE = {"asks", "is_listed"}
PHONES = ("contact_whatsapp", "contact_phone")
_CHOICES: dict[str, Callable[[], Any]] = {
    "country": lambda: COUNTRY_CODES,
    "currency": lambda: SIGNS,
    "time_zone": lambda: {"", *zoneinfo.available_timezones()},
    "language": lambda: dict(settings.LANGUAGES),
    "digits": lambda: Tenant.Digits.values,
}
_money: dict[str, Callable[[], bool]] = {}


def register_money(*, name: str, find: Callable[[], bool]) -> None:
    """Let an app say whether the active school has amounts of its kind, which a currency belongs to."""
    _money[name] = find


def has_money() -> bool:
    """Whether anything in the active school has a price or was ever paid."""
    return any(find() for find in _money.values())


def update_settings(*, tenant_id: uuid.UUID, changes: Mapping[str, Any], now: datetime) -> TeacherProfile:
    """Write the given settings of the school, those that are not given stay.

    Fields: `OF_SCHOOL` and `OF_FACE`; telephone numbers are read as numbers of the (new) country.
    Raises `TeacherUnknown`, `CurrencyKept` (another currency while there are amounts), `PhoneInvalid`
    or `SettingUnknown`.
    """
    profile = get_profile(tenant_id=tenant_id)
    of_school = _of_school(changes)
    of_face = _of_face(changes, region=of_school.get("country", profile.tenant.country))
    with context.enter(profile.tenant), transaction.atomic():
        tenant = Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)
        if of_school.get("currency", tenant.currency) != tenant.currency and has_money():
            raise CurrencyKept
        for name, value in of_school.items():
            setattr(tenant, name, value)
        if of_school:
            tenant.save(update_fields=list(of_school))
        face = TeacherProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
        for name, value in of_face.items():
            setattr(face, name, value)
        face.brand_version += 1
        face.save(update_fields=[*of_face, "brand_version", "updated_at"])
        publish(TeacherProfileChanged(tenant_id=tenant_id, at=now))
        note_act(act="settings.changed", of=tenant_id, title=face.full_name)
        transaction.on_commit(lambda: _forget(tenant_id))
    return face


def _forget(tenant_id: uuid.UUID) -> None:
    forget_hosts()
    forget_brand(tenant_id=tenant_id)


def _of_school(changes: Mapping[str, Any]) -> dict[str, str]:
    given = {name: str(changes[name]) for name in OF_SCHOOL if name in changes}
    for name, value in given.items():
        if value not in _CHOICES[name]():
            raise SettingUnknown(field=name)
    return given


def _of_face(changes: Mapping[str, Any], *, region: str) -> dict[str, Any]:
    given = {name: changes[name] for name in OF_FACE if name in changes}
    if "asks" in given:
        given["asks"] = clean_questions(given["asks"])
    for name in given.keys() - AS_THEY_ARE:
        given[name] = str(given[name] or "").strip()
    for name in PHONES:
        if given.get(name):
            given[name] = normalise_phone(given[name], region=region, field=name)
    if not given.get("full_name", "kept"):
        del given["full_name"]  # no school is without a name
    return given
