"""The school's settings: the owner writes, every page follows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages

from shared_apps.teachers.models import TeacherProfile
from tenant_apps.staff.models import Activity
from tenant_apps.students.models import Student
from tenants import context
from tenants.context import ActiveTenant
from tenants.models import Tenant
from tests.client import Api, ApiMaker
from tests.factories import make_code, make_course, owner_of
from tests.pages.portal import text_of

PAGE = "/teach/settings/"
GIVEN = {
    "full_name": "The Wave School",
    "tagline": "Physics that makes sense",
    "contact_whatsapp": "0512345678",
    "contact_phone": "٠٥٠ ٢٢٢ ٣٣٣٣",
    "contact_email": "hello@waves.example",
    "country": "SA",
    "currency": "SAR",
    "time_zone": "Asia/Dubai",
    "language": "en",
    "digits": "arab",
    "asks": ["grade_level", "city"],
    "is_listed": "on",
}


@pytest.fixture
def owner(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    return api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")


def save(client: Api, status: int = 302, **given: Any) -> Any:
    return client.post(PAGE, {**GIVEN, **given}, status=status, format="multipart")


def stored(school: ActiveTenant) -> tuple[Tenant, TeacherProfile]:
    with context.platform():
        profile = TeacherProfile.objects.select_related("tenant").get(tenant_id=school.id)
    return profile.tenant, profile


def test_settings_are_kept_and_every_page_follows(
    api: ApiMaker, in_alpha: ActiveTenant, owner: Api, django_capture_on_commit_callbacks: Any
) -> None:
    api(school=in_alpha).get("/")  # what a process remembers of the school is remembered now
    with django_capture_on_commit_callbacks(execute=True):
        answer = save(owner)
    assert answer["Location"] == PAGE
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert told == ["Saved. Every page follows within seconds."]
    tenant, profile = stored(in_alpha)
    assert (tenant.country, tenant.currency, tenant.time_zone) == ("SA", "SAR", "Asia/Dubai")
    assert (tenant.language, tenant.digits, profile.asks) == ("en", "arab", ["grade_level", "city"])
    assert (profile.contact_whatsapp, profile.contact_phone) == ("+966512345678", "+966502223333")
    page = api(school=in_alpha).get("/").content.decode()
    assert 'href="https://wa.me/966512345678"' in page
    assert 'href="tel:+966502223333"' in page
    assert 'href="mailto:hello@waves.example"' in page
    assert "Physics that makes sense" in page
    assert "The Wave School" in page


def test_school_leaves_the_directory_and_comes_back(in_alpha: ActiveTenant, owner: Api) -> None:
    assert re.search(r'name="is_listed"[^>]*checked', owner.get(PAGE).content.decode())
    save(owner, is_listed="")
    assert stored(in_alpha)[1].is_listed is False
    assert not re.search(r'name="is_listed"[^>]*checked', owner.get(PAGE).content.decode())
    save(owner)
    assert stored(in_alpha)[1].is_listed is True


def test_line_of_what_was_done_is_left(in_alpha: ActiveTenant, owner: Api) -> None:
    save(owner)
    assert list(Activity.objects.values_list("act", "title")) == [("settings.changed", "The Wave School")]


def test_school_without_contact_shows_none(api: ApiMaker, alpha: ActiveTenant) -> None:
    assert "footer-contact" not in api(school=alpha).get("/").content.decode()


@pytest.mark.parametrize("kind", ["course", "code"])
def test_currency_stays_once_there_is_money(in_alpha: ActiveTenant, owner: Api, kind: str) -> None:
    if kind == "course":
        make_course(price=Decimal("10.00"))
    else:
        make_code()
    assert "The currency is fixed" in text_of(owner.get(PAGE))
    save(owner)
    tenant, profile = stored(in_alpha)
    assert (tenant.currency, tenant.country, profile.full_name) == ("EGP", "SA", "The Wave School")


def test_free_course_leaves_the_currency_open(in_alpha: ActiveTenant, owner: Api) -> None:
    make_course(price=Decimal("0.00"), is_free=True)
    assert "The currency is fixed" not in text_of(owner.get(PAGE))
    save(owner)
    assert stored(in_alpha)[0].currency == "SAR"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"full_name": " "}, "This field is required."),
        ({"contact_whatsapp": "12"}, "Enter a valid phone number."),
        ({"contact_phone": "call me"}, "Enter a valid phone number."),
        ({"contact_email": "no"}, "Enter a valid email address."),
        ({"country": "XX"}, "Select a valid choice."),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"currency": "XXX"}, "Select a valid choice."),
        ({"language": "fr"}, "Select a valid choice."),
        ({"digits": "roman"}, "Select a valid choice."),
        ({"asks": ["income"]}, "Select a valid choice."),
    ],
)
def test_wrong_settings_change_nothing_and_stay_typed(
    in_alpha: ActiveTenant, owner: Api, wrong: dict[str, Any], words: str
) -> None:
    before = [row.__dict__.copy() for row in stored(in_alpha)]
    answer = save(owner, status=200, **wrong)
    assert words in text_of(answer)
    assert 'value="Physics that makes sense"' in answer.content.decode()
    after = [row.__dict__.copy() for row in stored(in_alpha)]
    for row in (*before, *after):
        row.pop("_state")
    assert [{**row, "_state": 0} for row in after] == [{**row, "_state": 0} for row in before]


def test_empty_fields_show_nothing_and_names_are_escaped(
    api: ApiMaker, in_alpha: ActiveTenant, owner: Api, django_capture_on_commit_callbacks: Any
) -> None:
    empty = {"contact_whatsapp": "", "contact_phone": "", "contact_email": "", "tagline": "", "asks": []}
    with django_capture_on_commit_callbacks(execute=True):
        save(owner, **empty, full_name="Waves <b>")
    page = api(school=in_alpha).get("/").content.decode()
    assert ("Waves <b>" in page, "footer-contact" in page) == (False, False)
    assert "Waves &lt;b&gt;" in page


def test_another_school_is_untouched(in_alpha: ActiveTenant, beta: ActiveTenant, owner: Api) -> None:
    before = stored(beta)[1].full_name
    save(owner)
    tenant, profile = stored(beta)
    assert (tenant.currency, tenant.digits, profile.full_name, profile.asks) == ("EGP", "latn", before, [])


PERSON = {
    "full_name": "Dana Adel",
    "phone": "01055556666",
    "parent_phone": "01077778888",
    "email": "dana@people.example",
    "password": "waves-And-tides-7",
}


def asked_at(client: Api) -> list[str]:
    names = ("grade_level", "school_name", "city")
    page = client.get("/sign-up/").content.decode()
    return [name for name in names if f'name="{name}"' in page]


def test_new_students_are_asked_what_the_school_wants(
    api: ApiMaker, in_alpha: ActiveTenant, owner: Api
) -> None:
    assert asked_at(api(school=in_alpha)) == []
    save(owner, country="EG")
    visitor = api(school=in_alpha)
    assert asked_at(visitor) == ["grade_level", "city"]
    given = {**PERSON, "grade_level": "3rd year", "city": "", "school_name": "not asked"}
    visitor.post("/sign-up/", given, status=302, format="multipart")
    student = Student.objects.get(email="dana@people.example")
    assert (student.grade_level, student.city, student.school_name) == ("3rd year", "", "")
