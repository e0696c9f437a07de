"""A question: written, changed, moved, deleted."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.assessments.errors import TooManyQuestions
from tenant_apps.assessments.models import Assessment, Question
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.selectors import get_assessment
from tenant_apps.assessments.selectors.bank import draft_of_question
from tenant_apps.assessments.services import (
    QuestionChanges,
    create_question,
    delete_question,
    update_question,
)
from tenant_apps.assessments.services.arranging import move_question
from tenant_apps.assessments.services.copying import duplicate_question, keep_in_bank
from tenant_apps.assessments.web.teacher.builder import frame
from tenant_apps.assessments.web.teacher.question_forms import FORMS, KINDS, OptionRows, QuestionForm
from tenant_apps.assessments.web.teacher.rights import AssessmentPage, EditorPage, question_of
from tenant_apps.courses.web.teacher.going import go
from tenants.storage.links import signed_url


class QuestionPage(EditorPage):
    """What a new question and a present one have in common."""

    def show(
        self,
        request: HttpRequest,
        assessment: Assessment,
        kind: str,
        form: QuestionForm,
        *,
        options: OptionRows,
        question: Question | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = frame(request, assessment, "questions") | {
            "form": form,
            "kind": kind,
            "kind_word": KINDS[kind],
            "options": options.rows if kind == QuestionKind.MULTIPLE_CHOICE else None,
            "question": question,
        }
        return render(request, "assessments/teacher/question.html", context, status=status)

    def typed(self, request: HttpRequest, kind: str) -> tuple[QuestionForm, OptionRows]:
        return FORMS[kind](request.POST, request.FILES), OptionRows.typed(request.POST)

    def changes(self, kind: str, form: QuestionForm, options: OptionRows) -> QuestionChanges:
        changes: QuestionChanges = {**form.changes(), "kind": kind}
        return {**changes, "options": options.changes()} if kind == QuestionKind.MULTIPLE_CHOICE else changes


class QuestionNew(QuestionPage):
    def get(self, request: HttpRequest, assessment_id: uuid.UUID, kind: str) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        return self.show(request, assessment, kind, FORMS[kind](), options=OptionRows.of(None))

    def post(self, request: HttpRequest, assessment_id: uuid.UUID, kind: str) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        form, options = self.typed(request, kind)
        if "more" in request.POST or not form.is_valid():
            return _again(self, request, assessment, kind)
        try:
            create_question(assessment_id=assessment_id, changes=self.changes(kind, form, options))
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self.show(request, assessment, kind, form, options=options, status=status_of(refusal))
        messages.success(request, _("The question is there."))
        if "another" in request.POST:
            return go(request, reverse("teacher_question_new", args=[assessment_id, kind]))
        return go(request, reverse("teacher_assessment", args=[assessment_id]))

    def dispatch(self, request, *args, **kwargs):  # type: ignore[no-untyped-def]  # as Django hands it on
        if kwargs.get("kind") not in FORMS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class QuestionEdit(QuestionPage):
    def get(self, request: HttpRequest, assessment_id: uuid.UUID, question_id: uuid.UUID) -> HttpResponse:
        question = question_of(assessment_id=assessment_id, question_id=question_id)
        assessment, kind = get_assessment(assessment_id=assessment_id), question.kind
        form = FORMS[kind].of(draft_of_question(question))
        return self.show(request, assessment, kind, form, options=OptionRows.of(question), question=question)

    def post(self, request: HttpRequest, assessment_id: uuid.UUID, question_id: uuid.UUID) -> HttpResponse:
        question = question_of(assessment_id=assessment_id, question_id=question_id)
        assessment, kind = get_assessment(assessment_id=assessment_id), question.kind
        form, options = self.typed(request, kind)
        if "more" in request.POST or not form.is_valid():
            return _again(self, request, assessment, kind, question=question)
        try:
            update_question(question_id=question_id, changes=self.changes(kind, form, options))
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self.show(
                request,
                assessment,
                kind,
                form,
                options=options,
                question=question,
                status=status_of(refusal),
            )
        messages.success(request, _("Saved."))
        return go(request, reverse("teacher_assessment", args=[assessment_id]))


def _again(
    page: QuestionPage,
    request: HttpRequest,
    assessment: Assessment,
    kind: str,
    *,
    question: Question | None = None,
) -> HttpResponse:
    """The form as it was typed; with more rows for options when those were asked for."""
    wants_rows = "more" in request.POST
    form = (
        FORMS[kind](initial=request.POST.dict()) if wants_rows else FORMS[kind](request.POST, request.FILES)
    )
    options = OptionRows.typed(request.POST, spare=4 if wants_rows else 0)
    return page.show(request, assessment, kind, form, options=options, question=question)


class QuestionAct(EditorPage):
    """`do`: up, down, delete, copy (once more), keep (in the bank)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, assessment_id: uuid.UUID, question_id: uuid.UUID) -> HttpResponse:
        act = request.POST.get("do")
        if act == "delete":
            self._delete(request, assessment_id, question_id)
        elif act in ("up", "down"):
            move_question(assessment_id=assessment_id, question_id=question_id, up=act == "up")
        elif act in ("copy", "keep"):
            question_of(assessment_id=assessment_id, question_id=question_id)
            question_id = (
                self._copy(request, question_id) if act == "copy" else self._keep(request, question_id)
            )
        else:
            raise Http404
        place = reverse("teacher_assessment", args=[assessment_id])
        return HttpResponseRedirect(f"{place}#question-{question_id}")

    def _copy(self, request: HttpRequest, question_id: uuid.UUID) -> uuid.UUID:
        try:
            return duplicate_question(question_id=question_id).id
        except TooManyQuestions as refusal:
            messages.error(request, str(refusal))
            return question_id

    def _keep(self, request: HttpRequest, question_id: uuid.UUID) -> uuid.UUID:
        try:
            keep_in_bank(question_id=question_id)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is in the question bank now."))
        return question_id

    def _delete(self, request: HttpRequest, assessment_id: uuid.UUID, question_id: uuid.UUID) -> None:
        get_assessment(assessment_id=assessment_id)
        try:
            question_of(assessment_id=assessment_id, question_id=question_id)
            delete_question(question_id=question_id)
        except NotFound:
            pass  # the other click was faster
        else:
            messages.success(request, _("The question is deleted."))


class QuestionPicture(AssessmentPage):
    """Sends the browser to a short address of the question's picture."""

    def get(self, request: HttpRequest, assessment_id: uuid.UUID, question_id: uuid.UUID) -> HttpResponse:
        question = question_of(assessment_id=assessment_id, question_id=question_id)
        if not question.picture:
            raise Http404
        link = signed_url(question.picture.name or "", name="question", inline=True, now=timezone.now())
        response = HttpResponseRedirect(link)
        response["Cache-Control"] = "no-store"
        return response
