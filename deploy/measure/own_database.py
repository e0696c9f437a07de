"""A database of the measurement's own, dropped afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections


@contextmanager
def own_database() -> Iterator[str]:
    """An empty, migrated database on the configured server; Django points to it for the block."""
    name = f"edupro_measure_{uuid.uuid4().hex[:10]}"
    former = connections.databases["default"]["NAME"]
    with _server() as server:
        server.execute(f'CREATE DATABASE "{name}"')
    _point_to(name)
    try:
        call_command("migrate", verbosity=0)
        yield name
    finally:
        _point_to(former)
        with _server() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _server() -> psycopg.Connection:
    settings = connections.databases["default"]
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )


def _point_to(name: str) -> None:
    connection: Any = connections["default"]
    connection.close()
    if connection.pool:
        connection.close_pool()
    connections.databases["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
