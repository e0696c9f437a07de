"""What the owner says of the school, beside its look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.web.forms import show_refusal, status_of, text_field
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import Refusal
from shared_apps.kernel.money import SIGNS
from shared_apps.kernel.places import CLOCKS, COUNTRY_NAMES, ZONES
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.selectors import get_profile
from shared_apps.teachers.services import has_money, update_settings
from shared_apps.teachers.services.settings import OF_FACE, OF_SCHOOL
from shared_apps.teachers.web.teacher import OWNER_ONLY
from tenants.context import require_tenant

QUESTION_LABELS = [
    ("grade_level", gettext_lazy("Grade")),
    ("school_name", gettext_lazy("School that they go to")),
    ("city", gettext_lazy("City")),
]
AS_COUNTRY = "country"
DIGIT_LABELS = [("latn", "0123456789"), ("arab", "٠١٢٣٤٥٦٧٨٩")]
PLACES = (
    ("teacher_brand", gettext_lazy("Look and name"), gettext_lazy("Colours, logo, your picture"), "palette"),
    ("teacher_team", gettext_lazy("Team"), gettext_lazy("Who teaches and helps, and what they may"), "users"),
    ("teacher_video_account", gettext_lazy("Video service"), gettext_lazy("Where films are kept"), "video"),
    ("teacher_activity", gettext_lazy("Activity"), gettext_lazy("Who did what, and when"), "history"),
    (
        "teacher_export",
        gettext_lazy("Your data"),
        gettext_lazy("Everything of the school in one file"),
        "download",
    ),
    ("teacher_account", gettext_lazy("Your account"), gettext_lazy("Your sign-in and devices"), "user"),
)


class SettingsForm(forms.Form):
    """It reads; the service judges."""

    full_name = text_field(gettext_lazy("Name of the school"), limit=160)
    tagline = text_field(gettext_lazy("One line about it"), limit=160, required=False)
    contact_whatsapp = text_field(gettext_lazy("WhatsApp"), limit=30, required=False, inputmode="tel")
    contact_phone = text_field(gettext_lazy("Phone"), limit=30, required=False, inputmode="tel")
    contact_email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    time_zone = forms.ChoiceField(label=gettext_lazy("Clock"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("What visitors see first. Everyone can switch."),
    )
    digits = forms.ChoiceField(
        label=gettext_lazy("Digits on Arabic pages"),
        choices=DIGIT_LABELS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Everyone can choose their own."),
    )
    asks = forms.MultipleChoiceField(
        label=gettext_lazy("Ask new students for"),
        choices=QUESTION_LABELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Name, both phones, e-mail and password are always asked. The less, the faster."
        ),
    )

    is_listed = forms.BooleanField(
        label=gettext_lazy("List my school in the directory"),
        required=False,
        help_text=gettext_lazy(
            "Visitors of the platform find your school by name, subject and country, once it offers a course."
        ),
    )

    def __init__(self, data: Any = None, *, profile: TeacherProfile, has_money: bool) -> None:
        tenant = profile.tenant
        initial = {name: getattr(profile, name) for name in OF_FACE}
        initial |= {name: getattr(tenant, name) for name in OF_SCHOOL}
        initial["time_zone"] = tenant.time_zone or AS_COUNTRY
        super().__init__(data, initial=initial)
        self._offer("country", sorted(_named(COUNTRY_NAMES), key=lambda pair: pair[1]), tenant.country)
        self._offer("currency", [(code, _currency(code)) for code in sorted(SIGNS)], tenant.currency)
        clocks = [(name, name.replace("_", " ")) for name in CLOCKS]
        own = ZONES.get(tenant.country, "UTC").replace("_", " ")
        followed = _("As the country: %(clock)s") % {"clock": own}
        self._offer("time_zone", [(AS_COUNTRY, followed), *clocks], tenant.time_zone or AS_COUNTRY)
        self.fields["currency"].disabled = has_money

    def _offer(self, field: str, choices: list[tuple[str, str]], stored: str) -> None:
        known = stored in dict(choices)
        self.fields[field].choices = choices if known else [(stored, stored), *choices]  # type: ignore[attr-defined]  # a choice field

    def changes(self) -> dict[str, Any]:
        """What the service takes: what the owner sees here, all of it."""
        given = {name: self.cleaned_data[name] for name in (*OF_SCHOOL, *OF_FACE)}
        return given | {"time_zone": "" if given["time_zone"] == AS_COUNTRY else given["time_zone"]}


class SettingsPage(TeacherPage):
    """One form; beside it the ways to what has a page of its own."""

    roles = OWNER_ONLY

    def get(self, request: HttpRequest) -> HttpResponse:
        profile, is_kept = _profile(), has_money()
        return _page(request, SettingsForm(profile=profile, has_money=is_kept))

    def post(self, request: HttpRequest) -> HttpResponse:
        profile, is_kept = _profile(), has_money()
        form = SettingsForm(request.POST, profile=profile, has_money=is_kept)
        if not form.is_valid():
            return _page(request, form)
        try:
            update_settings(tenant_id=profile.tenant_id, changes=form.changes(), now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, form, status=status_of(refusal))
        messages.success(request, _("Saved. Every page follows within seconds."))
        return HttpResponseRedirect(reverse("teacher_settings"))


def _profile() -> TeacherProfile:
    return get_profile(tenant_id=require_tenant().id)


def _page(request: HttpRequest, form: SettingsForm, *, status: int = 200) -> HttpResponse:
    context = {
        "nav": "settings",
        "form": form,
        "is_currency_kept": form.fields["currency"].disabled,
        "places": [
            {"label": label, "note": note, "icon": icon, "url": url}
            for name, label, note, icon in PLACES
            if (url := _address(name))
        ],
    }
    return render(request, "teachers/teacher/settings.html", context, status=status)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _named(names: dict[str, Any]) -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in names.items()]


def _currency(code: str) -> str:
    sign = str(SIGNS[code])
    return code if sign == code else f"{code} · {sign}"
