"""Operators open schools for teachers."""

from __future__ import annotations

import re

import pytest

from shared_apps.accounts.models import User
from shared_apps.kernel.models import AuditEntry
from tenants.models import Tenant
from tests.factories import make_admin
from tests.pages.portal import text_of

NEW = "/operator/schools/new/"
TEACHER = {
    "first_name": "Teacher",
    "last_name": "Example",
    "phone": "01066600071",
    "email": "called@teachers.example",
    "username": "called",
    "language": "ar",
}


@pytest.fixture
def console(api, db):
    return api().sign_in(make_admin(username="olga"), kind="operator")


def send(client, status=200, **changes):
    return client.post(NEW, TEACHER | changes, status=status, format="multipart")


def password_in(answer) -> str:
    found = re.search(r'id="first-password">([^<]+)<', answer.content.decode())
    return found[1] if found else ""


def test_school_is_opened_with_a_password_shown_once(console, api):
    answer = send(console)
    password = password_in(answer)
    assert re.fullmatch(r"[a-z]{4}-[a-z]{4}-[2-9]{4}-[A-Z][a-z]{3}", password)
    assert answer["Cache-Control"] == "no-store"
    school = Tenant.objects.get(username="called")
    assert (school.state, school.language) == ("active", "ar")
    assert User.objects.get(username="called").check_password(password)
    act = AuditEntry.objects.get()
    assert (act.action, act.tenant_id, act.after["username"]) == ("school.open", school.id, "called")
    assert password not in str([act.after, act.before])
    again = text_of(console.get(f"/operator/schools/{school.id}/"))
    assert password not in again


def test_pressed_twice_opens_one(console):
    send(console)
    assert password_in(send(console)) == ""
    assert Tenant.objects.filter(username="called").count() == 1
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "alice"}, "already taken"),
        ({"username": "admin"}, "reserved"),
        ({"phone": "12"}, "phone"),
        ({"email": "no address"}, "valid email"),
        ({"first_name": ""}, "required"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(console, changes, said):
    answer = send(console, **changes)
    assert said in text_of(answer)
    assert 'value="called@teachers.example"' in answer.content.decode() or "email" in changes
    assert AuditEntry.objects.count() == 0


def test_pages_are_for_operators(api, db):
    api().get(NEW, status=302)
    api().post(NEW, TEACHER, status=302, format="multipart")
    assert not Tenant.objects.filter(username="called").exists()
