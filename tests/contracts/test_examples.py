"""The examples of the OpenAPI documents are real requests and their answers.

Recorded anew with `RECORD_EXAMPLES=1`; otherwise held against what is described today.
"""

from __future__ import annotations

import json
import os
import re

import pytest
from django.core import mail
from django.db import transaction
from jsonschema import Draft202012Validator

from shared_apps.wire.openapi import EXAMPLES, recorded
from tests.contracts.promised import CONTRACTS, promises
from tests.hostile.asking import host_for, person_for
from tests.isolation.calls import address_of, body_of, caller, variants_of
from tests.isolation.matrix import forget_counts
from tests.isolation.world import build_world
from tests.openapi import openapi

RECORD = os.environ.get("RECORD_EXAMPLES") == "1"
EMPTY = {204, 205}
LOOPBACK = re.compile(r"http://127\.0\.0\.1:\d+")
TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")


def key_of(promise):
    return f"{promise.method} {promise.base}{promise.path}"


def schema_of(promise, *, status=None):
    """The schema of the request's body, or of the answer with this status; None without one."""
    document = openapi(promise.contract)[0]
    operation = document["paths"][promise.base + promise.path][promise.method.lower()]
    part = operation["responses"][str(status)] if status else operation.get("requestBody", {})
    content = part.get("content", {}).get("application/json")
    return {**content["schema"], "components": document["components"]} if content else None


# Who shows the operation where the first that it lets in has already what it gives.
SHOWN_BY = {
    "edupro_v1 POST course/course-enrollment/": "student",
    "edupro_v1 POST course/module-enrollment/": "student",
    "edupro POST course/course-enrollment/": "student",
    "edupro_v1 POST join-teacher/{teacher_username}/": "foreign_student",
    "edupro POST join-teacher/{teacher_username}/": "foreign_student",
}
WITH_CODE = {"POST password-reset/verify/", "POST password-reset/confirm/"}


@pytest.fixture
def mailed(django_capture_on_commit_callbacks):
    """Ask for a reset code as the operation's contract does, and read it in the mail."""

    def ask(client, promise, email):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{promise.base}password-reset/request/", {"email": email})
        return re.search(r"^    (\w{6})$", mail.outbox[-1].body, re.M)[1]

    return ask


@pytest.mark.usefixtures("vdocipher")
@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_success_is_an_example(alpha, beta, contract, mailed):
    world, wrong, found = build_world(alpha, beta), [], {}
    for promise in promises(contract):
        forget_counts()
        person = SHOWN_BY.get(str(promise)) or person_for(promise)
        variant = variants_of(promise)[0]
        body = body_of(promise, world, variant, person)
        client = caller(world, promise, person, host_for(promise))
        point = transaction.savepoint()
        if promise.operation in WITH_CODE:
            body["otp"] = mailed(client, promise, body["email"])
        answer = getattr(client, promise.method.lower())(
            address_of(promise, world, variant), None if promise.method == "GET" else body, status=None
        )
        transaction.savepoint_rollback(point)
        if answer.status_code != promise.success:
            wrong.append(f"{promise}: {answer.status_code} {answer.content[:200]!r}")
            continue
        content = None if promise.success in EMPTY else json.loads(answer.content)
        found[key_of(promise)] = {"request": body or None, "status": promise.success, "answer": content}
    if RECORD:
        text = TOKEN.sub("eyJhbGciOiJIUzI1NiJ9.e30.x", json.dumps(found, default=str))
        found = json.loads(LOOPBACK.sub("https://uploads.example", text))
        kept = {key: value for key, value in recorded().items() if not belongs(key, contract)}
        EXAMPLES.write_text(json.dumps({**kept, **found}, indent=1, ensure_ascii=False) + "\n")
        recorded.cache_clear()
    assert not wrong, "\n".join(wrong)


def belongs(key, contract):
    is_v1 = key.partition(" ")[2].startswith("/api/v1/")
    return is_v1 if contract == "edupro_v1" else not is_v1


@pytest.mark.parametrize("contract", CONTRACTS)
def test_examples_are_there_and_as_described(contract):
    wrong = []
    for promise in promises(contract):
        example = recorded().get(key_of(promise))
        if example is None:
            wrong.append(f"{promise}: none")
            continue
        for schema, value in (
            (schema_of(promise), example["request"]),
            (schema_of(promise, status=example["status"]), example["answer"]),
        ):
            if schema is None or value is None:
                continue
            wrong += [
                f"{promise}: {e.message[:200]}" for e in Draft202012Validator(schema).iter_errors(value)
            ]
    assert not wrong, "\n".join(wrong)
