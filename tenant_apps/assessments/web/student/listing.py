"""What a student may take, and the page before the first question."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.assessments.errors import AssessmentUnknown
from tenant_apps.assessments.selectors import (
    Offer,
    OfferState,
    get_assessment,
    list_assessments_for_student,
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
        offers = list_assessments_for_student(student=student, now=now)
        shelves = {name: _on_shelf(offers, states) for name, states in SHELVES.items()}
        shelf = request.GET.get("show", "open")
        shelf = shelf if shelf in shelves else "open"
        page = Paginator(shelves[shelf], PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "nav": "assessments",
            "shelf": shelf,
            "counts": {name: len(found) for name, found in shelves.items()},
            "page": page,
            "is_empty": not offers,
        }
        return render(request, "assessments/student/assessments.html", context)


def _on_shelf(offers: list[Offer], states: tuple[OfferState, ...]) -> list[Offer]:
    """What is being written stands before what may be begun."""
    found = [offer for offer in offers if offer.state in states]
    return sorted(found, key=lambda offer: states.index(offer.state))


class AssessmentStart(TakerPage):
    """The rules and the button; below it what was written before."""

    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        attempts = [
            one for one in attempts_of_student(student=student, now=now) if one.assessment.id == assessment_id
        ]
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
    offers = list_assessments_for_student(
        student=student_of(request), now=timezone.now(), course_id=course_id
    )
    return next((offer for offer in offers if offer.assessment.id == assessment_id), None)
