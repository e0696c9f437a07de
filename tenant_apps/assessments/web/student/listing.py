"""What a student may take, and the page before the first question."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.assessments.errors import AssessmentUnknown
from tenant_apps.assessments.models import Assessment
from tenant_apps.assessments.selectors import (
    Offer,
    OfferState,
    count_offers,
    get_assessment,
    query_offers,
    read_offers,
)
from tenant_apps.assessments.services import attempts_of_student, start_attempt
from tenant_apps.assessments.web.student.reading import TakerPage, device_of
from tenant_apps.enrollments.web.student.reading import PAGE_SIZE, student_of

SHELVES = {
    "open": (OfferState.IN_PROGRESS, OfferState.OPEN),
    "upcoming": (OfferState.UPCOMING,),
    "past": (OfferState.DONE, OfferState.CLOSED),
}


class MyAssessments(TakerPage):
    """Open, upcoming and past ones, each with its time and the attempts left."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        rows = query_offers(student=student, now=now)
        by_state = count_offers(rows=rows)
        counts = {name: sum(by_state[state] for state in states) for name, states in SHELVES.items()}
        shelf = request.GET.get("show", "open")
        shelf = shelf if shelf in SHELVES else "open"
        page = CountedPages(_on_shelf(rows, shelf), counts[shelf]).get_page(request.GET.get("page"))
        context = {
            "nav": "assessments",
            "shelf": shelf,
            "counts": counts,
            "page": page,
            "offers": read_offers(rows=page.object_list, student=student, now=now),
            "is_empty": not any(counts.values()),
        }
        return render(request, "assessments/student/assessments.html", context)


class CountedPages(Paginator):
    """Pages of rows that have been counted already."""

    def __init__(self, rows: QuerySet[Assessment], count: int) -> None:
        super().__init__(rows, PAGE_SIZE)
        self.count = count


def _on_shelf(rows: QuerySet[Assessment], shelf: str) -> QuerySet[Assessment]:
    """What is being written stands before what may be begun; what is over, latest first."""
    found = rows.filter(state__in=SHELVES[shelf])  # type: ignore[misc]  # annotated by `query_offers`
    if shelf == "past":
        return found.order_by(F("available_until").desc(nulls_first=True), "-created_at", "-id")
    running = Case(When(state=OfferState.IN_PROGRESS, then=0), default=1)
    return found.order_by(running, *found.query.order_by)


class AssessmentStart(TakerPage):
    """The rules and the button; below it what was written before."""

    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        attempts = attempts_of_student(student=student, now=now, assessment_id=assessment_id)
        offer = _offer_of(request, assessment_id)
        if offer is None and not attempts:
            raise NotFound
        context: dict[str, Any] = {
            "nav": "assessments",
            "offer": offer,
            "assessment": offer.assessment if offer else attempts[0].assessment,
            "attempts": attempts,
        }
        return render(request, "assessments/student/start.html", context)

    def post(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        """Begin, or go on here with what is open."""
        try:
            attempt = start_attempt(
                student=student_of(request),
                assessment_id=assessment_id,
                device=device_of(request),
                now=timezone.now(),
            )
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("my_assessments"))
        return HttpResponseRedirect(reverse("attempt_room", args=[attempt.id]))


def _offer_of(request: HttpRequest, assessment_id: uuid.UUID) -> Offer | None:
    """None for what is not offered to this student, or is not there."""
    try:
        course_id = get_assessment(assessment_id=assessment_id).course_id
    except AssessmentUnknown:
        return None
    student, now = student_of(request), timezone.now()
    rows = query_offers(student=student, now=now, course_id=course_id).filter(pk=assessment_id)
    return next(iter(read_offers(rows=rows, student=student, now=now)), None)
