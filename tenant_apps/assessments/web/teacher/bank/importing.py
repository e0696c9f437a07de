"""Files of questions coming in: read and shown row by row, kept only when the reader says so."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.assessments.errors import SheetTooLarge
from tenant_apps.assessments.models import Assessment
from tenant_apps.assessments.rules.cleaning import MAX_OPTIONS
from tenant_apps.assessments.rules.draft import Draft
from tenant_apps.assessments.rules.sheet import HEADS, MAX_BYTES, SheetRow, decode, read_sheet
from tenant_apps.assessments.rules.sheet.columns import OPTION
from tenant_apps.assessments.selectors import get_assessment
from tenant_apps.assessments.selectors.questions import present_texts
from tenant_apps.assessments.services.bank import import_to_bank
from tenant_apps.assessments.services.copying import import_to_assessment
from tenant_apps.assessments.web.teacher.builder import frame
from tenant_apps.assessments.web.teacher.levels import LEVELS
from tenant_apps.assessments.web.teacher.question_forms import KINDS
from tenant_apps.assessments.web.teacher.rights import EditorPage


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read: each row with whether its question is there already."""

    text: str
    rows: list[tuple[SheetRow, bool]]

    @property
    def wrong(self) -> int:
        return sum(row.draft is None for row, _is_there in self.rows)

    def drafts(self, *, again: bool) -> list[Draft]:
        """What would be kept; with `again` also what is there already."""
        return [row.draft for row, is_there in self.rows if row.draft and (again or not is_there)]


class SheetImport(EditorPage):
    """`do`: check (read and show), add (what was shown)."""

    def read(self, request: HttpRequest, assessment_id: uuid.UUID | None) -> Read:
        """Raises `SheetUnreadable`."""
        upload = request.FILES.get("file")
        text = _uploaded(upload) if upload else request.POST.get("text", "")
        rows = read_sheet(text)
        there = present_texts(texts=[row.text for row in rows], assessment_id=assessment_id)
        return Read(text, [(row, row.text in there) for row in rows])

    def take(self, request: HttpRequest, assessment: Assessment | None) -> HttpResponse:
        """Answer what was sent."""
        assessment_id = assessment.id if assessment else None
        again, keeps = "again" in request.POST, "keep" in request.POST
        try:
            read = self.read(request, assessment_id)
            is_asked = request.POST.get("do") == "add" and "file" not in request.FILES
            drafts = read.drafts(again=again)
            # What was not shown as wrong before is shown first.
            if not is_asked or not drafts or str(read.wrong) != request.POST.get("wrong"):
                return self.page(request, assessment, read=read)
            if assessment is None:
                count = import_to_bank(drafts=drafts)
            else:
                count = import_to_assessment(assessment_id=assessment.id, drafts=drafts, keeps=keeps)
        except NotFound:
            raise
        except Refusal as refusal:
            return self.page(request, assessment, error=refusal)
        sentence = ngettext("%(n)d question added.", "%(n)d questions added.", count)
        messages.success(request, sentence % {"n": count})
        return HttpResponseRedirect(_home(assessment))

    def page(
        self,
        request: HttpRequest,
        assessment: Assessment | None,
        *,
        read: Read | None = None,
        error: Refusal | None = None,
    ) -> HttpResponse:
        around = frame(request, assessment, "questions") if assessment else {"nav": "assessments"}
        shown = {"read": read, **_shown(read)} if read else {"text": request.POST.get("text", "")}
        context = {
            **around,
            **shown,
            "error": str(error) if error else "",
            "home": _home(assessment),
            "columns": _columns(),
            "again": "again" in request.POST,
            "keep": "keep" in request.POST,
        }
        return render(request, "assessments/teacher/bank/import.html", context)


class BankImport(SheetImport):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, None)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.take(request, None)


class AssessmentImport(SheetImport):
    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        return self.page(request, get_assessment(assessment_id=assessment_id))

    def post(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        return self.take(request, get_assessment(assessment_id=assessment_id))


def _uploaded(upload: UploadedFile) -> str:
    if (upload.size or 0) > MAX_BYTES:
        raise SheetTooLarge()
    return decode(upload.read())


def _home(assessment: Assessment | None) -> str:
    return reverse("teacher_assessment", args=[assessment.id]) if assessment else reverse("teacher_bank")


def _shown(read: Read) -> dict[str, Any]:
    rows = [
        {
            "row": row,
            "is_there": is_there,
            "kind": KINDS[row.draft.kind] if row.draft else "",
            "level": LEVELS[row.draft.level] if row.draft else "",
        }
        for row, is_there in read.rows
    ]
    return {
        "rows": sorted(rows, key=lambda one: one["row"].draft is not None),  # type: ignore[attr-defined]  # a dictionary of several things
        "text": read.text,
        "wrong": read.wrong,
        "new": len(read.drafts(again=False)),
        "there": len(read.drafts(again=True)) - len(read.drafts(again=False)),
    }


def _columns() -> list[tuple[str, str, str]]:
    """Each column with its two heads and what stands in it."""
    meaning = {
        "kind": _("multiple choice, true/false, short answer, essay, fill in the blank"),
        "question": _("the text of the question"),
        "right": _("number or letter of the right option (1|3 for two), true or false, or accepted answers"),
        "points": _("the marks; 1 when empty"),
        "level": _("easy, medium or hard; medium when empty"),
        "topic": _("for the bank"),
        "tags": _("for the bank, with a bar | between them"),
        "explanation": _("shown with the results"),
        "several": _("yes, when students may choose several"),
        "required": _("no, when it may be left out"),
    }
    options = [f"{word} 1 … {MAX_OPTIONS}" for word in OPTION]
    return [
        *((*heads, meaning[name]) for name, heads in HEADS.items()),
        (*options, _("the options of a multiple choice question")),
    ]
