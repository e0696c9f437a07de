"""All assessments of the school, and a new one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from shared_apps.kernel.searching import words_in
from tenant_apps.assessments.selectors import list_assessments_for_staff
from tenant_apps.assessments.services import create_assessment
from tenant_apps.assessments.web.teacher.forms import KINDS, AssessmentForm, zone_name
from tenant_apps.assessments.web.teacher.rights import AssessmentPage, EditorPage, can_edit
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import get_course, list_courses_for_staff
from tenant_apps.courses.web.teacher.asking import asked

PAGE_SIZE = 20
STATES = {"published": True, "draft": False}


class TeacherAssessments(AssessmentPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        search, kind, state = asked(request, "q"), asked(request, "kind"), asked(request, "state")
        found = list_assessments_for_staff().filter(words_in(search, fields=["title"]))
        if kind in dict(KINDS):
            found = found.filter(kind=kind)
        if state in STATES:
            found = found.filter(is_published=STATES[state])
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "nav": "assessments",
            "page": page,
            "rows": [(one, state_word(one, now)) for one in page.object_list],
            "search": search,
            "kind": kind,
            "state": state,
            "kinds": [("", _("All kinds")), *KINDS],
            "states": [("", _("All")), ("published", _("Published")), ("draft", _("Draft"))],
            "is_filtered": bool(search or kind in dict(KINDS) or state in STATES),
            "can_edit": can_edit(request.actor),  # type: ignore[attr-defined]  # set by the page middleware
        }
        return render(request, "assessments/teacher/assessments.html", context)


def state_word(assessment: Any, now: Any) -> str:
    """draft, upcoming, closed, open."""
    if not assessment.is_published:
        return "draft"
    if assessment.is_upcoming(now):
        return "upcoming"
    return "closed" if assessment.is_closed(now) else "open"


class AssessmentNew(EditorPage):
    """First the course, then the rest; with one course there is nothing to choose."""

    def get(self, request: HttpRequest) -> HttpResponse:
        course = _course_of(request)
        if course is None:
            return self._choose(request)
        target = asked(request, "target")
        return self._page(request, AssessmentForm.fresh(course=course, target=target), course)

    def post(self, request: HttpRequest) -> HttpResponse:
        course = _course_of(request)
        if course is None:
            raise NotFound
        form = AssessmentForm(request.POST, course=course)
        if not form.is_valid():
            return self._page(request, form, course)
        try:
            assessment = create_assessment(changes=form.changes(), now=timezone.now())
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, course, status=status_of(refusal))
        messages.success(request, _("It is there as a draft. Add its questions."))
        return HttpResponseRedirect(reverse("teacher_assessment", args=[assessment.id]))

    def _choose(self, request: HttpRequest) -> HttpResponse:
        courses = list_courses_for_staff()
        only = courses[:2]
        if len(only) == 1:
            place = reverse("teacher_assessment_new")
            return HttpResponseRedirect(f"{place}?course={only[0].id}")
        page = Paginator(courses, PAGE_SIZE).get_page(request.GET.get("page"))
        return render(request, "assessments/teacher/choose_course.html", {"nav": "assessments", "page": page})

    def _page(
        self, request: HttpRequest, form: AssessmentForm, course: Course, *, status: int = 200
    ) -> HttpResponse:
        context = {"nav": "assessments", "form": form, "course": course, "zone": zone_name()}
        return render(request, "assessments/teacher/settings.html", context, status=status)


def _course_of(request: HttpRequest) -> Course | None:
    try:
        return get_course(course_id=uuid.UUID(request.GET.get("course", "")))
    except ValueError:
        return None
