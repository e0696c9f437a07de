"""Many codes at once: made void, or good until another day. Counted before it is done."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tenant_apps.coupons.errors import DayRefused, SerialsRefused
from tenant_apps.coupons.models import CodeBatch
from tenant_apps.coupons.rules import State, read_serials
from tenant_apps.coupons.rules.desk import MAX_REASON, Serials
from tenant_apps.coupons.selectors import count_states, get_batch
from tenant_apps.coupons.services import extend_batch, void_batch
from tenant_apps.coupons.web.teacher.batch import MANAGERS, CodesOfBatch, member, told_void
from tenant_apps.coupons.web.teacher.discount_forms import DayField, end_of_day, today

LONGEST = timedelta(days=3650)


class SerialsField(forms.CharField):
    """`10-20`, `7`, or nothing for the whole batch."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Numbers on the cards"),
            required=False,
            max_length=40,
            help_text=_("The last part of the number, like 10-20 or 7. Empty: the whole batch."),
            widget=forms.TextInput(
                attrs={"inputmode": "text", "autocomplete": "off", "placeholder": "10-20"}
            ),
            **kwargs,
        )

    def clean(self, value: Any) -> Serials | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_serials(text)
        except SerialsRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class VoidForm(forms.Form):
    serials = SerialsField()
    reason = forms.CharField(
        label=_("Why"),
        max_length=MAX_REASON,
        help_text=_("Lost on the way, printed badly… It stays in the history."),
    )


class ExtendForm(forms.Form):
    until = DayField(label=_("Good through"))
    serials = SerialsField()
    reason = forms.CharField(label=_("Why"), max_length=MAX_REASON, required=False)

    def clean_until(self) -> datetime:
        return last_moment(self.cleaned_data["until"])


def last_moment(day: Any) -> datetime:
    """The end of the day by the school's clock. Raises `ValidationError` for the past and the far."""
    try:
        until = end_of_day(day)
    except OverflowError:
        until = None
    now = timezone.now()
    if until is None or not now < until <= now + LONGEST:
        raise forms.ValidationError(str(DayRefused()))
    return until


class BatchVoid(CodesOfBatch):
    """The form; with its answers in the address, the count and the question; then it is done."""

    roles = MANAGERS

    def get(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        asked_for = "reason" in request.GET
        form = VoidForm(request.GET) if asked_for else VoidForm()
        return _page(request, batch, form, "void", is_counted=asked_for and form.is_valid())

    def post(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        form = VoidForm(request.POST)
        if not form.is_valid():
            return _page(request, batch, form, "void")
        given = form.cleaned_data
        count = void_batch(
            batch_id=batch_id,
            now=timezone.now(),
            serials=given["serials"],
            reason=given["reason"],
            by=member(request),
        )
        messages.success(request, told_void(count))
        return HttpResponseRedirect(reverse("teacher_batch", args=[batch_id]))


class BatchExtend(CodesOfBatch):
    """Another last day, for all codes of the batch that are not used up or for some."""

    roles = MANAGERS

    def get(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        later = max(batch.expires_at, timezone.now()) + timedelta(days=30)
        return _page(request, batch, ExtendForm(initial={"until": today(now=later)}), "extend")

    def post(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        form = ExtendForm(request.POST)
        if not form.is_valid():
            return _page(request, batch, form, "extend")
        count = extend_batch(batch_id=batch_id, now=timezone.now(), by=member(request), **form.cleaned_data)
        sentence = ngettext("%(n)d code has its new last day.", "%(n)d codes have their new last day.", count)
        messages.success(request, sentence % {"n": count})
        return HttpResponseRedirect(reverse("teacher_batch", args=[batch_id]))


def _page(
    request: HttpRequest, batch: CodeBatch, form: forms.Form, do: str, *, is_counted: bool = False
) -> HttpResponse:
    serials = form.cleaned_data.get("serials") if is_counted else None
    counts = count_states(batch_id=batch.id, now=timezone.now(), serials=serials)
    context = {
        "nav": "codes",
        "batch": batch,
        "form": form,
        "is_counted": is_counted,
        "serials": serials,
        "used": counts[State.USED],
        "void": counts[State.VOID],
        "left": counts[State.OPEN] + counts[State.EXPIRED],
    }
    return render(request, f"coupons/teacher/batch_{do}.html", context)
