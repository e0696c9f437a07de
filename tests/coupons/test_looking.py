"""Looking at a code without spending it, and counting tries."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.kernel import events
from shared_apps.kernel.errors import TooManyAttempts
from tenant_apps.coupons import errors
from tenant_apps.coupons.events import CodeGuessingSuspected
from tenant_apps.coupons.models import AccessCode
from tenant_apps.coupons.services import look_at_code
from tests.factories import make_code, make_course, make_module

NOW = timezone.now()

pytestmark = pytest.mark.usefixtures("in_alpha")


def look(code, who="bob"):
    return look_at_code(code=code, who=who, now=NOW)


def test_good_code_shows_everything_published_of_its_price():
    code = make_code(price=Decimal("40.00"))
    course = make_course(price=Decimal("40.00"), sells_modules_alone=False)
    module = make_module()
    make_module(course)
    make_course(price=Decimal("40.00"), state="draft")
    make_course()
    make_module(is_published=False)
    make_module(make_course(state="draft"))
    before = AccessCode.objects.values().get()

    seen = look(code.code.lower())

    assert (seen.code, seen.price) == (code.code, Decimal("40.00"))
    assert (seen.courses, seen.modules) == ([course], [module])
    assert AccessCode.objects.values().get() == before


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"expires_at": NOW}, errors.CodeExpired),
        ({"used_count": 1}, errors.CodeSpent),
        ({"is_active": False}, errors.CodeInactive),
        ({"status": "limited_access"}, errors.CodeStatusRefuses),
    ],
)
def test_bad_code_says_why(fields, refusal):
    with pytest.raises(refusal):
        look(make_code(**fields).code)


def test_looking_at_a_good_code_buys_no_guesses(settings):
    good = make_code().code
    for _ in range(settings.WRONG_ACCESS_CODES):
        look(good)
        with pytest.raises(errors.CodeUnknown):
            look("WRONG")
    with pytest.raises(TooManyAttempts):
        look(good)


def test_looking_often_at_a_good_code_locks_nobody_out(settings):
    good = make_code().code
    for _ in range(settings.WRONG_ACCESS_CODES * 2):
        look(good)


def test_fifty_wrong_codes_in_a_school_raise_one_alarm(monkeypatch):
    alarms = []
    monkeypatch.setitem(events._receivers, CodeGuessingSuspected, [alarms.append])
    for pupil in range(60):
        with pytest.raises(errors.CodeUnknown):
            look("WRONG", who=f"pupil {pupil}")
    assert alarms == [CodeGuessingSuspected(tries=50, latest_at=NOW)]
