"""The school's shop window: its home, a course, and the way into what is free."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shared_apps.categories.selectors import find_category
from shared_apps.kernel.errors import NotFound, Refusal
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.selectors import find_profile
from tenant_apps.coupons.selectors import takes_discounts
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import list_published_courses
from tenant_apps.enrollments.errors import CourseAlreadyOpen, ModuleAlreadyOpen
from tenant_apps.enrollments.selectors.shelf import find_latest_course, list_open_places
from tenant_apps.enrollments.services import enroll_in_course, enroll_in_module
from tenant_apps.enrollments.web.student.outline import Outline, read_outline
from tenant_apps.enrollments.web.student.reading import (
    PAGE_SIZE,
    LearnerPage,
    OpenPage,
    access_in_words,
    days_left_in_words,
    doors,
    find_reader,
    is_staff,
    length_in_words,
    lessons_in_words,
    student_of,
)
from tenants.context import require_tenant

WORDS_IN_HEAD = 32
MANY_STUDENTS = 20
"""A school tells how many students it has once the number speaks for it."""


class SchoolHome(OpenPage):
    """The teacher, the courses, how to buy; for students first of all where they stopped."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, student = timezone.now(), find_reader(request)
        page = Paginator(list_published_courses(), PAGE_SIZE).get_page(request.GET.get("page"))
        courses = list(page)
        places = set()
        if student is not None and courses:
            ids = [course.id for course in courses]
            places = list_open_places(student=student, course_ids=ids, now=now)
        mine = {course_id for course_id, _module in places}
        teacher = find_profile(tenant_id=require_tenant().id)
        context = {
            "nav": "home",
            "teacher": teacher,
            "tells_more": teacher is not None and _tells_more(teacher),
            "students": teacher.students_count if teacher and teacher.students_count >= MANY_STUDENTS else 0,
            "page_obj": page,
            "cards": [_card(course, is_mine=course.id in mine) for course in courses],
            "latest": find_latest_course(student=student, now=now) if student else None,
            "is_staff": is_staff(request),
        }
        return render(request, "enrollments/student/home.html", context)


def _tells_more(teacher: TeacherProfile) -> bool:
    """Whether there is more to say of the teacher than the page's head does."""
    is_long = len(teacher.bio.split()) > WORDS_IN_HEAD
    return is_long or bool(teacher.institution or teacher.experience or teacher.city)


def _card(course: Course, *, is_mine: bool) -> dict[str, Any]:
    return {
        "course": course,
        "image": course.thumbnail.url if course.thumbnail else "",
        "lessons": lessons_in_words(count=course.total_lessons),
        "length": length_in_words(seconds=course.total_duration_seconds),
        "is_mine": is_mine,
    }


class SchoolCourse(OpenPage):
    """A course for somebody who thinks about it, with every way in."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        now, student = timezone.now(), find_reader(request)
        outline = read_outline(course_id=course_id, student=student, now=now)
        course = outline.course
        context = {
            "nav": "home",
            "outline": outline,
            "course": course,
            "image": course.thumbnail.url if course.thumbnail else "",
            "trailer": course.trailer_video.url if course.trailer_video else "",
            "lessons": lessons_in_words(count=len(outline.lessons)),
            "length": length_in_words(seconds=sum(row.lesson.duration_seconds for row in outline.lessons)),
            "access": access_in_words(days=course.access_days),
            "days_left": days_left_in_words(ends_at=outline.ends_at, now=now),
            "way_in": _way_in(outline),
            "category": _category_name(course),
            "is_student": student is not None,
            "takes_discounts": student is not None and takes_discounts(course_id=course.id, now=now),
            "is_staff": is_staff(request),
            "teacher": find_profile(tenant_id=require_tenant().id),
            "doors": doors(way_back=request.get_full_path()),
        }
        return render(request, "enrollments/student/course.html", context)


def _category_name(course: Course) -> str:
    """The subject in the reader's language; the course's own copy when the platform dropped it."""
    found = find_category(category_id=course.category_id) if course.category_id else None
    return found.name_in(get_language() or "en") if found else course.category_name


def _way_in(outline: Outline) -> str:
    """open, partly (some modules), over, or new."""
    if outline.is_open:
        return "open"
    if outline.live:
        return "partly"
    return "over" if outline.places else "new"


class EnrollFree(LearnerPage):
    """Enter a free course, or with `module` one free module of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        student, now = student_of(request), timezone.now()
        learn = HttpResponseRedirect(reverse("learn_course", args=[course_id]))
        try:
            if request.POST.get("module"):
                module_id = _as_id(request.POST["module"])
                enroll_in_module(student=student, module_id=module_id, now=now)
            else:
                enroll_in_course(student=student, course_id=course_id, now=now)
        except (CourseAlreadyOpen, ModuleAlreadyOpen):
            return learn
        except NotFound:
            raise
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return HttpResponseRedirect(reverse("school_course", args=[course_id]))
        messages.success(request, _("You are in. Enjoy the course!"))
        return learn


def _as_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error
