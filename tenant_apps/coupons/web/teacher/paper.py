"""Codes on paper: a sheet of cards to cut, labels to stick, a roll of tickets."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tenant_apps.coupons.models import CodeBatch, CodeEvent
from tenant_apps.coupons.rules import State
from tenant_apps.coupons.selectors import get_batch, helpline, sheet_rows
from tenant_apps.coupons.selectors.codes import SheetRow
from tenant_apps.coupons.services import note_paper
from tenant_apps.coupons.web.teacher.batch import CodesOfBatch, member
from tenant_apps.coupons.web.teacher.layouts import LAYOUTS, USUAL, Layout

CARDS_AT_ONCE = 240
"""More in one document and a browser on a phone gives up; the rest follows in parts."""
HELP_LENGTH = 40
ON_PAPER = frozenset({State.OPEN, State.EXPIRED})
"""What is used or void would only make trouble at the counter."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants on the paper, as the address tells it."""

    layout: Layout
    is_light: bool
    """Little ink: no areas of colour."""
    shows_price: bool
    helpline: str
    part: int

    @classmethod
    def of(cls, given: QueryDict, *, helpline: str) -> Choice:
        # A form without a tick sends nothing: `set` tells it from an address without a choice.
        is_set = "set" in given
        return cls(
            layout=LAYOUTS.get(given.get("cards", USUAL), LAYOUTS[USUAL]),
            is_light=given.get("ink") == "light",
            shows_price=given.get("price") == "on" if is_set else True,
            helpline=given.get("help", "").replace("\0", "").strip()[:HELP_LENGTH] if is_set else helpline,
            part=_whole(given.get("part", "1")),
        )

    def query(self, **other: object) -> str:
        """The same choice as an address."""
        words: dict[str, object] = {"set": "1", "cards": self.layout.key, "help": self.helpline}
        if self.is_light:
            words["ink"] = "light"
        if self.shows_price:
            words["price"] = "on"
        return urlencode({**words, **other})


class SheetPage(CodesOfBatch):
    """Reading it shows the paper; posting notes that it was printed and opens the printer."""

    def get(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        choice = Choice.of(request.GET, helpline=helpline())
        return render(request, "coupons/teacher/sheet.html", _context(request, batch, choice))

    def post(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        choice = Choice.of(request.GET, helpline=helpline())
        count = len(_cards(batch, choice)[0])
        if count:
            now = timezone.now()
            note_paper(
                batch_id=batch_id, kind=CodeEvent.Kind.PRINTED, count=count, by=member(request), now=now
            )
        place = reverse("teacher_sheet", args=[batch_id])
        return HttpResponseRedirect(f"{place}?{choice.query(part=choice.part, print=1)}")


def _cards(batch: CodeBatch, choice: Choice) -> tuple[list[SheetRow], int, int]:
    """The cards of the chosen part, its number, and how many parts there are."""
    rows = [row for row in sheet_rows(batch=batch) if row.state in ON_PAPER]
    at_once = CARDS_AT_ONCE - CARDS_AT_ONCE % choice.layout.per_page
    parts = max(1, -(-len(rows) // at_once))
    part = min(choice.part, parts)
    return rows[(part - 1) * at_once : part * at_once], part, parts


def _context(request: HttpRequest, batch: CodeBatch, choice: Choice) -> dict[str, Any]:
    cards, part, parts = _cards(batch, choice)
    size = choice.layout.per_page
    return {
        "batch": batch,
        "back_url": reverse("teacher_batch", args=[batch.id]),
        "choice": choice,
        "layout": choice.layout,
        "layouts": [(key, layout.label) for key, layout in LAYOUTS.items()],
        "inks": [("", _("In colour")), ("light", _("Little ink"))],
        "pages": [cards[start : start + size] for start in range(0, len(cards), size)],
        "count": len(cards),
        "origin": f"{request.scheme}://{request.get_host()}",
        "host": request.get_host(),
        "query": choice.query(part=part),
        "part": part,
        "parts": [(number, choice.query(part=number)) for number in range(1, parts + 1)],
        "is_over": batch.expires_at <= timezone.now(),
        "prints_now": "print" in request.GET,
    }


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
