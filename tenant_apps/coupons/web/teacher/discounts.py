"""Discount coupons: all of them, a new one, one with its uses."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import Refusal
from tenant_apps.coupons.models import DiscountCoupon
from tenant_apps.coupons.selectors import get_discount, list_discount_uses, list_discounts
from tenant_apps.coupons.services import create_discounts, delete_discount, update_discount
from tenant_apps.coupons.web.teacher.batch import MANAGERS, CodesOfBatch, can_manage
from tenant_apps.coupons.web.teacher.discount_forms import DiscountForm, NewDiscountForm, days_of, today
from tenant_apps.courses.web.teacher.asking import asked

PAGE_SIZE = 20
RENAMED = {"discount_percentage": "percent", "number_of_coupons": "count"}
USUAL_DAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DiscountRow:
    coupon: DiscountCoupon
    state: str
    """off, over, spent, later, open"""
    first_day: date
    last_day: date

    @classmethod
    def of(cls, coupon: DiscountCoupon, *, now: datetime) -> DiscountRow:
        return cls(coupon, state_of(coupon, now=now), *days_of(coupon))


class DiscountsPage(TeacherPage):
    scope = "discounts"

    def get(self, request: HttpRequest) -> HttpResponse:
        search, now = asked(request, "q"), timezone.now()
        page = Paginator(list_discounts(search=search), PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "nav": "codes",
            "page": page,
            "rows": [DiscountRow.of(coupon, now=now) for coupon in page.object_list],
            "search": search,
            "can_manage": can_manage(request),
        }
        return render(request, "coupons/teacher/discounts.html", context)


class DiscountNew(TeacherPage):
    roles = MANAGERS

    def get(self, request: HttpRequest) -> HttpResponse:
        first = today(now=timezone.now())
        form = NewDiscountForm(initial={"valid_from": first, "valid_until": first + USUAL_DAYS, "count": 1})
        return _new_page(request, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewDiscountForm(request.POST)
        if not form.is_valid():
            return _new_page(request, form)
        try:
            coupons = create_discounts(changes=form.changes(), count=form.number, now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal, rename=RENAMED)
            return _new_page(request, form, status=status_of(refusal))
        if len(coupons) == 1:
            messages.success(request, _("The coupon is ready. Tell your students its code."))
            return HttpResponseRedirect(reverse("teacher_discount", args=[coupons[0].id]))
        told = ngettext("%(n)d coupon is ready.", "%(n)d coupons are ready.", len(coupons))
        messages.success(request, told % {"n": len(coupons)})
        return HttpResponseRedirect(reverse("teacher_discounts"))


class DiscountPage(CodesOfBatch):
    """What the coupon says, and who used it."""

    scope = "discounts"

    def get(self, request: HttpRequest, coupon_id: uuid.UUID) -> HttpResponse:
        coupon = get_discount(coupon_id=coupon_id)
        return _page(request, coupon, DiscountForm.of(coupon))

    def post(self, request: HttpRequest, coupon_id: uuid.UUID) -> HttpResponse:
        coupon = get_discount(coupon_id=coupon_id)
        if not can_manage(request):
            raise PermissionDenied
        form = DiscountForm.of(coupon, request.POST)
        if not form.is_valid():
            return _page(request, coupon, form)
        try:
            update_discount(coupon_id=coupon_id, changes=form.changes(), now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal, rename=RENAMED)
            return _page(request, coupon, form, status=status_of(refusal))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("teacher_discount", args=[coupon_id]))


class DiscountAct(CodesOfBatch):
    """`do`: off, on, delete. Off and on are harmless twice."""

    scope = "discounts"

    http_method_names = ["post"]
    roles = MANAGERS

    def post(self, request: HttpRequest, coupon_id: uuid.UUID) -> HttpResponse:
        act = request.POST.get("do")
        if act == "delete":
            delete_discount(coupon_id=coupon_id)
            messages.success(request, _("The coupon is deleted."))
            return HttpResponseRedirect(reverse("teacher_discounts"))
        if act not in ("on", "off"):
            raise Http404
        update_discount(coupon_id=coupon_id, changes={"is_active": act == "on"}, now=timezone.now())
        told = _("The coupon counts again.") if act == "on" else _("The coupon does not count any more.")
        messages.success(request, told)
        return HttpResponseRedirect(reverse("teacher_discount", args=[coupon_id]))


def state_of(coupon: DiscountCoupon, *, now: datetime) -> str:
    """Why it cannot be used, or `open`."""
    if not coupon.is_active:
        return "off"
    if coupon.valid_until <= now:
        return "over"
    if coupon.max_uses is not None and coupon.used_count >= coupon.max_uses:
        return "spent"
    return "later" if coupon.valid_from > now else "open"


def _new_page(request: HttpRequest, form: NewDiscountForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"nav": "codes", "form": form}
    return render(request, "coupons/teacher/discount_new.html", context, status=status)


def _page(
    request: HttpRequest, coupon: DiscountCoupon, form: DiscountForm, *, status: int = 200
) -> HttpResponse:
    uses = Paginator(list_discount_uses(coupon_id=coupon.id), PAGE_SIZE)
    context = {
        "nav": "codes",
        "coupon": coupon,
        "row": DiscountRow.of(coupon, now=timezone.now()),
        "form": form,
        "page": uses.get_page(request.GET.get("page")),
        "can_manage": can_manage(request),
    }
    return render(request, "coupons/teacher/discount.html", context, status=status)
