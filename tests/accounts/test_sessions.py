"""Sessions: rotation, grace, reuse, ending; one winner under real threads."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from shared_apps.accounts.errors import RefreshInvalid, SessionKindWrong
from shared_apps.accounts.models import Session
from shared_apps.accounts.services import end_sessions_of, rotate_session, start_session
from tenants.context import ActiveTenant
from tenants.tokens import TokenInvalid, read_token
from tests.factories import make_user
from tests.parallel import run_parallel

NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
"""Far enough back that no token made in these tests is from the future."""


def start(school: ActiveTenant | None, kind: str = "student", **more: Any) -> Any:
    place = school.id if school else None
    return start_session(user=more.pop("user", None) or make_user(), tenant_id=place, kind=kind, now=NOW)


def rotate(
    raw: str, school: ActiveTenant, *, after: float = 60, kinds: tuple[str, ...] = ("student",)
) -> Any:
    return rotate_session(raw=raw, tenant_id=school.id, kinds=kinds, now=NOW + timedelta(seconds=after))


def jti(raw: str, school: ActiveTenant) -> str:
    return read_token(raw, use="refresh", tenant_id=school.id).jti


def test_rotation_replaces_the_refresh_token(alpha: ActiveTenant) -> None:
    first = start(alpha)
    second = rotate(first.refresh, alpha)
    assert jti(second.refresh, alpha) != jti(first.refresh, alpha)
    assert Session.objects.get().current_jti == jti(second.refresh, alpha)
    assert Session.objects.get().previous_jti == jti(first.refresh, alpha)


def test_former_token_within_grace_gets_the_living_one(alpha: ActiveTenant) -> None:
    first = start(alpha)
    second = rotate(first.refresh, alpha)
    again = rotate(first.refresh, alpha, after=60 + settings.REFRESH_GRACE.total_seconds())
    assert jti(again.refresh, alpha) == jti(second.refresh, alpha)
    assert Session.objects.get().ended_at is None


def test_former_token_after_grace_ends_the_session(alpha: ActiveTenant) -> None:
    first = start(alpha)
    second = rotate(first.refresh, alpha)
    with pytest.raises(RefreshInvalid):
        rotate(first.refresh, alpha, after=61 + settings.REFRESH_GRACE.total_seconds())
    session = Session.objects.get()
    assert (session.end_reason, session.ended_at is not None) == ("reuse", True)
    with pytest.raises(RefreshInvalid):
        rotate(second.refresh, alpha, after=90)


def test_token_two_rotations_old_ends_the_session_at_once(alpha: ActiveTenant) -> None:
    first = start(alpha)
    second = rotate(first.refresh, alpha, after=60)
    rotate(second.refresh, alpha, after=61)
    with pytest.raises(RefreshInvalid):
        rotate(first.refresh, alpha, after=62)
    assert Session.objects.get().end_reason == "reuse"


def test_wrong_kind_changes_nothing(alpha: ActiveTenant) -> None:
    tokens = start(alpha, kind="student")
    with pytest.raises(SessionKindWrong):
        rotate(tokens.refresh, alpha, kinds=("staff", "operator"))
    assert Session.objects.get().current_jti == jti(tokens.refresh, alpha)


def test_token_of_another_school_is_no_token(alpha: ActiveTenant, beta: ActiveTenant) -> None:
    tokens = start(alpha)
    with pytest.raises(RefreshInvalid):
        rotate(tokens.refresh, beta)
    assert Session.objects.get().ended_at is None


def test_access_token_is_no_refresh_token(alpha: ActiveTenant) -> None:
    with pytest.raises(RefreshInvalid):
        rotate(start(alpha).access, alpha)


def test_expired_session_does_not_rotate(alpha: ActiveTenant) -> None:
    tokens = start(alpha)
    Session.objects.update(expires_at=NOW + timedelta(seconds=30))
    with pytest.raises(RefreshInvalid):
        rotate(tokens.refresh, alpha, after=31)


def test_deactivated_person_does_not_rotate(alpha: ActiveTenant) -> None:
    person = make_user()
    tokens = start(alpha, user=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    with pytest.raises(RefreshInvalid):
        rotate(tokens.refresh, alpha)


def test_refresh_token_dies_with_the_session(alpha: ActiveTenant) -> None:
    tokens = start(alpha)
    later = rotate(tokens.refresh, alpha, after=3600)
    claims = read_token(later.refresh, use="refresh", tenant_id=alpha.id)
    assert claims.expires_at == int((NOW + settings.REFRESH_LIFETIME).timestamp())


def test_ending_keeps_the_named_session_and_other_schools(alpha: ActiveTenant, beta: ActiveTenant) -> None:
    person = make_user()
    kept, ended, elsewhere = (start(s, user=person).session for s in (alpha, alpha, beta))
    count = end_sessions_of(user_id=person.id, tenant_id=alpha.id, keep=kept.id, reason="test", now=NOW)
    assert count == 1
    assert set(Session.objects.filter(ended_at=None).values_list("id", flat=True)) == {kept.id, elsewhere.id}
    assert Session.objects.get(pk=ended.id).end_reason == "test"


def test_garbage_is_refused(alpha: ActiveTenant) -> None:
    for raw in ("", "x", "a.b.c", "e" * 9000):
        with pytest.raises(RefreshInvalid):
            rotate(raw, alpha)
    with pytest.raises(TokenInvalid):
        read_token(start(alpha).refresh, use="access", tenant_id=alpha.id)


def test_fifty_rounds_of_eight_parallel_refreshes(committed: None, alpha: ActiveTenant) -> None:
    """Every round all eight get the same living refresh token and one rotation happened."""
    tokens = start(alpha)
    seen = [jti(tokens.refresh, alpha)]
    for _round in range(50):
        raw = tokens.refresh
        answers = run_parallel(
            [lambda raw=raw: rotate_session(raw=raw, tenant_id=alpha.id, kinds=("student",), now=NOW)] * 8,
            threads=8,
        )
        assert [a for a in answers if isinstance(a, Exception)] == []
        names = {jti(a.refresh, alpha) for a in answers}
        assert len(names) == 1
        assert not names & set(seen)
        seen += names
        tokens = answers[0]
    session = Session.objects.get()
    assert (session.ended_at, session.current_jti, session.previous_jti) == (None, seen[-1], seen[-2])
    print(f"50 rounds x 8 threads: {len(set(seen)) - 1} rotations, 0 sessions lost")


def test_parallel_start_makes_separate_sessions(alpha: ActiveTenant) -> None:
    person = make_user()
    ids = {start(alpha, user=person).session.id for _ in range(3)}
    assert len(ids) == 3
    assert all(isinstance(i, uuid.UUID) for i in ids)
