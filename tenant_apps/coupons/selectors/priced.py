"""What the school sells at which price, for those who make codes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tenant_apps.courses.models import Course, Module

THINGS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PricedThing:
    """A course, or a module with its course's title."""

    title: str
    price: Decimal
    course_title: str = ""


def list_priced_things() -> list[PricedThing]:
    """Courses that cost something, drafts included (codes are printed before), then modules sold alone.

    Two queries; at most 200 of each, the newest.
    """
    courses = Course.objects.filter(is_free=False, price__gt=0).order_by("-created_at", "id")
    modules = (
        Module.objects.filter(is_free=False, price__gt=0, course__sells_modules_alone=True)
        .select_related("course")
        .order_by("-created_at", "id")
    )
    return [
        *(PricedThing(course.title, course.price) for course in courses[:THINGS_SHOWN]),
        *(PricedThing(module.title, module.price, module.course.title) for module in modules[:THINGS_SHOWN]),
    ]
