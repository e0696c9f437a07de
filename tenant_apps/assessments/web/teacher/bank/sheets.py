"""Files of questions going out: of the bank, of one assessment, and the template."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from tenant_apps.assessments.rules.draft import Draft
from tenant_apps.assessments.rules.sheet import write_sheet
from tenant_apps.assessments.rules.sheet.writing import EXAMPLES
from tenant_apps.assessments.selectors import get_assessment, list_questions
from tenant_apps.assessments.selectors.bank import draft_of_bank, draft_of_question, list_bank
from tenant_apps.assessments.web.teacher.bank.listing import wanted_of
from tenant_apps.assessments.web.teacher.rights import EditorPage


class BankExport(EditorPage):
    """What the filters of the list show, all pages of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list_bank(wanted=wanted_of(request)).order_by("created_at", "id")
        return sheet(map(draft_of_bank, rows), name="question-bank")


class AssessmentExport(EditorPage):
    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        get_assessment(assessment_id=assessment_id)
        return sheet(map(draft_of_question, list_questions(assessment_id=assessment_id)), name="questions")


class SheetTemplate(EditorPage):
    """The columns with an example of some kinds."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return sheet(EXAMPLES[_language()], name="questions-template")


def sheet(drafts: Iterable[Draft], *, name: str) -> HttpResponse:
    """The questions as a file to keep, in the reader's language."""
    text = write_sheet(drafts, language=_language())
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    today = timezone.localdate()
    response["Content-Disposition"] = f'attachment; filename="{name}-{today:%Y-%m-%d}.csv"'
    return response


def _language() -> str:
    return "ar" if (get_language() or "").startswith("ar") else "en"
