"""From a printed code to an open course: type, look, confirm."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import waiting_time
from shared_apps.kernel.errors import Refusal, TooManyAttempts
from shared_apps.wire.throttles import client_address
from tenant_apps.coupons.errors import CodeNotForCourse, CodeNotForModule, CodeRefused, CodeSpent
from tenant_apps.coupons.rules import grouped
from tenant_apps.coupons.selectors import PeekedCode, find_own_use, peek_code
from tenant_apps.coupons.services import look_at_code
from tenant_apps.enrollments.errors import CourseAlreadyOpen, EntryRefused, ModuleAlreadyOpen
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services import enroll_in_course, enroll_in_module
from tenant_apps.enrollments.web.student.offers import (
    TROUBLES,
    chosen_first,
    list_targets,
    own_trouble,
    read_code,
    read_key,
)
from tenant_apps.enrollments.web.student.reading import OpenPage, doors, find_reader, is_staff
from tenant_apps.students.models import Student

ELSEWHERE = (CodeNotForCourse.code, CodeNotForModule.code)


class Redeem(OpenPage):
    """One field for a code; scanning leads past it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, typed=request.GET.get("code", "")[:40])

    def post(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("code", "")[:300]
        code = read_code(typed)
        if not code:
            error = (
                _("Type the code that is printed on the card.")
                if not typed.strip()
                else _("This does not look like a code. It has letters and digits only.")
            )
            return self._page(request, typed=typed[:40], error=error)
        return HttpResponseRedirect(code_address(code=code, wanted=_wanted(request)))

    def _page(self, request: HttpRequest, *, typed: str, error: str = "") -> HttpResponse:
        context = {"nav": "redeem", "typed": typed, "error": error, "wanted": _wanted(request)}
        return render(request, "enrollments/student/redeem.html", context)


class RedeemCode(OpenPage):
    """What a code opens, before it is spent; POST spends it on the course or module chosen."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self._look(request, read_code(code))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        student, clean = find_reader(request), read_code(code)
        if student is None:
            return HttpResponseRedirect(doors(way_back=_here(request, clean))["sign_in"])
        target = read_key(request.POST.get("target", ""))
        if target is None:
            messages.warning(request, _("Choose what the code shall open."))
            return HttpResponseRedirect(_here(request, clean))
        kind, target_id = target
        try:
            if kind == "course":
                place = enroll_in_course(student=student, course_id=target_id, now=timezone.now(), code=clean)
            else:
                place = enroll_in_module(student=student, module_id=target_id, now=timezone.now(), code=clean)
        except (CourseAlreadyOpen, ModuleAlreadyOpen):
            return _open_already(request, clean, student)
        except Refusal as refusal:
            return self._refused(request, clean, refusal, student)
        return _welcome(request, place)

    def _refused(self, request: HttpRequest, code: str, refusal: Refusal, student: Student) -> HttpResponse:
        is_about_code = isinstance(refusal, CodeRefused) and refusal.code not in ELSEWHERE
        if is_about_code or isinstance(refusal, TooManyAttempts):
            return _trouble(request, code, refusal, student)
        changed = _("That has just changed. See what the code opens now.")
        messages.warning(request, str(refusal) if isinstance(refusal, EntryRefused) else changed)
        return HttpResponseRedirect(_here(request, code))

    def _look(self, request: HttpRequest, code: str) -> HttpResponse:
        student, now = find_reader(request), timezone.now()
        try:
            offer = _peek(request, code, student)
        except TooManyAttempts as refusal:
            if student is None and not is_staff(request):
                # A whole classroom shares one address: whoever signs in is counted alone.
                return self._page(request, code, None)
            return _trouble(request, code, refusal, student)
        except CodeRefused as refusal:
            return _trouble(request, code, refusal, student)
        wanted = _wanted(request)
        targets = chosen_first(list_targets(code=offer, student=student, now=now), wanted)
        return self._page(request, code, offer, targets=targets, wanted=wanted)

    def _page(self, request: HttpRequest, code: str, offer: PeekedCode | None, **more: Any) -> HttpResponse:
        targets = more.get("targets", [])
        choices = [target for target in targets if not target.is_mine]
        context = {
            "nav": "redeem",
            "code": code,
            "printed": grouped(code),
            "offer": offer,
            "targets": targets,
            "choices": choices,
            "only": choices[0] if len(choices) == 1 else None,
            "is_student": find_reader(request) is not None,
            "is_staff": is_staff(request),
            "doors": doors(way_back=_here(request, code)),
            "misses_wish": bool(more.get("wanted")) and more["wanted"] not in {one.key for one in targets},
        }
        return render(request, "enrollments/student/redeem_code.html", context)


def code_address(*, code: str, wanted: str = "") -> str:
    """Where a code is looked at, with the wish with which the reader came."""
    address = reverse("redeem_code", args=[code])
    return f"{address}?{urlencode({'for': wanted})}" if wanted else address


def _here(request: HttpRequest, code: str) -> str:
    return code_address(code=code or "-", wanted=_wanted(request))


def _wanted(request: HttpRequest) -> str:
    key = request.POST.get("for") or request.GET.get("for") or ""
    return key if read_key(key) else ""


def _peek(request: HttpRequest, code: str, student: Student | None) -> PeekedCode:
    """Looking counts as a try, except at a code that the student is known to hold."""
    now = timezone.now()
    if student is not None and find_own_use(code=code, student=student) is not None:
        return peek_code(code=code, now=now)
    who = str(student.id) if student else client_address(request)
    return look_at_code(code=code, who=who, now=now)


def _trouble(request: HttpRequest, code: str, refusal: Refusal, student: Student | None) -> HttpResponse:
    use = find_own_use(code=code, student=student) if student else None
    is_own = use is not None and isinstance(refusal, CodeRefused)
    waits = isinstance(refusal, TooManyAttempts)
    context = {
        "nav": "redeem",
        "printed": grouped(code),
        "trouble": own_trouble(use)
        if use and is_own
        else TROUBLES.get(refusal.code, TROUBLES["code_unknown"]),
        "use": use if is_own else None,
        "typed": grouped(code) if refusal.code == "code_unknown" else "",
        "wait": waiting_time(seconds=refusal.retry_after) if waits and refusal.retry_after else "",
        "may_try": not waits and not is_own,
        "asks_whose": refusal.code == CodeSpent.code and student is None,
        "doors": doors(way_back=_here(request, code)),
        "wanted": _wanted(request),
    }
    return render(request, "enrollments/student/redeem_trouble.html", context, status=429 if waits else 200)


def _open_already(request: HttpRequest, code: str, student: Student) -> HttpResponse:
    if find_own_use(code=code, student=student) is not None:
        # Pressed twice, or in two tabs: this very code opened it, and its page says so.
        return HttpResponseRedirect(_here(request, code))
    messages.info(request, _("This is open for you already. The code was not used."))
    return HttpResponseRedirect(reverse("my_courses"))


def _welcome(request: HttpRequest, place: Enrollment) -> HttpResponse:
    messages.success(request, _("It is open. Enjoy the course!"))
    return HttpResponseRedirect(reverse("learn_course", args=[place.course_id]))
