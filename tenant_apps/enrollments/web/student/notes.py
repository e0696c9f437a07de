"""A student's notes beside the film: kept, changed and removed without leaving it.

A script swaps the list alone, so that the film plays on; without one the lesson's page comes back.
"""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.enrollments.errors import LessonClosed
from tenant_apps.enrollments.selectors import list_notes
from tenant_apps.enrollments.services import add_note, change_note, remove_note
from tenant_apps.enrollments.web.student.player import lesson_page
from tenant_apps.enrollments.web.student.reading import LearnerPage, student_of

LONGEST_TYPED = 5_000
UNPROCESSABLE = 422


class LessonNotes(LearnerPage):
    """Takes a new note: `at` as 3:42, and `text`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        at = request.POST.get("at", "")[:20]
        text = request.POST.get("text", "")[:LONGEST_TYPED]
        student, now = student_of(request), timezone.now()
        try:
            add_note(student=student, lesson_id=lesson_id, at=at, text=text, now=now)
        except (NotFound, LessonClosed) as refusal:
            return _gone(request, refusal, lesson_id)
        except Refusal as refusal:
            return _answer(request, lesson_id, {"at": at, "text": text, "error": str(refusal)})
        return _answer(request, lesson_id)


class LessonNoteAct(LearnerPage):
    """`act=remove` removes the note, anything else writes `text` into it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, lesson_id: uuid.UUID, note_id: uuid.UUID) -> HttpResponse:
        student, now = student_of(request), timezone.now()
        if request.POST.get("act") == "remove":
            remove_note(student=student, lesson_id=lesson_id, note_id=note_id)
            return _answer(request, lesson_id)
        text = request.POST.get("text", "")[:LONGEST_TYPED]
        try:
            change_note(student=student, lesson_id=lesson_id, note_id=note_id, text=text, now=now)
        except (NotFound, LessonClosed) as refusal:
            return _gone(request, refusal, lesson_id)
        except Refusal as refusal:
            return _answer(request, lesson_id, {"note": str(note_id), "text": text, "error": str(refusal)})
        return _answer(request, lesson_id)


def _gone(request: HttpRequest, refusal: Refusal, lesson_id: uuid.UUID) -> HttpResponse:
    """What is not there is a 404; of what is closed the lesson's page says why."""
    if isinstance(refusal, NotFound):
        raise refusal
    page = reverse("lesson_player", args=[lesson_id])
    if _is_part(request):
        return HttpResponse(headers={"HX-Redirect": page})
    return HttpResponseRedirect(page)


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _answer(
    request: HttpRequest, lesson_id: uuid.UUID, written: dict[str, str] | None = None
) -> HttpResponse:
    if _is_part(request):
        notes = list_notes(student=student_of(request), lesson_id=lesson_id)
        context = {
            "notes": notes,
            "lesson_id": lesson_id,
            "written": written or {},
            "has_film": request.POST.get("film") == "1",
        }
        return render(request, "enrollments/student/notes.html", context)
    if written:
        return lesson_page(request, lesson_id, written=written, status=UNPROCESSABLE)
    return HttpResponseRedirect(reverse("lesson_player", args=[lesson_id]) + "#notes")
