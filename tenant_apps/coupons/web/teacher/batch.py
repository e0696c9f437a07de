"""One batch with its codes: who has which state, void some, take the rest off."""

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
from tenant_apps.coupons.models import AccessCode, CodeUse
from tenant_apps.coupons.rules import grouped
from tenant_apps.coupons.selectors import list_batches, list_codes
from tenant_apps.coupons.services import update_code, void_batch
from tenant_apps.courses.web.teacher.asking import asked

PAGE_SIZE = 20
FILTERS = ("unused", "used")
MANAGERS = frozenset({"owner", "instructor"})
"""Roles that make codes and take them back; an assistant looks."""


class CodesOfBatch(TeacherPage):
    """What is not there (any more) answers 404."""

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


class BatchPage(CodesOfBatch):
    def get(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        batch = list_batches(now=now).filter(pk=batch_id).first()
        if batch is None:
            raise NotFound
        search, only = asked(request, "q"), asked(request, "only")
        is_used = {"used": True, "unused": False}.get(only)
        codes = list_codes(search=search, is_used=is_used, batch_id=batch_id)
        page = Paginator(codes, PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "nav": "codes",
            "batch": batch,
            "page": page,
            "rows": code_rows(codes=list(page.object_list), now=now),
            "search": search,
            "only": only if only in FILTERS else "",
            "only_choices": [("", _("All codes")), ("unused", _("Not used")), ("used", _("Used"))],
            "is_filtered": bool(search or only in FILTERS),
            "is_over": batch.expires_at <= now,
            "can_manage": can_manage(request),
        }
        return render(request, "coupons/teacher/batch.html", context)


class BatchAct(CodesOfBatch):
    """`do`: void, every unused code of the batch. Twice is harmless."""

    http_method_names = ["post"]
    roles = MANAGERS

    def post(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        if request.POST.get("do") != "void":
            raise Http404
        count = void_batch(batch_id=batch_id, now=timezone.now())
        sentence = ngettext("%(n)d code is void now.", "%(n)d codes are void now.", count) % {"n": count}
        messages.success(request, sentence)
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
        update_code(code_id=code.id, is_active=act == "restore")
        messages.success(request, sentences[act] % {"code": grouped(code.code)})
        return _back(request, batch_id)


def _back(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """To the list as it was searched and filtered."""
    kept = request.GET.urlencode()
    place = reverse("teacher_batch", args=[batch_id])
    return HttpResponseRedirect(f"{place}?{kept}" if kept else place)


def can_manage(request: HttpRequest) -> bool:
    """Whether the reader's role makes codes and takes them back."""
    return request.actor.staff_member.role in MANAGERS  # type: ignore[attr-defined]  # set by the page middleware


def code_rows(*, codes: list[AccessCode], now: datetime) -> list[CodeRow]:
    """The codes with their states and latest uses: one query."""
    uses = CodeUse.objects.filter(access_code__in=codes).order_by("used_at")
    latest = {use.access_code_id: use for use in uses}
    return [CodeRow(code, state_of(code, now=now), latest.get(code.id)) for code in codes]


def state_of(code: AccessCode, *, now: datetime) -> str:
    """A used code is used, whatever happened to it later."""
    if code.used_count:
        return "used"
    if not code.is_active:
        return "void"
    return "expired" if code.expires_at <= now else "open"
