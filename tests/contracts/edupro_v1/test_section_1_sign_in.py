"""1.1 to 1.5: sign-in, sign-out, refresh."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from shared_apps.accounts.models import Session
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student
from tenants import context
from tenants.context import ActiveTenant
from tests.factories import PASSWORD, make_admin, make_staff, make_student, make_user, owner_of

TEACHER = "/api/v1/teacher/login/"
STUDENT = "/api/v1/student/login/alice/"
LOGOUT = "/api/v1/logout/"
REFRESH = "/api/v1/token/refresh/"
STUDENT_REFRESH = "/api/v1/student/refresh/alice/"
WRONG = {"error": "Invalid credentials", "detail": "Invalid credentials"}
WRONG_STUDENT = {
    "error": "Invalid credentials. Please check your email and password.",
    "detail": "Invalid credentials. Please check your email and password.",
}
NOT_REGISTERED = {
    "error": "You are not registered as a student for this teacher.",
    "detail": "You are not registered as a student for this teacher.",
}
NO_TEACHER = {"error": "Teacher not found.", "detail": "Teacher not found."}
NO_TOKEN = {"error": "Refresh token not found", "detail": "Refresh token not found"}
BAD_TOKEN = {
    "error": "Invalid or expired refresh token",
    "detail": "Invalid or expired refresh token",
}
REFRESHED = {"message": "Token refreshed successfully"}
LOCKED = {"detail": "Too many wrong tries. Please wait and try again."}


@pytest.fixture
def bob(in_alpha: ActiveTenant) -> Student:
    return make_student(username="bob")


def body(login: str, password: str = PASSWORD) -> dict[str, str]:
    return {"email": login, "password": password}


def person(user: Any) -> dict[str, Any]:
    return {
        "id": user.number,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "phone": user.phone,
        "user_type": user.user_type,
        "username": user.username,
        "slug": user.username,
    }


# 1.1 teacher


@pytest.mark.parametrize("name", ["email", "username", "phone"])
@pytest.mark.parametrize("at_school", [True, False])
def test_owner_signs_in_by_any_name_on_either_host(api, alpha, name, at_school):
    owner = owner_of(alpha)
    client = api(school=alpha) if at_school else api()
    answer = client.post(TEACHER, body(getattr(owner, name)))
    assert answer.json() == person(owner)
    assert client.get("/api/v1/teacher/teacher-profile/").json()["user"] == person(owner)
    session = Session.objects.get()
    assert (session.kind, session.tenant_id) == ("staff", alpha.id)


def test_tokens_are_in_http_only_cookies_and_not_in_the_body(api, alpha):
    answer = api(school=alpha).post(TEACHER, body("alice"))
    for name in (settings.ACCESS_COOKIE, settings.REFRESH_COOKIE):
        cookie = answer.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
            True,
            "Lax",
            "/",
            "",
        )
        assert cookie.value not in answer.content.decode()


def test_administrator_signs_in_on_the_platform_only(api, alpha):
    admin = make_admin(username="olga")
    assert api().post(TEACHER, body("olga")).json() == person(admin)
    assert Session.objects.get().kind == "operator"
    assert api(school=alpha).post(TEACHER, body("olga"), status=401).json() == WRONG


def test_someone_of_two_schools_gets_the_one_they_own(api, alpha, beta):
    owner = owner_of(beta)
    with context.enter(alpha):
        make_staff("instructor", user=owner)
    api().post(TEACHER, body("basma"))
    assert Session.objects.get().tenant_id == beta.id


def test_staff_on_leave_is_refused_like_a_wrong_password(api, in_alpha):
    make_staff(user=make_user(username="irene", user_type="teacher"))
    StaffMember.objects.filter(role="instructor").update(is_active=False)
    assert api().post(TEACHER, body("irene"), status=401).json() == WRONG
    assert api(school=in_alpha).post(TEACHER, body("irene"), status=401).json() == WRONG


@pytest.mark.parametrize(
    "given", [("alice", "wrong"), ("nobody", PASSWORD), ("nobody@x.example", PASSWORD), ("+201009", "x")]
)
def test_teacher_wrong_name_or_password_gets_one_answer(api, alpha, given):
    assert api(school=alpha).post(TEACHER, body(*given), status=401).json() == WRONG
    assert Session.objects.count() == 0


def test_student_and_other_schools_owner_cannot_sign_in_as_teacher(api, alpha, beta, bob):
    assert api(school=alpha).post(TEACHER, body("bob"), status=401).json() == WRONG
    assert api().post(TEACHER, body("bob"), status=401).json() == WRONG
    assert api(school=alpha).post(TEACHER, body("basma"), status=401).json() == WRONG


@pytest.mark.parametrize("path", [TEACHER, STUDENT])
def test_missing_fields_are_named(api, alpha, path):
    assert api(school=alpha).post(path, {}, status=400).json() == {
        "email": ["This field is required."],
        "password": ["This field is required."],
    }


def test_inactive_person_is_refused_like_a_wrong_password(api, alpha):
    owner = owner_of(alpha)
    owner.is_active = False
    owner.save(update_fields=["is_active"])
    assert api(school=alpha).post(TEACHER, body("alice"), status=401).json() == WRONG


# locks


def test_sixth_wrong_password_locks_this_account_from_this_address_only(api, alpha, bob):
    with context.enter(alpha):
        carol = make_student(username="carol")
    client = api(school=alpha)
    for _try in range(5):
        client.post(STUDENT, body("bob", "wrong"), status=401)
    locked = client.post(STUDENT, body("bob"), status=423)
    assert locked.json() == LOCKED
    assert 290 <= int(locked["Retry-After"]) <= 302
    assert client.post(STUDENT, body(carol.email)).status_code == 200
    assert client.post(STUDENT, body("bob"), REMOTE_ADDR="10.9.8.7").json() == person(bob.user)


def test_all_names_of_a_person_share_the_count(api, alpha, bob):
    client = api(school=alpha)
    for login in ("bob", bob.email, bob.phone, "BOB", f" {bob.email.upper()} "):
        client.post(STUDENT, body(login, "wrong"), status=401)
    client.post(STUDENT, body(bob.phone.replace("+20", "0")), status=423)


def test_success_forgets_the_wrong_tries(api, alpha, bob):
    client = api(school=alpha)
    for _round in range(3):
        for _try in range(4):
            client.post(STUDENT, body("bob", "wrong"), status=401)
        client.post(STUDENT, body("bob"))


def test_locks_grow_up_to_an_hour(api, alpha, bob, time_machine):
    start = timezone.now()
    client = api(school=alpha)
    waits, at = [], start
    for _round in range(6):
        status = 401
        while status == 401:
            time_machine.move_to(at, tick=False)
            answer = client.post(STUDENT, body("bob", "wrong"), status=None)
            status = answer.status_code
        waits.append(int(answer["Retry-After"]) - 1)
        at += timezone.timedelta(seconds=waits[-1] + 1)
    assert waits == [300, 600, 1200, 2400, 3600, 3600]


# 1.2 student


@pytest.mark.parametrize("name", ["email", "username", "phone"])
@pytest.mark.parametrize("at_school", [True, False])
def test_student_signs_in_by_any_name_on_either_host(api, alpha, bob, name, at_school):
    client = api(school=alpha) if at_school else api()
    assert client.post(STUDENT, body(getattr(bob, name))).json() == person(bob.user)
    session = Session.objects.get()
    assert (session.kind, session.tenant_id) == ("student", alpha.id)
    with context.enter(alpha):
        assert Student.objects.get().latest_sign_in_at is not None


def test_national_phone_number_is_read_as_one_of_the_schools_country(api, alpha, bob):
    assert api().post(STUDENT, body("0" + bob.phone[3:])).json() == person(bob.user)


def test_student_wrong_password_and_unknown_name_get_one_answer(api, alpha, bob):
    assert api(school=alpha).post(STUDENT, body("bob", "x"), status=401).json() == WRONG_STUDENT
    assert api(school=alpha).post(STUDENT, body("dana", "x"), status=401).json() == WRONG_STUDENT


def test_student_of_another_teacher_is_told_after_the_right_password_only(api, alpha, beta):
    with context.enter(beta):
        make_student(username="dana")
    assert api(school=alpha).post(STUDENT, body("dana"), status=403).json() == NOT_REGISTERED
    assert api(school=alpha).post(STUDENT, body("dana", "x"), status=401).json() == WRONG_STUDENT


def test_blocked_student_is_refused(api, alpha, bob):
    Student.objects.update(is_active=False)
    assert api(school=alpha).post(STUDENT, body("bob"), status=403).json() == NOT_REGISTERED
    assert Session.objects.count() == 0


def test_unknown_teacher_is_not_found(api, alpha, beta, bob):
    path = "/api/v1/student/login/{}/"
    assert api().post(path.format("nobody"), body("bob"), status=404).json() == NO_TEACHER
    assert api(school=alpha).post(path.format("basma"), body("bob"), status=404).json() == NO_TEACHER


# 1.3 sign-out


@pytest.mark.parametrize("at_school", [True, False])
def test_logout_ends_the_session_and_drops_the_cookies(api, alpha, bob, at_school):
    client = api(school=alpha) if at_school else api()
    client.sign_in(bob.user, school=alpha)
    answer = client.post(LOGOUT, status=205)
    assert answer.json() == {"message": "Logged out successfully"}
    assert [answer.cookies[n].value for n in (settings.ACCESS_COOKIE, settings.REFRESH_COOKIE)] == ["", ""]
    assert Session.objects.get().end_reason == "signed_out"


def test_access_token_is_dead_after_logout(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    access = client.cookies[settings.ACCESS_COOKIE].value
    client.post(LOGOUT, status=205)
    client.cookies[settings.ACCESS_COOKIE] = access
    client.put("/api/v1/change-password/", {}, status=401)


def test_logout_without_refresh_token(api, alpha, bob):
    expected = {"message": "No refresh token found", "detail": "No refresh token found"}
    assert api(school=alpha).post(LOGOUT, status=400).json() == expected
    client = api(school=alpha).sign_in(bob.user)
    del client.cookies[settings.REFRESH_COOKIE]
    assert client.post(LOGOUT, status=400).json() == expected


def test_logout_with_a_token_that_is_none_here(api, alpha, beta, bob):
    expected = {"error": "Invalid token", "detail": "Invalid token"}
    client = api(school=alpha)
    client.cookies[settings.REFRESH_COOKIE] = "garbage"
    assert client.post(LOGOUT, status=400).json() == expected
    elsewhere = api(school=beta).sign_in(bob.user, school=alpha)
    assert elsewhere.post(LOGOUT, status=400).json() == expected
    assert Session.objects.get().ended_at is None


def test_logout_says_when_the_server_fails(committed, api, alpha):
    with context.enter(alpha):
        bob = make_student(username="bob")
    client = api(school=alpha).sign_in(bob.user)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE public.accounts_session RENAME TO accounts_session_away")
    text = "An unexpected error occurred during logout."
    del client.cookies[settings.ACCESS_COOKIE]
    assert client.post(LOGOUT, status=500).json() == {"error": text, "detail": text}


# 1.4 refresh of teachers


@pytest.mark.parametrize("at_school", [True, False])
def test_refresh_gives_new_cookies(api, alpha, at_school):
    client = api(school=alpha) if at_school else api()
    client.sign_in(owner_of(alpha), kind="staff", school=alpha)
    before = client.cookies[settings.REFRESH_COOKIE].value
    del client.cookies[settings.ACCESS_COOKIE]
    answer = client.post(REFRESH)
    assert answer.json() == REFRESHED
    assert answer.cookies[settings.REFRESH_COOKIE].value != before
    client.get("/api/v1/teacher/teacher-profile/")


def test_operator_refreshes_on_the_platform(api, db):
    client = api().sign_in(make_admin(), kind="operator")
    assert client.post(REFRESH).json() == REFRESHED


def test_refresh_without_cookie(api, alpha):
    assert api(school=alpha).post(REFRESH, status=401).json() == NO_TOKEN
    assert api(school=alpha).post(STUDENT_REFRESH, status=401).json() == NO_TOKEN


def test_refresh_with_garbage_or_an_access_token(api, alpha):
    client = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    access = client.cookies[settings.ACCESS_COOKIE].value
    for raw in ("garbage", "a.b.c", access):
        client.cookies[settings.REFRESH_COOKIE] = raw
        assert client.post(REFRESH, status=401).json() == BAD_TOKEN
        assert client.post(STUDENT_REFRESH, status=401).json() == BAD_TOKEN


def test_students_cookie_does_not_refresh_at_the_teachers_address(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    assert client.post(REFRESH, status=401).json() == BAD_TOKEN
    assert client.post(STUDENT_REFRESH).json() == REFRESHED


def test_refresh_at_another_schools_host_is_refused(api, alpha, beta):
    client = api(school=beta).sign_in(owner_of(alpha), kind="staff", school=alpha)
    assert client.post(REFRESH, status=401).json() == BAD_TOKEN
    assert Session.objects.get().ended_at is None


def test_old_refresh_token_ends_the_session(api, alpha, time_machine):
    client = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    old = client.cookies[settings.REFRESH_COOKIE].value
    client.post(REFRESH)
    living = client.cookies[settings.REFRESH_COOKIE].value
    time_machine.move_to(timezone.now() + settings.REFRESH_GRACE + timezone.timedelta(seconds=1))
    client.cookies[settings.REFRESH_COOKIE] = old
    assert client.post(REFRESH, status=401).json() == BAD_TOKEN
    client.cookies[settings.REFRESH_COOKIE] = living
    assert client.post(REFRESH, status=401).json() == BAD_TOKEN


# 1.5 refresh of students


@pytest.mark.parametrize("at_school", [True, False])
def test_student_refreshes_without_an_access_token(api, alpha, bob, at_school):
    client = api(school=alpha) if at_school else api()
    client.sign_in(bob.user, school=alpha)
    del client.cookies[settings.ACCESS_COOKIE]
    assert client.post(STUDENT_REFRESH).json() == REFRESHED


def test_teachers_cookie_at_the_students_address(api, alpha):
    text = "User is not a student or does not have a student profile."
    client = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    assert client.post(STUDENT_REFRESH, status=400).json() == {"error": text, "detail": text}


def test_student_refresh_at_another_teacher(api, alpha, beta, bob):
    client = api().sign_in(bob.user, school=alpha)
    assert client.post("/api/v1/student/refresh/basma/", status=403).json() == NOT_REGISTERED
    assert client.post("/api/v1/student/refresh/nobody/", status=403).json() == NOT_REGISTERED


def test_blocked_and_removed_students_do_not_refresh(api, alpha, bob):
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    client = api(school=alpha).sign_in(bob.user)
    alice.patch(f"/api/v1/teacher/students/toggle-block/{bob.user_number}/")
    assert client.post(STUDENT_REFRESH, status=403).json() == NOT_REGISTERED
    alice.patch(f"/api/v1/teacher/students/toggle-block/{bob.user_number}/")
    client = api(school=alpha).sign_in(bob.user)
    alice.delete(f"/api/v1/teacher/students/remove/{bob.user_number}/")
    assert client.post(STUDENT_REFRESH, status=403).json() == NOT_REGISTERED
