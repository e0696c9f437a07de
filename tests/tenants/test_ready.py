"""The two addresses that machines ask."""

from __future__ import annotations

import os

import pytest
from django.db import connection, connections
from django.test import Client

from tenants import readiness
from tests.database import close_everything


@pytest.fixture(autouse=True)
def _fresh_probe(settings):
    settings.REDIS_URL = ""
    readiness.probe.forget()
    yield
    readiness.probe.forget()


def test_health_asks_nothing_and_answers_any_host(settings):
    for host in ("edupro.test", "10.0.0.7", "nobody.edupro.test", "stranger.example"):
        for address in ("/health", "/health/"):
            answer = Client(headers={"host": host}).get(address)
            assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_refuses_other_methods():
    assert Client(headers={"host": "edupro.test"}).post("/health").status_code == 405


def test_ready_says_the_documented_fields(db):
    answer = Client(headers={"host": "10.0.0.7"}).get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "up", "redis": "not configured"}
    assert "no-store" in answer["Cache-Control"]


def test_ready_refuses_while_migrations_of_the_platform_are_missing(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'kernel'")
    answer = Client(headers={"host": "edupro.test"}).get("/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "up",
        "redis": "not configured",
        "reasons": ["migrations are missing"],
    }


def test_ready_only_reports_schools_that_are_behind(alpha):
    from tenants.models import SchemaState

    SchemaState.objects.filter(tenant_id=alpha.id).update(head_digest="old")
    answer = Client(headers={"host": "edupro.test"}).get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "up",
        "redis": "not configured",
        "schools_behind": 1,
    }


def test_ready_refuses_when_redis_is_away(db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = Client(headers={"host": "edupro.test"}).get("/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "up",
        "redis": "down",
        "reasons": ["redis does not answer"],
    }


def test_ready_refuses_when_the_database_is_away(committed, monkeypatch):
    close_everything()
    for settings in (connections.databases["default"], connections["default"].settings_dict):
        monkeypatch.setitem(settings, "PORT", "1")
        monkeypatch.setitem(settings["OPTIONS"], "pool", {"min_size": 1, "max_size": 2, "timeout": 0.5})
    answer = Client(headers={"host": "edupro.test"}).get("/ready")
    close_everything()
    monkeypatch.undo()
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "down",
        "redis": "not configured",
        "reasons": ["the database does not answer"],
    }
    assert Client(headers={"host": "edupro.test"}).get("/ready").status_code == 200


@pytest.mark.needs_redis
def test_ready_says_that_redis_is_up(db, settings):
    settings.REDIS_URL = os.environ["REDIS_URL"]
    answer = Client(headers={"host": "edupro.test"}).get("/ready")
    assert answer.json() == {"status": "ok", "database": "up", "redis": "up"}
