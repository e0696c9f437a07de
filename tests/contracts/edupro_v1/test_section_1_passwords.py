"""1.6 to 1.8 and 1.23: passwords forgotten and changed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from shared_apps.accounts.models import OneTimeCode, Session, User
from tenants import context
from tenants.context import ActiveTenant
from tests.factories import PASSWORD, make_student, make_user, owner_of

REQUEST = "/api/v1/password-reset/request/"
VERIFY = "/api/v1/password-reset/verify/"
CONFIRM = "/api/v1/password-reset/confirm/"
CHANGE = "/api/v1/change-password/"
LOGIN = "/api/v1/student/login/alice/"
NEW = "Better-Horse-8"
SENT = {"message": "OTP sent to your email."}
BAD_OTP = {"otp": ["Invalid OTP"]}


@pytest.fixture
def bob(in_alpha: ActiveTenant) -> Any:
    return make_student(username="bob")


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Ask for a code and read it in the mail."""

    def ask(client: Any, email: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(REQUEST, {"email": email}).json() == SENT
        return re.search(r"^    (\w{6})$", mail.outbox[-1].body, re.M)[1]

    return ask


def given(email: str, otp: str, **more: str) -> dict[str, str]:
    return {"email": email, "otp": otp, **more}


def test_reset_by_code_sets_the_password_and_ends_every_session(api, alpha, bob, send):
    client = api(school=alpha)
    elsewhere = api(school=alpha).sign_in(bob.user)
    code = send(client, bob.email)
    assert client.post(VERIFY, given(bob.email, code)).json() == {"message": "OTP verified successfully"}
    answer = client.post(CONFIRM, given(bob.email, code, new_password=NEW))
    assert answer.json() == {"message": "Password reset successfully"}
    assert Session.objects.get().end_reason == "password_reset"
    elsewhere.put(CHANGE, {}, status=401)
    client.post(LOGIN, {"email": "bob", "password": PASSWORD}, status=401)
    client.post(LOGIN, {"email": "bob", "password": NEW})


def test_code_is_accepted_as_people_type_it(api, alpha, bob, send):
    client = api(school=alpha)
    code = send(client, bob.email)
    client.post(VERIFY, given(bob.email.upper(), f" {code[:3].lower()} {code[3:].lower()} "))


def test_mail_speaks_the_persons_language(api, alpha, bob, send):
    User.objects.filter(pk=bob.user_id).update(language="en")
    code = send(api(school=alpha), bob.email)
    message = mail.outbox[-1]
    assert (message.to, message.subject) == ([bob.email], f"Your code: {code}")
    assert "alice.edupro.test" in message.body


def test_unknown_email_is_named(api, alpha):
    answer = api(school=alpha).post(REQUEST, {"email": "nobody@x.example"}, status=400)
    assert answer.json() == {"email": ["User with this email does not exist."]}
    for path, more in ((VERIFY, {}), (CONFIRM, {"new_password": NEW})):
        answer = api(school=alpha).post(path, given("nobody@x.example", "ABCDEF", **more), status=400)
        assert answer.json() == {"email": ["Invalid email"]}


def test_neutral_setting_never_says_whether_an_email_is_known(api, alpha, bob, settings):
    settings.NEUTRAL_ANSWERS = True
    client = api(school=alpha)
    assert client.post(REQUEST, {"email": "nobody@x.example"}).json() == SENT
    assert client.post(REQUEST, {"email": bob.email}).json() == SENT
    for email in ("nobody@x.example", bob.email):
        assert client.post(VERIFY, given(email, "WRONG2"), status=400).json() == BAD_OTP
        answer = client.post(CONFIRM, given(email, "WRONG2", new_password=NEW), status=400)
        assert answer.json() == BAD_OTP


@pytest.mark.parametrize(
    ("path", "fields"),
    [(REQUEST, ["email"]), (VERIFY, ["email", "otp"]), (CONFIRM, ["email", "otp", "new_password"])],
)
def test_missing_fields_are_named(api, alpha, path, fields):
    expected = {field: ["This field is required."] for field in fields}
    assert api(school=alpha).post(path, {}, status=400).json() == expected


def test_wrong_code_is_refused_and_five_tries_use_it_up(api, alpha, bob, send):
    client = api(school=alpha)
    code = send(client, bob.email)
    for _try in range(5):
        assert client.post(VERIFY, given(bob.email, "WRONG2"), status=400).json() == BAD_OTP
    assert client.post(VERIFY, given(bob.email, code), status=400).json() == BAD_OTP
    answer = client.post(CONFIRM, given(bob.email, code, new_password=NEW), status=400)
    assert answer.json() == BAD_OTP
    assert OneTimeCode.objects.get().tries == 5


def test_code_after_ten_minutes_is_expired(api, alpha, bob, send, time_machine):
    client = api(school=alpha)
    code = send(client, bob.email)
    time_machine.move_to(timezone.now() + settings.ONE_TIME_CODE_LIFETIME + timezone.timedelta(seconds=1))
    assert client.post(VERIFY, given(bob.email, code), status=400).json() == {"otp": ["OTP expired"]}
    answer = client.post(CONFIRM, given(bob.email, code, new_password=NEW), status=400)
    assert answer.json() == {"otp": ["OTP expired"]}


def test_code_is_good_once_and_only_the_latest(api, alpha, bob, send):
    client = api(school=alpha)
    first, second = send(client, bob.email), send(client, bob.email)
    assert client.post(VERIFY, given(bob.email, first), status=400).json() == BAD_OTP
    client.post(CONFIRM, given(bob.email, second, new_password=NEW))
    answer = client.post(CONFIRM, given(bob.email, second, new_password=NEW + "x"), status=400)
    assert answer.json() == BAD_OTP
    client.post(LOGIN, {"email": "bob", "password": NEW})


def test_code_of_one_place_is_wrong_at_another(api, alpha, beta, bob, send):
    code = send(api(school=alpha), bob.email)
    for elsewhere in (api(school=beta), api()):
        assert elsewhere.post(VERIFY, given(bob.email, code), status=400).json() == BAD_OTP
    assert OneTimeCode.objects.get().tries == 0


def test_code_of_one_person_is_wrong_for_another(api, alpha, bob, send):
    with context.enter(alpha):
        carol = make_student(username="carol")
    client = api(school=alpha)
    code = send(client, bob.email)
    send(client, carol.email)
    assert client.post(VERIFY, given(carol.email, code), status=400).json() == BAD_OTP


def test_short_and_common_passwords_cost_no_try(api, alpha, bob, send):
    client = api(school=alpha)
    code = send(client, bob.email)
    short = client.post(CONFIRM, given(bob.email, code, new_password="seven77"), status=400)
    assert short.json() == {"new_password": ["Ensure this field has at least 8 characters."]}
    common = client.post(CONFIRM, given(bob.email, code, new_password="password1"), status=400)
    assert common.json() == {"new_password": ["This password is too common."]}
    assert OneTimeCode.objects.get().tries == 0


def test_sixth_request_within_an_hour_waits(api, alpha, bob):
    client = api(school=alpha)
    for _request in range(5):
        client.post(REQUEST, {"email": bob.email})
    refused = client.post(REQUEST, {"email": bob.email}, status=429)
    assert refused.json() == {"detail": "Too many attempts. Please wait and try again."}
    assert int(refused["Retry-After"]) > 3000


def test_only_a_keyed_hash_is_stored(api, alpha, bob, send):
    code = send(api(school=alpha), bob.email)
    row = OneTimeCode.objects.values().get()
    assert code not in str(row)
    assert len(row["digest"]) == 64


# 1.23


def test_change_password_ends_the_other_sessions(api, alpha, bob):
    here, there = api(school=alpha).sign_in(bob.user), api(school=alpha).sign_in(bob.user)
    answer = here.put(CHANGE, {"old_password": PASSWORD, "new_password": NEW})
    assert answer.json() == {"message": "Password changed successfully"}
    there.put(CHANGE, {}, status=401)
    here.put(CHANGE, {"old_password": NEW, "new_password": PASSWORD})


def test_change_password_tells_by_mail(api, alpha, django_capture_on_commit_callbacks):
    owner = owner_of(alpha)
    client = api(school=alpha).sign_in(owner, kind="staff")
    with django_capture_on_commit_callbacks(execute=True):
        client.put(CHANGE, {"old_password": PASSWORD, "new_password": NEW})
    assert [(m.to, m.subject) for m in mail.outbox] == [([owner.email], "Your password was changed")]
    assert NEW not in mail.outbox[0].body


def test_change_password_refuses(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    wrong = client.put(CHANGE, {"old_password": "wrong", "new_password": NEW}, status=400)
    assert wrong.json() == {"error": "Old password is incorrect", "detail": "Old password is incorrect"}
    missing = client.put(CHANGE, {"old_password": PASSWORD}, status=400)
    assert missing.json() == {"new_password": ["This field is required."]}
    alike = client.put(CHANGE, {"old_password": PASSWORD, "new_password": "bob@people.example"}, status=400)
    assert list(alike.json()) == ["new_password"]
    assert User.objects.get(pk=bob.user_id).check_password(PASSWORD)


def test_change_password_counts_wrong_tries(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    for _try in range(5):
        client.put(CHANGE, {"old_password": "wrong", "new_password": NEW}, status=400)
    locked = client.put(CHANGE, {"old_password": PASSWORD, "new_password": NEW}, status=423)
    assert locked.json() == {"detail": "Too many wrong tries. Please wait and try again."}
    assert int(locked["Retry-After"]) > 290


def test_change_password_needs_a_session_of_this_school(api, alpha, beta, bob):
    expected = {"detail": "Authentication credentials were not provided."}
    assert api(school=alpha).put(CHANGE, {}, status=401).json() == expected
    stranger = api(school=beta).sign_in(make_user(), school=alpha)
    assert stranger.put(CHANGE, {}, status=401).json() == expected
    garbage = api(school=alpha)
    garbage.cookies[settings.ACCESS_COOKIE] = "garbage"
    assert garbage.put(CHANGE, {}, status=401).json() == expected
