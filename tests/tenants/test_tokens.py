"""Tokens are good in one place, for one use, for a while."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest

from shared_apps.kernel.models import new_id
from tenants.keys import tenant_key
from tenants.tokens import ISSUER, TokenInvalid, audience_of, peek_tenant, read_token, sign_token

A, B = new_id(), new_id()
SESSION, USER = new_id(), new_id()


def right_now() -> datetime:
    return datetime.now(UTC)


def sign(**fields):
    fields = {
        "use": "access",
        "tenant_id": A,
        "session_id": SESSION,
        "user_id": USER,
        "jti": "one",
        "now": right_now(),
        "lifetime": timedelta(minutes=15),
        **fields,
    }
    return sign_token(**fields)


def forge(payload=None, *, key=None, algorithm="HS256", headers=None):
    claims = {
        "use": "access",
        "sid": str(SESSION),
        "sub": str(USER),
        "jti": "one",
        "iss": ISSUER,
        "aud": str(A),
        "iat": int(right_now().timestamp()),
        "exp": int(right_now().timestamp()) + 900,
        **(payload or {}),
    }
    claims = {name: value for name, value in claims.items() if value is not None}
    key = tenant_key(tenant_id=A, purpose="jwt").hex() if key is None else key
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers)


def assert_refused(raw, *, use="access", tenant_id=A):
    with pytest.raises(TokenInvalid):
        read_token(raw, use=use, tenant_id=tenant_id)


def test_a_token_says_what_was_signed():
    signed_at = right_now()
    claims = read_token(sign(now=signed_at), use="access", tenant_id=A)
    assert (claims.session_id, claims.user_id, claims.tenant_id, claims.jti, claims.use) == (
        SESSION,
        USER,
        A,
        "one",
        "access",
    )
    assert claims.expires_at == int((signed_at + timedelta(minutes=15)).timestamp())


def test_the_forger_of_these_tests_makes_good_tokens_when_nothing_is_changed():
    assert read_token(forge(), use="access", tenant_id=A).jti == "one"


@pytest.mark.parametrize("elsewhere", [B, None])
def test_a_token_of_one_place_is_garbage_in_another(elsewhere):
    assert_refused(sign(), tenant_id=elsewhere)
    assert_refused(sign(tenant_id=elsewhere), tenant_id=A)


def test_another_audience_under_the_right_key_is_refused():
    for audience in (str(B), "platform", None, [str(B), "x"], ""):
        assert_refused(forge({"aud": audience}))


def test_the_right_audience_under_another_key_is_refused():
    for owner in (B, None):
        assert_refused(forge(key=tenant_key(tenant_id=owner, purpose="jwt").hex()))
    assert_refused(forge(key=tenant_key(tenant_id=A, purpose="other").hex()))


def test_an_unsigned_token_is_refused():
    assert_refused(forge(key="", algorithm="none"))
    head, body, _signature = forge().split(".")
    bare = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).rstrip(b"=").decode()
    for raw in (f"{bare}.{body}.", f"{head}.{body}.", f"{bare}.{body}.{_signature}"):
        assert_refused(raw)


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_algorithm_under_the_right_key_is_refused(algorithm):
    assert_refused(forge(algorithm=algorithm))


@pytest.mark.parametrize("name", ["kid", "jku", "x5u", "jwk"])
def test_the_header_chooses_no_key(name):
    value = {"kty": "oct", "k": "AA"} if name == "jwk" else str(B)
    raw = forge(key=tenant_key(tenant_id=B, purpose="jwt").hex(), headers={name: value})
    assert_refused(raw)


def test_refresh_is_not_access_nor_the_other_way():
    assert_refused(sign(use="refresh"))
    assert_refused(sign(), use="refresh")
    assert read_token(sign(use="refresh"), use="refresh", tenant_id=A).use == "refresh"


def test_an_expired_token_is_refused_at_once():
    assert_refused(sign(now=right_now() - timedelta(minutes=15, seconds=1)))
    assert_refused(forge({"exp": None}))
    assert_refused(forge({"exp": "soon"}))


def test_another_issuer_is_refused():
    assert_refused(forge({"iss": "somebody"}))
    assert_refused(forge({"iss": None}))


@pytest.mark.parametrize("claim", ["sid", "sub", "jti", "use"])
def test_a_missing_claim_is_refused(claim):
    assert_refused(forge({claim: None}))


def test_eight_kilobytes_are_not_even_parsed():
    raw = forge({"padding": "x" * 8192})
    assert len(raw) > 8192
    assert_refused(raw)
    assert peek_tenant(raw) == (False, None)


@pytest.mark.parametrize("raw", ["", ".", "..", "a.b.c", "é.é.é", "null", "{}", "eyJ", "\x00", "a" * 5000])
def test_garbage_is_refused(raw):
    assert_refused(raw)
    assert peek_tenant(raw) == (False, None)


def test_peeking_tells_the_place_only():
    assert peek_tenant(sign()) == (True, A)
    assert peek_tenant(sign(tenant_id=None)) == (True, None)
    assert peek_tenant(forge({"aud": "somewhere"})) == (False, None)


def test_keys_differ_by_school_and_purpose():
    keys = {tenant_key(tenant_id=owner, purpose=why) for owner in (A, B, None) for why in ("jwt", "files")}
    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}
    assert audience_of(None) == "platform"
