"""The queue and its one page: an answer with its question, points, words, save and next."""

from __future__ import annotations

import uuid
from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.assessments.models import Answer
from tenant_apps.assessments.selectors import get_answer, pending_answers
from tenant_apps.assessments.selectors.comments import find_comment, list_comments
from tenant_apps.assessments.selectors.pending import neighbours_of
from tenant_apps.assessments.services import grade_answer
from tenant_apps.assessments.services.comments import forget_comment, save_comment
from tenant_apps.assessments.services.grading import take_back_grade
from tenant_apps.assessments.web.teacher.grading.forms import GradeForm, point_buttons
from tenant_apps.assessments.web.teacher.grading.places import Sitting, key_of
from tenant_apps.assessments.web.teacher.rights import GraderPage, staff_of

MOST_CHOICES = 100


class GradingQueue(GraderPage):
    """Leads to the answer that waits longest; without any says so."""

    def get(self, request: HttpRequest) -> HttpResponse:
        sitting = Sitting.of(request)
        first = pending_answers(assessment_id=sitting.only).values_list("id", flat=True).first()
        if first is not None:
            return HttpResponseRedirect(sitting.place(first))
        context = {"nav": "grading", "only": sitting.only, "sitting": sitting}
        return render(request, "assessments/teacher/grading_empty.html", context)


class GradeAnswer(GraderPage):
    """Saving leads to the next; `insert`, `remember` and `forget` are about saved comments."""

    def get(self, request: HttpRequest, answer_id: uuid.UUID) -> HttpResponse:
        answer = get_answer(answer_id=answer_id)
        points = "" if answer.points is None else f"{answer.points.normalize():f}"
        return self._page(request, answer, GradeForm(initial={"points": points, "feedback": answer.feedback}))

    def post(self, request: HttpRequest, answer_id: uuid.UUID) -> HttpResponse:
        answer = get_answer(answer_id=answer_id)
        for act in (self._insert, self._remember, self._forget):
            form = act(request)
            if form is not None:
                return self._page(request, answer, form)
        return self._grade(request, answer)

    def _grade(self, request: HttpRequest, answer: Answer) -> HttpResponse:
        form = GradeForm(request.POST)
        if not form.is_valid():
            return self._page(request, answer, form)
        try:
            grade_answer(
                answer_id=answer.id, staff=staff_of(request), now=timezone.now(), **form.cleaned_data
            )
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal, rename={"points_earned": "points"})
            return self._page(request, answer, form, status=status_of(refusal))
        sitting = Sitting.of(request)
        around = neighbours_of(answer=answer, assessment_id=sitting.only)
        return HttpResponseRedirect(sitting.after(answer.id).place(around.later))

    def _insert(self, request: HttpRequest) -> GradeForm | None:
        """Without script: the words of a comment behind what is typed."""
        key = key_of(request.POST.get("insert", ""))
        if key is None:
            return None
        comment, typed = find_comment(comment_id=key), request.POST.get("feedback", "").rstrip()
        words = [one for one in (typed, comment.text if comment else "") if one]
        return GradeForm(initial={**request.POST.dict(), "feedback": "\n".join(words)})

    def _remember(self, request: HttpRequest) -> GradeForm | None:
        if "remember" not in request.POST:
            return None
        form = GradeForm(initial=request.POST.dict())
        try:
            save_comment(text=request.POST.get("feedback", ""))
        except Refusal as refusal:
            form.comment_problem = str(refusal)
        return form

    def _forget(self, request: HttpRequest) -> GradeForm | None:
        key = key_of(request.POST.get("forget", ""))
        if key is None:
            return None
        with suppress(NotFound):  # somebody else was faster
            forget_comment(comment_id=key)
        return GradeForm(initial=request.POST.dict())

    def _page(
        self, request: HttpRequest, answer: Answer, form: GradeForm, *, status: int = 200
    ) -> HttpResponse:
        sitting, question = Sitting.of(request), answer.question
        around = neighbours_of(answer=answer, assessment_id=sitting.only)
        context = {
            "nav": "grading",
            "answer": answer,
            "question": question,
            "form": form,
            "buttons": point_buttons(question.points),
            "sitting": sitting,
            "count": around.count,
            "number": sitting.done + 1,
            "total": sitting.done + around.count + (not answer.needs_grading),
            "only": str(sitting.only or ""),
            "next_place": sitting.place(around.later) if around.later else "",
            "earlier_place": sitting.place(around.earlier) if around.earlier else "",
            "choices": _choices(answer),
            "comments": list_comments(),
        }
        return render(request, "assessments/teacher/grading.html", context, status=status)


class GradeUndo(GraderPage):
    """Takes the latest grade back and shows that answer again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, answer_id: uuid.UUID) -> HttpResponse:
        try:
            take_back_grade(answer_id=answer_id, staff=staff_of(request), now=timezone.now())
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(Sitting.of(request).before().place(answer_id))


def _choices(answer: Answer) -> list[tuple[str, str]]:
    """Assessments with answers that wait, for the filter, and the one that is shown."""
    title = "attempt__assessment__title"
    rows = pending_answers().order_by(title).values_list("attempt__assessment_id", title).distinct()
    found = {str(key): name for key, name in rows[:MOST_CHOICES]}
    found.setdefault(str(answer.attempt.assessment_id), answer.attempt.assessment.title)
    return [("", _("All of them")), *found.items()]
