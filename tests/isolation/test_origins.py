"""Another site cannot act with somebody's cookies: every unsafe operation, from every wrong place."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

from tests.contracts.promised import promises
from tests.hostile.asking import person_for
from tests.isolation.calls import address_of, body_of, caller, variants_of
from tests.isolation.matrix import forget_counts
from tests.isolation.pages import routes
from tests.isolation.world import build_world, digest

REFUSED = {"detail": "Cross-site request refused."}
UNSAFE = [promise for promise in promises() if promise.method != "GET"]
WRONG = [
    {"HTTP_ORIGIN": "http://basma.edupro.test"},
    {"HTTP_ORIGIN": "http://edupro.test"},
    {"HTTP_ORIGIN": "https://alice.edupro.test"},
    {"HTTP_ORIGIN": "http://alice.edupro.test:8443"},
    {"HTTP_ORIGIN": "http://alice.edupro.test.evil.example"},
    {"HTTP_ORIGIN": "http://evil.example"},
    {"HTTP_ORIGIN": "https://front.example.evil.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_ORIGIN": ""},
    {"HTTP_ORIGIN": "http://evil.example", "HTTP_SEC_FETCH_SITE": "same-origin"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "anything"},
]
RIGHT = [
    {},
    {"HTTP_ORIGIN": "http://alice.edupro.test"},
    {"HTTP_ORIGIN": "https://front.example"},
    {"HTTP_SEC_FETCH_SITE": "same-origin"},
    {"HTTP_SEC_FETCH_SITE": "none"},
    {"HTTP_ORIGIN": "https://front.example", "HTTP_SEC_FETCH_SITE": "cross-site"},
]


def test_unsafe_operations_are_refused_from_every_wrong_place(alpha, beta):
    world = build_world(alpha, beta)
    before, cases, wrong = [digest(alpha), digest(beta)], 0, []
    for promise in UNSAFE:
        forget_counts()
        variant = variants_of(promise)[0]
        for marks in WRONG:
            client = caller(world, promise, person_for(promise), "school")
            send = getattr(client, promise.method.lower())
            body = body_of(promise, world, variant)
            answer = send(address_of(promise, world, variant), body, status=None, **marks)
            cases += 1
            if answer.status_code != 403 or answer.json() != REFUSED:
                wrong.append((promise.operation, marks, answer.status_code))
    print(f"cross-origin: {cases} cases, {len(wrong)} wrong")
    assert wrong == []
    assert [digest(alpha), digest(beta)] == before


@pytest.mark.parametrize("marks", RIGHT)
def test_own_origin_named_front_ends_and_programs_may_act(alpha, beta, marks):
    world = build_world(alpha, beta)
    answer = world.client("owner", "school").patch(
        "/api/v1/teacher/update-profile/", {"city": "Tanta"}, **marks
    )
    assert answer.json()["city"] == "Tanta"


@pytest.mark.parametrize("origin", ["http://basma.edupro.test", "http://evil.example", "null"])
def test_other_origins_may_not_read(alpha, beta, origin):
    client = build_world(alpha, beta).client("owner", "school")
    answer = client.get("/api/v1/teacher/teacher-profile/", HTTP_ORIGIN=origin)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_named_front_end_may_read_with_cookies_and_ask_before(alpha, beta):
    client = build_world(alpha, beta).client("owner", "school")
    front = "https://front.example"
    read = client.get("/api/v1/teacher/teacher-profile/", HTTP_ORIGIN=front)
    assert read.headers["Access-Control-Allow-Origin"] == front
    assert read.headers["Access-Control-Allow-Credentials"] == "true"
    asked = client.options(
        "/api/v1/course/create", HTTP_ORIGIN=front, HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST"
    )
    assert asked.status_code == 200
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]


NUMBERS = {"str": "x", "int": "1", "uuid": "0190a000-0000-7000-8000-000000000001", "path": "x", "slug": "x"}


def pages(urlconf):
    """An address for every route of a host that is no API."""
    found = []
    for pattern in routes(get_resolver(urlconf).url_patterns):
        address = pattern
        for kind, value in NUMBERS.items():
            while f"<{kind}:" in address:
                start = address.index(f"<{kind}:")
                address = address[:start] + value + address[address.index(">", start) + 1 :]
        if not address.startswith(("api", "^", "operator/")) and "^" not in address:
            found.append("/" + address)
    return sorted(set(found))


def test_forms_of_pages_are_refused_from_every_wrong_place(alpha, beta):
    world = build_world(alpha, beta)
    wrong = []
    addresses = pages("config.urls.school")
    assert len(addresses) > 40
    for address in addresses:
        for marks in WRONG:
            answer = world.client("owner", "school").post(address, {}, status=None, **marks)
            if answer.status_code != 403 or answer.json() != REFUSED:
                wrong.append((address, marks, answer.status_code))
    assert wrong == []
