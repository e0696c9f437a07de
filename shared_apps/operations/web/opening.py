"""An operator opens a school for a teacher."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.web.forms import school_address, show_refusal, status_of
from shared_apps.kernel.errors import Refusal
from shared_apps.operations.services import open_school_for
from shared_apps.operations.web.asking import ConsolePage, operator_of


class SchoolForm(forms.Form):
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=30)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    username = forms.CharField(label=_("School address"), max_length=60)
    language = forms.ChoiceField(label=_("Language of the school"), choices=settings.LANGUAGES)


class SchoolNew(ConsolePage):
    """Who the teacher is and where the school lies; then its password, once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request, SchoolForm(initial={"language": get_language()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SchoolForm(request.POST)
        if not form.is_valid():
            return _page(request, form)
        try:
            opened = open_school_for(**form.cleaned_data, by=operator_of(request), now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, form, status=status_of(refusal))
        username = str(opened.tenant.username)
        context = {
            "menu": "operator",
            "nav": "schools",
            "opened": opened,
            "sign_in": school_address(request, username=username, path="/teach/sign-in/"),
        }
        response = render(request, "operations/operator/school_opened.html", context)
        response["Cache-Control"] = "no-store"
        return response


def _page(request: HttpRequest, form: SchoolForm, *, status: int = 200) -> HttpResponse:
    context = {
        "menu": "operator",
        "nav": "schools",
        "form": form,
        "platform_domain": settings.PLATFORM_DOMAIN,
    }
    return render(request, "operations/operator/school_new.html", context, status=status)
