"""Generated requests from each contract's OpenAPI document, by everybody: no 5xx, no answer unlike it.

`SCHEMATHESIS_CASES` is how many of each kind (right and wrong data) each operation gets from each role.
"""

from __future__ import annotations

import contextlib
import os
import unittest

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from tests.contracts.promised import CONTRACTS, promises
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


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("contract", CONTRACTS)
def test_generated_requests_are_answered_as_documented(alpha, beta, contract, role):
    world, wrong = build_world(alpha, beta), []
    schema = schemathesis.openapi.from_dict(openapi(contract)[0])
    host = "platform" if role == "operator" else "school"
    counted = {"operations": 0, "cases": 0}

    def judge(promise, case):
        counted["cases"] += 1
        forget_counts()
        wanted = case.as_transport_kwargs(base_url=ANYWHERE)
        wanted = {
            k: v for k, v in wanted.items() if k in {"method", "url", "params", "data", "json", "files"}
        }
        ready = requests.Request(**wanted).prepare()
        address = ready.url.removeprefix(ANYWHERE)
        body = ready.body.encode() if isinstance(ready.body, str) else ready.body or b""
        kind = ready.headers.get("Content-Type", "")
        answer = send(caller(world, promise, role, host), ready.method, address, body, kind)
        found = fault_of(ready.method, address, answer)
        if found:
            wrong.append(f"{promise} {address[:120]} {body[:200]!r}: {found}")

    for promise in promises(contract):
        operation = schema[promise.base + promise.path][promise.method]
        counted["operations"] += 1
        own = world.ids(variants_of(promise)[0], contract)
        known = {name: str(own[name]) for name in own if f"{{{name}}}" in promise.path}
        for mode in MODES:
            for places in (None, known) if known else (None,):
                _try(operation, mode, places, lambda case, promise=promise: judge(promise, case))
    print(f"schemathesis {contract} {role}: {counted}, {len(wrong)} wrong")
    assert wrong == []


def _try(operation, mode, places, judge):
    given_places = {"path_parameters": places} if places else {}

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode, **given_places))
    def run(case):
        judge(case)

    # An operation without input has no wrong input: the generator says so by skipping.
    with contextlib.suppress(unittest.SkipTest, Unsatisfiable):
        run()


def fault_of(method, address, answer):
    if answer.status_code >= 500:
        return f"{answer.status_code} {broken_by(answer)}"
    try:
        check_answer(method.lower(), address, answer)
    except AnswerUndocumented as error:
        return str(error)
    return None
