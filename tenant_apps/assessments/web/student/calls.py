"""What the room's script asks. Every answer says in which state the attempt is: a page that is held
elsewhere or over is an ordinary outcome, told with status 200.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone

from shared_apps.kernel.errors import NotFound
from tenant_apps.assessments.errors import (
    AlreadySubmitted,
    AnswersInvalid,
    AttemptElsewhere,
    AttemptExpired,
)
from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.services import attempt_of_student, note_signal, save_answer, submit_attempt
from tenant_apps.assessments.web.student.reading import (
    TakerPage,
    Told,
    device_of,
    is_elsewhere,
    milliseconds,
    read_told,
)
from tenant_apps.assessments.web.student.room import hand_in
from tenant_apps.enrollments.web.student.reading import student_of


class RoomCall(TakerPage):
    """Base: answers JSON, whoever asks."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.content_type != "application/json":
            return super().dispatch(request, *args, **kwargs)
        if getattr(request, "actor", None) is None:
            return JsonResponse({"state": "signed_out"}, status=401)
        attempt_id = kwargs["attempt_id"]
        try:
            return super().dispatch(request, *args, **kwargs)
        except (NotFound, Http404):
            return JsonResponse({"state": "missing"}, status=404)
        except AttemptElsewhere:
            return JsonResponse({"state": "elsewhere"})
        except AttemptExpired:
            return _over(attempt_id, is_late=True)
        except AlreadySubmitted:
            return _over(attempt_id, is_late=False)


class AttemptSave(RoomCall):
    """Keep some answers; without any it tells the time and whether the attempt is still this device's."""

    def post(self, request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
        told, now = read_told(request), timezone.now()
        if told is None:
            return JsonResponse({"state": "unreadable"}, status=400)
        saved, refused = _keep(request, attempt_id, told, now)
        attempt = attempt_of_student(student=student_of(request), attempt_id=attempt_id, now=now)
        if not attempt.is_open:
            return _over(attempt_id, is_late=attempt.closed_by == Attempt.ClosedBy.CLOCK)
        if is_elsewhere(attempt, device=device_of(request)):
            raise AttemptElsewhere
        answer = {
            "state": "open",
            "saved": saved,
            "refused": refused,
            "now": milliseconds(timezone.now()),
            "expires_at": milliseconds(attempt.expires_at),
        }
        return JsonResponse(answer)


class AttemptSubmit(RoomCall):
    """Hand in, with the answers that still waited; a form hands in what is saved."""

    def post(self, request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
        if request.content_type != "application/json":
            return hand_in(request, attempt_id)
        told, now = read_told(request), timezone.now()
        if told is None:
            return JsonResponse({"state": "unreadable"}, status=400)
        _keep(request, attempt_id, told, now)
        submit_attempt(
            student=student_of(request),
            attempt_id=attempt_id,
            answers=None,
            device=device_of(request),
            now=now,
        )
        return _over(attempt_id, is_late=False)


def _keep(
    request: HttpRequest, attempt_id: uuid.UUID, told: Told, now: datetime
) -> tuple[dict[str, int], dict[str, str]]:
    """Sequences kept and sentences of what was not taken, both by question."""
    student, device = student_of(request), device_of(request)
    saved, refused = {}, {}
    for entry in told.entries:
        try:
            kept = save_answer(
                student=student,
                attempt_id=attempt_id,
                question_id=entry.question,
                given=entry.given,
                sequence=entry.sequence,
                device=device,
                now=now,
            )
        except AnswersInvalid as refusal:
            refused[str(entry.question)] = str(next(iter(refusal.errors.values()))[0])
        else:
            saved[str(entry.question)] = kept.sequence
    for kind in told.signals:
        note_signal(student=student, attempt_id=attempt_id, kind=kind, now=now)
    return saved, refused


def _over(attempt_id: uuid.UUID, *, is_late: bool) -> JsonResponse:
    place = reverse("attempt_result", args=[attempt_id])
    return JsonResponse({"state": "over", "is_late": is_late, "next": place})
