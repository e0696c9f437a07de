"""What a student has: the shelf, and one course to work through."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tenant_apps.enrollments.selectors import find_barrier, list_courses_of_student
from tenant_apps.enrollments.selectors.shelf import ShelfCourse, find_latest_course, list_shelf
from tenant_apps.enrollments.web.student.outline import read_outline
from tenant_apps.enrollments.web.student.reading import PAGE_SIZE, LearnerPage, days_left_in_words, student_of


class MyCourses(LearnerPage):
    """Every course the student is in or was in, each with how far and what is next."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        page = Paginator(list_courses_of_student(student=student), PAGE_SIZE).get_page(
            request.GET.get("page")
        )
        shelf = list_shelf(student=student, courses=list(page), now=now)
        is_first = page.number == 1
        context: dict[str, Any] = {
            "nav": "learn",
            "page_obj": page,
            "shelf": [_with_words(item, now) for item in shelf],
            "latest": find_latest_course(student=student, now=now) if shelf and is_first else None,
        }
        return render(request, "enrollments/student/my_courses.html", context)


def _with_words(item: ShelfCourse, now: Any) -> dict[str, Any]:
    return {
        "item": item,
        "image": item.course.thumbnail.url if item.course.thumbnail else "",
        "days_left": days_left_in_words(ends_at=item.ends_at, now=now),
    }


class LearnCourse(LearnerPage):
    """A course from the inside. Without anything open in it, its page in the window says why."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        outline = read_outline(course_id=course_id, student=student, now=now)
        if not outline.live or find_barrier(student=student, course=outline.course):
            return HttpResponseRedirect(reverse("school_course", args=[course_id]))
        context = {
            "nav": "learn",
            "outline": outline,
            "course": outline.course,
            "days_left": days_left_in_words(ends_at=outline.ends_at, now=now),
        }
        return render(request, "enrollments/student/learn_course.html", context)
