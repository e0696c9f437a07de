"""A cookie planted by a sibling host never decides who somebody is."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.contracts.promised import promises
from tests.isolation.calls import address_of, body_of, caller, variants_of
from tests.isolation.matrix import forget_counts
from tests.isolation.world import build_world, digest


def test_doubled_token_cookie_is_refused_by_every_operation(alpha, beta):
    world = build_world(alpha, beta)
    before, wrong = [digest(alpha), digest(beta)], []
    mine, refresh = world.cookies["owner"]
    theirs, their_refresh = world.cookies["foreign_owner"]
    headers = [
        f"{settings.ACCESS_COOKIE}={mine}; {settings.ACCESS_COOKIE}={theirs}",
        f"{settings.ACCESS_COOKIE}={theirs}; other=1; {settings.ACCESS_COOKIE}={mine}",
        f"{settings.ACCESS_COOKIE}={mine};{settings.ACCESS_COOKIE}={mine}",
        f"{settings.REFRESH_COOKIE}={refresh}; {settings.REFRESH_COOKIE}={their_refresh}",
        f"{settings.ACCESS_COOKIE}={mine}; {settings.ACCESS_COOKIE}=",
    ]
    for host in ("school", "platform"):
        for promise in promises():
            forget_counts()
            variant = variants_of(promise)[0]
            for header in headers:
                send = getattr(world.client("anonymous", host), promise.method.lower())
                body = body_of(promise, world, variant)
                if promise.method == "GET":
                    body = None
                address = address_of(promise, world, variant)
                answer = send(address, body, status=None, HTTP_COOKIE=header)
                if answer.status_code != 400:
                    wrong.append((host, str(promise), header[:40], answer.status_code))
    assert wrong == []
    assert [digest(alpha), digest(beta)] == before


@pytest.mark.parametrize("principal", ["foreign_student", "foreign_owner", "operator"])
def test_cookie_of_another_place_is_answered_like_garbage(alpha, beta, principal):
    """Byte for byte, so that nobody can try out whether a stolen token is a living one."""
    world, wrong = build_world(alpha, beta), []
    for promise in promises():
        if promise.operation.startswith("POST join-teacher/"):
            continue  # takes the token of any school: that is what it is for
        if promise.who == "anyone" and promise.method != "GET":
            continue  # makes rows with keys of their own, whoever asks
        if promise.who.startswith("refresh token"):
            continue  # the token is in the body, the same for both
        forget_counts()
        variant = variants_of(promise)[0]
        address, body = address_of(promise, world, variant), body_of(promise, world, variant)
        answers = [
            getattr(caller(world, promise, name, "school"), promise.method.lower())(
                address, body, status=None
            )
            for name in (principal, "garbage")
        ]
        if len({(answer.status_code, answer.content) for answer in answers}) != 1:
            wrong.append((str(promise), [answer.status_code for answer in answers]))
    assert wrong == []
