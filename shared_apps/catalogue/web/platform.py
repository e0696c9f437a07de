"""The platform's front page and its catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from branding.rules import READY_THEMES
from shared_apps.accounts.web.forms import school_address
from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.catalogue.selectors import list_courses, list_schools, search_courses
from shared_apps.catalogue.web.asking import MAX_SEARCH_CHARS, as_number, asked
from shared_apps.catalogue.web.schools import school_cards
from shared_apps.categories.selectors import list_categories
from shared_apps.kernel.money import currency_sign

PAGE_SIZE = 20
NEWEST_ON_HOME = 4
SCHOOLS_ON_HOME = 3


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course as the platform shows it; `address` lies on its school's host."""

    id: UUID
    title: str
    teacher_name: str
    address: str
    image: str
    total_lessons: int
    is_free: bool
    price: Decimal
    currency: str


class PlatformHome(View):
    """What EduPro is, for a teacher who comes for the first time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        newest = list_courses()[:NEWEST_ON_HOME]
        context = {
            "looks": READY_THEMES,
            "sample_name": _("Your name"),
            "platform_domain": settings.PLATFORM_DOMAIN,
            "courses": [course_card(request, course) for course in newest],
            "schools": school_cards(request, list_schools()[:SCHOOLS_ON_HOME]),
        }
        return render(request, "catalogue/platform/home.html", context)


class PlatformPrices(View):
    """What a school costs and what is part of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"nav": "prices", "platform_domain": settings.PLATFORM_DOMAIN}
        return render(request, "catalogue/platform/prices.html", context)


class PlatformCatalogue(View):
    """Search over the published courses of all schools."""

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = asked(request, ("q", "category", "order"))
        found = search_courses(
            text=wanted["q"][:MAX_SEARCH_CHARS],
            with_subjects=True,
            category_number=as_number(wanted["category"]),
            ordering=wanted["order"],
        )
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context = self._choices() | {
            "nav": "catalogue",
            "page_obj": page,
            "courses": [course_card(request, course) for course in page],
            "wanted": wanted,
            "is_narrowed": bool(wanted["q"] or wanted["category"]),
        }
        return render(request, "catalogue/platform/courses.html", context)

    def _choices(self) -> dict[str, Any]:
        language = get_language() or "en"
        names = [(str(category.number), category.name_in(language)) for category in list_categories()]
        return {
            "categories": [("", _("All subjects")), *names],
            "orders": [
                ("", _("Newest first")),
                ("-total_enrollments", _("Most students")),
                ("price", _("Cheapest first")),
                ("-price", _("Dearest first")),
            ],
        }


def course_card(request: HttpRequest, course: CatalogueCourse) -> CourseCard:
    """The course with the addresses that this request's reader can open."""
    path = f"/courses/{course.course_id}/"
    return CourseCard(
        id=course.course_id,
        title=course.title,
        teacher_name=course.teacher_name,
        address=school_address(request, username=course.teacher_username, path=path),
        image=default_storage.url(course.thumbnail) if course.thumbnail else "",
        total_lessons=course.total_lessons,
        is_free=course.is_free,
        price=course.price,
        currency=currency_sign(code=course.currency),
    )
