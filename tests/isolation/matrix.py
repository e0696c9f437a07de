"""Runs the permission matrix: every operation, by everybody, on everybody's objects, on both hosts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db import transaction

from tests.contracts.promised import CONTRACTS, Promise, promises
from tests.isolation.calls import address_of, body_of, caller, variants_of
from tests.isolation.world import PRINCIPALS, World, digest

HOSTS = ("school", "platform")
SAFE = {"GET"}


@dataclass(frozen=True)
class Cell:
    contract: str
    host: str
    operation: str
    variant: str
    principal: str

    def __str__(self) -> str:
        return f"{self.contract} {self.host}: {self.operation} [{self.variant}] by {self.principal}"


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]
    harmed: list[str]


def expected() -> dict[Cell, int]:
    """The reviewed files: one row per host, operation and object, one column per principal."""
    cells: dict[Cell, int] = {}
    for contract in CONTRACTS:
        with Path(__file__).with_name(f"permissions_{contract}.csv").open(newline="") as file:
            for row in csv.DictReader(file):
                for host in HOSTS if row["host"] == "both" else (row["host"],):
                    for principal in PRINCIPALS:
                        cell = Cell(contract, host, row["operation"], row["object"], principal)
                        assert cell not in cells, cell
                        cells[cell] = int(row[principal])
    return cells


def operations_with_a_row(contract: str) -> set[str]:
    return {cell.operation for cell in expected() if cell.contract == contract}


def cells(promise: Promise, host: str) -> Iterator[tuple[Cell, str]]:
    for variant in variants_of(promise):
        for principal in PRINCIPALS:
            yield Cell(promise.contract, host, promise.operation, variant, principal), variant


def all_cells() -> set[Cell]:
    return {cell for promise in promises() for host in HOSTS for cell, _variant in cells(promise, host)}


def ask(world: World, promise: Promise, cell: Cell, *, watched: dict[str, str] | None = None) -> Answer:
    """The answer in one cell; whatever it changed is undone. `watched` are digests by school."""
    client = caller(world, promise, cell.principal, cell.host)
    address = address_of(promise, world, cell.variant)
    body = body_of(promise, world, cell.variant, cell.principal)
    point = transaction.savepoint()
    try:
        response = getattr(client, promise.method.lower())(address, body, status=None)
        harmed = _harmed(world, cell, watched) if watched and promise.method not in SAFE else []
    finally:
        transaction.savepoint_rollback(point)
    return Answer(response.status_code, response.content, _lasting(response.headers), harmed)


def _harmed(world: World, cell: Cell, watched: dict[str, str]) -> list[str]:
    """Schools that changed although this principal has no business there."""
    mine = world.there if cell.principal.startswith("foreign") else world.here
    others = [rows.school for rows in (world.here, world.there) if rows is not mine]
    return [school.username for school in others if digest(school) != watched[school.username]]


def _lasting(headers: Any) -> dict[str, str]:
    """The headers without those that differ from request to request."""
    passing = ("x-request-id", "x-ratelimit-", "date", "set-cookie")
    return {k.lower(): v for k, v in headers.items() if not k.lower().startswith(passing)}


def forget_counts() -> None:
    """The caches count requests; a matrix is more of them than anybody may send in a minute."""
    for alias in ("default", "platform"):
        caches[alias].clear()
