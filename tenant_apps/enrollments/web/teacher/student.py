"""One student: who they are, what they learn, how they do, what happened."""

from __future__ import annotations

import math
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import list_enrollments_of_student
from tenant_apps.enrollments.web.teacher.rights import RosterPage, can_manage
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import (
    Moment,
    get_student,
    list_moments,
    list_results,
    list_strands,
    read_before,
)
from tenants.storage import public_url

MOMENTS_A_PAGE = 15
RESULTS_SHOWN = 8
COURSES_OFFERED = 200


@dataclass(frozen=True, slots=True)
class PlaceRow:
    place: Enrollment
    status: str
    days_left: int | None
    """None without an end, or when it is over."""


class StudentPage(RosterPage):
    def get(self, request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
        student, now = get_student(student_id=student_id), timezone.now()
        places = list(list_enrollments_of_student(student=student))
        context = {
            "nav": "students",
            "student": student,
            "picture_url": _picture(student),
            "places": [_place_row(place, now) for place in places],
            "can_manage": can_manage(request),
            "whatsapp": student.phone.lstrip("+"),
            "guardian_whatsapp": student.parent_phone.lstrip("+"),
            "tags": ", ".join(student.tags),
            "courses": _courses_to_open(places) if can_manage(request) else [],
            **_results(student),
            **_timeline(request, student),
        }
        return render(request, "enrollments/teacher/student.html", context)


def _picture(student: Student) -> str:
    if student.profile_picture:
        return str(student.profile_picture.url)
    return public_url(student.avatar) or ""


def _place_row(place: Enrollment, now: datetime) -> PlaceRow:
    left = (place.ends_at - now).total_seconds() / 86_400 if place.ends_at else None
    return PlaceRow(place, place.status_at(now), math.ceil(left) if left and left > 0 else None)


def _courses_to_open(places: list[Enrollment]) -> list[tuple[object, str]]:
    had = [place.course_id for place in places if place.module_id is None]
    published = Course.objects.filter(state=Course.State.PUBLISHED).exclude(pk__in=had)
    return list(published.order_by("-created_at").values_list("id", "title")[:COURSES_OFFERED])


def _results(student: Student) -> dict[str, Any]:
    results = list_results(student=student, limit=RESULTS_SHOWN)
    marks = [float(result.percent) for result in reversed(results) if result.percent is not None]
    return {
        "results": results,
        "marks": marks if len(marks) > 1 else [],
        "average": round(sum(marks) / len(marks)) if marks else None,
    }


def _timeline(request: HttpRequest, student: Student) -> dict[str, Any]:
    strands = {strand.key: strand for strand in list_strands()}
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in strands else ""
    before = read_before(request.GET.get("before", ""))
    moments, following = list_moments(
        student=student, limit=MOMENTS_A_PAGE, strands=[kind] if kind else (), before=before
    )
    more = urlencode({**({"kind": kind} if kind else {}), "before": str(following)}) if following else ""
    return {
        "moments": [(moment, strands[moment.strand].icon, _link(moment)) for moment in moments],
        "kind": kind,
        "kinds": strands.values(),
        "is_later_page": before is not None,
        "more_query": more,
    }


def _link(moment: Moment) -> str:
    if moment.link is None:
        return ""
    try:
        return reverse(moment.link[0], args=list(moment.link[1]))
    except NoReverseMatch:
        return ""
