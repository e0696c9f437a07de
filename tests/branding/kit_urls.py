"""The kit alone: its pages, places for every menu, and forms for the scripts to work on."""

from __future__ import annotations

import json

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template import engines
from django.urls import include, path
from django.utils.safestring import SafeString
from django_cotton.compiler_regex import CottonCompiler

PLACES = ("today", "courses", "codes", "wallet", "profile")
reports: list[dict[str, object]] = []
uploads: list[tuple[str, int]] = []

UPLOAD_PAGE = """{% extends "branding/layouts/auth.html" %}{% block content %}
<form method="post" enctype="multipart/form-data" id="upload" action="/upload/" data-upload-progress>
{% csrf_token %}<c-form-errors :form="form" /><c-field :field="form.file" />
<c-button>Send</c-button></form>{% endblock %}"""
PLAYER_PAGE = """{% extends "branding/layouts/auth.html" %}{% load static %}{% block content %}
<c-player title="Lesson" src="" report_url="/watched/" watermark="Mona A. 4412" />{% endblock %}
{% block scripts %}<script src="{% static 'branding/js/player.js' %}" type="module"></script>{% endblock %}"""


class UploadForm(forms.Form):
    file = forms.FileField()

    def clean_file(self) -> object:
        """Pictures are refused, so that a refusal can be seen."""
        file = self.cleaned_data["file"]
        if file.name.endswith(".png"):
            raise forms.ValidationError("No pictures here.")
        return file


def _page(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    template = engines["django"].from_string(CottonCompiler().process(source))
    html: SafeString = template.render(context, request)
    return HttpResponse(html)


def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploads.append((form.cleaned_data["file"].name, form.cleaned_data["file"].size))
        return HttpResponseRedirect("/courses/")
    return _page(request, UPLOAD_PAGE, form=form)


def player(request: HttpRequest) -> HttpResponse:
    return _page(request, PLAYER_PAGE)


def watched(request: HttpRequest) -> HttpResponse:
    reports.append(json.loads(request.body))
    return JsonResponse({})


urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("branding.web")),
    path("upload/", upload),
    path("player/", player),
    path("watched/", watched),
    *(path(f"{name}/", lambda request: HttpResponse(""), name=f"kit_{name}") for name in PLACES),
]
