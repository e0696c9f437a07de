"""One act for many students: asked, counted and confirmed, done, told row by row."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from shared_apps.kernel.errors import NotFound, Refusal
from shared_apps.kernel.models import new_id
from shared_apps.kernel.phones import western_digits
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.services import carry_on, start_work
from tenant_apps.enrollments.services.bulk import NEED_COURSE, WITHOUT_A_JOB
from tenant_apps.enrollments.tasks import carry_on_work
from tenant_apps.enrollments.web.teacher.refusals import why
from tenant_apps.enrollments.web.teacher.rights import (
    ManagerPage,
    acting,
    as_id,
    asked_search,
    choice_query,
    chosen_students,
    ids_of,
    search_query,
)
from tenant_apps.students.models import BulkWork
from tenants.tasks import after_commit

MOST_AT_ONCE = 20_000
REFUSALS_A_PAGE = 50
NAMES_SHOWN = 8
ACTS = {
    "enrol": (
        gettext_lazy("Enrol in a course"),
        ngettext_lazy("Enrol %(n)d student?", "Enrol %(n)d students?", "n"),
        gettext_lazy("They get the course without a code, for as long as the course lasts."),
    ),
    "extend": (
        gettext_lazy("Extend access"),
        ngettext_lazy("Extend the access of %(n)d student?", "Extend the access of %(n)d students?", "n"),
        gettext_lazy("Days are added to the end of each access; where it is over, they count from now."),
    ),
    "take_out": (
        gettext_lazy("Take out of a course"),
        ngettext_lazy("Take %(n)d student out of a course?", "Take %(n)d students out of a course?", "n"),
        gettext_lazy("They lose it at once. What was learnt and paid stays in your numbers."),
    ),
    "block": (
        gettext_lazy("Block"),
        ngettext_lazy("Block %(n)d student?", "Block %(n)d students?", "n"),
        gettext_lazy("They are signed out everywhere and cannot come in. Nothing is lost."),
    ),
    "unblock": (
        gettext_lazy("Let in again"),
        ngettext_lazy("Let %(n)d student in again?", "Let %(n)d students in again?", "n"),
        gettext_lazy("Whoever was not blocked stays as before."),
    ),
}
LOOKING = {"messages": "teacher_student_messages", "export": "teacher_students_export"}


class BulkAsk(ManagerPage):
    """The question before the act, with how many it is about. The answer `confirmed` starts it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("teacher_students"))

    def post(self, request: HttpRequest) -> HttpResponse:
        act = request.POST.get("act", "")
        if act in LOOKING:
            return HttpResponseRedirect(f"{reverse(LOOKING[act])}?{choice_query(request.POST)}")
        if act not in ACTS or not (request.POST.get("all") or ids_of(request.POST.getlist("student"))):
            messages.warning(request, _("Choose students first, then what should be done."))
            return HttpResponseRedirect(reverse("teacher_students"))
        if request.POST.get("confirmed"):
            return self._start(request, act)
        return self._ask(request, act)

    def _start(self, request: HttpRequest, act: str) -> HttpResponse:
        ids = list(chosen_students(request.POST).values_list("pk", flat=True)[:MOST_AT_ONCE])
        days = western_digits(request.POST.get("days", ""))
        try:
            work = start_work(
                work_id=as_id(request.POST.get("work", "")) or new_id(),
                act=act,
                student_ids=ids,
                by=acting(request),
                course_id=as_id(request.POST.get("course_to", "")),
                days=int(days) if days.isascii() and days.isdigit() and len(days) < 6 else None,
            )
        except NotFound:
            return self._ask(request, act, wrong={"course_to": _("Choose a course.")})
        except Refusal as refusal:
            return self._ask(request, act, wrong={refusal.field or "": str(refusal)})
        if work.state == BulkWork.State.WAITING and work.total <= WITHOUT_A_JOB:
            carry_on(work_id=work.pk, now=timezone.now())
        elif work.state == BulkWork.State.WAITING:
            after_commit(carry_on_work, str(work.pk))
        return HttpResponseRedirect(reverse("teacher_bulk_work", args=[work.pk]))

    def _ask(self, request: HttpRequest, act: str, *, wrong: dict[str, str] | None = None) -> HttpResponse:
        students = chosen_students(request.POST)
        count = students.count()
        label, question, text = ACTS[act]
        everybody = bool(request.POST.get("all"))
        context = {
            "nav": "students",
            "act": act,
            "label": label,
            "question": question % {"n": count},
            "text": text,
            "count": count,
            "names": list(students.values_list("full_name", flat=True)[:NAMES_SHOWN]),
            "more": max(0, count - NAMES_SHOWN),
            "everybody": everybody,
            "kept": search_query(asked_search(request.POST)) if everybody else {},
            "chosen": [] if everybody else ids_of(request.POST.getlist("student")),
            "courses": [("", _("Choose a course")), *_courses()] if act in NEED_COURSE else [],
            # Whoever looked at one course means it.
            "course_to": request.POST.get("course_to", request.POST.get("course", "")),
            "days": request.POST.get("days") or "30",
            "work": as_id(request.POST.get("work", "")) or new_id(),
            "in_background": count > WITHOUT_A_JOB,
            "wrong": wrong or {},
        }
        return render(request, "enrollments/teacher/bulk_ask.html", context)


class BulkWorkPage(ManagerPage):
    """How far the work is, and who was left as before. A POST takes it up where it stopped."""

    def get(self, request: HttpRequest, work_id: uuid.UUID) -> HttpResponse:
        work = _work(work_id)
        refused = Paginator(work.refused, REFUSALS_A_PAGE).get_page(request.GET.get("page"))
        context = {
            "nav": "students",
            "work": work,
            "label": ACTS[work.act][0],
            "is_done": work.state == BulkWork.State.DONE,
            "left": work.total - work.handled,
            "unchanged": work.handled - work.changed,
            "page": refused,
            "refused": [(key, name, why(code)) for key, name, code in refused.object_list],
        }
        return render(request, "enrollments/teacher/bulk_work.html", context)

    def post(self, request: HttpRequest, work_id: uuid.UUID) -> HttpResponse:
        work = _work(work_id)
        if work.state != BulkWork.State.DONE:
            after_commit(carry_on_work, str(work.pk))
        return HttpResponseRedirect(reverse("teacher_bulk_work", args=[work.pk]))


def _work(work_id: uuid.UUID) -> BulkWork:
    work = BulkWork.objects.filter(pk=work_id).first()
    if work is None:
        raise NotFound
    return work


def _courses() -> list[tuple[uuid.UUID, str]]:
    return list(Course.objects.order_by("-created_at").values_list("id", "title")[:500])
