"""The room of an attempt: its page, its plain form, and handing in."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tenant_apps.assessments.errors import (
    AlreadySubmitted,
    AttemptElsewhere,
    AttemptExpired,
)
from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.rules.clock import left_seconds
from tenant_apps.assessments.selectors import get_paper, saved_answers
from tenant_apps.assessments.services import attempt_of_student, save_answers, submit_attempt, take_over
from tenant_apps.assessments.web.student.reading import TakerPage, device_of, is_elsewhere, milliseconds
from tenant_apps.assessments.web.student.typed import Asked, asked_rows, is_changed, typed_answer
from tenant_apps.enrollments.web.student.reading import student_of
from tenants.storage.links import signed_url

OVER = (AttemptExpired, AlreadySubmitted)


class AttemptRoom(TakerPage):
    """All questions with what is saved. A closed attempt leads to its result, a held one says so."""

    def get(self, request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        attempt = attempt_of_student(student=student_of(request), attempt_id=attempt_id, now=now)
        if not attempt.is_open:
            return HttpResponseRedirect(reverse("attempt_result", args=[attempt_id]))
        context: dict[str, Any] = {"nav": "assessments", "attempt": attempt, "assessment": attempt.assessment}
        if is_elsewhere(attempt, device=device_of(request)):
            return _fresh(render(request, "assessments/student/elsewhere.html", context))
        rows = rows_of(attempt)
        context |= {
            "rows": rows,
            "more_parts": range(2, rows[-1].part + 1) if rows else (),
            "now_ms": milliseconds(now),
            "expires_ms": milliseconds(attempt.expires_at),
            "left": left_seconds(expires_at=attempt.expires_at, now=now),
            "person": request.actor.user.pk,  # type: ignore[attr-defined]  # set by the page middleware
        }
        return _fresh(render(request, "assessments/student/room.html", context))


class AttemptAnswers(TakerPage):
    """The room's form without script. `do`: save, or review to hand in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        attempt = attempt_of_student(student=student_of(request), attempt_id=attempt_id, now=now)
        if not attempt.is_open:
            is_late = attempt.closed_by == Attempt.ClosedBy.CLOCK
            return _to_result(request, attempt_id, AttemptExpired() if is_late else AlreadySubmitted())
        try:
            wrong = _keep_typed(request, attempt, now)
        except AttemptElsewhere:
            return HttpResponseRedirect(reverse("attempt_room", args=[attempt_id]))
        except OVER as refusal:
            return _to_result(request, attempt_id, refusal)
        for sentence in wrong:
            messages.error(request, sentence)
        if request.POST.get("do") == "review" and not wrong:
            return HttpResponseRedirect(reverse("attempt_hand_in", args=[attempt_id]))
        if not wrong:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("attempt_room", args=[attempt_id]))


class AttemptHandIn(TakerPage):
    """What is not answered yet, and the question whether to hand in."""

    def get(self, request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        attempt = attempt_of_student(student=student_of(request), attempt_id=attempt_id, now=now)
        if not attempt.is_open:
            return HttpResponseRedirect(reverse("attempt_result", args=[attempt_id]))
        rows = rows_of(attempt)
        context = {
            "nav": "assessments",
            "attempt": attempt,
            "assessment": attempt.assessment,
            "total": len(rows),
            "open_rows": [row for row in rows if row.given is None],
        }
        return _fresh(render(request, "assessments/student/hand_in.html", context))


class AttemptTakeOver(TakerPage):
    """Go on with the attempt on this device; the other one saves nothing any more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
        student, now = student_of(request), timezone.now()
        try:
            take_over(student=student, attempt_id=attempt_id, device=device_of(request), now=now)
        except OVER as refusal:
            return _to_result(request, attempt_id, refusal)
        return HttpResponseRedirect(reverse("attempt_room", args=[attempt_id]))


class AttemptPicture(TakerPage):
    """Sends the browser to a short address of a question's picture."""

    def get(self, request: HttpRequest, attempt_id: uuid.UUID, question_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        attempt = attempt_of_student(student=student_of(request), attempt_id=attempt_id, now=now)
        keys = {question.id: question.picture for question in get_paper(attempt=attempt)}
        if not keys.get(question_id):
            raise Http404
        link = signed_url(keys[question_id], name="question", inline=True, now=now)
        return _fresh(HttpResponseRedirect(link))


def rows_of(attempt: Attempt) -> list[Asked]:
    """The questions of the paper with their saved answers."""
    return asked_rows(attempt, get_paper(attempt=attempt), saved_answers(attempt=attempt))


def hand_in(request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """Close the attempt with what is saved; twice is harmless."""
    student, now = student_of(request), timezone.now()
    try:
        submit_attempt(
            student=student, attempt_id=attempt_id, answers=None, device=device_of(request), now=now
        )
    except AttemptElsewhere:
        return HttpResponseRedirect(reverse("attempt_room", args=[attempt_id]))
    except OVER as refusal:
        return _to_result(request, attempt_id, refusal)
    messages.success(request, _("Handed in."))
    return HttpResponseRedirect(reverse("attempt_result", args=[attempt_id]))


def _keep_typed(request: HttpRequest, attempt: Attempt, now: datetime) -> list[str]:
    """Save what the form changed; the sentences of what was not taken.

    A long paper is sent in parts: what stands in the others is not touched.
    """
    part = request.POST.get("part", "1")
    rows = {one.question.id: one for one in rows_of(attempt) if str(one.part) == part}
    typed = {key: typed_answer(row.question, request.POST) for key, row in rows.items()}
    changed = {key: given for key, given in typed.items() if is_changed(rows[key], given)}
    if not changed:
        return []
    refused = save_answers(
        student=student_of(request),
        attempt_id=attempt.id,
        answers=changed,
        device=device_of(request),
        now=now,
    )
    return [
        _("Question %(number)d: %(why)s")
        % {"number": rows[key].number, "why": next(iter(refusal.errors.values()))[0]}
        for key, refusal in refused.items()
    ]


def _to_result(request: HttpRequest, attempt_id: uuid.UUID, refusal: Exception) -> HttpResponse:
    if isinstance(refusal, AttemptExpired):
        messages.warning(request, _("Time was over. What had been saved by then counts."))
    return HttpResponseRedirect(reverse("attempt_result", args=[attempt_id]))


def _fresh(response: HttpResponse) -> HttpResponse:
    """The browser's arrow back must not show an older state of the room."""
    response["Cache-Control"] = "no-store"
    return response
