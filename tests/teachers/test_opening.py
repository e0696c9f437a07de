"""Opening a school: all of it or nothing, also when two ask at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from shared_apps.accounts.errors import DetailsTaken
from shared_apps.accounts.models import Membership, User
from shared_apps.kernel.errors import Refusal
from shared_apps.kernel.events import receive
from shared_apps.teachers.errors import ColourRefused
from shared_apps.teachers.events import SchoolOpened
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.services import open_school
from tenant_apps.staff.models import StaffMember
from tenants import context
from tenants.models import Tenant
from tenants.names import UsernameTaken
from tenants.provision import refill_stock
from tests.parallel import run_parallel


def details(**more: Any) -> dict[str, Any]:
    return {
        "first_name": "Nora",
        "last_name": "Samir",
        "username": "nora-math",
        "email": "nora@example.com",
        "phone": "01012345678",
        "password": "Right-Horse-9",
        "now": timezone.now(),
        **more,
    }


def counts() -> tuple[int, ...]:
    named = Tenant.objects.exclude(username=None).count()
    return (User.objects.count(), named, TeacherProfile.objects.count(), Membership.objects.count())


def test_school_is_opened_in_chosen_colours(alpha):
    before = counts()
    profile = open_school(**details(colours={"primary_color": "#ABCDEF"}, language="en"))
    assert counts() == tuple(n + 1 for n in before)
    assert (profile.primary_color, profile.full_name) == ("#abcdef", "Nora Samir")
    assert (profile.tenant.username, profile.tenant.language) == ("nora-math", "en")


@pytest.mark.parametrize("inside_a_school", [True, False])
def test_owner_can_run_the_school_at_once(alpha, inside_a_school):
    with context.enter(alpha) if inside_a_school else context.platform():
        profile = open_school(**details())
    with context.enter(profile.tenant):
        assert StaffMember.objects.get().user_id == profile.user_id
    with context.enter(alpha):
        assert StaffMember.objects.get().email == "alice@owners.example"


def test_refused_colour_makes_nothing(alpha):
    before = counts()
    with pytest.raises(ColourRefused):
        open_school(**details(colours={"primary_color": "red"}))
    assert counts() == before


def test_failure_at_the_end_leaves_nothing_and_returns_the_spare(committed, alpha):
    refill_stock()
    before = (counts(), Tenant.objects.filter(state="spare").count())

    class Stopped(Exception):
        pass

    @receive(SchoolOpened)
    def stop(event: SchoolOpened) -> None:
        if event.email == "stop@example.com":
            raise Stopped

    with pytest.raises(Stopped):
        open_school(**details(email="stop@example.com"))
    assert (counts(), Tenant.objects.filter(state="spare").count()) == before


ALIKE = {
    "everything": lambda n: {},
    "username": lambda n: {"email": f"n{n}@example.com", "phone": f"0101234567{n}"},
    "email": lambda n: {"username": f"nora-math{n + 2}", "phone": f"0101234567{n}"},
    "phone": lambda n: {"username": f"nora-math{n + 2}", "email": f"n{n}@example.com"},
}


@pytest.mark.parametrize("alike", ALIKE)
@pytest.mark.parametrize("stock", [True, False])
def test_eight_sign_ups_at_once_make_one_school(committed, alpha, alike, stock):
    if stock:
        refill_stock()
    before = counts()
    answers = run_parallel(
        [lambda n=n: open_school(**details(**ALIKE[alike](n))) for n in range(8)], threads=8
    )
    opened = [answer for answer in answers if isinstance(answer, TeacherProfile)]
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert (len(opened), len(refused)) == (1, 7), answers
    assert {type(refusal) for refusal in refused} <= {DetailsTaken, UsernameTaken}
    assert counts() == tuple(n + 1 for n in before)
    assert Tenant.objects.filter(state="provisioning").count() == 0
    with context.enter(opened[0].tenant):
        assert StaffMember.objects.get().user_id == opened[0].user_id
