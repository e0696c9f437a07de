"""The team: invited, joined once, changed, shut out at once; what it did is written."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from shared_apps.accounts.models import Membership, Session, User
from shared_apps.accounts.services import Tokens
from tenant_apps.staff.errors import AlreadyInTeam, AlreadyInvited, InvitationOver, OwnerStays, StudiesHere
from tenant_apps.staff.models import Activity, Invitation, StaffMember
from tenant_apps.staff.services import (
    accept_as_new,
    invite,
    read_invitation,
    renew_invitation,
    set_member_active,
    word_of,
)
from tenant_apps.staff.services.joining import Device
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_staff, make_student, make_user, owner_of
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of
from tests.parallel import run_parallel
from tests.template_rows import PASSWORD

NEW = {"first_name": "Nadia", "last_name": "Helper", "phone": "01012345678", "password": "long-Enough-77"}


@pytest.fixture
def owner(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    return api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")


def asked(**fields: Any) -> Invitation:
    given = {"full_name": "Nadia Helper", "email": "nadia@people.example", "role": "assistant", "scopes": []}
    return invite(**{**given, "by": "Alice", "now": timezone.now(), **fields})


def path_of(invitation: Invitation) -> str:
    return f"/join/{word_of(invitation=invitation)}/"


def acts() -> list[tuple[str, str]]:
    return list(Activity.objects.order_by("at", "id").values_list("act", "title"))


def test_alone_the_page_says_how_to_begin(owner: Api) -> None:
    text = text_of(owner.get("/teach/team/"))
    assert "You run it alone so far" in text
    assert "Owner" in text


def test_somebody_new_comes_by_the_link_once(owner: Api, api: ApiMaker, in_alpha: ActiveTenant) -> None:
    data = {"full_name": "Nadia Helper", "email": "Nadia@People.example", "role": "assistant"}
    assert send(owner, "/teach/team/invite/", {**data, "scopes": ["grading", "students"]})["Location"] == (
        "/teach/team/#invited"
    )
    page = owner.get("/teach/team/").content.decode()
    link = re.search(r"http://alice\.edupro\.test(/join/[^<]+/)", page)[1]
    guest = api(school=in_alpha)
    text = text_of(guest.get(link))
    assert "invites you to the team as an assistant." in text
    assert send(guest, link, NEW)["Location"] == "/teach/"
    member = StaffMember.objects.get(email="nadia@people.example")
    assert (member.role, member.scopes, member.full_name) == (
        "assistant",
        ["students", "grading"],
        "Nadia Helper",
    )
    user = User.objects.get(pk=member.user_id)
    assert (user.user_type, user.phone) == ("teacher", "+201012345678")
    assert Membership.objects.get(user=user).role == "assistant"
    assert "Nadia" in guest.get("/teach/").content.decode()
    second = api(school=in_alpha)
    second.get(link, status=410)
    send(second, link, NEW, status=410)
    assert acts() == [("team.invited", "Nadia Helper"), ("team.joined", "Nadia Helper")]


def test_somebody_known_proves_it_with_the_password(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    user = make_user(username="known", email="known@people.example")
    path, guest = path_of(asked(email="known@people.example", role="instructor")), api(school=in_alpha)
    text = text_of(guest.get(path))
    assert "There is an account with this e-mail." in text
    wrong = text_of(send(guest, path, {"password": "not-it"}, status=200))
    assert "This is not the password of the account with this e-mail." in wrong
    assert StaffMember.objects.filter(user_id=user.id).count() == 0
    send(guest, path, {"password": PASSWORD})
    assert StaffMember.objects.get(user_id=user.id).role == "instructor"


def test_a_link_dies_after_three_days_and_with_a_newer_one(in_alpha: ActiveTenant) -> None:
    now, invitation = timezone.now(), asked()
    word = word_of(invitation=invitation)
    assert read_invitation(word=word, now=now + timedelta(hours=71)) == invitation
    for late in (now + timedelta(hours=73), now + timedelta(days=30)):
        with pytest.raises(InvitationOver):
            read_invitation(word=word, now=late)
    renewed = renew_invitation(invitation_id=invitation.pk, now=now + timedelta(hours=1))
    with pytest.raises(InvitationOver):
        read_invitation(word=word, now=now)
    assert read_invitation(word=word_of(invitation=renewed), now=now) == invitation


@pytest.mark.parametrize("word", ["", "x", "a" * 999, "e30:1abc:def"])
def test_other_words_open_nothing(in_alpha: ActiveTenant, word: str) -> None:
    with pytest.raises(InvitationOver):
        read_invitation(word=word, now=timezone.now())


def test_a_link_of_another_school_opens_nothing(in_alpha: ActiveTenant, beta: ActiveTenant) -> None:
    word = word_of(invitation=asked())
    with context.enter(beta), pytest.raises(InvitationOver):
        read_invitation(word=word, now=timezone.now())


def test_who_is_there_already_is_not_invited(in_alpha: ActiveTenant) -> None:
    member, student = make_staff("assistant"), make_student()
    with pytest.raises(AlreadyInTeam):
        asked(email=member.email)
    with pytest.raises(StudiesHere):
        asked(email=student.email)
    asked()
    with pytest.raises(AlreadyInvited):
        asked()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    asked()
    assert Invitation.objects.count() == 1


def test_two_clicks_at_once_make_one_member(committed: None, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        word = word_of(invitation=asked())

    def join(number: int) -> object:
        person = {**NEW, "phone": f"0101234567{number}"}
        return accept_as_new(**person, word=word, now=timezone.now(), device=Device())

    with context.enter(alpha):
        told = run_parallel([partial(join, number) for number in range(4)], threads=4)
        assert StaffMember.objects.filter(email="nadia@people.example").count() == 1
        assert Membership.objects.filter(tenant_id=alpha.id, role="assistant").count() == 1
    assert sum(isinstance(answer, Tokens) for answer in told) == 1


def test_shutting_out_ends_every_session_at_once(owner: Api, api: ApiMaker, in_alpha: ActiveTenant) -> None:
    member = make_staff("instructor")
    client = api(school=in_alpha).sign_in(member.user, kind="staff")
    client.get("/teach/courses/", status=200)
    for _time in range(2):
        send(owner, f"/teach/team/{member.id}/act/", {"do": "shut_out"})
    assert Session.objects.filter(user=member.user, ended_at=None).count() == 0
    assert client.get("/teach/courses/", status=302)["Location"].startswith("/teach/sign-in/")
    assert "No entry" in text_of(owner.get("/teach/team/"))
    send(owner, f"/teach/team/{member.id}/act/", {"do": "let_in"})
    member.refresh_from_db()
    assert member.is_active is True
    assert [act for act, _title in acts()] == ["team.shut_out", "team.let_in"]


def test_another_role_counts_from_the_next_page_on(owner: Api, api: ApiMaker, in_alpha: ActiveTenant) -> None:
    member = make_staff("instructor")
    client = api(school=in_alpha).sign_in(member.user, kind="staff")
    client.get("/teach/courses/new/", status=200)
    send(owner, f"/teach/team/{member.id}/", {"role": "assistant", "scopes": ["students"]})
    client.get("/teach/courses/new/", status=403)
    member.refresh_from_db()
    assert (member.role, member.scopes) == ("assistant", ["students"])
    assert Membership.objects.get(user=member.user).role == "assistant"


def test_nobody_becomes_owner_and_the_owner_stays(owner: Api, in_alpha: ActiveTenant) -> None:
    me = StaffMember.objects.get(role="owner")
    member = make_staff("assistant")
    send(owner, f"/teach/team/{member.id}/", {"role": "owner"}, status=200)
    send(owner, f"/teach/team/{me.id}/", {"role": "assistant"}, status=200)
    send(owner, f"/teach/team/{me.id}/act/", {"do": "shut_out"})
    send(owner, f"/teach/team/{me.id}/act/", {"do": "explode"}, status=404)
    with pytest.raises(OwnerStays):
        set_member_active(member_id=me.id, is_active=False, now=timezone.now())
    assert list(StaffMember.objects.order_by("role").values_list("role", "is_active")) == [
        ("assistant", True),
        ("owner", True),
    ]


def test_the_team_is_the_owners_affair(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    for role in ("instructor", "assistant"):
        client = api(school=in_alpha).sign_in(make_staff(role).user, kind="staff")
        for path in ("team/", "team/invite/", "activity/", "activity/activity.csv"):
            client.get(f"/teach/{path}", status=403)
        assert "/teach/team/" not in client.get("/teach/").content.decode()


def test_lists_ask_the_same_for_one_and_three(owner: Api) -> None:
    data = {"full_name": "One", "email": "one@people.example", "role": "assistant"}
    send(owner, "/teach/team/invite/", data)
    make_staff("assistant")
    paths = ["/teach/team/", "/teach/activity/"]
    one = [queries_of(owner, path) for path in paths]
    for number in range(2):
        make_staff("assistant")
        send(
            owner,
            "/teach/team/invite/",
            {"full_name": "More", "email": f"more{number}@people.example", "role": "assistant"},
        )
    assert [queries_of(owner, path) for path in paths] == one
