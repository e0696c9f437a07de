"""The way into what is free."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.enrollments.errors import CourseAlreadyOpen, ModuleAlreadyOpen
from tenant_apps.enrollments.services import enroll_in_course, enroll_in_module
from tenant_apps.enrollments.web.student.reading import LearnerPage, student_of


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
