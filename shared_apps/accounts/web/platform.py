"""Signing in begins with the school: the platform only shows the way."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from shared_apps.accounts.web.forms import allow_school_hosts, school_address
from tenants.hosts import find_school

REMEMBERED = "school"
REMEMBER_SECONDS = 180 * 86400


class AddressForm(forms.Form):
    """Which school's door?"""

    username = forms.CharField(label=_("School address"), max_length=253)

    def clean_username(self) -> str:
        """The school's name out of whatever was typed or pasted: the name, the host, a whole address."""
        host = (
            self.cleaned_data["username"].strip().lower().partition("//")[2] or self.cleaned_data["username"]
        )
        label = host.strip().lower().partition("/")[0].partition(":")[0].partition(".")[0]
        if not label or find_school(username=label) is None:
            raise forms.ValidationError(
                _("There is no school at this address. Please look at it again, letter by letter.")
            )
        return label


class PlatformSignIn(View):
    """Asks for the school's address, remembers it, leads to the school's own sign-in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        remembered = request.COOKIES.get(REMEMBERED, "")[:30]
        return _page(request, AddressForm(initial={"username": remembered}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddressForm(request.POST)
        if not form.is_valid():
            return _page(request, form)
        username = form.cleaned_data["username"]
        target = school_address(request, username=username, path="/teach/sign-in/")
        return remember_school(request, HttpResponseRedirect(target), username=username)


def remember_school(request: HttpRequest, response: HttpResponse, *, username: str) -> HttpResponse:
    """Next time the platform knows which school's door this browser wants."""
    response.set_cookie(
        REMEMBERED,
        username,
        max_age=REMEMBER_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _page(request: HttpRequest, form: AddressForm, *, status: int = 200) -> HttpResponse:
    attrs: dict[str, str | bool] = {
        "class": "input",
        "dir": "ltr",
        "autocapitalize": "none",
        "autocomplete": "off",
        "spellcheck": "false",
    }
    if form.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": "id_username_error"}
    context = {
        "form": form,
        "address_input": form["username"].as_widget(attrs=attrs),
        "platform_domain": settings.PLATFORM_DOMAIN,
    }
    return allow_school_hosts(
        request, render(request, "accounts/platform/sign_in.html", context, status=status)
    )
