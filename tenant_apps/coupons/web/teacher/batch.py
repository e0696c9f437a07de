"""One batch with its codes: who has which state, and what staff did with it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import NotFound
from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeUse
from tenant_apps.coupons.rules import State, grouped, printed_serial, state_of
from tenant_apps.coupons.selectors import codes_of_batch, count_states, get_batch, list_codes, list_events
from tenant_apps.coupons.services import update_code, void_batch
from tenant_apps.courses.web.teacher.asking import asked
from tenant_apps.staff.models import StaffMember

PAGE_SIZE = 20
EVENTS_SHOWN = 20
FORMER_FILTERS = {"unused": "open"}
"""Words of addresses that people may have kept."""
MANAGERS = frozenset({"owner", "instructor"})
"""Roles that make codes and take them back; an assistant looks."""


class CodesOfBatch(TeacherPage):
    """What is not there (any more) answers 404."""

    scope = "codes"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code as the list shows it, with its latest use."""

    code: AccessCode
    state: str
    """used, void, expired, open"""
    use: CodeUse | None

    @property
    def printed(self) -> str:
        return grouped(self.code.code)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar that shows what became of a batch."""

    state: str
    label: str
    count: int
    start: int


class BatchPage(CodesOfBatch):
    def get(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        batch = get_batch(batch_id=batch_id)
        search, state = asked(request, "q"), _state(asked(request, "only"))
        codes = codes_of_batch(batch_id=batch_id, now=now, search=search, state=state)
        page = Paginator(codes, PAGE_SIZE).get_page(request.GET.get("page"))
        counts = count_states(batch_id=batch_id, now=now)
        context = {
            "nav": "codes",
            "batch": batch,
            "page": page,
            "rows": code_rows(codes=list(page.object_list), now=now),
            "counts": {key.value: count for key, count in counts.items()},
            "made": sum(counts.values()),
            "parts": parts_of(counts),
            "events": event_rows(batch=batch),
            "search": search,
            "only": state.value if state else "",
            "only_choices": [("", _("All codes")), *((key.value, label) for key, label in labels().items())],
            "is_filtered": bool(search or state),
            "is_over": batch.expires_at <= now,
            "can_manage": can_manage(request),
        }
        return render(request, "coupons/teacher/batch.html", context)


class BatchAct(CodesOfBatch):
    """`do`: void, every code of the batch that is not used up. Twice is harmless."""

    http_method_names = ["post"]
    roles = MANAGERS

    def post(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        if request.POST.get("do") != "void":
            raise Http404
        count = void_batch(batch_id=batch_id, now=timezone.now(), by=member(request))
        messages.success(request, told_void(count))
        return _back(request, batch_id)


class CodeAct(CodesOfBatch):
    """Make one code void, or let it be used again. Twice is harmless."""

    http_method_names = ["post"]
    roles = MANAGERS

    def post(self, request: HttpRequest, batch_id: uuid.UUID, code_id: uuid.UUID, act: str) -> HttpResponse:
        sentences = {"void": _("%(code)s is void now."), "restore": _("%(code)s can be used again.")}
        code = list_codes(batch_id=batch_id).filter(pk=code_id).first()
        if code is None or act not in sentences:
            raise NotFound
        update_code(code_id=code.id, is_active=act == "restore", by=member(request))
        messages.success(request, sentences[act] % {"code": grouped(code.code)})
        return _back(request, batch_id)


def _back(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """To the list as it was searched and filtered."""
    kept = request.GET.urlencode()
    place = reverse("teacher_batch", args=[batch_id])
    return HttpResponseRedirect(f"{place}?{kept}" if kept else place)


def _state(word: str) -> State | None:
    found = FORMER_FILTERS.get(word, word)
    return State(found) if found in {state.value for state in State} else None


def labels() -> dict[State, str]:
    """What the states are called, in the order of the bar."""
    return {
        State.USED: _("Used"),
        State.OPEN: _("Not used"),
        State.EXPIRED: _("Over"),
        State.VOID: _("Void"),
    }


def parts_of(counts: dict[State, int]) -> list[Part]:
    """The bar's parts one after the other, also those of which there are none."""
    parts, start = [], 0
    for state, label in labels().items():
        parts.append(Part(state.value, label, counts[state], start))
        start += counts[state]
    return parts


def event_rows(*, batch: CodeBatch) -> list[dict[str, Any]]:
    """What staff did with the batch, as the page tells it."""
    events = list_events(batch_id=batch.id, at_most=EVENTS_SHOWN)
    return [
        {
            "event": event,
            "code": grouped(event.code),
            "other": grouped(event.other_code),
            "first": printed_serial(batch_number=batch.number, serial=event.first_serial or 0),
            "last": printed_serial(batch_number=batch.number, serial=event.last_serial or 0),
        }
        for event in events
    ]


def told_void(count: int) -> str:
    """The sentence after voiding."""
    return ngettext("%(n)d code is void now.", "%(n)d codes are void now.", count) % {"n": count}


def member(request: HttpRequest) -> StaffMember:
    """Who does it, for the history."""
    return request.actor.staff_member  # type: ignore[attr-defined,no-any-return]  # set by the page middleware


def can_manage(request: HttpRequest) -> bool:
    """Whether the reader's role makes codes and takes them back."""
    return member(request).role in MANAGERS


def code_rows(*, codes: list[AccessCode], now: datetime) -> list[CodeRow]:
    """The codes with their states and latest uses: one query."""
    uses = CodeUse.objects.filter(access_code__in=codes).order_by("used_at")
    latest = {use.access_code_id: use for use in uses}
    return [CodeRow(code, _state_of(code, now), latest.get(code.id)) for code in codes]


def _state_of(code: AccessCode, now: datetime) -> str:
    return state_of(
        used_count=code.used_count, is_active=code.is_active, expires_at=code.expires_at, now=now
    ).value
