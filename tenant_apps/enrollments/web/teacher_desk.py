"""The end of the desk: a code is spent for the student who holds it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.coupons.selectors import CodeLife, get_code_life, targets_at
from tenant_apps.coupons.web.teacher.batch import MANAGERS, CodesOfBatch, member
from tenant_apps.courses.web.teacher.asking import asked
from tenant_apps.enrollments.services.helping import spend_code_for
from tenant_apps.enrollments.web.teacher.refusals import told
from tenant_apps.students.selectors import get_student, list_roster

STUDENTS_SHOWN = 10


class CodeOpen(CodesOfBatch):
    """Which student, and for what of the code's price."""

    roles = MANAGERS

    def get(self, request: HttpRequest, code_id: uuid.UUID) -> HttpResponse:
        life = get_code_life(code_id=code_id, now=timezone.now())
        return _page(request, life, search=asked(request, "q"))

    def post(self, request: HttpRequest, code_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        life = get_code_life(code_id=code_id, now=now)
        search, target = request.POST.get("q", "")[:100].replace("\0", ""), _target(request)
        student_id = _uuid(request.POST.get("student", ""))
        if target is None or student_id is None:
            return _page(request, life, search=search, problem=_("Choose a student and what to open."))
        student = get_student(student_id=student_id)
        try:
            spend_code_for(student=student, code_id=code_id, by=member(request), now=now, **target)
        except NotFound:
            raise
        except Refusal as refusal:
            return _page(request, life, search=search, problem=told(refusal), status=status_of(refusal))
        messages.success(request, _("Open for %(name)s.") % {"name": student.full_name})
        return HttpResponseRedirect(reverse("teacher_code", args=[code_id]))


def _page(
    request: HttpRequest, life: CodeLife, *, search: str, problem: str = "", status: int = 200
) -> HttpResponse:
    courses, modules = targets_at(price=life.code.price)
    options = [(f"course:{course.id}", course.title) for course in courses]
    options += [(f"module:{module.id}", f"{module.course.title}: {module.title}") for module in modules]
    context = {
        "nav": "codes",
        "life": life,
        "search": search,
        "students": list(list_roster(search=search, is_active=True)[:STUDENTS_SHOWN]) if search else [],
        "options": options,
        "problem": problem,
        "chosen": request.POST.get("target", ""),
        "student_chosen": request.POST.get("student", ""),
    }
    return render(request, "enrollments/teacher/code_open.html", context, status=status)


def _target(request: HttpRequest) -> dict[str, Any] | None:
    kind, _colon, key = request.POST.get("target", "").partition(":")
    found = _uuid(key)
    return {f"{kind}_id": found} if found and kind in ("course", "module") else None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
