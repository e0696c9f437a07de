"""An invitation goes out by mail, can be mailed again a few times, and is shown to the owner as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.utils import timezone

from shared_apps.kernel.errors import TooManyAttempts
from tenant_apps.staff.errors import InvitationOver
from tenant_apps.staff.models import Invitation
from tenant_apps.staff.services import (
    invite,
    read_invitation,
    renew_invitation,
    send_invitation_again,
    withdraw_invitation,
    word_of,
)
from tenant_apps.staff.tasks import mail_invitation
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_user, owner_of

DOOR = "http://alice.edupro.test/join/"


@pytest.fixture
def owner(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    return api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")


def asked(email: str = "nadia@people.example", **fields: Any) -> Invitation:
    given = {"full_name": "Nadia Helper", "role": "assistant", "scopes": ["grading"], "by": "Alice"}
    return invite(**{**given, "email": email, "door": DOOR, "now": timezone.now(), **fields})


def test_the_owners_form_mails_the_link_after_the_commit(
    owner: Api, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        data = {"full_name": "Nadia Helper", "email": "Nadia@People.example", "role": "instructor"}
        answer = owner.post("/teach/team/invite/", data, status=302, format="multipart")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "The invitation is on its way to nadia@people.example."
    ]
    made = Invitation.objects.get()
    mail_invitation(str(made.pk), DOOR)
    letter = mail.outbox[-1]
    assert letter.to == ["nadia@people.example"]
    assert f"    {DOOR}{word_of(invitation=made)}/\n" in letter.body
    assert f"{DOOR}{word_of(invitation=made)}/" in letter.alternatives[0].content
    assert "Mailed on" in owner.get("/teach/team/").content.decode()


@pytest.mark.parametrize(
    ("language", "greeting"), [("en", "Hello Nadia Helper,"), ("ar", "مرحبًا Nadia Helper،")]
)
def test_it_speaks_the_language_of_the_person_who_is_known(
    in_alpha: ActiveTenant, language: str, greeting: str
) -> None:
    make_user(username="nadia", email="nadia@people.example", language=language)
    assert mail_invitation(str(asked().pk), DOOR) is True
    assert mail.outbox[-1].body.splitlines()[0] == greeting


def test_nothing_is_mailed_of_what_opens_nothing(in_alpha: ActiveTenant) -> None:
    gone, over, done = (asked(f"{name}@people.example") for name in ("gone", "over", "done"))
    withdraw_invitation(invitation_id=gone.pk)
    late = timezone.now() - timedelta(minutes=1)
    Invitation.objects.filter(pk=over.pk).update(expires_at=late)
    Invitation.objects.filter(pk=done.pk).update(accepted_at=late)
    assert [mail_invitation(str(one.pk), DOOR) for one in (gone, over, done)] == [False] * 3
    assert mail.outbox == []
    with pytest.raises(InvitationOver):
        send_invitation_again(invitation_id=over.pk, now=timezone.now(), door=DOOR)


def test_the_same_link_is_mailed_three_times_more_a_day(
    owner: Api, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    made, now = asked(), timezone.now()
    word = word_of(invitation=made)
    said = []
    for _press in range(4):
        with django_capture_on_commit_callbacks() as waiting:
            data = {"do": "again"}
            path = f"/teach/team/invitations/{made.pk}/act/"
            answer = owner.post(path, data, status=302, format="multipart")
        told = [str(message) for message in get_messages(answer.wsgi_request)][-1]
        said.append((told.partition(" Try")[0], len(waiting)))
    assert said == [("The link is on its way to nadia@people.example once more.", 1)] * 3 + [
        ("That is enough mail for one invitation today.", 0)
    ]
    assert read_invitation(word=word, now=now) == made
    renewed = renew_invitation(invitation_id=made.pk, now=now + timedelta(hours=25), door=DOOR)
    assert word_of(invitation=renewed) != word


def test_a_school_asks_thirty_people_a_day(in_alpha: ActiveTenant, settings: Any) -> None:
    settings.INVITATIONS_PER_DAY = 2
    asked("one@people.example")
    asked("two@people.example")
    with pytest.raises(TooManyAttempts):
        asked("three@people.example")
    assert Invitation.objects.count() == 2
