"""Requests as the right person sends them, and what they ask of the database."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from branding.services import brands
from tenants import context, hosts
from tests.client import Api
from tests.contracts.promised import Promise
from tests.hostile.asking import host_for, person_for
from tests.isolation.calls import address_of, body_of, caller, variants_of
from tests.performance.shelves import Shelves

# Who asks where the first that the operation lets in has already what it gives.
ASKED_BY = {
    "edupro_v1 POST course/course-enrollment/": "student",
    "edupro_v1 POST course/module-enrollment/": "student",
    "edupro POST course/course-enrollment/": "student",
    "edupro_v1 POST join-teacher/{teacher_username}/": "foreign_student",
    "edupro POST join-teacher/{teacher_username}/": "foreign_student",
}
# The bounds of the test's own transaction, which no request outside a test has.
_BOUNDS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@dataclass(frozen=True)
class Cost:
    status: int
    statements: int
    milliseconds: float
    rows: int | None
    """How many a list shows; None when the answer is no list."""


def asker(promise: Promise) -> str:
    """The principal that the operation is for."""
    if promise.who.startswith("anyone"):
        return "anonymous"
    return ASKED_BY.get(str(promise)) or person_for(promise)


def cost_of(
    shelves: Shelves,
    promise: Promise,
    *,
    host: str = "",
    principal: str = "",
    before: Callable[[Promise, Any, Any], None] | None = None,
) -> Cost:
    """A warm request's; what it changed is undone. Lists are asked for pages of a hundred.

    `before` gets the operation, the client and the body ahead of the request, to do what it needs.
    """
    who = principal or asker(promise)
    client = caller(shelves.world, promise, who, host or host_for(promise))
    variant = variants_of(promise)[0]
    address = address_of(promise, shelves.world, variant)
    sent = body_of(promise, shelves.world, variant, who)
    _warm_up(shelves, client)
    if promise.method == "GET":
        sent = {"page_size": 100}
        _sent(client, "get", address, sent)
    point = transaction.savepoint()
    if before:
        before(promise, client, sent)
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        answer = _sent(client, promise.method.lower(), address, sent)
        took = (time.perf_counter() - begun) * 1000
    transaction.savepoint_rollback(point)
    counted = [one for one in queries.captured_queries if not one["sql"].startswith(_BOUNDS)]
    return Cost(answer.status_code, len(counted), took, _shown(answer))


def _warm_up(shelves: Shelves, client: Any) -> None:
    """The process knows the host and the categories, and has counted no earlier request."""
    shelves.forget()
    forget_places()
    client.get("/api/v1/course/category/list/", status=None)


def forget_places() -> None:
    """Hosts and brands are known for some seconds, which may end in the midst of what is measured."""
    hosts._map = hosts._HostMap()
    brands._brands.clear()


def _sent(client: Api, method: str, address: str, sent: Any) -> Any:
    """The answer as it comes: holding it to its document would take longer than making it."""
    with context.platform():
        return getattr(APIClient, method)(client, address, sent)


def _shown(answer: Any) -> int | None:
    if answer.status_code != 200 or answer.headers.get("Content-Type") != "application/json":
        return None
    body = json.loads(answer.content)
    rows = body.get("results") if isinstance(body, dict) else body
    return len(rows) if isinstance(rows, list) else None
