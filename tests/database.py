"""The suite's databases.

A template database holds the public schema and two schools. It is built once per set of
migrations and kept; each run copies it, and each test runs in a transaction that is rolled back.
Tests that need real commits and threads get a copy of their own.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
LOCK = 0x45445550  # any number: the advisory lock under which templates are built


def digest() -> str:
    """Changes with any migration, model base or template content."""
    files = sorted(
        [
            *ROOT.glob("*_apps/*/migrations/*.py"),
            *ROOT.glob("tenants/migrations/*.py"),
            ROOT / "tests" / "database.py",
            ROOT / "tests" / "template_rows.py",
        ]
    )
    content = b"".join(str(file.relative_to(ROOT)).encode() + file.read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:16]


def server() -> psycopg.Connection:
    """An autocommit connection to the server's own database, for CREATE and DROP DATABASE."""
    settings = connections.databases["default"]
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )


def point_to(name: str) -> None:
    """Let Django's default connection, and threads that start later, use the database `name`."""
    close_everything()
    connections.databases["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def close_everything() -> None:
    connection = connections["default"]
    connection.close()
    if connection.pool:
        connection.close_pool()


def ensure_template() -> str:
    """The name of the template database, built if there is none of this digest."""
    name = f"edupro_template_{digest()}"
    with server() as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            building = f"edupro_building_{os.getpid()}"
            admin.execute(f'DROP DATABASE IF EXISTS "{building}"')
            admin.execute(f'CREATE DATABASE "{building}"')
            point_to(building)
            _fill()
            close_everything()
            admin.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    return name


def _fill() -> None:
    from django.core.management import call_command

    from tests.template_rows import make_schools

    call_command("migrate", verbosity=0)
    make_schools()


@contextmanager
def copied_database(template: str, label: str) -> Iterator[str]:
    """A copy of `template` for the block; Django points to it, and it is dropped afterwards."""
    former = connections.databases["default"]["NAME"]
    with separate_database(template, label) as name:
        point_to(name)
        try:
            yield name
        finally:
            point_to(former)


@contextmanager
def separate_database(template: str, label: str) -> Iterator[str]:
    """A copy of `template` for another process to work in; Django's own connection stays where it is."""
    name = f"edupro_{label}_{uuid.uuid4().hex[:12]}"
    with server() as admin:
        admin.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        with server() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
