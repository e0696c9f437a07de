"""One question of the bank: written, changed, copied, taken out."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.assessments.models import BankQuestion
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.selectors.bank import draft_of_bank, get_bank_question, list_topics
from tenant_apps.assessments.services.bank import add_to_bank, change_in_bank, copy_in_bank, remove_from_bank
from tenant_apps.assessments.web.teacher.bank.forms import PlaceForm, typed_draft
from tenant_apps.assessments.web.teacher.question_forms import FORMS, KINDS, OptionRows, QuestionForm
from tenant_apps.assessments.web.teacher.rights import AssessmentPage, EditorPage
from tenant_apps.courses.web.teacher.going import go
from tenants.storage.links import signed_url


class BankForm(EditorPage):
    """What a new question and a present one have in common."""

    def show(
        self,
        request: HttpRequest,
        kind: str,
        form: QuestionForm,
        place: PlaceForm,
        *,
        options: OptionRows,
        question: BankQuestion | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "nav": "assessments",
            "form": form,
            "place": place,
            "kind": kind,
            "kind_word": KINDS[kind],
            "options": options.rows if kind == QuestionKind.MULTIPLE_CHOICE else None,
            "question": question,
            "topics": list_topics(),
        }
        return render(request, "assessments/teacher/bank/question.html", context, status=status)

    def save(self, request: HttpRequest, kind: str, question: BankQuestion | None) -> HttpResponse:
        """Keep what was typed, or show it again with what is wrong."""
        options = OptionRows.typed(request.POST, spare=4 if "more" in request.POST else 0)
        if "more" in request.POST:
            typed = request.POST.dict()
            form, place = FORMS[kind](initial=typed), PlaceForm(initial=typed)
            return self.show(request, kind, form, place, options=options, question=question)
        form, place = FORMS[kind](request.POST, request.FILES), PlaceForm(request.POST)
        if not (form.is_valid() & place.is_valid()):
            return self.show(request, kind, form, place, options=options, question=question)
        draft = typed_draft(kind=kind, form=form, place=place, options=options)
        picture = form.cleaned_data["picture"]
        try:
            if question is None:
                add_to_bank(draft=draft, picture=picture)
            else:
                drops = form.cleaned_data["remove_picture"]
                change_in_bank(bank_id=question.id, draft=draft, picture=picture, drops_picture=drops)
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=place if refusal.field in place.fields else form, refusal=refusal)
            status = status_of(refusal)
            return self.show(request, kind, form, place, options=options, question=question, status=status)
        messages.success(request, _("Saved.") if question else _("The question is in the bank."))
        again = reverse("teacher_bank_new", args=[kind])
        return go(request, again if "another" in request.POST else reverse("teacher_bank"))


class BankQuestionNew(BankForm):
    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        return self.show(request, kind, FORMS[kind](), PlaceForm(), options=OptionRows.of(None))

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        return self.save(request, kind, None)

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if kwargs.get("kind") not in FORMS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class BankQuestionEdit(BankForm):
    def get(self, request: HttpRequest, bank_id: uuid.UUID) -> HttpResponse:
        question = get_bank_question(bank_id=bank_id)
        draft = draft_of_bank(question)
        form, options = FORMS[draft.kind].of(draft), OptionRows.of_draft(draft)
        return self.show(request, draft.kind, form, PlaceForm.of(draft), options=options, question=question)

    def post(self, request: HttpRequest, bank_id: uuid.UUID) -> HttpResponse:
        question = get_bank_question(bank_id=bank_id)
        return self.save(request, question.kind, question)


class BankQuestionAct(EditorPage):
    """`do`: copy, delete."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, bank_id: uuid.UUID) -> HttpResponse:
        act = request.POST.get("do")
        if act == "copy":
            return self._copy(request, bank_id)
        if act != "delete":
            raise Http404
        try:
            remove_from_bank(bank_id=bank_id)
        except NotFound:
            pass  # the other click was faster
        else:
            messages.success(request, _("The question is out of the bank. Exams that have it keep it."))
        return HttpResponseRedirect(reverse("teacher_bank"))

    def _copy(self, request: HttpRequest, bank_id: uuid.UUID) -> HttpResponse:
        try:
            copy = copy_in_bank(bank_id=bank_id)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("teacher_bank_question", args=[bank_id]))
        messages.success(request, _("This is the copy. Change what is to be different."))
        return HttpResponseRedirect(reverse("teacher_bank_question", args=[copy.id]))


class BankQuestionPicture(AssessmentPage):
    """Sends the browser to a short address of the question's picture."""

    def get(self, request: HttpRequest, bank_id: uuid.UUID) -> HttpResponse:
        question = get_bank_question(bank_id=bank_id)
        if not question.picture:
            raise Http404
        link = signed_url(question.picture.name or "", name="question", inline=True, now=timezone.now())
        response = HttpResponseRedirect(link)
        response["Cache-Control"] = "no-store"
        return response
