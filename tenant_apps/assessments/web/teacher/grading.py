"""The grading queue: one answer at a time."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from shared_apps.kernel.phones import western_digits
from tenant_apps.assessments.models import Answer
from tenant_apps.assessments.rules.cleaning import MAX_FEEDBACK
from tenant_apps.assessments.selectors import get_answer, pending_answers
from tenant_apps.assessments.services import grade_answer
from tenant_apps.assessments.web.teacher.rights import GraderPage, staff_of

MOST_BUTTONS = 20
"""With more whole points than this, a field alone is quicker."""
MOST_CHOICES = 100


class PointsField(forms.DecimalField):
    """Arabic digits and the Arabic decimal sign are read too."""

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = western_digits(value).replace("\u066b", ".").strip()
        return super().to_python(value)


class GradeForm(forms.Form):
    points = PointsField(
        label=gettext_lazy("Points"),
        min_value=Decimal(0),
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}),
    )
    feedback = forms.CharField(
        label=gettext_lazy("Words for the student"),
        required=False,
        max_length=MAX_FEEDBACK,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GradingQueue(GraderPage):
    """Leads to the answer that waits longest; without any says so."""

    def get(self, request: HttpRequest) -> HttpResponse:
        only = _only(request)
        first = pending_answers(assessment_id=only).values_list("id", flat=True).first()
        if first is not None:
            return HttpResponseRedirect(_place(first, only))
        context = {"nav": "grading", "only": only}
        return render(request, "assessments/teacher/grading_empty.html", context)


class GradeAnswer(GraderPage):
    """One answer with its question: points, words, save and next."""

    def get(self, request: HttpRequest, answer_id: uuid.UUID) -> HttpResponse:
        answer = get_answer(answer_id=answer_id)
        points = "" if answer.points is None else f"{answer.points.normalize():f}"
        initial = {"points": points, "feedback": answer.feedback}
        return self._page(request, answer, GradeForm(initial=initial))

    def post(self, request: HttpRequest, answer_id: uuid.UUID) -> HttpResponse:
        answer, form = get_answer(answer_id=answer_id), GradeForm(request.POST)
        if not form.is_valid():
            return self._page(request, answer, form)
        try:
            grade_answer(
                answer_id=answer_id,
                points=form.cleaned_data["points"],
                feedback=form.cleaned_data["feedback"],
                staff=staff_of(request),
                now=timezone.now(),
            )
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal, rename={"points_earned": "points"})
            return self._page(request, answer, form, status=status_of(refusal))
        messages.success(request, _("Saved."))
        only = _only(request)
        tail = f"?assessment={only}" if only else ""
        return HttpResponseRedirect(reverse("teacher_grading") + tail)

    def _page(
        self, request: HttpRequest, answer: Answer, form: GradeForm, *, status: int = 200
    ) -> HttpResponse:
        only, question = _only(request), answer.question
        waiting = pending_answers(assessment_id=only)
        following = waiting.filter(saved_at__gt=answer.saved_at).values_list("id", flat=True).first()
        context = {
            "nav": "grading",
            "answer": answer,
            "question": question,
            "form": form,
            "buttons": _buttons(question.points),
            "count": waiting.count(),
            "only": str(only or ""),
            "next_place": _place(following, only) if following else "",
            "choices": _choices(answer),
        }
        return render(request, "assessments/teacher/grading.html", context, status=status)


def _buttons(points: Decimal) -> list[int]:
    """Every whole number of points that may be given."""
    return list(range(int(points) + 1)) if points <= MOST_BUTTONS else []


def _choices(answer: Answer) -> list[tuple[str, str]]:
    """Assessments with answers that wait, for the filter, and the one that is shown."""
    title = "attempt__assessment__title"
    rows = pending_answers().order_by(title).values_list("attempt__assessment_id", title).distinct()
    found = {str(key): name for key, name in rows[:MOST_CHOICES]}
    found.setdefault(str(answer.attempt.assessment_id), answer.attempt.assessment.title)
    return [("", _("All of them")), *found.items()]


def _only(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get("assessment", ""))
    except ValueError:
        return None


def _place(answer_id: uuid.UUID, only: uuid.UUID | None) -> str:
    tail = f"?assessment={only}" if only else ""
    return reverse("teacher_grade", args=[answer_id]) + tail
