"""The operators' door: two steps, and nothing of the console without both."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.utils import timezone

from shared_apps.accounts.errors import StepInvalid
from shared_apps.accounts.models import SecondFactor, Session, User
from shared_apps.accounts.services import start_session
from shared_apps.accounts.services.operators import pass_first_step, read_first_step
from tests.factories import PASSWORD, make_admin, owner_of
from tests.operations.app import code_of, set_up
from tests.pages.desk import send
from tests.pages.portal import text_of

DOOR, CODE, APP = "/operator/sign-in/", "/operator/sign-in/code/", "/operator/sign-in/app/"
HALF_MINUTE = timedelta(seconds=30)


@pytest.fixture
def olga(db):
    return make_admin(username="olga")


def first_step(client, username="olga", password=PASSWORD, status=302, onwards=""):
    return send(client, DOOR, {"identifier": username, "password": password, "next": onwards}, status=status)


def test_first_sign_in_sets_up_the_app_and_shows_recovery_codes(api, olga):
    client = api()
    assert first_step(client, onwards="/operator/audit/")["Location"] == f"{CODE}?next=%2Foperator%2Faudit%2F"
    assert settings.ACCESS_COOKIE not in client.cookies
    assert client.get(CODE, status=302)["Location"] == APP
    page = client.get(APP)
    assert page["Cache-Control"] == "no-store"
    assert "<svg" in page.content.decode()
    assert "This code is not right" in text_of(send(client, APP, {"code": "000"}, status=200))
    answer = send(
        client, APP, {"code": code_of(olga, timezone.now()), "next": "/operator/audit/"}, status=200
    )
    assert len(re.findall(r"<li>[2-9A-Z]{5}-[2-9A-Z]{5}</li>", answer.content.decode())) == 10
    assert 'href="/operator/audit/"' in answer.content.decode()
    session = Session.objects.get(user=olga)
    assert (session.kind, session.tenant_id) == ("operator", None)
    assert session.second_factor_at == SecondFactor.objects.get().confirmed_at
    assert session.expires_at - session.rotated_at == timedelta(hours=8)
    client.get("/operator/")
    assert client.get(DOOR, status=302)["Location"] == "/operator/"


def test_later_sign_ins_ask_for_a_code(api, olga):
    set_up(olga, timezone.now() - 2 * HALF_MINUTE)
    client = api()
    first_step(client)
    client.get(CODE)
    assert client.get(APP, status=302)["Location"] == CODE
    assert "Code" in text_of(send(client, CODE, {"code": ""}, status=200))
    client.get("/operator/", status=302)
    answer = send(client, CODE, {"code": code_of(olga, timezone.now()), "next": "//evil.example/"})
    assert answer["Location"] == "/operator/"
    assert answer.cookies["operator_step"].value == ""
    client.get("/operator/")
    again = api()
    first_step(again)
    assert "used already" in text_of(send(again, CODE, {"code": code_of(olga, timezone.now())}, status=200))
    again.get("/operator/", status=302)


def test_wrong_codes_lock(api, olga):
    set_up(olga, timezone.now() - 2 * HALF_MINUTE)
    client = api()
    first_step(client)
    for _try in range(5):
        send(client, CODE, {"code": "1"}, status=200)
    locked = send(client, CODE, {"code": code_of(olga, timezone.now())}, status=429)
    assert "Too many attempts" in text_of(locked)


def test_wrong_passwords_are_counted(api, olga):
    client = api()
    for _try in range(5):
        first_step(client, password="wrong", status=200)
    assert "Too many wrong tries." in text_of(first_step(client, status=429))
    assert "operator_step" not in client.cookies


@pytest.mark.parametrize("username", ["alice", "nobody"])
def test_others_are_told_nothing(api, alpha, username):
    answer = first_step(api(), username, status=200)
    assert "The name or the password is not right." in text_of(answer)
    assert "operator_step" not in answer.cookies


def test_a_teacher_with_the_staff_flag_is_no_operator(api, alpha):
    User.objects.filter(username="alice").update(is_staff=True)
    first_step(api(), "alice", status=200)
    api().sign_in(owner_of(alpha), kind="staff", school=alpha).get("/operator/", status=302)


@pytest.mark.parametrize("path", [CODE, APP])
def test_second_step_without_the_first_leads_back(api, olga, path):
    client = api()
    assert client.get(path, status=302)["Location"] == DOOR
    client.cookies["operator_step"] = "forged"
    assert send(client, path, {"code": "123456"})["Location"] == DOOR
    assert SecondFactor.objects.count() == 0


def test_the_word_of_the_first_step_ends(olga):
    now = timezone.now()
    word = pass_first_step(login="olga", password=PASSWORD, address="", now=now)
    assert read_first_step(word=word, now=now + timedelta(minutes=9)) == olga
    for word_, moment in ((word, now + timedelta(minutes=10)), (word[:-1], now), ("", now)):
        with pytest.raises(StepInvalid):
            read_first_step(word=word_, now=moment)
    with pytest.raises(StepInvalid):
        read_first_step(word=signing.dumps({"user": str(olga.pk), "stamp": "", "ends": 9e9}), now=now)


@pytest.mark.parametrize("change", [{"password": "!"}, {"is_staff": False}, {"is_active": False}])
def test_the_word_ends_with_the_right(olga, change):
    now = timezone.now()
    word = pass_first_step(login="olga", password=PASSWORD, address="", now=now)
    User.objects.filter(pk=olga.pk).update(**change)
    with pytest.raises(StepInvalid):
        read_first_step(word=word, now=now)


def test_signing_out_ends_the_session(api, olga):
    client = api().sign_in(olga, kind="operator")
    stolen = api()
    stolen.cookies = client.cookies.copy()
    assert send(client, "/operator/sign-out/")["Location"] == DOOR
    stolen.get("/operator/", status=302)
    assert Session.objects.get().end_reason == "signed_out"


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_an_idle_console_closes(api, olga, minutes, status):
    then = timezone.now() - timedelta(minutes=minutes)
    tokens = start_session(user=olga, tenant_id=None, kind="operator", now=then, second_factor_at=then)
    client = api()
    client.cookies[settings.ACCESS_COOKIE] = tokens.access
    client.cookies[settings.REFRESH_COOKIE] = tokens.refresh
    client.get("/operator/", status=status)


def test_new_recovery_codes(api, olga):
    set_up(olga, timezone.now() - 2 * HALF_MINUTE)
    client = api().sign_in(olga, kind="operator")
    assert "10 codes are left" in text_of(client.get("/operator/security/"))
    assert "not right" in text_of(send(client, "/operator/security/", {"code": "0"}, status=200))
    answer = send(client, "/operator/security/", {"code": code_of(olga, timezone.now())}, status=200)
    assert len(re.findall(r"<li>[2-9A-Z]{5}-[2-9A-Z]{5}</li>", answer.content.decode())) == 10
