"""The school's home: the teacher, the courses to choose from, how to come in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from shared_apps.kernel.money import currency_sign
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.selectors import find_profile
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import read_shelf, search_published_courses
from tenant_apps.enrollments.selectors.shelf import find_latest_course, list_open_places
from tenant_apps.enrollments.web.student.choosing import Wish, choices
from tenant_apps.enrollments.web.student.extras import read_extras
from tenant_apps.enrollments.web.student.reading import (
    PAGE_SIZE,
    OpenPage,
    find_reader,
    is_staff,
    length_in_words,
    lessons_in_words,
)
from tenant_apps.students.models import Student
from tenants.context import require_tenant

WORDS_IN_HEAD = 32
MANY_STUDENTS = 20
MANY_COURSES = 3
MANY_REVIEWS = 5
GOOD_RATING = Decimal("4.0")
"""A school tells its numbers once they speak for it."""


class SchoolHome(OpenPage):
    """The teacher, the courses, how to buy; for students first of all where they stopped.

    Whoever searches gets the list first. A script that asks for the list alone gets it alone.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        wish, student = Wish.of(request), find_reader(request)
        is_part = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
        context = _found(request, wish, student)
        if not is_part:
            context |= self._around(request, wish, student, context["page_obj"])
        template = "courses_found.html" if is_part else "home.html"
        response = render(request, f"enrollments/student/{template}", context)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def _around(
        self, request: HttpRequest, wish: Wish, student: Student | None, page: Page[Course]
    ) -> dict[str, Any]:
        teacher = find_profile(tenant_id=require_tenant().id)
        is_list = wish.is_narrow or page.number > 1
        currency = currency_sign(code=require_tenant().currency)
        return {
            "nav": "home",
            "is_list": is_list,
            "teacher": teacher,
            "tells_more": teacher is not None and _tells_more(teacher),
            "numbers": _numbers(teacher) if teacher else {},
            "latest": find_latest_course(student=student, now=timezone.now()) if student else None,
            "is_staff": is_staff(request),
            **choices(shelf=read_shelf(), currency=currency),
            **read_extras(page="home", student=student),
        }


def _found(request: HttpRequest, wish: Wish, student: Student | None) -> dict[str, Any]:
    page = Paginator(search_published_courses(**wish.filters), PAGE_SIZE).get_page(request.GET.get("page"))
    courses = list(page)
    places = set()
    if student is not None and courses:
        ids = [course.id for course in courses]
        places = list_open_places(student=student, course_ids=ids, now=timezone.now())
    mine = {course_id for course_id, _module in places}
    return {
        "wish": wish,
        "page_obj": page,
        "cards": [course_card(course=course, is_mine=course.id in mine) for course in courses],
    }


def course_card(*, course: Course, is_mine: bool) -> dict[str, Any]:
    """What `card.html` shows of a course."""
    return {
        "course": course,
        "image": course.thumbnail.url if course.thumbnail else "",
        "lessons": lessons_in_words(count=course.total_lessons),
        "length": length_in_words(seconds=course.total_duration_seconds),
        "is_mine": is_mine,
    }


def _tells_more(teacher: TeacherProfile) -> bool:
    """Whether there is more to say of the teacher than the page's head does."""
    is_long = len(teacher.bio.split()) > WORDS_IN_HEAD
    return is_long or bool(teacher.institution or teacher.experience or teacher.city)


def _numbers(teacher: TeacherProfile) -> dict[str, Any]:
    """Counts that speak for the school; those that do not are left out."""
    is_praised = teacher.rating_count >= MANY_REVIEWS and teacher.rating_average >= GOOD_RATING
    found = {
        "students": teacher.students_count if teacher.students_count >= MANY_STUDENTS else 0,
        "courses": teacher.courses_count if teacher.courses_count >= MANY_COURSES else 0,
        "rating": teacher.rating_average if is_praised else 0,
        "reviews": teacher.rating_count if is_praised else 0,
    }
    return found if any(found.values()) else {}
