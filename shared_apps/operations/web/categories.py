"""The subjects under which all schools list their courses."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from branding.rules.limits import NUMBER_LIMITS
from shared_apps.accounts.web.forms import show_refusal
from shared_apps.categories.models import Category
from shared_apps.categories.selectors import card_of, get_category, list_categories
from shared_apps.kernel.errors import NotFound, Refusal
from shared_apps.operations.services import add_category, change_category
from shared_apps.operations.web.asking import ConsolePage, operator_of


class CategoryForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name in English"), max_length=80)
    name_ar = forms.CharField(
        label=gettext_lazy("Name in Arabic"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    description = forms.CharField(
        label=gettext_lazy("Description"), max_length=2000, required=False, widget=forms.Textarea
    )
    position = forms.IntegerField(
        label=gettext_lazy("Position"),
        min_value=0,
        max_value=32767,
        error_messages=NUMBER_LIMITS,
        initial=0,
        help_text=gettext_lazy("Small numbers stand first."),
    )


class CategoriesPage(ConsolePage):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"menu": "operator", "nav": "categories", "categories": list_categories()}
        return render(request, "operations/operator/categories.html", context)


class CategoryNew(ConsolePage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request, CategoryForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CategoryForm(request.POST)
        if form.is_valid():
            try:
                category = add_category(changes=form.cleaned_data, by=operator_of(request))  # type: ignore[arg-type]  # the form's fields are the keys
            except Refusal as refusal:
                show_refusal(form=form, refusal=refusal)
            else:
                return _saved(request, category)
        return _page(request, form)


class CategoryEdit(ConsolePage):
    def get(self, request: HttpRequest, category_id: uuid.UUID) -> HttpResponse:
        category = get_category(category_id=category_id)
        names = CategoryForm.base_fields
        return _page(
            request, CategoryForm(initial={name: getattr(category, name) for name in names}), category
        )

    def post(self, request: HttpRequest, category_id: uuid.UUID) -> HttpResponse:
        category = get_category(category_id=category_id)
        form = CategoryForm(request.POST)
        if form.is_valid():
            try:
                changed = change_category(
                    category_id=category_id,
                    changes=form.cleaned_data,  # type: ignore[arg-type]  # the form's fields are the keys
                    by=operator_of(request),
                )
            except NotFound:
                raise
            except Refusal as refusal:
                show_refusal(form=form, refusal=refusal)
            else:
                return _saved(request, changed)
        return _page(request, form, category)


def _page(request: HttpRequest, form: forms.Form, category: Category | None = None) -> HttpResponse:
    name = card_of(category).name_in(get_language() or "") if category else ""
    context = {"menu": "operator", "nav": "categories", "form": form, "name": name}
    return render(request, "operations/operator/category.html", context)


def _saved(request: HttpRequest, category: Category) -> HttpResponse:
    messages.success(request, _("“%(name)s” is saved.") % {"name": category.name})
    return HttpResponseRedirect(reverse("operator_categories"))
