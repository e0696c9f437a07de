"""The operations that `docs/contracts/` promises, and those that the code offers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import URLPattern

BASES = {"edupro_v1": "/api/v1/", "edupro": "/api/"}
CONTRACTS = tuple(BASES)
METHODS = {"get", "post", "put", "patch", "delete"}
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
_UPPER = tuple(method.upper() for method in METHODS)


@dataclass(frozen=True)
class Promise:
    contract: str
    section: str
    method: str
    path: str
    who: str
    success: int
    refusals: frozenset[int]

    @property
    def operation(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def base(self) -> str:
        return BASES[self.contract]

    def __str__(self) -> str:
        return f"{self.contract} {self.operation}"


def promises(*contracts: str) -> list[Promise]:
    """The rows of the documents' tables of operations, in their order; of all contracts by default."""
    return [
        Promise(
            contract,
            section,
            method,
            path.strip("`").removeprefix("/"),
            who,
            int(success),
            frozenset(int(s) for s in refusals.split()),
        )
        for contract in contracts or CONTRACTS
        for section, method, path, who, success, refusals in _tables(contract, columns=6)
        if method.lower() in METHODS
    ]


def addresses_that_say_what_is_missing(contract: str) -> set[str]:
    return {
        path.strip("`")
        for _section, path, _missing in _tables(contract, columns=3)
        if re.fullmatch(r"`\S+/`", path)
    }


def document_of(contract: str) -> Path:
    return Path(settings.BASE_DIR) / "docs" / "contracts" / f"{contract}.md"


def _tables(contract: str, *, columns: int) -> list[list[str]]:
    lines = [line for line in document_of(contract).read_text().splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        row
        for row in rows
        if len(row) == columns and not set(row[0]) <= {"-"} and row[1].startswith(("`", *_UPPER))
    ]


def routed(contract: str) -> list[tuple[str, URLPattern]]:
    """Each address of the URL table as the document writes it, with its pattern."""
    urlpatterns = import_module(f"config.contracts.{contract}").urlpatterns
    return [(_CONVERTER.sub(r"{\1}", str(pattern.pattern)), pattern) for pattern in urlpatterns]


def view_of(pattern: URLPattern) -> Any:
    return pattern.callback.view_class  # type: ignore[union-attr]  # the table holds classes only


def methods_of(pattern: URLPattern) -> set[str]:
    return {method for method in METHODS if hasattr(view_of(pattern), method)}
