"""What students handed in: the list of one assessment, and one attempt with everything."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.kernel.searching import words_in
from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.selectors import (
    are_results_released,
    get_assessment,
    list_attempts_of_assessment,
    review_of_attempt,
)
from tenant_apps.assessments.selectors.regradings import latest_regrading
from tenant_apps.assessments.services import close_overdue
from tenant_apps.assessments.web.teacher.builder import frame
from tenant_apps.assessments.web.teacher.rights import GraderPage
from tenant_apps.assessments.web.wording import tally
from tenant_apps.courses.web.teacher.asking import asked

PAGE_SIZE = 20


class AssessmentAttempts(GraderPage):
    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        assessment = get_assessment(assessment_id=assessment_id)
        close_overdue(now=now)
        search, state = asked(request, "q"), asked(request, "state")
        found = _filtered(list_attempts_of_assessment(assessment_id=assessment_id), search, state)
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context = frame(request, assessment, "attempts") | {
            "page": page,
            "search": search,
            "chosen_state": state,
            "states": [("", _("All")), *Attempt.State.choices],
            "is_filtered": bool(search or state in Attempt.State.values),
            "regrading": latest_regrading(assessment_id=assessment_id),
            "is_released": are_results_released(assessment=assessment, now=now),
        }
        return render(request, "assessments/teacher/attempts.html", context)


def _filtered(found: QuerySet[Attempt], search: str, state: str) -> QuerySet[Attempt]:
    found = found.filter(words_in(search, fields=["student__full_name"]))
    return found.filter(state=state) if state in Attempt.State.values else found


class AttemptReview(GraderPage):
    """One attempt with the key; what waits leads to its place in the queue."""

    def get(self, request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
        result = review_of_attempt(attempt_id=attempt_id)
        assessment = get_assessment(assessment_id=result.attempt.assessment_id)
        context: dict[str, Any] = frame(request, assessment, "attempts") | {
            "attempt": result.attempt,
            "result": result,
            "bars": tally(result),
            "signals": signals_in_words(result.attempt.signals),
        }
        return render(request, "assessments/teacher/attempt.html", context)


def signals_in_words(signals: dict[str, int]) -> list[str]:
    """What the page noticed, as sentences: information, never a verdict."""
    hidden, pasted = signals.get("hidden", 0), signals.get("paste", 0)
    sentences = []
    if hidden:
        sentences.append(ngettext("Left the page %(n)d time.", "Left the page %(n)d times.", hidden))
    if pasted:
        sentences.append(ngettext("Pasted %(n)d time.", "Pasted %(n)d times.", pasted))
    counts = [count for count in (hidden, pasted) if count]
    return [text % {"n": count} for text, count in zip(sentences, counts, strict=True)]
