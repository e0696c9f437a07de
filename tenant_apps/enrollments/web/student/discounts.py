"""A course at a discount: the coupon says what is left, a prepaid code pays it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import waiting_time
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.coupons.selectors import Bill
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import get_published_course
from tenant_apps.enrollments.errors import CourseAlreadyOpen
from tenant_apps.enrollments.services import buy_course
from tenant_apps.enrollments.web.student.reading import LearnerPage, student_of

FIELDS = ("coupon_code", "access_code")
LONGEST = 64


class CourseDiscount(LearnerPage):
    """First the coupon alone: it is looked at, not used. Then with the code that pays the rest."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        return _page(request, get_published_course(course_id=course_id))

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        course = get_published_course(course_id=course_id)
        typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in FIELDS}
        learn = HttpResponseRedirect(reverse("learn_course", args=[course_id]))
        if not typed["coupon_code"]:
            return _page(request, course, typed, errors={"coupon_code": _("Type your discount coupon.")})
        try:
            purchase = buy_course(
                student=student_of(request), course_id=course_id, now=timezone.now(), **typed
            )
        except CourseAlreadyOpen:
            return learn
        except NotFound:
            raise
        except Refusal as refusal:
            return _refused(request, course, typed, refusal)
        if not purchase.is_open:
            return _page(request, course, typed, bill=purchase.bill)
        messages.success(request, _("It is open. Enjoy the course!"))
        return learn


def _refused(request: HttpRequest, course: Course, typed: dict[str, str], refusal: Refusal) -> HttpResponse:
    """The reason beside its field, or on top when it is about neither code."""
    sentence = str(refusal)
    if refusal.retry_after:
        sentence = f"{sentence} {waiting_time(seconds=refusal.retry_after)}"
    place = refusal.field if refusal.field in FIELDS else "form"
    return _page(request, course, typed, errors={place: sentence})


def _page(
    request: HttpRequest,
    course: Course,
    typed: dict[str, str] | None = None,
    *,
    bill: Bill | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "nav": "home",
        "course": course,
        "typed": typed or {},
        "bill": bill,
        "errors": errors or {},
        "asks_for_code": bool(bill or (typed or {}).get("access_code")),
    }
    return render(request, "enrollments/student/discount.html", context)
