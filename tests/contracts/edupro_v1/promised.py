"""The operations that `docs/contracts/edupro_v1.md` promises, and those that the code offers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import URLPattern

from tests.openapi import openapi as openapi_of

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "contracts" / "edupro_v1.md"
BASE = "/api/v1/"
METHODS = {"get", "post", "put", "patch", "delete"}
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Promise:
    section: str
    method: str
    path: str
    who: str
    success: int
    refusals: frozenset[int]

    @property
    def operation(self) -> str:
        return f"{self.method} {self.path}"


def promises() -> list[Promise]:
    """The rows of the document's table of operations, in its order."""
    return [
        Promise(
            section,
            method,
            path.strip("`").removeprefix("/"),
            who,
            int(success),
            frozenset(int(s) for s in refusals.split()),
        )
        for section, method, path, who, success, refusals in _tables(columns=6)
        if method.lower() in METHODS
    ]


def addresses_that_say_what_is_missing() -> set[str]:
    return {
        path.strip("`") for _section, path, _missing in _tables(columns=3) if re.fullmatch(r"`\S+/`", path)
    }


def _tables(*, columns: int) -> list[list[str]]:
    lines = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        row
        for row in rows
        if len(row) == columns and not set(row[0]) <= {"-"} and row[1].startswith(("`", *_UPPER))
    ]


_UPPER = tuple(method.upper() for method in METHODS)


def routed() -> list[tuple[str, URLPattern]]:
    """Each address of the URL table as the document writes it, with its pattern."""
    from config.contracts.edupro_v1 import urlpatterns

    return [(_CONVERTER.sub(r"{\1}", str(pattern.pattern)), pattern) for pattern in urlpatterns]


def view_of(pattern: URLPattern) -> Any:
    return pattern.callback.view_class  # type: ignore[union-attr]  # the table holds classes only


def methods_of(pattern: URLPattern) -> set[str]:
    return {method for method in METHODS if hasattr(view_of(pattern), method)}


def openapi() -> tuple[dict[str, Any], list[str]]:
    """The OpenAPI document and everything that its generator complained about."""
    return openapi_of("edupro_v1")
