"""Another e-mail is a person's only after a code came back from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from shared_apps.accounts.errors import CodeExpired, CodeWrong, DetailsTaken
from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.accounts.services import change_password, start_session
from shared_apps.accounts.services.identity import change_contact
from shared_apps.accounts.services.new_email import (
    ask_new_email_again,
    confirm_new_email,
    drop_new_email,
)
from shared_apps.accounts.services.one_time import code_to_mail
from shared_apps.accounts.tasks import mail_email_code, mail_email_notice
from shared_apps.kernel.errors import TooManyAttempts
from tenants import context
from tests.factories import make_student, make_user
from tests.factories.people import PASSWORD
from tests.parallel import run_parallel

NEW = "new@people.example"


@pytest.fixture
def bob(in_alpha: Any) -> SimpleNamespace:
    user = make_student(username="bob").user
    session = start_session(user=user, tenant_id=in_alpha.id, kind="student", now=timezone.now()).session
    return SimpleNamespace(user=user, session=session)


def want(bob: SimpleNamespace, email: str = NEW) -> None:
    given = {"password": PASSWORD, "email": email, "phone": bob.user.phone, "region": "EG"}
    change_contact(session=bob.session, now=timezone.now(), **given)


def waiting(bob: SimpleNamespace) -> OneTimeCode:
    return OneTimeCode.objects.get(user=bob.user, used_at=None)


def confirm(bob: SimpleNamespace, code: str, *, after: timedelta = timedelta(0)) -> User:
    return confirm_new_email(session=bob.session, code=code, now=timezone.now() + after)


def email_of(bob: SimpleNamespace) -> str:
    return User.objects.get(pk=bob.user.pk).email


def test_code_goes_to_the_new_address_and_the_former_one_is_told_afterwards(
    bob: SimpleNamespace, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    User.objects.filter(pk=bob.user.pk).update(language="en")
    with django_capture_on_commit_callbacks() as first:
        want(bob)
    code = waiting(bob)
    mail_email_code(str(code.pk))
    letter = mail.outbox[-1]
    shown = code_to_mail(code=code)
    assert (letter.to, letter.subject) == ([NEW], f"Your code: {shown}")
    assert (shown in letter.body, "30 minutes" in letter.body) == (True, True)
    assert (len(first), email_of(bob)) == (2, "bob@people.example")
    with django_capture_on_commit_callbacks() as second:
        confirm(bob, f" {shown[:3].lower()}-{shown[3:]} ")
    mail_email_notice(str(bob.user.pk), "bob@people.example")
    assert (email_of(bob), len(second)) == (NEW, 2)
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["bob@people.example"],
        "Your e-mail was changed",
    )


def test_code_is_good_once_for_half_an_hour_and_five_tries(bob: SimpleNamespace) -> None:
    want(bob)
    code = code_to_mail(code=waiting(bob))
    with pytest.raises(CodeExpired):
        confirm(bob, code, after=timedelta(minutes=31))
    confirm(bob, code, after=timedelta(minutes=29))
    with pytest.raises(CodeWrong):
        confirm(bob, code)
    want(bob, "third@people.example")
    code = code_to_mail(code=waiting(bob))
    for _try in range(5):
        with pytest.raises(CodeWrong):
            confirm(bob, "222222")
    with pytest.raises(CodeWrong):
        confirm(bob, code)
    assert email_of(bob) == NEW


def test_a_later_address_replaces_the_one_that_waited(bob: SimpleNamespace) -> None:
    want(bob, "first@people.example")
    first = code_to_mail(code=waiting(bob))
    want(bob)
    second = code_to_mail(code=waiting(bob))
    with pytest.raises(CodeWrong):
        confirm(bob, first)
    confirm(bob, second)
    assert email_of(bob) == NEW


def test_codes_are_bounded_by_person_and_by_mailbox(in_alpha: Any, bob: SimpleNamespace) -> None:
    with pytest.raises(CodeWrong):
        ask_new_email_again(session=bob.session, now=timezone.now())
    want(bob)
    for _again in range(4):
        assert ask_new_email_again(session=bob.session, now=timezone.now()) == NEW
    with pytest.raises(TooManyAttempts):
        ask_new_email_again(session=bob.session, now=timezone.now())
    dana = make_student(username="dana").user
    other = start_session(user=dana, tenant_id=in_alpha.id, kind="student", now=timezone.now()).session
    with pytest.raises(TooManyAttempts):
        want(SimpleNamespace(user=dana, session=other))


def test_dropped_or_overtaken_by_a_new_password_it_opens_nothing(bob: SimpleNamespace) -> None:
    now = timezone.now()
    want(bob)
    code = code_to_mail(code=waiting(bob))
    drop_new_email(session=bob.session, now=now)
    with pytest.raises(CodeWrong):
        confirm(bob, code)
    want(bob)
    code = code_to_mail(code=waiting(bob))
    change_password(session=bob.session, old_password=PASSWORD, new_password="Better-Horse-9", now=now)
    with pytest.raises(CodeWrong):
        confirm(bob, code)
    assert email_of(bob) == "bob@people.example"


def test_an_address_taken_meanwhile_is_refused(bob: SimpleNamespace) -> None:
    want(bob)
    code = code_to_mail(code=waiting(bob))
    make_user(username="dana", email=NEW)
    with pytest.raises(DetailsTaken) as refused:
        confirm(bob, code)
    assert (refused.value.fields, email_of(bob)) == (("email",), "bob@people.example")


def test_a_code_of_one_school_is_good_at_no_other(alpha: Any, beta: Any, bob: SimpleNamespace) -> None:
    want(bob)
    code = code_to_mail(code=waiting(bob))
    with context.enter(beta), pytest.raises(CodeWrong):
        confirm(bob, code)
    assert email_of(bob) == "bob@people.example"


def test_of_five_confirmations_at_once_one_counts(committed: None, alpha: Any) -> None:
    with context.enter(alpha):
        user = make_student(username="bob").user
        session = start_session(user=user, tenant_id=alpha.id, kind="student", now=timezone.now()).session
        bob = SimpleNamespace(user=user, session=session)
        want(bob)
        code = code_to_mail(code=waiting(bob))

    def once() -> str:
        with context.enter(alpha):
            try:
                return confirm(bob, code).email
            except CodeWrong:
                return "used"

    answers = run_parallel([once] * 5, threads=5)
    assert sorted(answers) == [NEW, "used", "used", "used", "used"]
