"""The kit's own page: every component as it really is, for whoever builds or judges pages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from branding.rules import PAIRS, charts, contrast
from branding.services import get_brand
from tenants.context import active_id

LAYOUTS = ("portal", "dashboard", "platform", "auth", "print")
# Pages that say one thing, by the status they come with.
FAULTS = {"400": 400, "403": 403, "403_csrf": 403, "404": 404, "405": 405, "429": 429, "500": 500}
FAULTS |= {"closed": 503, "archived": 410}
_CLOSED = "tenants/closed.html"


class SampleForm(forms.Form):
    """One field of every kind, with something wrong in it."""

    full_name = forms.CharField(label=_("Full name"), help_text=_("As it should stand on certificates."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    level = forms.ChoiceField(label=_("Level"), choices=[("1", _("First year")), ("2", _("Second year"))])
    about = forms.CharField(label=_("About you"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    cover = forms.FileField(label=_("Cover picture"), required=False, help_text=_("JPG or PNG, up to 5 MB."))
    colour = forms.CharField(
        label=_("Colour"), widget=forms.TextInput(attrs={"type": "color"}), initial="#0f766e"
    )
    way = forms.ChoiceField(
        label=_("How will you pay?"),
        widget=forms.RadioSelect,
        choices=[("code", _("A code from a card")), ("wallet", _("From my wallet"))],
        initial="code",
    )
    terms = forms.BooleanField(label=_("I agree to the terms"), help_text=_("You can read them any time."))


@require_GET
def living_page(request: HttpRequest) -> HttpResponse:
    """Every component, in any layout (`?layout=`), and the pages of faults (`?fault=`).

    For DEBUG and operators; for others it does not exist.
    """
    if not settings.DEBUG and getattr(getattr(request, "actor", None), "kind", "") != "operator":
        raise Http404
    if status := FAULTS.get(fault := request.GET.get("fault", "")):
        page = _CLOSED if fault in {"closed", "archived"} else f"{fault}.html"
        return render(request, page, {"is_archived": fault == "archived"}, status=status)
    layout = request.GET.get("layout", "")
    name = layout if layout in LAYOUTS else "platform"
    return render(request, "branding/kit/page.html", _context(layout=name, is_sample=layout in LAYOUTS))


def _context(*, layout: str, is_sample: bool) -> dict[str, Any]:
    context: dict[str, Any] = {
        "layout": f"branding/layouts/{layout}.html",
        "layout_names": LAYOUTS,
        "form": SampleForm(
            data={"email": "sample@", "phone": "", "level": "2", "way": "code", "full_name": "A"}
        ),
        "clean_form": SampleForm(),
        "page_obj": Paginator(range(228), 12).get_page(7),
        "points": [4, 6, 5, 9, 8, 13, 12, 17],
        "bars": [(_("Physics"), 128), (_("Chemistry"), 96), (_("Biology"), 31)],
        "weeks": [(f"{week}/11", 1800 + (week * 977) % 2600) for week in range(1, 13)],
        "levels": [("1", _("First year")), ("2", _("Second year"))],
        "fault_names": list(FAULTS),
        **_charts(),
        "pairs": _measured_pairs(),
    }
    if is_sample and layout in {"portal", "dashboard", "auth"}:
        context["school"] = SimpleNamespace(
            name=_("A sample school"),
            username="sample",
            logo_url="",
            tagline=_("Physics that makes sense"),
        )
    if is_sample and layout in {"portal", "dashboard"}:
        kind = "student" if layout == "portal" else "staff"
        person = {"full_name": "Sample Student", "avatar_url": "", "initials": "SS"}
        context["actor"] = SimpleNamespace(**person, kind=kind)
    return context


def _charts() -> dict[str, Any]:
    weeks = [(f"{week}/11", [1800 + (week * 977) % 2600]) for week in range(1, 9)]
    steps = [(str(_("Looked at a course")), 1840), (str(_("Signed up")), 412), (str(_("Took a place")), 305)]
    parts = [(str(_("Physics")), 128, 1), (str(_("Chemistry")), 96, 2), (str(_("Biology")), 31, 3)]
    return {
        "plot": charts.plot(
            rows=weeks, series=[str(_("Income"))], before=[1500 + week * 90 for week in range(8)]
        ),
        "funnel": charts.funnel(rows=steps),
        "shares": charts.shares(parts=parts, whole=255),
    }


def _measured_pairs() -> list[dict[str, Any]]:
    palette = get_brand(tenant_id=active_id()).palette
    return [
        {
            "pair": pair,
            "light": round(
                contrast(first=palette.light[pair.foreground], second=palette.light[pair.background]), 2
            ),
            "dark": round(
                contrast(first=palette.dark[pair.foreground], second=palette.dark[pair.background]), 2
            ),
        }
        for pair in PAIRS
    ]
