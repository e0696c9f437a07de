"""Where a person is signed in, and signing out from afar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from shared_apps.accounts.models import Session
from shared_apps.accounts.rules import Device, read_device
from shared_apps.accounts.selectors import list_devices
from shared_apps.accounts.services import start_session
from shared_apps.accounts.services.devices import end_device, end_other_devices
from shared_apps.kernel.errors import NotFound
from tests.factories import make_student, make_user

AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
    "Safari/537.36": Device("Chrome", "Windows", False),
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
    "Safari/537.36 Edg/142.0.0.0": Device("Edge", "Windows", False),
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile "
    "Safari/537.36": Device("Chrome", "Android", True),
    "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 "
    "Chrome/130.0.0.0 Safari/537.36": Device("Samsung Internet", "Android", False),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.6 Mobile/15E148 Safari/604.1": Device("Safari", "iPhone", True),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "CriOS/142.0 Mobile/15E148 Safari/604.1": Device("Chrome", "iPhone", True),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.6 Safari/605.1.15": Device("Safari", "Mac", False),
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0": Device(
        "Firefox", "Linux", False
    ),
    "python-requests/2.32": Device("", "", False),
    "": Device("", "", False),
}


@pytest.mark.parametrize(("agent", "device"), AGENTS.items())
def test_device_is_what_the_browser_says(agent, device):
    assert read_device(agent) == device


@pytest.fixture
def bob(in_alpha):
    return make_student(username="bob").user


def begin(user, school, **more):
    return start_session(
        user=user, tenant_id=school.id, kind="student", now=more.pop("now", timezone.now()), **more
    ).session


def test_devices_are_the_living_sessions_of_the_person(in_alpha, beta, bob):
    now = timezone.now()
    old = begin(bob, in_alpha, now=now - timedelta(days=2))
    here, elsewhere = begin(bob, in_alpha, now=now), begin(bob, beta, now=now - timedelta(hours=1))
    begin(bob, in_alpha, now=now - timedelta(days=40))  # over
    begin(bob, in_alpha, visitor_id=make_user().pk)  # an operator who looks
    begin(make_user(), in_alpha)
    Session.objects.filter(pk=begin(bob, in_alpha).pk).update(ended_at=now)
    assert list(list_devices(user_id=bob.pk, now=now)) == [here, elsewhere, old]


def test_signing_another_device_out_ends_that_one_only(in_alpha, bob):
    here, other, third = (begin(bob, in_alpha) for _ in range(3))
    now = timezone.now()
    end_device(session=here, session_id=other.pk, now=now)
    states = dict(Session.objects.filter(user=bob).values_list("pk", "end_reason"))
    assert states == {here.pk: "", other.pk: "signed_out_elsewhere", third.pk: ""}
    with pytest.raises(NotFound):
        end_device(session=here, session_id=other.pk, now=now)


def test_neither_a_strangers_device_nor_this_one_can_be_named(in_alpha, bob):
    here, stranger = begin(bob, in_alpha), begin(make_user(), in_alpha)
    for wanted in (here, stranger):
        with pytest.raises(NotFound):
            end_device(session=here, session_id=wanted.pk, now=timezone.now())
    assert Session.objects.filter(ended_at=None).count() == 2


def test_everywhere_else_leaves_this_one(in_alpha, beta, bob):
    here, others = begin(bob, in_alpha), [begin(bob, in_alpha), begin(bob, beta)]
    stranger = begin(make_user(), in_alpha)
    assert end_other_devices(session=here, now=timezone.now()) == len(others)
    assert set(Session.objects.filter(ended_at=None)) == {here, stranger}
    assert end_other_devices(session=here, now=timezone.now()) == 0
