"""Generated requests from each contract's OpenAPI document, by everybody: no 5xx, no answer unlike it.

`SCHEMATHESIS_CASES` is how many of each kind (right and wrong data) each operation gets from each role.
"""

from __future__ import annotations

import contextlib
import os
import re
import unittest
from dataclasses import dataclass
from functools import cache

import hypothesis
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from tests.contracts.promised import CONTRACTS, Promise, promises
from tests.hostile.asking import broken_by, send
from tests.isolation.calls import caller, variants_of
from tests.isolation.matrix import forget_counts
from tests.isolation.world import build_world
from tests.openapi import AnswerUndocumented, check_answer, openapi

CASES = int(os.environ.get("SCHEMATHESIS_CASES", "1"))
ROLES = (
    *("anonymous", "expired", "student", "enrolled", "blocked"),
    *("assistant", "instructor", "owner", "operator"),
)
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
SENT = {"method", "url", "params", "data", "json", "files"}
ANYWHERE = "http://anywhere.invalid"


@dataclass(frozen=True)
class Wanted:
    """One generated request; `@course_id@` and the like in its address stand for rows of the world."""

    promise: Promise
    method: str
    address: str
    body: bytes
    kind: str

    def address_in(self, ids):
        return re.sub(r"(?:@|%40)(\w+?)(?:@|%40)", lambda found: str(ids[found[1]]), self.address)


@cache
def generated(contract):
    """Requests for every operation: right and wrong data, for rows that are there and for made-up ones.

    Made once and sent by every role: making them costs more than answering them.
    """
    schema = schemathesis.openapi.from_dict(openapi(contract)[0])
    made = []
    for promise in promises(contract):
        operation = schema[promise.base + promise.path][promise.method]
        known = {name: f"@{name}@" for name in re.findall(r"{(\w+)}", promise.path)}
        for mode in MODES:
            for places in (None, known) if known else (None,):
                made += [_ready(promise, case) for case in _cases(operation, mode, places)]
    return made


def _cases(operation, mode, places):
    found = []
    given_places = {"path_parameters": places} if places else {}

    @hypothesis.settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(mode, **given_places))
    def collect(case):
        found.append(case)

    # An operation without input has no wrong input: the generator says so by skipping.
    with contextlib.suppress(unittest.SkipTest, Unsatisfiable):
        collect()
    return found[:CASES]


def _ready(promise, case):
    told = case.as_transport_kwargs(base_url=ANYWHERE)
    ready = requests.Request(**{name: told[name] for name in SENT & set(told)}).prepare()
    body = ready.body.encode() if isinstance(ready.body, str) else ready.body or b""
    address = ready.url.removeprefix(ANYWHERE)
    return Wanted(promise, ready.method, address, body, ready.headers.get("Content-Type", ""))


@pytest.fixture(scope="module", params=CONTRACTS)
def contract(request):
    """Generated before a test opens its transaction, which may not stand idle for so long."""
    generated(request.param)
    return request.param


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("role", ROLES)
def test_generated_requests_are_answered_as_documented(contract, alpha, beta, role):
    world, wrong = build_world(alpha, beta), []
    host = "platform" if role == "operator" else "school"
    for wanted in generated(contract):
        forget_counts()
        promise = wanted.promise
        address = wanted.address_in(world.ids(variants_of(promise)[0], contract))
        client = caller(world, promise, role, host)
        answer = send(client, wanted.method, address, wanted.body, wanted.kind)
        found = fault_of(wanted.method, address, answer)
        if found:
            wrong.append(f"{promise} {address[:120]} {wanted.body[:200]!r}: {found}")
    count = len({wanted.promise for wanted in generated(contract)})
    print(f"schemathesis {contract} {role}: {count} operations, {len(generated(contract))} cases")
    assert not wrong, "\n".join(wrong)


def fault_of(method, address, answer):
    if answer.status_code >= 500 and answer.status_code != 503:
        return f"{answer.status_code} {broken_by(answer)}"
    try:
        check_answer(method.lower(), address, answer)
    except AnswerUndocumented as error:
        return str(error)
    return None
