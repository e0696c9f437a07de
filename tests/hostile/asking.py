"""One hostile request: its answer is undone and judged."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection, transaction

from tests.client import Api
from tests.contracts.promised import Promise
from tests.openapi import openapi


def person_for(promise: Promise) -> str:
    """Whom the operation lets in."""
    kinds = {
        "student": "enrolled",
        "student with access": "enrolled",
        "student of any school": "enrolled",
        "student of the course": "enrolled",
        "student who gave it": "enrolled",
        "student whose it is": "enrolled",
        "student (own), teaching staff": "enrolled",
        "student (own), staff": "enrolled",
        "refresh token of a student": "enrolled",
        "signed in": "owner",
        "refresh cookie of a student": "enrolled",
        "operator": "operator",
        "anyone": "anonymous",
    }
    return kinds.get(promise.who, "owner")


def host_for(promise: Promise) -> str:
    return "platform" if promise.who == "operator" else "school"


def send(client: Api, method: str, address: str, body: bytes = b"", kind: str = "", **headers: Any) -> Any:
    """The answer, also when the view broke; whatever was written is undone."""
    client.raise_request_exception = False
    point = transaction.savepoint()
    try:
        return client.generic(method, address, body, content_type=kind, **headers)
    finally:
        connection.needs_rollback = False
        transaction.savepoint_rollback(point)


def fault(answer: Any) -> str | None:
    """What is wrong with an answer of the API, whatever it was asked; None when nothing is."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.content[:150]!r} {broken_by(answer)}"
    if answer.status_code < 400:
        return None
    if answer.headers["Content-Type"] != "application/json":
        return f"{answer.status_code} as {answer.headers['Content-Type']} {answer.content[:100]!r}"
    body = json.loads(answer.content)
    if not isinstance(body, dict) or not body:
        return f"{answer.status_code} {body!r}"
    if isinstance(body.get("detail"), str):
        return None
    # At one address the document answers 404 with texts under a field.
    if answer.status_code in (400, 404) and all(_is_texts(value) for value in body.values()):
        return None
    return f"{answer.status_code} {body!r}"[:300]


def broken_by(answer: Any) -> str:
    info = getattr(answer, "exc_info", None)
    return f"{info[0].__name__}: {str(info[1])[:200]}" if info else ""


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(text, str) for text in value)


def fields_of(promise: Promise) -> list[str]:
    """The names that the OpenAPI document lets into the body of this operation."""
    document = openapi(promise.contract)[0]
    operation = document["paths"][f"{promise.base}{promise.path}"][promise.method.lower()]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    shape = document["components"]["schemas"][name] if name else schema
    return sorted(shape.get("properties", {}))


def queries_of(promise: Promise) -> list[str]:
    """The names that the OpenAPI document lets into the query of this operation."""
    document = openapi(promise.contract)[0]
    operation = document["paths"][f"{promise.base}{promise.path}"][promise.method.lower()]
    return [item["name"] for item in operation.get("parameters", []) if item["in"] == "query"]
