"""What is done to one student. Twice is harmless."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.kernel.errors import NotFound, Refusal
from shared_apps.kernel.phones import western_digits
from tenant_apps.enrollments.selectors import list_enrollments_of_student
from tenant_apps.enrollments.services import extend_access, grant_course, remove_enrollment
from tenant_apps.enrollments.web.teacher.handing import reset_link
from tenant_apps.enrollments.web.teacher.refusals import told
from tenant_apps.enrollments.web.teacher.rights import ManagerPage, as_id
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import get_student
from tenant_apps.students.services import keep_notes, remove_student, set_blocked, set_plan


class StudentAct(ManagerPage):
    """`do`: block, unblock, remove, plan, notes, enrol, reset_link."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
        act = request.POST.get("do", "")
        if act == "remove":
            return _remove(request, student_id)
        student = get_student(student_id=student_id)
        if act == "reset_link":
            return reset_link(request, student)
        if act not in _ACTS:
            raise Http404
        try:
            said = _ACTS[act](request, student)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.warning(request, told(refusal))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(reverse("teacher_student", args=[student_id]))


class PlaceRemoval(ManagerPage):
    """Take one enrolment away."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, student_id: uuid.UUID, place_id: uuid.UUID) -> HttpResponse:
        student = get_student(student_id=student_id)
        place = list_enrollments_of_student(student=student).filter(pk=place_id).first()
        if place is not None:
            remove_enrollment(course_id=place.course_id, number=place.number)
            messages.success(request, _("The enrolment is taken away."))
        return HttpResponseRedirect(reverse("teacher_student", args=[student_id]))


class PlaceExtension(ManagerPage):
    """Give one enrolment more days."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, student_id: uuid.UUID, place_id: uuid.UUID) -> HttpResponse:
        student = get_student(student_id=student_id)
        place = list_enrollments_of_student(student=student).filter(pk=place_id).first()
        if place is None:
            raise NotFound
        days = western_digits(request.POST.get("days", ""))
        try:
            extend_access(
                student=student,
                course_id=place.course_id,
                enrollment_id=place.pk,
                days=int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0,
                now=timezone.now(),
            )
        except Refusal as refusal:
            messages.warning(request, told(refusal))
        else:
            messages.success(request, _("The access is extended."))
        return HttpResponseRedirect(reverse("teacher_student", args=[student_id]))


def _block(request: HttpRequest, student: Student) -> str:
    set_blocked(student=student, is_blocked=True, now=timezone.now())
    return _("Blocked. Every device of theirs is signed out.")


def _unblock(request: HttpRequest, student: Student) -> str:
    set_blocked(student=student, is_blocked=False, now=timezone.now())
    return _("They may come in again.")


def _plan(request: HttpRequest, student: Student) -> str:
    plan, country = request.POST.get("plan", "")[:200], request.POST.get("country_code", "")[:200]
    set_plan(student=student, plan=plan, country_code=country)
    return _("Saved.")


def _notes(request: HttpRequest, student: Student) -> str:
    # Arabic and Latin commas, as people type them.
    tags = request.POST.get("tags", "").replace("،", ",").split(",")
    keep_notes(student=student, notes=request.POST.get("notes", ""), tags=tags)
    return _("Saved.")


def _enrol(request: HttpRequest, student: Student) -> str:
    course_id = as_id(request.POST.get("course", ""))
    if course_id is None:
        raise Refusal(_("Choose a course."))
    grant_course(student=student, course_id=course_id, now=timezone.now())
    return _("The course is open to them.")


def _remove(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    try:
        student = get_student(student_id=student_id)
        remove_student(student=student, now=timezone.now())
    except NotFound:
        pass  # the other click was faster
    else:
        messages.success(request, _("%(name)s is removed.") % {"name": student.full_name})
    return HttpResponseRedirect(reverse("teacher_students"))


_ACTS: dict[str, Callable[[HttpRequest, Student], str]] = {
    "block": _block,
    "unblock": _unblock,
    "plan": _plan,
    "notes": _notes,
    "enrol": _enrol,
}
