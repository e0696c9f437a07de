"""Students who gave only their phone: they come in by it, and their school helps with the password."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.utils import timezone

from shared_apps.accounts.errors import (
    ContactMissing,
    EmailStays,
    EmailUnknown,
    ResetLinkOver,
    ResetNotByDesk,
)
from shared_apps.accounts.models import Membership, OneTimeCode, Session, User
from shared_apps.accounts.selectors import find_person_by_email, find_taken
from shared_apps.accounts.services import prepare_person, request_password_code, start_session
from shared_apps.accounts.services.desk_reset import read_reset_link, reset_by_link
from shared_apps.accounts.services.identity import change_contact
from shared_apps.accounts.services.new_email import confirm_new_email
from shared_apps.accounts.services.one_time import code_to_mail
from shared_apps.accounts.tasks import mail_password_notice
from tenant_apps.staff.models import Activity
from tenant_apps.students.models import Student
from tenant_apps.students.services.desk import add_student, give_reset_link
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_staff, make_student, owner_of
from tests.pages.desk import send
from tests.pages.portal import text_of
from tests.parallel import run_parallel

PASSWORD = "Correct-Horse-7"
MIGRATIONS = ("shared_apps.accounts.migrations.0005_people", "tenant_apps.students.migrations.0005_students")
PERSON = {
    "full_name": "Omar Shazly",
    "phone": "0100 111 2233",
    "parent_phone": "0100 111 2244",
    "email": "",
    "password": PASSWORD,
}


def at_desk(phone: str = "01001112233", email: str = "") -> Student:
    now = timezone.now()
    given = {"full_name": "Omar Shazly", "phone": phone, "parent_phone": "", "email": email}
    return add_student(**given, now=now).student


@pytest.fixture
def teacher(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    return api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")


def test_two_sign_up_by_phone_alone_and_come_back_by_it(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    for phone in ("0100 111 2233", "0100 111 2266"):
        send(api(school=in_alpha), "/sign-up/", {**PERSON, "phone": phone})
    people = list(User.objects.filter(email="").values_list("phone", flat=True).order_by("phone"))
    assert people == ["+201001112233", "+201001112266"]
    names = list(Student.objects.filter(email="").values_list("username", flat=True))
    assert [bool(re.fullmatch(r"student\.\d{6}", name)) for name in names] == [True, True]
    back = api(school=in_alpha)
    answer = send(back, "/sign-in/", {"identifier": "٠١٠٠ ١١١ ٢٢٣٣", "password": PASSWORD})
    assert answer["Location"] == "/today/"
    known = send(api(school=in_alpha), "/sign-up/", PERSON, status=200)
    assert "You have an account already" in text_of(known)


@pytest.mark.parametrize("contract", ["/api/v1", "/api"])
def test_contracts_show_an_empty_text(api: ApiMaker, in_alpha: ActiveTenant, contract: str) -> None:
    student = at_desk()
    own = contract == "/api"  # bearer tokens are that contract's, cookies the other's
    client = api(school=in_alpha).sign_in(User.objects.get(pk=student.user_id), kind="student", bearer=own)
    path = f"{contract}/student/student-profile/{in_alpha.username}/"
    assert re.findall(r'"email": ?"[^"]*"', client.get(path, status=200).content.decode()) == ['"email":""']
    owner = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff", bearer=own)
    listed = owner.get(f"{contract}/teacher/get_students/", status=200).content.decode()
    assert re.findall(r'"email": ?"[^"]*"', listed) == ['"email":""']


def test_nobody_is_without_email_and_phone(in_alpha: ActiveTenant) -> None:
    given = {"first_name": "A", "last_name": "B", "username": "abc", "password": PASSWORD, "region": "EG"}
    with pytest.raises(ContactMissing):
        prepare_person(**given, email=" ", phone=" ", user_type="student")


def test_an_empty_email_finds_nobody_and_is_never_taken(in_alpha: ActiveTenant) -> None:
    at_desk()
    assert (find_person_by_email(email=" "), find_taken(email="", phone=None, username="x")) == (None, [])
    with pytest.raises(EmailUnknown):
        request_password_code(email="", address="", now=timezone.now())


def test_nothing_is_mailed_to_nowhere(in_alpha: ActiveTenant) -> None:
    mail_password_notice(str(at_desk().user_id))
    assert mail.outbox == []


def test_a_first_email_is_proved_and_stays(in_alpha: ActiveTenant) -> None:
    user = User.objects.get(pk=at_desk().user_id)
    user.set_password(PASSWORD)
    user.save()
    now = timezone.now()
    session = start_session(user=user, tenant_id=in_alpha.id, kind="student", now=now).session
    given = {"password": PASSWORD, "phone": "01001112233", "region": "EG", "now": now}
    change_contact(session=session, email="", **given)
    assert OneTimeCode.objects.count() == 0
    change_contact(session=session, email="omar@people.example", **given)
    code = code_to_mail(code=OneTimeCode.objects.get(used_at=None))
    confirm_new_email(session=session, code=code, now=now)
    assert Student.objects.get(user_id=user.pk).email == "omar@people.example"
    with pytest.raises(EmailStays):
        change_contact(session=session, email="", **given)


def test_the_desk_gives_a_link_that_opens_once(teacher: Api, api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = at_desk()
    start_session(
        user=User.objects.get(pk=student.user_id), tenant_id=in_alpha.id, kind="student", now=timezone.now()
    )
    page = f"/teach/students/{student.pk}/"
    assert "Link for a new password" in text_of(teacher.get(page))
    shown = send(teacher, f"{page}act/", {"do": "reset_link"}, status=200)
    assert shown["Cache-Control"] == "no-store"
    link = re.search(r"http://alice\.edupro\.test(/password-reset/link/[^<\s]+/)", text_of(shown))[1]
    assert "https://wa.me/201001112233?text=" in shown.content.decode()
    guest = api(school=in_alpha)
    opened = guest.get(link)
    assert ("Omar Shazly" in text_of(opened), opened["Referrer-Policy"]) == (True, "same-origin")
    weak = send(guest, link, {"new_password": "123"}, status=200)
    assert "This password is too short." in text_of(weak)
    assert send(guest, link, {"new_password": "Better-Horse-9"})["Location"] == "/sign-in/"
    assert User.objects.get(pk=student.user_id).check_password("Better-Horse-9")
    assert Session.objects.filter(user_id=student.user_id, ended_at=None).count() == 0
    guest.get(link, status=410)
    send(guest, link, {"new_password": "Other-Horse-99"}, status=410)
    acts = list(Activity.objects.filter(object_id=student.pk).values_list("act", flat=True))
    assert acts == ["student.reset_link_given"]


def test_a_link_dies_after_a_day_and_with_a_newer_one(alpha: Any, beta: Any, in_alpha: ActiveTenant) -> None:
    student, now = at_desk(), timezone.now()
    first = give_reset_link(student=student, now=now)
    assert read_reset_link(word=first, now=now + timedelta(hours=23)).pk == student.user_id
    for word, moment in ((first, now + timedelta(hours=24)), ("x", now), (first[:-1], now)):
        with pytest.raises(ResetLinkOver):
            read_reset_link(word=word, now=moment)
    second = give_reset_link(student=student, now=now)
    with pytest.raises(ResetLinkOver):
        read_reset_link(word=first, now=now)
    with context.enter(beta), pytest.raises(ResetLinkOver):
        read_reset_link(word=second, now=now)
    User.objects.filter(pk=student.user_id).update(email="omar@people.example")
    with pytest.raises(ResetLinkOver):
        read_reset_link(word=second, now=now)


def test_only_an_account_that_is_this_schools_alone(
    teacher: Api, beta: ActiveTenant, in_alpha: ActiveTenant
) -> None:
    known, elsewhere, helper = make_student(), at_desk(), at_desk("01001112277")
    Membership.objects.create(user_id=elsewhere.user_id, tenant_id=beta.id, role="student")
    User.objects.filter(pk=helper.user_id).update(user_type="teacher")
    for student in (known, elsewhere, helper):
        with pytest.raises(ResetNotByDesk):
            give_reset_link(student=student, now=timezone.now())
        answer = send(teacher, f"/teach/students/{student.pk}/act/", {"do": "reset_link"})
        assert [str(one) for one in get_messages(answer.wsgi_request)][-1:] == [
            "A school cannot give this account a new password. Please ask the platform's support."
        ]
    assert OneTimeCode.objects.count() == 0
    assert "Link for a new password" not in text_of(teacher.get(f"/teach/students/{known.pk}/"))


def test_an_assistant_gives_no_link(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = at_desk()
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    send(client, f"/teach/students/{student.pk}/act/", {"do": "reset_link"}, status=403)
    assert "Link for a new password" not in text_of(client.get(f"/teach/students/{student.pk}/"))
    assert OneTimeCode.objects.count() == 0


def test_of_five_presses_at_once_one_password_is_stored(committed: None, alpha: Any) -> None:
    with context.enter(alpha):
        student = at_desk()
        word = give_reset_link(student=student, now=timezone.now())

    def choose(number: int) -> str:
        with context.enter(alpha):
            try:
                reset_by_link(word=word, new_password=f"Better-Horse-{number}", now=timezone.now())
            except ResetLinkOver:
                return "over"
            return "stored"

    answers = run_parallel([lambda n=n: choose(n) for n in range(5)], threads=5)
    assert sorted(answers) == ["over"] * 4 + ["stored"]


def test_forgotten_password_page_says_whom_to_ask(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    at_desk()
    page = text_of(api(school=in_alpha).get("/password-reset/"))
    assert "No e-mail in your account? Your teacher can send you a link." in page


def test_what_stood_in_for_an_email_is_emptied_and_nothing_else(in_alpha: ActiveTenant) -> None:
    """The statements of the migrations, run twice over rows as the former release left them."""
    at_desk("01001112233", "201001112233@phone.invalid")
    at_desk("01001112244", "201001112244@phone.invalid")
    at_desk("01001112255", "real@people.example")
    for _run in range(2):
        for name in MIGRATIONS:
            with connection.cursor() as cursor:
                cursor.execute(import_module(f"{name}_without_email").EMPTY)
    emails = ["", "", "real@people.example"]
    phones = ["+201001112233", "+201001112244", "+201001112255"]
    for rows in (User.objects.filter(phone__in=phones), Student.objects.all()):
        assert sorted(rows.values_list("email", flat=True)) == emails
