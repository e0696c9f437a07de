"""The school's students: all of them, and one with what they learn and paid."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.coupons.selectors import list_uses
from tenant_apps.courses.web.teacher.asking import asked
from tenant_apps.enrollments.selectors import list_enrollments_of_student
from tenant_apps.enrollments.selectors.roster import student_rows
from tenant_apps.enrollments.services import remove_enrollment
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import get_student, list_roster
from tenant_apps.students.services import remove_student, set_blocked, set_plan

PAGE_SIZE = 20
CODES_SHOWN = 50
MANAGERS = frozenset({"owner", "instructor"})
"""Roles that block and remove; an assistant looks."""
STATES = {"active": True, "blocked": False}


class RosterPage(TeacherPage):
    """Who is not there (any more) answers 404."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


class StudentsPage(RosterPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        search, state, order = asked(request, "q"), asked(request, "state"), asked(request, "order")
        found = list_roster(search=search, is_active=STATES.get(state), ordering=order)
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "nav": "students",
            "page": page,
            "rows": student_rows(students=list(page.object_list)),
            "search": search,
            "state": state if state in STATES else "",
            "order": order,
            "states": [("", _("All")), ("active", _("Active")), ("blocked", _("Blocked"))],
            "orders": [
                ("", _("Newest first")),
                ("enrollment_date", _("Oldest first")),
                ("student__full_name", _("By name")),
            ],
            "is_filtered": bool(search or state in STATES),
            "sign_up_address": f"{request.scheme}://{request.get_host()}{reverse('student_sign_up')}",
        }
        return render(request, "enrollments/teacher/students.html", context)


class StudentPage(RosterPage):
    """Profile, phones, courses with progress, codes."""

    def get(self, request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
        student, now = get_student(student_id=student_id), timezone.now()
        places = list(list_enrollments_of_student(student=student))
        context = {
            "nav": "students",
            "student": student,
            "picture_url": student.profile_picture.url if student.profile_picture else "",
            "places": [(place, place.status_at(now)) for place in places],
            "uses": list_uses().filter(student_id=student.id)[:CODES_SHOWN],
            "can_manage": request.actor.staff_member.role in MANAGERS,  # type: ignore[attr-defined]  # set by the page middleware
        }
        return render(request, "enrollments/teacher/student.html", context)


class StudentAct(RosterPage):
    """`do`: block, unblock, remove, plan. Twice is harmless."""

    http_method_names = ["post"]
    roles = MANAGERS

    def post(self, request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
        act, now = request.POST.get("do"), timezone.now()
        if act == "remove":
            return self._remove(request, student_id)
        student = get_student(student_id=student_id)
        if act == "block":
            set_blocked(student=student, is_blocked=True, now=now)
            messages.success(request, _("Blocked. Every device of theirs is signed out."))
        elif act == "unblock":
            set_blocked(student=student, is_blocked=False, now=now)
            messages.success(request, _("They may come in again."))
        elif act == "plan":
            self._set_plan(request, student)
        else:
            raise Http404
        return HttpResponseRedirect(reverse("teacher_student", args=[student_id]))

    def _set_plan(self, request: HttpRequest, student: Student) -> None:
        plan, country = request.POST.get("plan", "")[:200], request.POST.get("country_code", "")[:200]
        try:
            set_plan(student=student, plan=plan, country_code=country)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Saved."))

    def _remove(self, request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
        try:
            student = get_student(student_id=student_id)
            remove_student(student=student, now=timezone.now())
        except NotFound:
            pass  # the other click was faster
        else:
            messages.success(request, _("%(name)s is removed.") % {"name": student.full_name})
        return HttpResponseRedirect(reverse("teacher_students"))


class PlaceRemoval(RosterPage):
    """Take one enrolment away. Twice is harmless."""

    http_method_names = ["post"]
    roles = MANAGERS

    def post(self, request: HttpRequest, student_id: uuid.UUID, place_id: uuid.UUID) -> HttpResponse:
        student = get_student(student_id=student_id)
        place = list_enrollments_of_student(student=student).filter(pk=place_id).first()
        if place is not None:
            remove_enrollment(course_id=place.course_id, number=place.number)
            messages.success(request, _("The enrolment is taken away."))
        return HttpResponseRedirect(reverse("teacher_student", args=[student_id]))
