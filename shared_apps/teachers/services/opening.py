"""A teacher opens a school."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import IO, Unpack

from django.core.files.base import ContentFile

from shared_apps.accounts.models import Membership, User
from shared_apps.accounts.selectors import DEFAULT_REGION
from shared_apps.accounts.services import (
    PersonDetails,
    count_opened_school,
    prepare_person,
    save_person,
)
from shared_apps.kernel.events import publish
from shared_apps.kernel.images import clean_pictures
from shared_apps.kernel.phones import PhoneInvalid, country_of_phone, normalise_phone
from shared_apps.kernel.places import CURRENCIES, OTHER_CURRENCY
from shared_apps.teachers.events import SchoolOpened
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.rules import COLOURS, clean_colour
from tenants import context
from tenants.models import Tenant
from tenants.names import clean_username
from tenants.provision import claim_school, refuse_unavailable
from tenants.storage import stored_together

LOGO_SIDE = 800
DEFAULT_LANGUAGE = "ar"


def open_school(
    *,
    username: str,
    now: datetime,
    address: str = "",
    logo: IO[bytes] | None = None,
    currency: str = "",
    country: str = "",
    colours: Mapping[str, str] | None = None,
    **owner: Unpack[PersonDetails],
) -> TeacherProfile:
    """A new school called `username` with its owner: all of it or nothing.

    `address` is the caller's network address, by which new schools are bounded; `colours` may name
    any of `rules.COLOURS`. Without a `country` it is that of the owner's phone, without a `currency`
    that of the country; both can be changed later. Returns the profile with `.user` and `.tenant`.
    Raises `UsernameInvalid`, `UsernameReserved`, `UsernameTaken`, `DetailsTaken`, `PhoneInvalid`,
    `PictureRefused`, `ColourRefused`, `InvalidInput` (weak password) or `TooManyAttempts`.
    """
    # Counted first: whoever tries out which e-mails are known uses up the same allowance.
    count_opened_school(address=address, now=now)
    name = clean_username(username)
    refuse_unavailable(username=name, now=now)
    chosen = {
        field: clean_colour(raw, field=field) for field, raw in (colours or {}).items() if field in COLOURS
    }
    language = owner.setdefault("language", DEFAULT_LANGUAGE)
    country = country or _country_of(owner["phone"])
    currency = currency or CURRENCIES.get(country, OTHER_CURRENCY)
    user = prepare_person(username=name, user_type=User.Type.TEACHER, region=country, **owner)
    drawn = clean_pictures(uploads={"logo": (logo, LOGO_SIDE)} if logo else {}, limits=owner.get("pictures"))
    with context.platform(), stored_together():
        # The person first: two sign-ups at once for one e-mail meet here, before a schema is taken.
        save_person(user=user)
        tenant = claim_school(username=name, language=language, currency=currency, country=country, now=now)
        return _furnish(user, tenant, drawn.get("logo"), chosen)


def _country_of(phone: str) -> str:
    try:
        number = normalise_phone(phone, region=DEFAULT_REGION)
    except PhoneInvalid:  # refused later, with everything else about the person
        return DEFAULT_REGION
    return country_of_phone(number) or DEFAULT_REGION


def _furnish(
    user: User, tenant: Tenant, logo: ContentFile | None, colours: Mapping[str, str]
) -> TeacherProfile:
    Membership.objects.create(user=user, tenant=tenant, role=Membership.Role.OWNER)
    with context.enter(tenant):
        profile = TeacherProfile(tenant=tenant, user=user, full_name=user.full_name, **colours)
        if logo is not None:
            profile.logo = logo
        profile.save(force_insert=True)
        publish(
            SchoolOpened(tenant_id=tenant.pk, user_id=user.pk, full_name=user.full_name, email=user.email)
        )
    return profile
