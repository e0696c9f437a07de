"""The word that opens a school's door once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from shared_apps.accounts.errors import HandOverInvalid
from shared_apps.accounts.services.hand_over import issue_hand_over, read_hand_over, spend_hand_over
from tenants.context import ActiveTenant
from tests.factories.people import owner_of

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def _word(school: ActiveTenant) -> str:
    return issue_hand_over(user_id=owner_of(school).id, tenant_id=school.id, now=NOW)


def test_hand_over_names_the_person_and_is_spent_once(alpha: ActiveTenant) -> None:
    token = _word(alpha)
    assert read_hand_over(token=token, tenant_id=alpha.id, now=NOW) == owner_of(alpha).id
    assert read_hand_over(token=token, tenant_id=alpha.id, now=NOW) == owner_of(alpha).id
    assert spend_hand_over(token=token, tenant_id=alpha.id, now=NOW) == owner_of(alpha).id
    with pytest.raises(HandOverInvalid):
        spend_hand_over(token=token, tenant_id=alpha.id, now=NOW)


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (59, True), (60, False), (3600, False)])
def test_hand_over_ends_after_a_minute(alpha: ActiveTenant, seconds: int, good: bool) -> None:
    token, later = _word(alpha), NOW + timedelta(seconds=seconds)
    if good:
        assert spend_hand_over(token=token, tenant_id=alpha.id, now=later) == owner_of(alpha).id
        return
    with pytest.raises(HandOverInvalid):
        spend_hand_over(token=token, tenant_id=alpha.id, now=later)


def test_hand_over_of_one_school_opens_no_other(alpha: ActiveTenant, beta: ActiveTenant) -> None:
    token = _word(alpha)
    with pytest.raises(HandOverInvalid):
        spend_hand_over(token=token, tenant_id=beta.id, now=NOW)
    assert spend_hand_over(token=token, tenant_id=alpha.id, now=NOW) == owner_of(alpha).id


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "e30:1x:y", "é", "x" * 5000, "\x00"])
def test_hand_over_refuses_what_is_no_word(alpha: ActiveTenant, token: str) -> None:
    with pytest.raises(HandOverInvalid):
        spend_hand_over(token=token, tenant_id=alpha.id, now=NOW)


def test_hand_over_altered_is_refused(alpha: ActiveTenant) -> None:
    token = _word(alpha)
    for place in (0, len(token) // 2, len(token) - 1):
        altered = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(HandOverInvalid):
            read_hand_over(token=altered, tenant_id=alpha.id, now=NOW)


def test_hand_over_used_by_eight_at_once_lets_one_in(committed: None, alpha: ActiveTenant) -> None:
    token, answers = _word(alpha), []
    start = threading.Barrier(8)

    def enter() -> None:
        start.wait()
        try:
            spend_hand_over(token=token, tenant_id=alpha.id, now=NOW)
            answers.append("in")
        except HandOverInvalid:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["in"] + ["refused"] * 7
