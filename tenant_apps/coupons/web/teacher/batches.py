"""Batches of codes: what became of them, and a new one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import Refusal
from tenant_apps.coupons.selectors import code_counts, list_batches
from tenant_apps.coupons.selectors.priced import PricedThing, list_priced_things
from tenant_apps.coupons.services import create_batch
from tenant_apps.coupons.web.teacher.batch import MANAGERS, can_manage
from tenant_apps.coupons.web.teacher.forms import BatchForm
from tenant_apps.courses.web.teacher.asking import asked
from tenant_apps.courses.web.teacher.forms import PriceField

PAGE_SIZE = 20
RENAMED = {"number_of_coupons": "count"}


@dataclass(frozen=True, slots=True)
class PriceChoice:
    """A price that something costs, with what it opens."""

    price: Decimal
    things: list[PricedThing]


class CodesPage(TeacherPage):
    """How many are out and used, batch by batch."""

    scope = "codes"

    def get(self, request: HttpRequest) -> HttpResponse:
        typed, now = asked(request, "code"), timezone.now()
        if typed:  # an address from before the desk
            return HttpResponseRedirect(f"{reverse('teacher_code_desk')}?{urlencode({'q': typed})}")
        page = Paginator(list_batches(now=now), PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "nav": "codes",
            "page": page,
            "counts": code_counts(now=now),
            "now": now,
            "can_manage": can_manage(request),
        }
        return render(request, "coupons/teacher/batches.html", context)


class BatchNew(TeacherPage):
    """Number and price; the prices of the school's own courses are offered."""

    roles = MANAGERS

    def get(self, request: HttpRequest) -> HttpResponse:
        given = _price(asked(request, "price"))
        choices = price_choices()
        if given is None and len(choices) == 1:
            given = choices[0].price
        return _form_page(request, BatchForm(initial={"price": str(given)} if given is not None else None))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BatchForm(request.POST)
        if not form.is_valid():
            return _form_page(request, form)
        try:
            batch = create_batch(**form.order(now=timezone.now()))
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal, rename=RENAMED)
            return _form_page(request, form, status=status_of(refusal))
        messages.success(request, _("The codes are ready: print them, or copy them one by one."))
        return HttpResponseRedirect(reverse("teacher_batch", args=[batch.id]))


def _price(text: str) -> Decimal | None:
    """The price that a link carries, if it is one."""
    try:
        return PriceField(required=False).clean(text)
    except ValidationError:
        return None


def price_choices() -> list[PriceChoice]:
    """The prices of what the school sells, the most usual first."""
    by_price: dict[Decimal, list[PricedThing]] = {}
    for thing in list_priced_things():
        by_price.setdefault(thing.price, []).append(thing)
    choices = [PriceChoice(price, things) for price, things in by_price.items()]
    return sorted(choices, key=lambda choice: (-len(choice.things), choice.price))


def _form_page(request: HttpRequest, form: BatchForm, *, status: int = 200) -> HttpResponse:
    context = {
        "nav": "codes",
        "form": form,
        "choices": price_choices(),
        "chosen": str(form["price"].value() or ""),
    }
    return render(request, "coupons/teacher/batch_new.html", context, status=status)
