"""What people keep about themselves: students in the portal, staff in the dashboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages

from shared_apps.accounts.models import OneTimeCode, Session, User
from shared_apps.accounts.services.one_time import code_to_mail
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_staff, make_student
from tests.factories.people import PASSWORD
from tests.pages.portal import queries_of, text_of
from tests.uploads import picture

PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"


def send(client: Api, path: str, status: int = 302, **data: Any) -> Any:
    return client.post(path, data, status=status, format="multipart")


def told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)][-1:]


@pytest.fixture
def bob(in_alpha: ActiveTenant) -> Any:
    return make_student(username="bob")


@pytest.fixture
def browser(api: ApiMaker, in_alpha: ActiveTenant, bob: Any) -> Api:
    return api(school=in_alpha).sign_in(bob.user, kind="student")


ABOUT = {
    "part": "about",
    "first_name": "Bob",
    "last_name": "Nour",
    "grade_level": "3rd",
    "school_name": "Nile",
}
CONTACT = {
    "part": "contact",
    "email": "bob@new.example",
    "phone": "010 5555 6666",
    "parent_phone": "٠١٠ 7777 8888",
    "password": PASSWORD,
}


def test_student_changes_what_the_school_knows_of_them(browser: Api, bob: Any) -> None:
    answer = send(browser, "/profile/", **ABOUT, city="Cairo", bio="I like waves.", profile_picture=picture())
    assert (answer["Location"], told(answer)) == ("/profile/#messages", ["Saved."])
    row = Student.objects.get(pk=bob.pk)
    assert (row.first_name, row.last_name, row.full_name) == ("Bob", "Nour", "Bob Nour")
    assert (row.grade_level, row.school_name, row.city, row.bio) == ("3rd", "Nile", "Cairo", "I like waves.")
    assert "/public/students/" in row.profile_picture.name
    send(browser, "/profile/", **ABOUT)
    assert Student.objects.get(pk=bob.pk).profile_picture.name == row.profile_picture.name


def test_student_changes_how_they_sign_in(browser: Api, bob: Any) -> None:
    assert told(send(browser, "/profile/", **CONTACT)) == ["Saved. A code is on its way to bob@new.example."]
    row = Student.objects.get(pk=bob.pk)
    assert (row.email, row.phone, row.parent_phone) == (
        "bob@people.example",
        "+201055556666",
        "+201077778888",
    )
    page = text_of(browser.get("/profile/"))
    assert page.count("Until you type it here, your e-mail stays as it was.") == 1
    code = code_to_mail(code=OneTimeCode.objects.get(user=bob.user, used_at=None))
    wrong = send(browser, "/profile/", status=200, part="new_email", code="222222")
    assert "This code is not right, or it is older than half an hour." in text_of(wrong)
    answer = send(browser, "/profile/", part="new_email", code=code)
    assert told(answer) == ["That is your e-mail now: you sign in by it from now on."]
    assert Student.objects.get(pk=bob.pk).email == "bob@new.example"
    assert User.objects.get(pk=bob.user.pk).email == "bob@new.example"
    assert "Until you type it here" not in text_of(browser.get("/profile/"))


def test_a_waiting_email_is_asked_again_and_dropped(browser: Api, bob: Any) -> None:
    send(browser, "/profile/", **CONTACT)
    again = send(browser, "/profile/", part="new_email", do="again")
    assert told(again) == ["Another code is on its way to bob@new.example."]
    dropped = send(browser, "/profile/", part="new_email", do="drop")
    assert told(dropped) == ["Your e-mail stays as it is."]
    assert OneTimeCode.objects.filter(user=bob.user, used_at=None).count() == 0
    none = send(browser, "/profile/", status=200, part="new_email", do="again")
    assert "Until you type it here" not in text_of(none)
    assert User.objects.get(pk=bob.user.pk).email == "bob@people.example"


def test_staff_prove_a_new_email_too(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    helper = make_staff(role="assistant")
    client = api(school=in_alpha).sign_in(helper.user, kind="staff")
    given = {"part": "contact", "email": "h@new.example", "phone": "01055556666", "password": PASSWORD}
    assert told(send(client, "/teach/account/", **given)) == ["Saved. A code is on its way to h@new.example."]
    code = code_to_mail(code=OneTimeCode.objects.get(user=helper.user, used_at=None))
    send(client, "/teach/account/", part="new_email", code=code)
    assert StaffMember.objects.get(pk=helper.pk).email == "h@new.example"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "wrong"}, "This password is not right."),
        ({"password": ""}, "This field is required."),
        ({"email": "no"}, "Enter a valid email address."),
        ({"email": ""}, "This field is required."),
        ({"phone": "12"}, "Enter a valid phone number."),
        ({"parent_phone": "12"}, "Enter a valid phone number."),
        ({"email": "dana@people.example"}, "Email already exists"),
    ],
)
def test_wrong_contact_changes_nothing_and_keeps_what_was_typed(
    browser: Api, bob: Any, wrong: dict[str, str], words: str
) -> None:
    make_student(username="dana")
    answer = send(browser, "/profile/", status=200, **{**CONTACT, **wrong})
    assert words in text_of(answer)
    assert 'value="010 5555 6666"' in answer.content.decode() or "phone" in wrong
    row = Student.objects.get(pk=bob.pk)
    assert (row.email, row.parent_phone) == ("bob@people.example", "+201099999999")
    assert User.objects.get(pk=bob.user.pk).phone == bob.user.phone


def test_unknown_part_changes_nothing(browser: Api, bob: Any) -> None:
    assert told(send(browser, "/profile/", part="owner", first_name="X")) == []
    assert Student.objects.get(pk=bob.pk).first_name == "Bob"


def test_stolen_session_is_dead_after_everybody_else_was_signed_out(
    api: ApiMaker, in_alpha: ActiveTenant, browser: Api, bob: Any
) -> None:
    thief = api(school=in_alpha).sign_in(bob.user, kind="student")
    other_school_client = api(school=in_alpha).sign_in(bob.user, kind="student", bearer=True)
    assert thief.get("/profile/").status_code == 200
    answer = send(browser, "/profile/devices/", end="others")
    assert told(answer) == ["2 other devices are signed out."]
    assert thief.get("/profile/", status=302)["Location"].startswith("/sign-in/")
    other_school_client.get(f"/api/v1/student/student-profile/{in_alpha.username}/", status=401)
    assert browser.get("/profile/").status_code == 200
    assert told(send(browser, "/profile/devices/", end="others")) == [
        "You are signed in on this device only."
    ]


def test_one_device_is_signed_out_by_name(
    api: ApiMaker, in_alpha: ActiveTenant, browser: Api, bob: Any
) -> None:
    Session.objects.filter(user=bob.user).update(user_agent=PHONE)
    other = api(school=in_alpha).sign_in(bob.user, kind="student")
    page = browser.get("/profile/devices/")
    assert "Chrome on Android" in text_of(page)
    assert text_of(page).count("This device") == 1
    [wanted] = re.findall(r'name="end" value="([0-9a-f-]{36})"', page.content.decode())
    send(browser, "/profile/devices/", end=wanted)
    assert other.get("/profile/", status=302)["Location"].startswith("/sign-in/")
    for again in (wanted, "rubbish", ""):
        assert told(send(browser, "/profile/devices/", end=again)) == ["That device is signed out."]
    assert Session.objects.filter(user=bob.user, ended_at=None).count() == 1


def test_another_persons_device_stays_signed_in(api: ApiMaker, in_alpha: ActiveTenant, browser: Api) -> None:
    stranger = make_student(username="dana")
    theirs = api(school=in_alpha).sign_in(stranger.user, kind="student")
    send(browser, "/profile/devices/", end=str(Session.objects.get(user=stranger.user).pk))
    assert theirs.get("/profile/").status_code == 200


def test_devices_cost_the_same_queries_whatever_their_number(
    api: ApiMaker, in_alpha: ActiveTenant, browser: Api, bob: Any
) -> None:
    one = queries_of(browser, "/profile/devices/")
    for _more in range(3):
        api(school=in_alpha).sign_in(bob.user, kind="student")
    assert queries_of(browser, "/profile/devices/") == one


def test_staff_change_their_names_picture_and_password(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    carol = make_staff(role="assistant")
    browser = api(school=in_alpha).sign_in(carol.user, kind="staff")
    answer = send(
        browser, "/teach/account/", part="about", first_name="Carol", last_name="Zaki", avatar=picture()
    )
    assert (answer["Location"], told(answer)) == ("/teach/account/#messages", ["Saved."])
    stored = User.objects.get(pk=carol.user.pk)
    assert (stored.full_name, "public/avatars/" in stored.avatar.name) == ("Carol Zaki", True)
    carol.refresh_from_db()
    assert carol.full_name == "Carol Zaki"
    assert stored.avatar.url in browser.get("/teach/").content.decode()
    other = api(school=in_alpha).sign_in(carol.user, kind="staff")
    given = {"part": "password", "old_password": PASSWORD, "new_password": "waves-And-tides-7"}
    assert told(send(browser, "/teach/account/", **given)) == [
        "Your password is changed. Other devices are signed out."
    ]
    assert other.get("/teach/", status=302)["Location"].startswith("/teach/sign-in/")
    assert browser.get("/teach/account/devices/").status_code == 200


def test_account_stands_in_the_menu_of_each(api: ApiMaker, in_alpha: ActiveTenant, browser: Api) -> None:
    staff = api(school=in_alpha).sign_in(make_staff().user, kind="staff")
    assert 'href="/teach/account/"' in staff.get("/teach/").content.decode()
    assert 'href="/profile/"' in browser.get("/").content.decode()
