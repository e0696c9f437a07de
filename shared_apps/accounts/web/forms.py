"""What every form page does alike: show a refusal, come back to where the reader was, name other hosts.

And the fields that forms of several apps have.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shared_apps.accounts.services import Tokens
from shared_apps.kernel.errors import InvalidInput, Kind, Refusal
from shared_apps.wire.cookies import set_access_cookie, set_refresh_cookie

WAITING = frozenset({Kind.LOCKED, Kind.TOO_MANY})
PASSWORD, NEW_PASSWORD = _("Password"), _("New password")
PICTURE_HINT = _("JPG or PNG, up to 2 MB.")


def show_refusal(*, form: forms.Form, refusal: Refusal, rename: Mapping[str, str] | None = None) -> None:
    """Put what a service refused beside the field it is about, else on top of the form.

    `rename` maps a service's field to the form's. What was typed stays.
    """
    names = rename or {}
    if isinstance(refusal, InvalidInput):
        for field, sentences in refusal.errors.items():
            for sentence in sentences:
                _add(form, names.get(field, field), str(sentence))
        return
    sentence = str(refusal)
    if refusal.kind in WAITING and refusal.retry_after:
        sentence = f"{sentence} {waiting_time(seconds=refusal.retry_after)}"
    _add(form, names.get(refusal.field or "", refusal.field or ""), sentence)


def waiting_time(*, seconds: int) -> str:
    """How long to wait, in the reader's words."""
    if seconds < 60:
        return ngettext("Try again in %(n)d second.", "Try again in %(n)d seconds.", seconds) % {"n": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext("Try again in %(n)d minute.", "Try again in %(n)d minutes.", minutes) % {"n": minutes}


def status_of(refusal: Refusal | None) -> int:
    """The status of a page that shows its form again: a form that was read is answered as usual."""
    return 429 if refusal is not None and refusal.kind in WAITING else 200


def safe_next(request: HttpRequest, *, fallback: str) -> str:
    """The path that `next` names when it lies on this host, else `fallback`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    on_this_host = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if on_this_host else fallback


def school_address(request: HttpRequest, *, username: str, path: str = "/") -> str:
    """The full address of a page on a school's host, on the port by which this request came."""
    port = request.get_port()
    usual = port == ("443" if request.is_secure() else "80")
    host = f"{username}.{settings.PLATFORM_DOMAIN}"
    return f"{request.scheme}://{host}{'' if usual else f':{port}'}{path}"


def school_hosts(request: HttpRequest) -> str:
    """The content policy's word for every school's host: where a platform form may lead on to.

    Browsers apply `form-action` to the redirect after a form as well.
    """
    return f"{request.scheme}://*.{settings.PLATFORM_DOMAIN}:*"


def allow_school_hosts(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the forms of this page lead on to a school's host."""
    response._csp_update = {"form-action": [school_hosts(request)]}  # type: ignore[attr-defined]  # how django-csp is told
    return response


def _add(form: forms.Form, field: str, sentence: str) -> None:
    form.add_error(field if field in form.fields else None, sentence)


def carry_session(response: HttpResponse, tokens: Tokens) -> HttpResponse:
    """The browser that gets this answer is signed in."""
    set_access_cookie(response, tokens.access)
    set_refresh_cookie(response, tokens.refresh)
    return response


def text_field(label: Any, *, required: bool = True, limit: int = 80, **attrs: Any) -> forms.CharField:
    """A line of text; what the browser may fill in is said by `autocomplete`."""
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=limit, required=required, widget=widget)


def password_field(label: Any = PASSWORD) -> forms.CharField:
    """The password that somebody has."""
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget)


def new_password_field(label: Any = NEW_PASSWORD) -> forms.CharField:
    """A password to be chosen; what is too weak the service says."""
    return forms.CharField(
        label=label,
        max_length=128,
        strip=False,
        help_text=_("At least 8 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def file_field(label: Any, *, accept: str, help_text: Any) -> forms.FileField:
    """A file that may be given; `accept` is what the browser offers to choose from."""
    widget = forms.FileInput(attrs={"accept": accept})
    return forms.FileField(label=label, required=False, help_text=help_text, widget=widget)


def picture_field(label: Any, *, help_text: Any = PICTURE_HINT) -> forms.FileField:
    """A picture to be drawn anew by the service, which also says what will not do."""
    return file_field(label, accept="image/png,image/jpeg", help_text=help_text)


class SignInForm(forms.Form):
    """One field for whichever name a person remembers."""

    identifier = forms.CharField(
        label=_("Phone, e-mail or username"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "auto"}
        ),
    )
    password = password_field()
