"""A body has no effect beyond the fields that its operation declares.

Each write is sent twice from the same state: as its client would, and with every column name of every
model and the usual wishes added. Answer and database have to come out alike.
"""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from tenants import context
from tests.contracts.promised import promises
from tests.hostile.asking import person_for
from tests.isolation.calls import address_of, body_of, caller, variants_of
from tests.isolation.matrix import forget_counts
from tests.isolation.world import build_world
from tests.openapi import openapi

WRITES = [promise for promise in promises() if promise.method in {"POST", "PUT", "PATCH"}]
CALLERS = {"student": "student", "student of any school": "foreign_student"}
"""Who calls where somebody else than the first that the operation lets in has to."""


def caller_of(promise):
    return CALLERS.get(promise.who) or person_for(promise)


CLASSIC = {
    "admin": True,
    "is_admin": True,
    "is_teacher": True,
    "is_owner": True,
    "is_verified": True,
    "verified": True,
    "approved": True,
    "is_approved": True,
    "is_paid": True,
    "paid": True,
    "roles": ["owner", "admin"],
    "role_id": 1,
    "permissions": ["*"],
    "scope": "admin",
    "groups": [1],
    "user_permissions": [1],
    "account_type": "admin",
    "type": "admin",
    "balance": "1000000.00",
    "wallet": 1000,
    "credit": 1000,
    "discount": 100,
    "amount": "0.01",
    "total": "0.01",
    "currency": "USD",
    "owner": 1,
    "owner_id": 1,
    "user": 1,
    "userId": 1,
    "created_by": 1,
    "teacher_id": 1,
    "teacher_username": "basma",
    "tenant_username": "basma",
    "school": "basma",
    "school_id": 1,
    "pk": 1,
    "_id": 1,
    "uuid": str(uuid.UUID(int=7)),
    "__class__": "admin",
    "__proto__": {"is_superuser": True},
    "constructor": {"prototype": {"is_superuser": True}},
    "progress": "100.00",
    "completed": True,
    "unlimited": True,
    "expiry": "2099-01-01",
    "access": "full_access",
    "token": "x",
    "access_token": "x",
    "refresh_token": "x",
    "_method": "DELETE",
    "csrfmiddlewaretoken": "x",
}
WISHES = {
    "user_type": "admin",
    "role": "owner",
    "status": "completed",
    "access_type": "full_access",
    "state": "published",
}


def wishes(beta):
    """Every column name of every model with a value of its kind, and the classic names."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            value = _value(field, beta)
            found |= {field.name: value, field.attname: value}
    return {**found, **CLASSIC, **WISHES}


def _value(field, beta):
    kinds = [
        (models.BooleanField, True),
        (models.DecimalField, "0.01"),
        (models.IntegerField, 77),
        (models.UUIDField, str(beta.id)),
        (models.ForeignKey, str(beta.id)),
        (models.DateTimeField, "2099-01-01T00:00:00Z"),
        (models.DateField, "2001-01-01"),
    ]
    return next((value for kind, value in kinds if isinstance(field, kind)), "wished")


def declared(promise):
    """The names that the OpenAPI document gives to the operation's body."""
    document, _said = openapi(promise.contract)
    body = document["paths"][promise.base + promise.path][promise.method.lower()].get("requestBody")
    if body is None:
        return set()
    reference = body["content"]["application/json"]["schema"]["$ref"]
    return set(document["components"]["schemas"][reference.rpartition("/")[2]]["properties"])


def send(world, promise, body, form):
    """Status, body and the whole database afterwards, without what differs from run to run."""
    host = "platform" if promise.who == "operator" else "school"
    client = caller(world, promise, caller_of(promise), host)
    point = transaction.savepoint()
    try:
        address = address_of(promise, world, variants_of(promise)[0])
        answer = getattr(client, promise.method.lower())(address, body, status=None, format=form)
        return answer.status_code, steady(answer.content.decode()), rows(world)
    finally:
        transaction.savepoint_rollback(point)


def rows(world):
    """Every row of the public schema and of both schools."""
    labels = {
        "public": "public",
        world.here.school.schema_name: "here",
        world.there.school.schema_name: "there",
    }
    with connection.cursor() as cursor, context.platform():
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s)", [list(labels)]
        )
        parts = [
            f'SELECT \'{schema}.{table} \' || t::text FROM "{schema}"."{table}" t'
            for schema, table in cursor.fetchall()
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return sorted(steady(text) for (text,) in cursor.fetchall())


CHANGING = [
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+"), "<token>"),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(\.\d+)?(\+00(:00)?|Z)?"), "<moment>"),
    (re.compile(r"(md5|argon2)\$[^,\"]+"), "<password>"),
    (re.compile(r"\b[0-9a-f]{32,64}\b"), "<hex>"),
    (re.compile(r"\bt_[0-9a-f]{16}\b"), "<schema>"),
    (re.compile(r"\b\d{9,16}\b"), "<number>"),
    (re.compile(r"\b(?=[A-Z0-9]*\d|[A-Z]{10})[A-HJ-NP-Z2-9]{10}\b"), "<code>"),
]


def steady(text):
    for pattern, name in CHANGING:
        text = pattern.sub(name, text)
    return text


def chunks(extra, size=120):
    names = sorted(extra)
    for start in range(0, len(names), size):
        yield {name: extra[name] for name in names[start : start + size]}


@pytest.mark.parametrize("promise", WRITES, ids=str)
def test_undeclared_fields_have_no_effect(alpha, beta, promise):
    world = build_world(alpha, beta)
    forget_counts()
    plain = body_of(promise, world, variants_of(promise)[0], caller_of(promise)) or {}
    extra = {name: value for name, value in wishes(beta).items() if name not in declared(promise)}
    assert len(extra) > 150
    proper = send(world, promise, plain, "json")
    assert proper[0] == send(world, promise, plain, "json")[0]
    assert_alike(send(world, promise, {**extra, **plain}, "json"), proper)
    form = {name: value for name, value in extra.items() if isinstance(value, str | int)}
    proper = send(world, promise, plain, "multipart")
    for part in chunks(form):
        assert_alike(send(world, promise, {**part, **plain}, "multipart"), proper)


def assert_alike(answer, proper):
    assert answer[:2] == proper[:2]
    assert sorted(set(answer[2]) ^ set(proper[2])) == []
    assert len(answer[2]) == len(proper[2])


def test_wishes_have_every_dangerous_name(beta):
    names = set(wishes(beta))
    assert {"is_superuser", "is_staff", "user_type", "tenant_id", "used_count", "max_uses"} <= names
    assert len(CLASSIC) >= 40
    assert datetime.datetime.fromisoformat(wishes(beta)["completed_at"]).year == 2099
