"""The desk: one field finds a code however it is told; its life; and what can be done about it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.coupons.rules import VALIDITY, Trouble, grouped
from tenant_apps.coupons.selectors import CodeLife, Found, find_codes, get_code_life, targets_at
from tenant_apps.coupons.services import forgive_tries, locked_until, replace_code, update_code
from tenant_apps.coupons.web.teacher.batch import MANAGERS, CodesOfBatch, can_manage, code_rows, member
from tenant_apps.coupons.web.teacher.batch_changes import last_moment
from tenant_apps.coupons.web.teacher.discount_forms import DayField, today
from tenant_apps.courses.web.teacher.asking import asked
from tenant_apps.students.selectors import get_student

TARGETS_SHOWN = 5


class CodeDesk(CodesOfBatch):
    """One hit leads to the code at once; several are listed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = asked(request, "q")
        knows_students = member(request).may("students")
        found = find_codes(typed=typed, with_students=knows_students) if typed else Found(how="")
        if len(found.codes) == 1 and found.how in ("code", "serial"):
            return HttpResponseRedirect(reverse("teacher_code", args=[found.codes[0].id]))
        now = timezone.now()
        context = {
            "nav": "codes",
            "typed": typed,
            "found": found,
            "rows": code_rows(codes=found.codes, now=now),
            "uses": [(use, grouped(use.access_code.code)) for use in found.uses],
            "students": [(one, locked_until(who=str(one.id), now=now)) for one in found.students],
            "deleted": grouped(found.deleted.code) if found.deleted else "",
            "can_manage": can_manage(request),
            "knows_students": knows_students,
        }
        return render(request, "coupons/teacher/desk.html", context)


class TriesForgiven(CodesOfBatch):
    """A student who mistyped too often may try again at once."""

    http_method_names = ["post"]
    roles = MANAGERS

    def post(self, request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
        student = get_student(student_id=student_id)
        forgive_tries(who=str(student.id))
        messages.success(request, _("%(name)s may type codes again.") % {"name": student.full_name})
        return HttpResponseRedirect(f"{reverse('teacher_code_desk')}?q={student.phone.lstrip('+')}")


class CodePage(CodesOfBatch):
    """What it is, whether it works and why not, what can be done, and all that happened to it."""

    def get(self, request: HttpRequest, code_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        life = get_code_life(code_id=code_id, now=now)
        courses, modules = targets_at(price=life.code.price) if life.opens else ([], [])
        context = {
            "nav": "codes",
            "life": life,
            "code": life.code,
            "batch": life.code.batch,
            "troubles": [trouble.value for trouble in life.troubles],
            "works": not life.troubles,
            "is_spent": Trouble.SPENT in life.troubles,
            "targets": [*courses, *modules][:TARGETS_SHOWN],
            "more_targets": max(0, life.opens - TARGETS_SHOWN),
            "moments": [(moment, grouped(moment.other_code)) for moment in life.moments],
            "replaced_by": grouped(life.replaced_by),
            "replaces": grouped(life.replaces),
            "later": today(now=now + VALIDITY),
            "can_manage": can_manage(request),
        }
        return render(request, "coupons/teacher/code.html", context)


class _DayForm(forms.Form):
    until = DayField()


class CodeDo(CodesOfBatch):
    """`do`: void, restore, extend (with `until`), replace. Twice is harmless."""

    http_method_names = ["post"]
    roles = MANAGERS

    def post(self, request: HttpRequest, code_id: uuid.UUID) -> HttpResponse:
        act = {"void": _void, "restore": _restore, "extend": _extend, "replace": _replace}.get(
            request.POST.get("do", "")
        )
        if act is None:
            raise Http404
        life = get_code_life(code_id=code_id, now=timezone.now())
        try:
            place, sentence = act(request, life)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            place = life.code.id
        else:
            messages.success(request, sentence)
        return HttpResponseRedirect(reverse("teacher_code", args=[place]))


def _changed(request: HttpRequest, life: CodeLife, sentence: str, **changes: Any) -> tuple[uuid.UUID, str]:
    reason = request.POST.get("reason", "")
    update_code(code_id=life.code.id, by=member(request), reason=reason, **changes)
    return life.code.id, sentence % {"code": life.printed}


def _void(request: HttpRequest, life: CodeLife) -> tuple[uuid.UUID, str]:
    return _changed(request, life, _("%(code)s is void now."), is_active=False)


def _restore(request: HttpRequest, life: CodeLife) -> tuple[uuid.UUID, str]:
    return _changed(request, life, _("%(code)s can be used again."), is_active=True)


def _extend(request: HttpRequest, life: CodeLife) -> tuple[uuid.UUID, str]:
    form = _DayForm(request.POST)
    try:
        until = last_moment(form.cleaned_data["until"]) if form.is_valid() else None
    except forms.ValidationError as problem:
        raise Refusal(problem.messages[0]) from problem
    if until is None:
        raise Refusal(_("Choose a day that is still to come, at most ten years away."))
    return _changed(request, life, _("%(code)s has its new last day."), expires_at=until)


def _replace(request: HttpRequest, life: CodeLife) -> tuple[uuid.UUID, str]:
    reason = request.POST.get("reason", "")
    new = replace_code(code_id=life.code.id, reason=reason, by=member(request), now=timezone.now())
    return new.id, _("This is the new code. The old one is void.")
