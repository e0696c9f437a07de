"""Runs the matrix of pages: every named page, read and posted to, by everybody."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.isolation.world import PRINCIPALS, World, digest

FILE = Path(__file__).with_name("pages.csv")
HOSTS = ("school", "platform")
METHODS = ("GET", "POST")
# Not pages: the API, the operators' console with its own tests, files by key or signed link.
OUTSIDE = ("api/", "operator/", "media/", "files/", "^")
APIS = {"api"}
# Who has no business in the school at all.
OUTSIDERS = {"anonymous", "garbage", "expired", "blocked", "foreign_student", "foreign_owner", "operator"}
_ARGUMENT = re.compile(r"<\w+:(\w+)>")


@dataclass(frozen=True)
class PageCell:
    host: str
    method: str
    path: str
    variant: str
    principal: str

    def __str__(self) -> str:
        return f"{self.host}: {self.method} /{self.path} [{self.variant}] by {self.principal}"


def named_pages(host: str) -> list[str]:
    """The path of every page of a kind of host, as its URL table writes it."""
    found = routes(get_resolver(f"config.urls.{host}").url_patterns)
    return sorted({path for path in found if path not in APIS and not path.startswith(OUTSIDE)})


def routes(patterns: Any, prefix: str = "") -> Iterator[str]:
    """The path of every route of a URL table, as it writes it."""
    for item in patterns:
        if isinstance(item, URLResolver):
            yield from routes(item.url_patterns, prefix + str(item.pattern))
        elif isinstance(item, URLPattern):
            yield prefix + str(item.pattern)


def path_has_owner(path: str) -> bool:
    """Whether it names something that belongs to one student of the school."""
    return "<uuid:attempt_id>" in path or "<uuid:note_id>" in path


def all_page_cells(host: str) -> Iterator[PageCell]:
    for path in named_pages(host):
        variants = ["own", "draft", "foreign", "missing"] if "<uuid:" in path else ["-"]
        variants += ["other"] if path_has_owner(path) else []
        for variant in variants:
            for method in METHODS:
                for principal in PRINCIPALS:
                    yield PageCell(host, method, path, variant, principal)


def expected_pages() -> dict[PageCell, str]:
    """The reviewed file: a status, and for a redirect where to."""
    cells = {}
    with FILE.open(newline="") as file:
        for row in csv.DictReader(file):
            methods = METHODS if row["method"] == "both" else (row["method"],)
            for method in methods:
                for principal in PRINCIPALS:
                    cell = PageCell(row["host"], method, row["path"], row["object"], principal)
                    assert cell not in cells, cell
                    cells[cell] = row[principal]
    return cells


@dataclass
class PageAnswer:
    told: str
    body: str
    harmed: list[str]


def open_page(world: World, cell: PageCell, watched: dict[str, str]) -> PageAnswer:
    """What one person gets; whatever it changed is undone."""
    client = world.client(cell.principal, cell.host)
    point = transaction.savepoint()
    try:
        address = address_of_page(world, cell.path, cell.variant)
        form = {"data": {}, "format": "multipart"} if cell.method == "POST" else {}
        response = getattr(client, cell.method.lower())(address, status=None, **form)
        harmed = []
        if cell.method == "POST" and cell.principal in OUTSIDERS:
            schools = (world.here.school, world.there.school)
            harmed = [s.username for s in schools if digest(s) != watched[s.username]]
    finally:
        transaction.savepoint_rollback(point)
    where = response.headers.get("Location", "").partition("?")[0]
    told = f"{response.status_code} {_steady(where)}".strip()
    return PageAnswer(
        told, "" if response.streaming else _steady(response.content.decode(errors="replace")), harmed
    )


def address_of_page(world: World, path: str, variant: str) -> str:
    ids = world.ids(variant)
    values = {
        **ids,
        "code": world.here.code_text["coupon_code"],
        "act": "stop",
        "kind": "essay",
        **dict.fromkeys(("token", "secret"), "not-a-token"),
        "student_id": ids["student_key"],
        "coupon_id": world.ids(variant, "edupro")["coupon_id"],
    }
    if path.endswith("/result/"):
        values["attempt_id"] = ids["graded_attempt_id"]
    return "/" + _ARGUMENT.sub(lambda found: str(values[found[1]]), path)


def _steady(text: str) -> str:
    """Without what differs from request to request or repeats the address."""
    text = re.sub(r"/redeem/[A-Z0-9]{12}/", "/redeem/<code>/", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>", text)
    return re.sub(rf'(name="{settings.CSRF_COOKIE_NAME}"|csrfmiddlewaretoken" value=")[^"]*', "", text)
