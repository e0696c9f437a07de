"""Forms of opening a school and of its looks. They read; the services judge."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from branding.rules import READY_THEMES, ThemeColours, find_ready_theme
from shared_apps.accounts.web.forms import new_password_field, picture_field, text_field

OWN = "own"


class OpenSchoolForm(forms.Form):
    """Everything a new school needs, in one page."""

    first_name = text_field(_("First name"), autocomplete="given-name")
    last_name = text_field(_("Last name"), autocomplete="family-name")
    phone = text_field(_("Phone"), limit=30, autocomplete="tel", inputmode="tel")
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = new_password_field(_("Password"))
    username = text_field(
        _("School address"), limit=60, autocomplete="off", autocapitalize="none", spellcheck="false"
    )
    language = forms.ChoiceField(
        label=_("Language of the school"),
        choices=settings.LANGUAGES,
        help_text=_("What visitors see first. Everyone can switch."),
    )
    look = forms.ChoiceField(
        label=_("Colours"), choices=[(theme.slug, theme.name) for theme in READY_THEMES], required=False
    )
    logo = picture_field(_("Logo"), help_text=_("JPG or PNG, up to 2 MB. You can add it later."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"language": get_language(), "look": READY_THEMES[0].slug})
        super().__init__(*args, **kwargs)

    def school(self) -> dict[str, Any]:
        """What `open_school` wants to know."""
        given = dict(self.cleaned_data)
        look = find_ready_theme(slug=given.pop("look")) or READY_THEMES[0]
        return {**given, "colours": stored_names(colours_of(look.colours)), "password_field": "password"}


def _colour(label: Any, help_text: Any) -> forms.RegexField:
    return forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=label,
        help_text=help_text,
        error_messages={"invalid": _("Enter a colour like #1a2b3c.")},
        widget=forms.TextInput(attrs={"type": "color", "data-colour": ""}),
    )


class BrandForm(forms.Form):
    """How the school looks: a ready theme or six colours of one's own, a logo, and who the teacher is."""

    look = forms.ChoiceField(
        label=_("Colours"),
        choices=[*((theme.slug, theme.name) for theme in READY_THEMES), (OWN, _("My own"))],
    )
    primary = _colour(_("Main colour"), _("Header, buttons"))
    primary_light = _colour(_("Main colour, light"), _("Quiet surfaces"))
    primary_dark = _colour(_("Main colour, dark"), _("Deep surfaces"))
    secondary = _colour(_("Second colour"), _("Small marks"))
    accent = _colour(_("Accent colour"), _("What stands out"))
    background = _colour(_("Background colour"), _("Behind everything"))
    full_name = text_field(_("Name of the school"), limit=160)
    specialization = text_field(_("Subject"), limit=160, required=False)
    bio = forms.CharField(
        label=_("About you"),
        max_length=5000,
        required=False,
        help_text=_("Shown on the front page of your school."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    logo = picture_field(_("Logo"))
    profile_picture = picture_field(_("Your picture"))

    def colours(self) -> dict[str, str]:
        """The six that count: the ready theme's, or one's own."""
        chosen = next((theme for theme in READY_THEMES if theme.slug == self.cleaned_data["look"]), None)
        if chosen is not None:
            return colours_of(chosen.colours)
        return {field.name: self.cleaned_data[field.name].lower() for field in fields(ThemeColours)}


def colours_of(colours: ThemeColours) -> dict[str, str]:
    """The six by their names."""
    return {field.name: getattr(colours, field.name) for field in fields(ThemeColours)}


def stored_names(colours: dict[str, str]) -> dict[str, str]:
    """The six by the names under which a school keeps them: `primary_light` is `primary_color_light`."""
    return {_stored_name(name): value for name, value in colours.items()}


def _stored_name(name: str) -> str:
    first, _line, rest = name.partition("_")
    return f"{first}_color_{rest}" if rest else f"{first}_color"
