"""Questions of the bank put into one assessment: chosen ones as copies, others drawn for each attempt."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.assessments.errors import AssessmentUnknown, DrawTooMany
from tenant_apps.assessments.selectors import get_assessment
from tenant_apps.assessments.selectors.questions import sources_of
from tenant_apps.assessments.services.copying import add_from_bank
from tenant_apps.assessments.services.draws import add_draw, remove_draw
from tenant_apps.assessments.web.teacher.bank.forms import DrawForm
from tenant_apps.assessments.web.teacher.bank.listing import shown_bank
from tenant_apps.assessments.web.teacher.builder import frame
from tenant_apps.assessments.web.teacher.levels import draw_rows
from tenant_apps.assessments.web.teacher.rights import EditorPage


class AssessmentBank(EditorPage):
    """`do`: add (the `chosen`), draw, undraw (the `draw`)."""

    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        return self._page(request, assessment_id)

    def post(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        acts = {"add": self._add, "draw": self._draw, "undraw": self._undraw}
        act = acts.get(request.POST.get("do", ""))
        get_assessment(assessment_id=assessment_id)
        if act is None:
            raise Http404
        return act(request, assessment_id)

    def _add(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        chosen = [key for key in map(_uuid, request.POST.getlist("chosen")) if key]
        if not chosen:
            messages.warning(request, _("Tick the questions first."))
            return HttpResponseRedirect(f"{request.path}?{request.GET.urlencode()}")
        try:
            count = add_from_bank(assessment_id=assessment_id, bank_ids=chosen)
        except AssessmentUnknown:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(f"{request.path}?{request.GET.urlencode()}")
        sentence = ngettext("%(n)d question added.", "%(n)d questions added.", count)
        messages.success(request, sentence % {"n": count})
        return HttpResponseRedirect(reverse("teacher_assessment", args=[assessment_id]))

    def _draw(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        form = DrawForm(request.POST, topics=shown_bank(request)["topics"])
        if not form.is_valid():
            return self._page(request, assessment_id, form)
        try:
            add_draw(assessment_id=assessment_id, **form.cleaned_data)
        except NotFound:
            raise
        except DrawTooMany as refusal:
            count = refusal.details["there_are"]
            sentence = ngettext("The bank has %(n)d that fits.", "The bank has %(n)d that fit.", count)
            form.add_error("number", sentence % {"n": count})
            return self._page(request, assessment_id, form)
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, assessment_id, form, status=status_of(refusal))
        messages.success(request, _("Each student gets others of them, drawn as the attempt begins."))
        return HttpResponseRedirect(reverse("teacher_assessment", args=[assessment_id]))

    def _undraw(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        draw_id = _uuid(request.POST.get("draw", ""))
        try:
            if draw_id is not None:
                remove_draw(assessment_id=assessment_id, draw_id=draw_id)
        except NotFound:
            pass  # the other click was faster
        return HttpResponseRedirect(reverse("teacher_assessment", args=[assessment_id]))

    def _page(
        self,
        request: HttpRequest,
        assessment_id: uuid.UUID,
        form: DrawForm | None = None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        shown = shown_bank(request)
        context = {
            **frame(request, assessment, "questions"),
            **shown,
            "present": sources_of(assessment_id=assessment_id),
            "draws": draw_rows(assessment_id),
            "draw_form": form or DrawForm(topics=shown["topics"]),
        }
        return render(request, "assessments/teacher/bank/choose.html", context, status=status)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
