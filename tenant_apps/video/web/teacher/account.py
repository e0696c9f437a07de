"""The school's own account at the video service."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import Refusal
from tenant_apps.video.services import (
    account_in_use,
    find_account,
    forget_account,
    hook_secret,
    set_account,
)

LONGEST_SECRET = 200


class AccountForm(forms.Form):
    """Keys are written, never shown again."""

    viewer_secret = forms.CharField(
        label=gettext_lazy("Key for playing"),
        help_text=gettext_lazy("May read videos and make one-time tickets."),
        max_length=LONGEST_SECRET,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    uploader_secret = forms.CharField(
        label=gettext_lazy("Key for uploading"),
        help_text=gettext_lazy(
            "May upload and delete videos and set up notifications. The same key may stand in both."
        ),
        max_length=LONGEST_SECRET,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class VideoAccountPage(TeacherPage):
    """Where videos are kept; the owner may give the keys of an own account, or take them away."""

    roles = frozenset({"owner"})
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request, AccountForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("do") == "remove":
            forget_account()
            messages.success(request, _("The keys are forgotten."))
            return HttpResponseRedirect(reverse("teacher_video_account"))
        form = AccountForm(request.POST)
        if not form.is_valid():
            return _page(request, form)
        try:
            set_account(**form.cleaned_data, hook_url=_hook_url(request))
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, form, status=status_of(refusal))
        messages.success(request, _("The service took both keys. New videos go to your account."))
        return HttpResponseRedirect(reverse("teacher_video_account"))


def _page(request: HttpRequest, form: AccountForm, *, status: int = 200) -> HttpResponse:
    in_use = account_in_use()
    context = {
        "nav": "video_account",
        "form": form,
        "account": find_account(),
        "is_own": in_use is not None and in_use.is_own,
        "is_platforms": in_use is not None and not in_use.is_own,
        "hook_url": _hook_url(request),
    }
    return render(request, "video/teacher/account.html", context, status=status)


def _hook_url(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("vdocipher_hook", args=[hook_secret()]))
