"""1.3 to 1.7: sign-in, refresh, sign-out, with tokens in bodies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from shared_apps.accounts.models import Session
from tenant_apps.students.services import toggle_block
from tenants import context
from tests.contracts.edupro.words import NO_TEACHER
from tests.factories import PASSWORD, make_admin, make_staff, make_student, make_user, owner_of
from tests.parallel import run_parallel

TEACHER = "/api/teacher/login/"
STUDENT = "/api/student/login/alice/"
REFRESH = "/api/token/refresh/"
STUDENT_REFRESH = "/api/student/refresh/alice/"
LOGOUT = "/api/logout/"
PROFILE = "/api/student/student-profile/alice/"
MISSING = {"error": "Invalid credentials", "detail": "Email and password are required."}
UNKNOWN = {"error": "User not found", "detail": "No user found with the provided credentials."}
BAD_REFRESH = {"error": "Invalid refresh token", "detail": "The provided refresh token is invalid."}
INVALID = {"error": "Invalid token", "detail": "The provided token is invalid or expired."}


@pytest.fixture
def bob(in_alpha):
    return make_student(username="bob")


def given(login, password=PASSWORD):
    return {"username": login, "password": password}


def signed_in(client, path, login):
    return client.post(path, given(login)).json()


def carry(client, tokens):
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access']}")
    return client


class TestSignIn:
    @pytest.mark.parametrize("name", ["email", "username", "phone"])
    @pytest.mark.parametrize("at_school", [True, False])
    def test_owner_by_any_name_on_either_host(self, api, alpha, name, at_school):
        owner = owner_of(alpha)
        client = api(school=alpha) if at_school else api()
        answer = client.post(TEACHER, given(getattr(owner, name)))
        body = answer.json()
        assert body == {
            "access": body["access"],
            "refresh": body["refresh"],
            "user": {
                "id": str(owner.id),
                "username": "alice",
                "email": owner.email,
                "user_type": "teacher",
            },
        }
        assert answer.cookies == {}
        assert answer.headers["Cache-Control"] == "private, no-store"
        carry(client, body).get("/api/teacher/teacher-profile/")
        session = Session.objects.get()
        assert (session.kind, session.tenant_id) == ("staff", alpha.id)

    @pytest.mark.parametrize("name", ["email", "username", "phone"])
    @pytest.mark.parametrize("at_school", [True, False])
    def test_student_by_any_name_on_either_host(self, api, alpha, bob, name, at_school):
        client = api(school=alpha) if at_school else api()
        answer = client.post(STUDENT, given(getattr(bob, name)))
        body = answer.json()
        assert body["user"] == {
            "id": str(bob.user_id),
            "username": "bob",
            "email": bob.email,
            "user_type": "student",
        }
        assert answer.cookies == {}
        assert carry(client, body).get(PROFILE).json()["id"] == str(bob.user_id)

    def test_the_access_token_works_as_a_cookie_too(self, api, alpha, bob):
        client = api(school=alpha)
        client.cookies[django_settings.ACCESS_COOKIE] = signed_in(client, STUDENT, "bob")["access"]
        client.get(PROFILE)

    def test_email_is_another_word_for_username(self, api, alpha, bob):
        client = api(school=alpha)
        client.post(STUDENT, {"email": bob.email, "password": PASSWORD})
        client.post(STUDENT, {"email": "bob", "username": "", "password": PASSWORD})

    def test_operator_on_the_platform(self, api, alpha):
        admin = make_admin()
        assert signed_in(api(), TEACHER, admin.username)["user"]["user_type"] == "admin"
        assert api(school=alpha).post(TEACHER, given(admin.username), status=404).json() == UNKNOWN

    def test_a_token_of_some_school_does_not_choose_the_next_one(self, api, alpha, beta, bob):
        client = carry(api(), signed_in(api(), STUDENT, "bob"))
        client.post(TEACHER, given("basma"))
        assert Session.objects.get(user__username="basma").tenant_id == beta.id

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"username": "bob"},
            {"password": PASSWORD},
            {"username": "", "password": PASSWORD},
            {"username": "bob", "password": ""},
            {"username": ["bob"], "password": PASSWORD},
            {"username": "bob", "password": {"a": 1}},
            {"username": "b\x00b", "password": PASSWORD},
            [],
        ],
    )
    def test_what_is_no_name_and_password(self, api, alpha, bob, body):
        for path in (TEACHER, STUDENT):
            assert api(school=alpha).post(path, body, status=400).json() == MISSING
        assert Session.objects.count() == 0

    def test_nobody_wrong_password_and_wrong_school_are_the_same_bytes(self, api, alpha, beta, bob):
        with context.enter(beta):
            make_student(username="dana")
        client = api(school=alpha)
        answers = {
            client.post(STUDENT, given(login, password), status=404).content
            for login, password in [("bob", "wrong"), ("nobody", "wrong"), ("dana", PASSWORD)]
        }
        answers |= {
            client.post(TEACHER, given(login, password), status=404).content
            for login, password in [("alice", "wrong"), ("bob", PASSWORD), ("basma", PASSWORD)]
        }
        assert len(answers) == 1
        assert client.post(STUDENT, given("nobody", "x"), status=404).json() == UNKNOWN

    def test_neutral_answer_says_nothing_about_people(self, api, alpha, bob, settings):
        settings.NEUTRAL_ANSWERS = True
        told = {"error": "Invalid credentials", "detail": "The provided credentials are not valid."}
        for login, password in [("bob", "wrong"), ("nobody", "wrong")]:
            assert api(school=alpha).post(STUDENT, given(login, password), status=401).json() == told

    def test_staff_on_leave(self, api, in_alpha):
        member = make_staff(is_active=False)
        assert api(school=in_alpha).post(TEACHER, given(member.email), status=404).json() == UNKNOWN

    def test_teacher_who_is_not_there_or_not_of_this_host(self, api, alpha, beta, bob):
        for client, name in ((api(), "nobody"), (api(school=alpha), "basma")):
            answer = client.post(f"/api/student/login/{name}/", given("bob"), status=404)
            assert answer.json() == NO_TEACHER

    def test_locked_after_five_wrong_passwords(self, api, alpha, bob):
        client = api(school=alpha)
        for _try in range(5):
            client.post(STUDENT, given("bob", "wrong"), status=404)
        answer = client.post(STUDENT, given("bob"), status=429)
        assert answer.json() == {
            "error": "Rate limit exceeded",
            "detail": "Too many requests. Please try again later.",
        }
        assert int(answer.headers["Retry-After"]) > 0
        assert Session.objects.count() == 0


class TestRefresh:
    def test_teacher(self, api, alpha):
        for client in (api(school=alpha), api()):
            before = signed_in(client, TEACHER, "alice")
            answer = client.post(REFRESH, {"refresh": before["refresh"]})
            after = answer.json()
            assert set(after) == {"access"}
            assert after["access"] != before["access"]
            assert answer.cookies == {}
            carry(api(school=alpha), after).get("/api/teacher/teacher-profile/")

    def test_student(self, api, alpha, bob):
        for client in (api(school=alpha), api()):
            before = signed_in(client, STUDENT, "bob")
            after = client.post(STUDENT_REFRESH, {"refresh": before["refresh"]}).json()
            assert carry(api(school=alpha), after).get(PROFILE).json()["username"] == "bob"

    def test_refresh_token_keeps_working_until_its_session_ends(self, api, alpha, bob, time_machine):
        client = api(school=alpha)
        start = timezone.now()
        token = signed_in(client, STUDENT, "bob")["refresh"]
        for days in (0, 1, 2, 29):
            time_machine.move_to(start + timedelta(days=days))
            after = client.post(STUDENT_REFRESH, {"refresh": token}).json()
            assert carry(api(school=alpha), after).get(PROFILE).json()["username"] == "bob"
        time_machine.move_to(start + timedelta(days=31))
        assert client.post(STUDENT_REFRESH, {"refresh": token}, status=400).json() == BAD_REFRESH

    @pytest.mark.parametrize("path", [REFRESH, STUDENT_REFRESH])
    @pytest.mark.parametrize(
        "body", [{}, {"refresh": ""}, {"refresh": "garbage"}, {"refresh": None}, {"refresh": ["x"]}, []]
    )
    def test_what_is_no_refresh_token(self, api, alpha, path, body):
        for client in (api(school=alpha), api()):
            assert client.post(path, body, status=400).json() == BAD_REFRESH

    def test_tokens_of_another_kind_person_or_school(self, api, alpha, beta, bob):
        client = api(school=alpha)
        student, teacher = signed_in(client, STUDENT, "bob"), signed_in(client, TEACHER, "alice")
        foreign = signed_in(api(school=beta), TEACHER, "basma")
        wrong = [
            (REFRESH, student["refresh"]),
            (STUDENT_REFRESH, teacher["refresh"]),
            (REFRESH, teacher["access"]),
            (REFRESH, foreign["refresh"]),
            ("/api/student/refresh/nobody/", student["refresh"]),
            ("/api/student/refresh/basma/", student["refresh"]),
        ]
        for path, token in wrong:
            assert client.post(path, {"refresh": token}, status=400).json() == BAD_REFRESH
        assert Session.objects.filter(ended_at=None).count() == 3

    def test_blocked_student(self, api, alpha, bob):
        client = api(school=alpha)
        token = signed_in(client, STUDENT, "bob")["refresh"]
        toggle_block(student=bob, now=timezone.now())
        assert client.post(STUDENT_REFRESH, {"refresh": token}, status=400).json() == BAD_REFRESH


class TestLogout:
    def test_ends_this_session_only(self, api, alpha, bob):
        here, there = api(school=alpha), api(school=alpha)
        tokens = signed_in(here, STUDENT, "bob")
        carry(there, signed_in(there, STUDENT, "bob"))
        assert carry(here, tokens).post(LOGOUT).json() == {"message": "Successfully logged out"}
        assert here.get(PROFILE, status=401).json() == INVALID
        assert here.post(LOGOUT, status=401).json() == INVALID
        refused = api(school=alpha).post(STUDENT_REFRESH, {"refresh": tokens["refresh"]}, status=400)
        assert refused.json() == BAD_REFRESH
        there.get(PROFILE)

    def test_staff_and_operator(self, api, alpha):
        api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True).post(LOGOUT)
        api().sign_in(make_admin(), kind="operator", bearer=True).post(LOGOUT)
        assert set(Session.objects.values_list("end_reason", flat=True)) == {"signed_out"}


def test_two_different_tokens_in_one_request(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {signed_in(api(school=alpha), STUDENT, 'bob')['access']}")
    assert client.get(PROFILE, status=400).json() == {
        "error": "Invalid request",
        "detail": "Send the access token once: in the header or in the cookie.",
    }


def test_parallel_refreshes_all_get_an_access_token(committed, alpha, api):
    with context.enter(alpha):
        make_student(user=make_user(username="bob"))
    client = api(school=alpha)
    token = signed_in(client, STUDENT, "bob")["refresh"]

    def refresh():
        return api(school=alpha).post(STUDENT_REFRESH, {"refresh": token}).json()["access"]

    answers = run_parallel([refresh] * 8, threads=8)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Session.objects.get().ended_at is None
    for access in set(answers):
        assert carry(api(school=alpha), {"access": access}).get(PROFILE).json()["username"] == "bob"
