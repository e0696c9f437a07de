"""A course for somebody who thinks about it, and its free lessons for whoever wants to look first."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from shared_apps.categories.selectors import find_category
from shared_apps.kernel.places import COUNTRY_NAMES
from shared_apps.teachers.selectors import find_profile
from tenant_apps.coupons.selectors import takes_discounts
from tenant_apps.courses.models import Course, Lesson
from tenant_apps.courses.selectors import list_related_courses
from tenant_apps.enrollments.selectors import find_barrier
from tenant_apps.enrollments.selectors.shelf import list_open_places
from tenant_apps.enrollments.selectors.terms import EntryTerms, find_open_preview, read_terms
from tenant_apps.enrollments.web.student.extras import read_extras
from tenant_apps.enrollments.web.student.home import course_card
from tenant_apps.enrollments.web.student.outline import Outline, read_outline
from tenant_apps.enrollments.web.student.reading import (
    OpenPage,
    access_in_words,
    days_left_in_words,
    doors,
    find_reader,
    is_staff,
    length_in_words,
    lessons_in_words,
)
from tenant_apps.students.models import Student
from tenant_apps.video.selectors import find_ready_video
from tenants.context import require_tenant

FEW_SEATS = 20
"""From here on it is worth saying how many seats are left."""


class SchoolCourse(OpenPage):
    """What is in it, what others say, and every way in."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        now, student = timezone.now(), find_reader(request)
        outline = read_outline(course_id=course_id, student=student, now=now)
        course = outline.course
        context = {
            "nav": "home",
            "outline": outline if student is not None else _open_doors(outline),
            "course": course,
            **_shown(request, course, outline, now),
            **_ways_in(request, outline, student, now),
            **_related(course, student, now),
            **read_extras(page="course", student=student, course=course),
        }
        return render(request, "enrollments/student/course.html", context)


def _shown(request: HttpRequest, course: Course, outline: Outline, now: datetime) -> dict[str, Any]:
    rows = outline.lessons
    return {
        "image": course.thumbnail.url if course.thumbnail else "",
        "trailer": course.trailer_video.url if course.trailer_video else "",
        "lessons": lessons_in_words(count=len(rows)),
        "length": length_in_words(seconds=sum(row.lesson.duration_seconds for row in rows)),
        "documents": sum(row.has_document for row in rows),
        "access": access_in_words(days=course.access_days),
        "days_left": days_left_in_words(ends_at=outline.ends_at, now=now),
        "category": _category_name(course),
        "teacher": find_profile(tenant_id=require_tenant().id),
        "address": request.build_absolute_uri(reverse("school_course", args=[course.id])),
        "currency_code": require_tenant().currency,
        "preview": _preview(course) if not outline.live and not course.trailer_video else None,
    }


def _preview(course: Course) -> Lesson | None:
    """The free lesson that speaks for the course when there is no trailer."""
    lesson = find_open_preview(course=course)
    return lesson if lesson is not None and find_ready_video(lesson=lesson) else None


def _open_doors(outline: Outline) -> Outline:
    """Free films lead a visitor to where they play without an account."""
    course = outline.course
    modules = [
        replace(
            module,
            lessons=[
                replace(row, href=reverse("course_preview", args=[course.id, row.lesson.id]))
                if row.is_preview and row.kind == "video"
                else row
                for row in module.lessons
            ],
        )
        for module in outline.modules
    ]
    return replace(outline, modules=modules)


def _ways_in(
    request: HttpRequest, outline: Outline, student: Student | None, now: datetime
) -> dict[str, Any]:
    course, way = outline.course, _way_in(outline, student)
    is_closed = way != "open"
    terms = read_terms(course=course, student=student, now=now) if is_closed else None
    pays = student is not None and is_closed and way != "barred"
    return {
        "way_in": way,
        "terms": terms,
        "countries": [COUNTRY_NAMES.get(code, code) for code in course.countries] if terms else [],
        "few_seats": terms is not None and (terms.seats_left or FEW_SEATS) < FEW_SEATS,
        "may_enter": terms is None or _may_try(terms, way),
        "is_student": student is not None,
        "takes_discounts": pays and takes_discounts(course_id=course.id, now=now),
        "is_staff": is_staff(request),
        "doors": doors(way_back=request.get_full_path()),
    }


def _may_try(terms: EntryTerms, way: str) -> bool:
    """Whether a code or a press would open it; whoever is in with a module holds a seat already."""
    return terms.is_met and (way == "partly" or not terms.is_full)


def _way_in(outline: Outline, student: Student | None) -> str:
    """open, barred (had, but not for this reader any more), partly (some modules), over, or new."""
    if outline.is_open:
        return "open"
    if outline.live and student is not None and find_barrier(student=student, course=outline.course):
        return "barred"
    if outline.live:
        return "partly"
    return "over" if outline.places else "new"


def _category_name(course: Course) -> str:
    """The subject in the reader's language; the course's own copy when the platform dropped it."""
    found = find_category(category_id=course.category_id) if course.category_id else None
    return found.name_in(get_language() or "en") if found else course.category_name


def _related(course: Course, student: Student | None, now: datetime) -> dict[str, Any]:
    others = list_related_courses(course=course)
    mine: set[uuid.UUID] = set()
    if student is not None and others:
        ids = [other.id for other in others]
        places = list_open_places(student=student, course_ids=ids, now=now)
        mine = {course_id for course_id, _module in places}
    return {"related": [course_card(course=other, is_mine=other.id in mine) for other in others]}
