"""1.8 to 1.11: passwords changed and forgotten."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as django_settings
from django.core import mail

from shared_apps.accounts.models import OneTimeCode, Session
from tests.factories import PASSWORD, make_student

CHANGE = "/api/change-password/"
REQUEST = "/api/password-reset/request/"
VERIFY = "/api/password-reset/verify/"
CONFIRM = "/api/password-reset/confirm/"
LOGIN = "/api/student/login/alice/"
NEW = "Better-Horse-8"
TWICE = {"new_password1": NEW, "new_password2": NEW}
WRONG_CODE = {"otp": ["Invalid OTP code."], "email": ["Email and OTP combination is invalid."]}
REQUIRED = ["This field is required."]
TOO_MANY = {"error": "Rate limit exceeded", "detail": "Too many requests. Please try again later."}


@pytest.fixture
def bob(in_alpha):
    return make_student(username="bob")


@pytest.fixture
def client(api, alpha):
    return api(school=alpha)


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    """Ask for a code and read it in the mail."""

    def ask(email):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(REQUEST, {"email": email}).json() == {"message": "OTP sent to your email"}
        return re.search(r"^    (\w{6})$", mail.outbox[-1].body, re.M)[1]

    return ask


def signs_in(client, password, status=200):
    client.post(LOGIN, {"username": "bob", "password": password}, status=status)


class TestChange:
    def test_ends_the_other_sessions(self, api, alpha, bob, client):
        elsewhere = api(school=alpha).sign_in(bob.user, bearer=True)
        client.sign_in(bob.user, bearer=True)
        body = {"old_password": PASSWORD, **TWICE}
        assert client.post(CHANGE, body).json() == {"message": "Password changed successfully"}
        elsewhere.post(CHANGE, body, status=401)
        client.post(CHANGE, {"old_password": NEW, "new_password1": PASSWORD, "new_password2": PASSWORD})
        signs_in(client, PASSWORD)

    def test_missing_fields(self, client, bob):
        client.sign_in(bob.user, bearer=True)
        assert client.post(CHANGE, {}, status=400).json() == {
            "new_password1": REQUIRED,
            "new_password2": REQUIRED,
            "old_password": REQUIRED,
        }

    def test_password_like_the_person(self, client, bob):
        client.sign_in(bob.user, bearer=True)
        like = {"new_password1": bob.user.email, "new_password2": bob.user.email}
        assert client.post(CHANGE, {"old_password": PASSWORD, **like}, status=400).json() == {
            "new_password1": ["The password is too similar to the e-mail."]
        }
        signs_in(client, PASSWORD)

    def test_too_many_wrong_ones(self, client, bob):
        client.sign_in(bob.user, bearer=True)
        for _try in range(django_settings.SIGN_IN_TRIES):
            client.post(CHANGE, {"old_password": "wrong", **TWICE}, status=400)
        assert client.post(CHANGE, {"old_password": PASSWORD, **TWICE}, status=429).json() == TOO_MANY

    def test_nobody(self, client, bob):
        assert client.post(CHANGE, {"old_password": PASSWORD, **TWICE}, status=401).json() == {
            "error": "Authentication required",
            "detail": "You must be authenticated to perform this action.",
        }


class TestReset:
    def test_by_code(self, client, bob, send):
        client.post(LOGIN, {"username": "bob", "password": PASSWORD})
        code = send(bob.email)
        given = {"email": bob.email.upper(), "otp": f" {code.lower()} "}
        assert client.post(VERIFY, given).json() == {"message": "OTP verified successfully"}
        assert client.post(CONFIRM, {**given, **TWICE}).json() == {"message": "Password reset successfully"}
        assert Session.objects.get().end_reason == "password_reset"
        signs_in(client, PASSWORD, 404)
        signs_in(client, NEW)
        assert client.post(CONFIRM, {**given, **TWICE}, status=400).json() == WRONG_CODE

    @pytest.mark.parametrize(
        ("path", "fields"),
        [
            (REQUEST, ["email"]),
            (VERIFY, ["email", "otp"]),
            (CONFIRM, ["email", "otp", "new_password1", "new_password2"]),
        ],
    )
    def test_missing_fields(self, client, path, fields):
        assert client.post(path, {}, status=400).json() == dict.fromkeys(fields, REQUIRED)

    def test_weak_or_different_passwords_cost_no_try(self, client, bob, send):
        given = {"email": bob.email, "otp": send(bob.email)}
        weak = {"new_password1": "bob@people", "new_password2": "bob@people"}
        assert client.post(CONFIRM, {**given, **weak}, status=400).json() == {
            "new_password1": ["The password is too similar to the e-mail."]
        }
        differ = {"new_password1": NEW, "new_password2": "x"}
        assert client.post(CONFIRM, {**given, **differ}, status=400).json() == {
            "new_password2": ["The two password fields didn't match."]
        }
        assert OneTimeCode.objects.get().tries == 0
        client.post(CONFIRM, {**given, **TWICE})

    def test_five_tries_use_the_code_up(self, client, bob, send):
        code = send(bob.email)
        for _try in range(django_settings.ONE_TIME_CODE_TRIES):
            client.post(VERIFY, {"email": bob.email, "otp": "WRONG2"}, status=400)
        assert client.post(VERIFY, {"email": bob.email, "otp": code}, status=400).json() == WRONG_CODE

    def test_code_of_one_school_is_good_at_no_other(self, api, beta, bob, send):
        code = send(bob.email)
        assert api(school=beta).post(VERIFY, {"email": bob.email, "otp": code}, status=400).json() == (
            WRONG_CODE
        )

    def test_requests_are_counted(self, client, bob):
        for _try in range(django_settings.CODE_REQUESTS_PER_HOUR):
            client.post(REQUEST, {"email": bob.email})
        answer = client.post(REQUEST, {"email": bob.email}, status=429)
        assert answer.json() == TOO_MANY
        assert int(answer.headers["Retry-After"]) > 0

    def test_neutral_setting_never_says_whether_an_email_is_known(self, client, bob, settings):
        settings.NEUTRAL_ANSWERS = True
        for email in ("nobody@x.example", bob.email):
            assert client.post(REQUEST, {"email": email}).json() == {"message": "OTP sent to your email"}
            assert client.post(VERIFY, {"email": email, "otp": "WRONG2"}, status=400).json() == WRONG_CODE
