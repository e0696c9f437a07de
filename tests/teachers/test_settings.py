"""A new school counts and tells time as its owner's country does, and may say otherwise."""

from __future__ import annotations

import pytest
from django.utils import timezone

from shared_apps.teachers.errors import CurrencyKept, SettingUnknown, TeacherUnknown
from shared_apps.teachers.services import open_school, update_settings
from shared_apps.teachers.services.settings import OF_SCHOOL
from tenants.context import ActiveTenant
from tests.factories import make_code

OWNER = {
    "first_name": "Noura",
    "last_name": "Said",
    "email": "noura@people.example",
    "password": "waves-And-tides-7",
}


@pytest.mark.parametrize(
    ("phone", "country", "currency", "clock"),
    [
        ("01012345678", "EG", "EGP", "Africa/Cairo"),
        ("+966512345678", "SA", "SAR", "Asia/Riyadh"),
        ("+4915112345678", "DE", "EUR", "UTC"),
        ("+819012345678", "JP", "USD", "UTC"),
    ],
)
def test_new_school_is_where_its_owners_phone_is(db, phone, country, currency, clock):
    profile = open_school(username="noura-waves", phone=phone, now=timezone.now(), **OWNER)
    tenant = ActiveTenant.of(profile.tenant)
    assert (tenant.country, tenant.currency, tenant.zone.key) == (country, currency, clock)


def test_chosen_clock_counts_before_the_countrys(alpha):
    school = update_settings(
        tenant_id=alpha.id, changes={"time_zone": "Asia/Dubai"}, now=timezone.now()
    ).tenant
    school.refresh_from_db()
    assert ActiveTenant.of(school).zone.key == "Asia/Dubai"


@pytest.mark.parametrize("field", OF_SCHOOL)
def test_service_takes_choices_only(alpha, field):
    with pytest.raises(SettingUnknown) as refused:
        update_settings(tenant_id=alpha.id, changes={field: "nonsense"}, now=timezone.now())
    assert refused.value.field == field


def test_service_keeps_the_currency_of_a_school_with_codes(in_alpha):
    make_code()
    with pytest.raises(CurrencyKept):
        update_settings(tenant_id=in_alpha.id, changes={"currency": "SAR"}, now=timezone.now())
    update_settings(tenant_id=in_alpha.id, changes={"currency": "EGP"}, now=timezone.now())


def test_unknown_school_has_no_settings(db):
    with pytest.raises(TeacherUnknown):
        update_settings(tenant_id=None, changes={}, now=timezone.now())
