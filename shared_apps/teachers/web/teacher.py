"""How the school looks: the owner chooses, and sees it before and beside."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from branding.rules import READY_THEMES, ThemeColours
from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import Refusal
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.selectors import get_profile
from shared_apps.teachers.services import update_teacher_profile
from shared_apps.teachers.web.corrections import list_corrections
from shared_apps.teachers.web.forms import OWN, BrandForm, colours_of, stored_names
from tenants.context import require_tenant

TEXTS = ("full_name", "specialization", "bio")
PICTURES = ("logo", "profile_picture")
OWNER_ONLY = frozenset({"owner"})


class BrandPage(TeacherPage):
    """Six colours or a ready set, logo, name, and who the teacher is."""

    roles = OWNER_ONLY

    def get(self, request: HttpRequest) -> HttpResponse:
        profile = _profile()
        stored = _stored(profile)
        texts = {name: getattr(profile, name) for name in TEXTS}
        form = BrandForm(initial={**stored, **texts, "look": look_of(stored)})
        return _page(request, form, profile, stored)

    def post(self, request: HttpRequest) -> HttpResponse:
        profile = _profile()
        form = BrandForm(_with_own_colours(request, profile), request.FILES)
        if not form.is_valid():
            return _page(request, form, profile, _stored(profile))
        if request.POST.get("show"):
            return _page(request, form, profile, form.colours())
        try:
            update_teacher_profile(tenant_id=profile.tenant_id, changes=_changes(form), now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, form, profile, form.colours(), status=status_of(refusal))
        messages.success(request, _("Your school shows the new look."))
        return HttpResponseRedirect(reverse("teacher_brand"))


class BrandCorrections(TeacherPage):
    """Chosen beside used, for colours that are not saved yet."""

    roles = OWNER_ONLY

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list_corrections(colours=request.GET.dict())
        return render(request, "teachers/teacher/corrections.html", {"corrections": rows})


def look_of(colours: dict[str, str]) -> str:
    """The slug of the ready set that these six are, else `own`."""
    lower = {name: value.lower() for name, value in colours.items()}
    return next((theme.slug for theme in READY_THEMES if colours_of(theme.colours) == lower), OWN)


def _page(
    request: HttpRequest,
    form: BrandForm,
    profile: TeacherProfile,
    colours: dict[str, str],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "nav": "brand",
        "form": form,
        "six": [form[name] for name in colours],
        "looks": READY_THEMES,
        "colours_query": urlencode(colours),
        "corrections": list_corrections(colours=colours),
        "brand": {
            "full_name": profile.full_name,
            "logo_url": profile.logo.url if profile.logo else "",
            "picture_url": profile.profile_picture.url if profile.profile_picture else "",
        },
        "logo_url": profile.logo.url if profile.logo else "",
        "sample_name": profile.full_name,
        "sample_title": profile.specialization,
        "sample_address": request.get_host(),
    }
    return render(request, "teachers/teacher/brand.html", context, status=status)


def _profile() -> TeacherProfile:
    return get_profile(tenant_id=require_tenant().id)


def _stored(profile: TeacherProfile) -> dict[str, str]:
    names = {name: "" for name in ThemeColours.__dataclass_fields__}
    return {short: getattr(profile, stored) for short, stored in zip(names, stored_names(names), strict=True)}


def _with_own_colours(request: HttpRequest, profile: TeacherProfile) -> Any:
    """Without script nobody ticks `own` when a colour is changed: a changed colour means it."""
    given, stored = request.POST.copy(), _stored(profile)
    changed = any(given.get(name, "").lower() != value.lower() for name, value in stored.items())
    if changed and given.get("look") == look_of(stored):
        given["look"] = OWN
    return given


def _changes(form: BrandForm) -> dict[str, Any]:
    given = form.cleaned_data
    changes: dict[str, Any] = {name: given[name] for name in TEXTS} | stored_names(form.colours())
    return changes | {name: given[name] for name in PICTURES if given[name]}
