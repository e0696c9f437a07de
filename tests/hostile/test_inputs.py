"""No body, value or query breaks an operation: no 5xx, and each refusal has the contract's form."""

from __future__ import annotations

import re

import pytest

from tests.contracts.promised import promises
from tests.hostile.asking import fault, fields_of, host_for, person_for, queries_of, send
from tests.hostile.values import BODIES, VALUES, as_json
from tests.isolation.calls import address_of, body_of, caller, variants_of
from tests.isolation.matrix import forget_counts
from tests.isolation.world import build_world

# The video service is there: without it one operation answers 503, as its document says.
pytestmark = [pytest.mark.usefixtures("vdocipher"), pytest.mark.timeout(300)]

# PUT and PATCH of one address are one piece of code.
WRITES = [promise for promise in promises() if promise.method not in {"GET", "PATCH"}]
READS = [promise for promise in promises() if promise.method == "GET"]
PARTS = sorted({(promise.contract, promise.section.partition(".")[0]) for promise in WRITES})
EACH = 4
"""Of the wrong values every fourth is tried on a field, beginning elsewhere with each field."""


@pytest.mark.parametrize("contract", sorted({contract for contract, _section in PARTS}))
def test_bodies_that_are_none(alpha, beta, contract):
    world, wrong = build_world(alpha, beta), []
    for promise in [one for one in WRITES if one.contract == contract]:
        address = address_of(promise, world, variants_of(promise)[0])
        for who in dict.fromkeys(("anonymous", person_for(promise))):
            forget_counts()
            client = caller(world, promise, who, host_for(promise))
            for name, (body, kind) in BODIES.items():
                found = fault(send(client, promise.method, address, body, kind))
                if found:
                    wrong.append(f"{promise} by {who}, {name}: {found}")
    assert wrong == []


@pytest.mark.parametrize(("contract", "section"), PARTS)
def test_values_of_every_wrong_kind(alpha, beta, contract, section):
    world, wrong, cases, fields = build_world(alpha, beta), [], 0, 0
    for promise in WRITES:
        if (promise.contract, promise.section.partition(".")[0]) != (contract, section):
            continue
        variant = variants_of(promise)[0]
        client = caller(world, promise, person_for(promise), host_for(promise))
        address, proper = address_of(promise, world, variant), body_of(promise, world, variant) or {}
        for field in fields_of(promise):
            forget_counts()
            fields += 1
            for name, value in list(VALUES.items())[fields % EACH :: EACH]:
                body = as_json({**proper, field: value})
                found = fault(send(client, promise.method, address, body, "application/json"))
                cases += 1
                if found:
                    wrong.append(f"{promise} {field}={name}: {found}")
    print(f"wrong values, {contract} section {section}: {cases} cases")
    assert wrong == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"title": ' + b"[" * 19 + b"]" * 19 + b"}", "Not a valid string."),
        (b'{"title": ' + b"[" * 20 + b"]" * 20 + b"}", "JSON parse error - nested too deeply."),
        (b'{"title": "a\\ud83d\\ude00"}', None),
        (b'{"title": "a\\ud83d"}', "JSON parse error - text that is no Unicode."),
        (b'{"\\udc00": "a"}', "JSON parse error - text that is no Unicode."),
    ],
)
def test_json_is_bounded_and_unicode(alpha, beta, body, said):
    client = build_world(alpha, beta).client("owner", "school")
    answer = send(client, "POST", "/api/v1/course/create/", body, "application/json")
    if said is None:
        assert (answer.status_code, answer.json()["title"]) == (201, "a\U0001f600")
    else:
        assert answer.status_code == 400
        assert said in (answer.json().get("detail"), *answer.json().get("title", []))


def test_body_beyond_a_megabyte_is_too_large(alpha, beta):
    client = build_world(alpha, beta).client("owner", "school")
    body, kind = BODIES["too much"]
    answer = send(client, "POST", "/api/v1/course/create/", body, kind)
    assert (answer.status_code, answer.json()) == (413, {"detail": "The body is too large."})


QUERIES = [
    *(
        "9" * 30,
        "9" * 5_000,
        "-1",
        "0",
        "1e9",
        "%00",
        "%ff%fe",
        "%ed%a0%80",
        "%D9%A1",
        "%C2%B2",
        "NaN",
        "last",
    ),
    *(
        "null",
        "true",
        "[]",
        "x" * 4_000,
        "..%2f..%2f",
        "%27%20OR%201%3D1--",
        "2026-02-31",
        "-id,,--price",
        "%25",
    ),
    "0190a000-0000-7000-8000-00000000dead",
]


def test_queries_of_every_wrong_kind(alpha, beta):
    world, wrong, cases = build_world(alpha, beta), [], 0
    for promise in READS:
        address = address_of(promise, world, variants_of(promise)[0])
        client = caller(world, promise, person_for(promise), host_for(promise))
        for name in queries_of(promise):
            forget_counts()
            for value in QUERIES:
                found = fault(send(client, "GET", f"{address}?{name}={value}"))
                cases += 1
                if found:
                    wrong.append(f"{promise} {name}={value[:40]}: {found}")
    print(f"wrong queries: {cases} cases")
    assert wrong == []


WRONG_IDS = [
    *(
        "9" * 20,
        "9" * 5_000,
        "-1",
        "0",
        "%00",
        "%ff",
        "x",
        "%D9%A1",
        "..",
        "%2e%2e",
        "1%2f2",
        "1;2",
        "%0d%0aX:1",
    ),
    *("0190a000-0000-7000-8000-00000000dead", "0190A000-0000-7000-8000-00000000DEAD", "2147483648", "null"),
    *("9223372036854775808", "%E2%80%AEgpj", "x" * 3_000, "alice", "basma", "ALICE", "alice%00"),
]


def test_arguments_of_every_wrong_kind(alpha, beta):
    world, wrong, cases = build_world(alpha, beta), [], 0
    for promise in promises():
        client = caller(world, promise, person_for(promise), host_for(promise))
        body = as_json(body_of(promise, world, variants_of(promise)[0]) or {})
        for name in re.findall(r"{(\w+)}", promise.path):
            for value in WRONG_IDS:
                address = promise.base + promise.path.format(
                    **{**world.ids("own", promise.contract), name: value}
                )
                found = fault(send(client, promise.method, address, body, "application/json"))
                cases += 1
                if found:
                    wrong.append(f"{promise} {name}={value[:40]}: {found}")
    print(f"wrong arguments: {cases} cases")
    assert wrong == []
