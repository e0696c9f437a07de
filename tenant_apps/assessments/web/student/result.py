"""What became of an attempt."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tenant_apps.assessments.errors import ResultsNotReady, ResultsNotReleased
from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.selectors import own_view, result_of_attempt
from tenant_apps.assessments.services import attempt_of_student
from tenant_apps.assessments.web.student.reading import TakerPage
from tenant_apps.assessments.web.wording import tally
from tenant_apps.enrollments.web.student.reading import student_of


class AttemptResult(TakerPage):
    """Points and answers when they are released; before that, what is waited for."""

    def get(self, request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        attempt = attempt_of_student(student=student_of(request), attempt_id=attempt_id, now=now)
        if attempt.is_open:
            return HttpResponseRedirect(reverse("attempt_room", args=[attempt_id]))
        context: dict[str, Any] = {
            "nav": "assessments",
            "attempt": attempt,
            "assessment": attempt.assessment,
            "own": own_view(attempt=attempt, now=now),
            **_found(attempt, now),
        }
        return render(request, "assessments/student/result.html", context)


def _found(attempt: Attempt, now: datetime) -> dict[str, Any]:
    try:
        result = result_of_attempt(attempt=attempt, now=now)
    except ResultsNotReady:
        return {"waits_for": "grading"}
    except ResultsNotReleased:
        return {"waits_for": "release"}
    return {"result": result, "bars": tally(result)}
