"""Doors: opening a school, entering it once, signing up, in and out, coming back without a password."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from branding.rules import find_ready_theme
from shared_apps.accounts.models import OneTimeCode, Session, User
from shared_apps.accounts.services.hand_over import issue_hand_over
from shared_apps.accounts.services.one_time import code_to_mail
from shared_apps.accounts.web.forms import waiting_time
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student
from tenants import context
from tenants.context import ActiveTenant
from tenants.models import Tenant
from tests.client import Api, ApiMaker
from tests.factories.people import make_staff, make_student, make_user, owner_of
from tests.template_rows import PASSWORD

SCHOOL_URLS = "config.urls.school"


def at(name: str, *args: Any) -> str:
    return reverse(name, args=args, urlconf=SCHOOL_URLS)


def send(client: Api, path: str, data: dict[str, Any], status: int | None = 200) -> Any:
    return client.post(path, data, status=status, format="multipart")


def is_signed_in(response: Any) -> bool:
    return bool(
        response.cookies.get(settings.ACCESS_COOKIE) and response.cookies[settings.ACCESS_COOKIE].value
    )


# -- opening a school --------------------------------------------------------------------------


def opening(**changes: Any) -> dict[str, Any]:
    given = {
        "first_name": "Mona",
        "last_name": "Adel",
        "phone": "0100 222 3344",
        "email": "mona@teachers.example",
        "password": "right-Horse-7",
        "username": "mona-physics",
        "language": "en",
        "look": "lotus",
        "open": "1",
    }
    return given | changes


def test_start_opens_a_school_and_leads_to_its_door(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api()
    response = send(client, "/start/", opening(), status=302)
    profile = TeacherProfile.objects.select_related("tenant", "user").get(tenant__username="mona-physics")
    colours = find_ready_theme(slug="lotus").colours
    assert response["Location"].startswith("http://mona-physics.edupro.test/teach/enter/")
    assert (profile.full_name, profile.user.phone) == ("Mona Adel", "+201002223344")
    assert (profile.tenant.language, profile.primary_color, profile.background_color) == (
        "en",
        colours.primary,
        colours.background,
    )
    assert not is_signed_in(response)
    assert response.cookies["school"].value == "mona-physics"


def test_start_leads_in_once(api: ApiMaker, alpha: ActiveTenant) -> None:
    location = send(api(), "/start/", opening(), status=302)["Location"]
    path = location.removeprefix("http://mona-physics.edupro.test")
    client = api(host="mona-physics.edupro.test")
    page = client.get(path)
    assert "Enter your school" in page.content.decode()
    assert not is_signed_in(page)
    entered = client.post(path, status=302)
    assert (entered["Location"], is_signed_in(entered)) == (at("teacher_home"), True)
    again = api(host="mona-physics.edupro.test").post(path, status=410)
    assert not is_signed_in(again)
    session = Session.objects.get(tenant__username="mona-physics")
    assert (session.kind, session.user.username) == ("staff", "mona-physics")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""),
        ("phone", "12"),
        ("phone", ""),
        ("email", "mona@"),
        ("password", "short"),
        ("password", "12345678"),
        ("username", "admin"),
        ("username", "a"),
        ("username", "alice"),
        ("email", "alice@owners.example"),
        ("language", "xx"),
        ("look", "xx"),
    ],
)
def test_start_refuses_one_thing_and_keeps_the_rest(
    api: ApiMaker, alpha: ActiveTenant, field: str, value: str
) -> None:
    before = Tenant.objects.filter(state=Tenant.State.ACTIVE).count()
    body = send(api(), "/start/", opening(**{field: value})).content.decode()
    assert "data-form-errors" in body
    for name, typed in opening(**{field: value}).items():
        if name in {"first_name", "last_name", "phone", "email", "username"} and typed:
            assert f'value="{typed}"' in body
    assert "right-Horse-7" not in body
    assert Tenant.objects.filter(state=Tenant.State.ACTIVE).count() == before
    assert not User.objects.filter(username="mona-physics").exists()


def test_start_with_a_taken_address_offers_free_ones(api: ApiMaker, alpha: ActiveTenant) -> None:
    body = send(api(), "/start/", opening(username="alice")).content.decode()
    offers = re.findall(r'data-value="([^"]+)"', body)
    assert offers == ["mona", "mona-adel", "alice-school"]
    assert "is free" not in body


def test_start_takes_an_offer_without_script_and_opens_nothing(api: ApiMaker, alpha: ActiveTenant) -> None:
    body = send(api(), "/start/", opening(username="alice", use_address="alice-school")).content.decode()
    assert 'value="alice-school"' in body
    assert 'value="mona@teachers.example"' in body
    assert "data-form-errors" not in body
    assert not User.objects.filter(email="mona@teachers.example").exists()


def test_start_bounds_schools_per_address(api: ApiMaker, alpha: ActiveTenant, settings: Any) -> None:
    settings.SCHOOLS_PER_ADDRESS_PER_DAY = 1
    client = api()
    send(client, "/start/", opening(), status=302)
    second = opening(username="mona-light", email="mona2@teachers.example", phone="0100 222 3355")
    assert "Try again in" in send(client, "/start/", second, status=429).content.decode()
    assert not User.objects.filter(username="mona-light").exists()


def test_start_twice_at_once_opens_one_school(committed: None, alpha: ActiveTenant) -> None:
    statuses: list[int] = []
    start = threading.Barrier(3)

    def open_it() -> None:
        start.wait()
        try:
            statuses.append(Api().post("/start/", opening(), status=None, format="multipart").status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_it) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 200, 302]
    assert Tenant.objects.filter(username="mona-physics").count() == 1
    assert User.objects.filter(email="mona@teachers.example").count() == 1


# -- entering by a word ------------------------------------------------------------------------


def word(school: ActiveTenant, user: User, *, seconds_ago: int = 0) -> str:
    now = timezone.now() - timedelta(seconds=seconds_ago)
    return issue_hand_over(user_id=user.id, tenant_id=school.id, now=now)


def test_enter_refuses_an_old_word_on_both_methods(api: ApiMaker, alpha: ActiveTenant) -> None:
    path = at("teacher_enter", word(alpha, owner_of(alpha), seconds_ago=61))
    for response in (api(school=alpha).get(path, status=410), api(school=alpha).post(path, status=410)):
        assert not is_signed_in(response)
        assert 'href="/teach/sign-in/"' in response.content.decode()


def test_enter_refuses_another_schools_word(api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant) -> None:
    path = at("teacher_enter", word(beta, owner_of(beta)))
    assert not is_signed_in(api(school=alpha).post(path, status=410))
    assert Session.objects.count() == 0


def test_enter_refuses_somebody_who_does_not_run_the_school(api: ApiMaker, alpha: ActiveTenant) -> None:
    path = at("teacher_enter", word(alpha, make_user()))
    assert not is_signed_in(api(school=alpha).post(path, status=410))


# -- student sign-up ---------------------------------------------------------------------------


def sign_up(**changes: Any) -> dict[str, Any]:
    given = {
        "full_name": "Dana  Samir Adel",
        "phone": "0101 234 5678",
        "parent_phone": "0101 234 0000",
        "email": "Dana.Samir@mail.example",
        "password": "right-Horse-7",
    }
    return given | changes


def test_sign_up_makes_a_student_who_is_signed_in(api: ApiMaker, alpha: ActiveTenant) -> None:
    response = send(api(school=alpha), "/sign-up/", sign_up(next="/redeem/ABCDE12345/"), status=302)
    with context.enter(alpha):
        student = Student.objects.get(email="dana.samir@mail.example")
    assert (response["Location"], is_signed_in(response)) == ("/redeem/ABCDE12345/", True)
    assert (student.first_name, student.last_name, student.username) == ("Dana", "Samir Adel", "dana.samir")
    assert (student.phone, student.parent_phone) == (
        "+201012345678",
        "+201012340000",
    )


def test_sign_up_takes_one_name_for_a_name(api: ApiMaker, alpha: ActiveTenant) -> None:
    send(api(school=alpha), "/sign-up/", sign_up(full_name="دانا"), status=302)
    with context.enter(alpha):
        student = Student.objects.get(email="dana.samir@mail.example")
    assert (student.first_name, student.last_name, student.full_name) == ("دانا", "", "دانا")


def test_sign_up_invents_another_username_when_the_first_is_taken(api: ApiMaker, alpha: ActiveTenant) -> None:
    make_user(username="dana.samir")
    send(api(school=alpha), "/sign-up/", sign_up(next="/courses/"), status=302)
    username = User.objects.get(email="dana.samir@mail.example").username
    assert re.fullmatch(r"dana\.samir\.\d{4}", username)


@pytest.mark.parametrize("email", ["1@x.example", "é@x.example", "a@x.example", "---@x.example"])
def test_sign_up_makes_a_username_of_any_email(api: ApiMaker, alpha: ActiveTenant, email: str) -> None:
    from tenant_apps.students.services.door import username_from

    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,29}", username_from(email=email, is_first_try=True))


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "x"]
)
def test_sign_in_never_leads_to_another_host(api: ApiMaker, alpha: ActiveTenant, target: str) -> None:
    with context.enter(alpha):
        student = make_student()
    given = {"identifier": student.username, "password": PASSWORD, "next": target}
    response = send(api(school=alpha), "/sign-in/", given, status=302)
    assert response["Location"] == at("today")


@pytest.mark.parametrize(
    ("field", "value"),
    [("full_name", ""), ("phone", "x"), ("parent_phone", "7"), ("email", "dana"), ("password", "dana")],
)
def test_sign_up_refuses_and_keeps_the_rest(
    api: ApiMaker, alpha: ActiveTenant, field: str, value: str
) -> None:
    body = send(
        api(school=alpha), "/sign-up/", sign_up(**{field: value, "next": "/courses/"})
    ).content.decode()
    assert "data-form-errors" in body
    assert 'name="next" value="/courses/"' in body
    assert (field == "full_name") or 'value="Dana  Samir Adel"' in body
    assert not User.objects.filter(last_name="Samir Adel").exists()


def test_sign_up_names_every_wrong_number_at_once(api: ApiMaker, alpha: ActiveTenant) -> None:
    given = sign_up(phone="12", parent_phone="7", password="")
    body = send(api(school=alpha), "/sign-up/", given).content.decode()
    marked = re.findall(r'<input (?=[^>]*aria-invalid="true")[^>]*name="(\w+)"', body)
    assert marked == ["phone", "parent_phone", "password"]


def test_sign_up_with_a_known_email_leads_to_sign_in_and_keeps_the_way(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    make_user(username="dana", email="dana.samir@mail.example")
    body = send(api(school=alpha), "/sign-up/", sign_up(next="/redeem/AB/")).content.decode()
    assert "You have an account already" in body
    assert 'href="/sign-in/?next=%2Fredeem%2FAB%2F"' in body


def test_sign_up_twice_at_once_makes_one_student(committed: None, alpha: ActiveTenant) -> None:
    statuses: list[int] = []
    start = threading.Barrier(4)

    def join() -> None:
        start.wait()
        try:
            client = Api(school=alpha)
            sent = client.post("/sign-up/", sign_up(next="/x/"), status=None, format="multipart")
            statuses.append(sent.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=join) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 200, 200, 302]
    with context.enter(alpha):
        assert Student.objects.filter(email="dana.samir@mail.example").count() == 1


# -- signing in and out ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["username", "email", "phone"])
def test_student_signs_in_by_any_of_three_names(api: ApiMaker, alpha: ActiveTenant, name: str) -> None:
    with context.enter(alpha):
        student = make_student()
    given = {"identifier": getattr(student.user, name), "password": PASSWORD, "next": "/courses/"}
    response = send(api(school=alpha), "/sign-in/", given, status=302)
    assert (response["Location"], is_signed_in(response)) == ("/courses/", True)


def test_student_sign_in_refused_keeps_the_name_and_says_the_same_for_unknown(
    api: ApiMaker, alpha: ActiveTenant
) -> None:
    with context.enter(alpha):
        student = make_student()
    known = send(api(school=alpha), "/sign-in/", {"identifier": student.username, "password": "x"})
    unknown = send(api(school=alpha), "/sign-in/", {"identifier": "nobody", "password": "x"})
    said = [re.findall(r"<p>([^<]*not right[^<]*)</p>", page.content.decode()) for page in (known, unknown)]
    assert said[0] == said[1] != []
    assert f'value="{student.username}"' in known.content.decode()
    assert not is_signed_in(known)


def test_student_sign_in_locks_after_five_and_says_how_long(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    client = api(school=alpha)
    for _ in range(5):
        send(client, "/sign-in/", {"identifier": student.username, "password": "x"})
    locked = send(client, "/sign-in/", {"identifier": student.username, "password": PASSWORD}, status=429)
    assert re.search(r"Try again in \d+ minutes\.", locked.content.decode())
    assert not is_signed_in(locked)


def test_waiting_time_is_told_in_seconds_then_minutes() -> None:
    said = [waiting_time(seconds=seconds) for seconds in (1, 59, 60, 61, 3600)]
    assert said == [
        "Try again in 1 second.",
        "Try again in 59 seconds.",
        "Try again in 1 minute.",
        "Try again in 2 minutes.",
        "Try again in 60 minutes.",
    ]


def test_blocked_student_is_told_whom_to_ask(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student(is_active=False)
    page = send(api(school=alpha), "/sign-in/", {"identifier": student.username, "password": PASSWORD})
    assert "Please ask them about it." in page.content.decode()
    assert not is_signed_in(page)


def test_student_of_another_school_is_asked_to_join_and_joins(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    with context.enter(beta):
        student = make_student()
    given = {"identifier": student.username, "password": PASSWORD, "next": "/courses/"}
    client = api(school=alpha)
    asked = send(client, "/sign-in/", given)
    assert 'name="join" value="1"' in asked.content.decode()
    with context.enter(alpha):
        assert Student.objects.count() == 0
    assert not is_signed_in(send(client, "/sign-in/", given | {"join": "1", "password": "wrong"}))
    joined = send(client, "/sign-in/", given | {"join": "1"}, status=302)
    assert (joined["Location"], is_signed_in(joined)) == ("/courses/", True)
    with context.enter(alpha):
        assert Student.objects.get().user_id == student.user_id


def test_owner_cannot_become_a_student_of_the_own_school(api: ApiMaker, alpha: ActiveTenant) -> None:
    page = send(api(school=alpha), "/sign-in/", {"identifier": "alice", "password": PASSWORD, "join": "1"})
    assert "You run this school" in page.content.decode()
    with context.enter(alpha):
        assert Student.objects.count() == 0


def test_student_who_is_signed_in_is_not_asked_again(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    client = api(school=alpha).sign_in(student.user)
    assert client.get("/sign-in/?next=/courses/", status=302)["Location"] == "/courses/"


def test_teacher_signs_in_and_students_do_not_pass_that_door(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student, helper = make_student(), make_staff("assistant")
        idle = make_staff("instructor", is_active=False)

    def enter(username: str) -> Any:
        return send(
            api(school=alpha),
            "/teach/sign-in/",
            {"identifier": username, "password": PASSWORD, "next": "/teach/brand/"},
            status=None,
        )

    passed = {name: is_signed_in(enter(name)) for name in ("alice", "basma", helper.user.username)}
    assert passed == {"alice": True, "basma": False, helper.user.username: True}
    assert not is_signed_in(enter(student.username))
    assert not is_signed_in(enter(idle.user.username))
    assert enter("alice")["Location"] == "/teach/brand/"


def test_sign_out_ends_the_session_at_once_and_get_does_nothing(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    client = api(school=alpha).sign_in(student.user)
    client.get("/sign-out/", status=405)
    assert Session.objects.get().ended_at is None
    response = client.post("/sign-out/", status=302)
    assert response["Location"] == at("school_home")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies[settings.ACCESS_COOKIE].value == ""
    assert Session.objects.get().end_reason == "signed_out"
    client.post("/sign-out/", status=302)


def test_sign_out_of_a_teacher_leads_to_the_teachers_door(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    assert client.post("/sign-out/", status=302)["Location"] == at("teacher_sign_in")


# -- forgotten passwords -----------------------------------------------------------------------


def code_of(user: User) -> str:
    return code_to_mail(code=OneTimeCode.objects.get(user=user, used_at=None))


def test_reset_answers_alike_for_known_and_unknown(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    answers = []
    for email in (student.email, "nobody@mail.example"):
        client = api(school=alpha)
        sent = send(client, "/password-reset/", {"email": email}, status=302)
        page = client.get(sent["Location"]).content.decode()
        answers.append((sent["Location"], email in page, "data-form-errors" in page))
    assert answers == [("/password-reset/confirm/", True, False)] * 2


def test_reset_changes_the_password_once(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    client = api(school=alpha)
    send(client, "/password-reset/", {"email": student.email}, status=302)
    code = code_of(student.user)
    given = {"email": student.email, "otp": f"{code[:3]}-{code[3:].lower()}", "new_password": "new-Horse-99"}
    done = send(client, "/password-reset/confirm/", given, status=302)
    assert done["Location"] == at("student_sign_in")
    assert "is saved" in client.get("/sign-in/").content.decode()
    student.user.refresh_from_db()
    assert student.user.check_password("new-Horse-99")
    again = send(client, "/password-reset/confirm/", given | {"new_password": "other-Horse-98"})
    assert "This code is not right" in again.content.decode()


def test_reset_says_the_same_of_a_wrong_code_and_an_unknown_email(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    client = api(school=alpha)
    send(client, "/password-reset/", {"email": student.email}, status=302)
    said = []
    for email in (student.email, "nobody@mail.example"):
        given = {"email": email, "otp": "AAAAAA", "new_password": "new-Horse-99"}
        body = send(client, "/password-reset/confirm/", given).content.decode()
        said.append(re.findall(r"This code[^<]*", body))
    assert said[0] == said[1] != []


def test_reset_keeps_code_and_email_when_the_password_is_weak(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    client = api(school=alpha)
    send(client, "/password-reset/", {"email": student.email}, status=302)
    code = code_of(student.user)
    given = {"email": student.email, "otp": code, "new_password": "12345678"}
    body = send(client, "/password-reset/confirm/", given).content.decode()
    assert f'value="{code}"' in body
    assert f'value="{student.email}"' in body
    send(client, "/password-reset/confirm/", given | {"new_password": "new-Horse-99"}, status=302)


def test_reset_of_one_school_is_good_at_no_other(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    with context.enter(alpha):
        student = make_student()
    send(api(school=alpha), "/password-reset/", {"email": student.email}, status=302)
    given = {"email": student.email, "otp": code_of(student.user), "new_password": "new-Horse-99"}
    assert "This code" in send(api(school=beta), "/password-reset/confirm/", given).content.decode()


def test_reset_from_the_teachers_door_leads_back_to_it(api: ApiMaker, alpha: ActiveTenant) -> None:
    client, owner = api(school=alpha), owner_of(alpha)
    assert 'name="door" value="teach"' in client.get("/password-reset/?door=teach").content.decode()
    sent = send(client, "/password-reset/", {"email": owner.email, "door": "teach"}, status=302)
    assert sent["Location"] == "/password-reset/confirm/?door=teach"
    given = {"email": owner.email, "otp": code_of(owner), "new_password": "new-Horse-99", "door": "teach"}
    assert send(client, "/password-reset/confirm/", given, status=302)["Location"] == at("teacher_sign_in")


# -- the student's profile ---------------------------------------------------------------------


def test_profile_needs_a_student_of_this_school(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    assert api(school=alpha).get("/profile/", status=302)["Location"] == "/sign-in/?next=%2Fprofile%2F"
    api(school=alpha).sign_in(owner_of(alpha), kind="staff").get("/profile/", status=403)
    with context.enter(beta):
        stranger = make_student()
    api(school=alpha).sign_in(stranger.user, school=beta).get("/profile/", status=302)


def test_profile_saves_and_keeps_what_is_refused(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    client = api(school=alpha).sign_in(student.user)
    given = {"part": "about", "first_name": "Dana <b>", "city": "Giza", "bio": "Hi"}
    assert send(client, "/profile/", given, status=302)["Location"] == "/profile/#messages"
    body = client.get("/profile/").content.decode()
    assert ("Dana &lt;b&gt;" in body, "Dana <b>" in body, 'value="Giza"' in body) == (True, False, True)
    refused = send(client, "/profile/", given | {"first_name": "", "city": "Luxor"}).content.decode()
    assert 'value="Luxor"' in refused
    with context.enter(alpha):
        assert Student.objects.get(pk=student.pk).city == "Giza"


def test_profile_refuses_a_picture_that_is_none(api: ApiMaker, alpha: ActiveTenant, tmp_path: Path) -> None:
    with context.enter(alpha):
        student = make_student()
    fake = tmp_path / "me.png"
    fake.write_bytes(b"<svg onload=alert(1)>")
    client = api(school=alpha).sign_in(student.user)
    with fake.open("rb") as file:
        given = {"part": "about", "first_name": "Dana", "profile_picture": file}
        body = send(client, "/profile/", given).content.decode()
    assert "The image must be JPG or PNG" in body


def test_profile_changes_the_password_and_keeps_this_device(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        student = make_student()
    here, elsewhere = api(school=alpha).sign_in(student.user), api(school=alpha).sign_in(student.user)
    wrong = {"part": "password", "old_password": "x", "new_password": "new-Horse-99"}
    assert "data-form-errors" in send(here, "/profile/", wrong).content.decode()
    send(here, "/profile/", wrong | {"old_password": PASSWORD}, status=302)
    here.get("/profile/")
    elsewhere.get("/profile/", status=302)


def test_pages_never_show_mail_to_others(api: ApiMaker, alpha: ActiveTenant) -> None:
    api(school=alpha).get("/password-reset/")
    assert mail.outbox == []
    with context.enter(alpha):
        assert StaffMember.objects.filter(role="owner").count() == 1
