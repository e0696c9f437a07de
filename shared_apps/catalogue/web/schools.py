"""The platform's directory of schools."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from branding.rules import DEFAULT_SCHOOL_THEME
from branding.rules.colour import contrast
from shared_apps.accounts.web.forms import school_address
from shared_apps.catalogue.selectors import list_countries, search_schools, subjects_of
from shared_apps.catalogue.web.asking import MAX_SEARCH_CHARS, as_number, asked
from shared_apps.categories.selectors import list_categories
from shared_apps.kernel.places import COUNTRY_NAMES
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.selectors import read_colours

PAGE_SIZE = 18
MOST_SUBJECTS = 3
INKS = ("#ffffff", "#15191b")


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """A school as the directory shows it: its own colours as `#rrggbb`, its address on its own host."""

    name: str
    note: str
    picture: str
    address: str
    country: str
    subjects: tuple[str, ...]
    courses: int
    rating: Decimal
    ratings: int
    primary: str
    accent: str
    secondary: str
    ink: str
    """What reads on `primary`."""


class PlatformSchools(View):
    """Search over the schools that want to be found."""

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = asked(request, ("q", "category", "country", "order"))
        found = search_schools(
            text=wanted["q"][:MAX_SEARCH_CHARS],
            category_number=as_number(wanted["category"]),
            country=wanted["country"],
            ordering=wanted["order"],
        )
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context = _choices() | {
            "nav": "schools",
            "page_obj": page,
            "schools": school_cards(request, page.object_list),
            "wanted": wanted,
            "is_narrowed": any(wanted[name] for name in ("q", "category", "country")),
        }
        return render(request, "catalogue/platform/schools.html", context)


def school_cards(request: HttpRequest, profiles: Iterable[TeacherProfile]) -> list[SchoolCard]:
    """The schools as cards. One query for the subjects of all of them."""
    shown = list(profiles)
    subjects = subjects_of(school_ids=[profile.tenant_id for profile in shown])
    language = get_language() or "en"
    names = {category.id: category.name_in(language) for category in list_categories()}
    return [
        _card(request, profile, [names[key] for key in subjects.get(profile.tenant_id, ()) if key in names])
        for profile in shown
    ]


def _card(request: HttpRequest, profile: TeacherProfile, subjects: list[str]) -> SchoolCard:
    colours = read_colours(profile=profile) or DEFAULT_SCHOOL_THEME.colours
    picture = profile.logo or profile.profile_picture
    return SchoolCard(
        name=profile.full_name,
        note=profile.tagline or profile.specialization,
        picture=picture.url if picture else "",
        address=school_address(request, username=profile.tenant.username or ""),
        country=str(COUNTRY_NAMES.get(profile.tenant.country, "")),
        subjects=tuple(subjects[:MOST_SUBJECTS]),
        courses=profile.courses_count,
        rating=profile.rating_average,
        ratings=profile.rating_count,
        primary=colours.primary,
        accent=colours.accent,
        secondary=colours.secondary,
        ink=max(INKS, key=lambda ink: contrast(first=ink, second=colours.primary)),
    )


def _choices() -> dict[str, Any]:
    language = get_language() or "en"
    subjects = [(str(category.number), category.name_in(language)) for category in list_categories()]
    countries = sorted((str(COUNTRY_NAMES.get(code, code)), code) for code in list_countries())
    return {
        "categories": [("", _("All subjects")), *subjects],
        "countries": [("", _("All countries")), *((code, name) for name, code in countries)],
        "orders": [("", _("Most courses")), ("rated", _("Best rated")), ("newest", _("Newest first"))],
    }
