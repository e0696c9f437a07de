"""The order of an exam's questions as somebody dragged them, saved in one go."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse

from shared_apps.kernel.errors import Kind, NotFound, Refusal
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.services.arranging import arrange_questions
from tenant_apps.assessments.web.teacher.rights import EditorPage
from tenant_apps.courses.errors import OrderIncomplete


class QuestionOrder(EditorPage):
    """Takes `order` (`m:<id>` of each question, parted by spaces) and `seen`; answers with the new mark."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        try:
            mark = arrange_questions(
                assessment_id=assessment_id,
                question_ids=_read(" ".join(request.POST.getlist("order")).split()),
                seen=request.POST.get("seen", ""),
            )
        except NotFound:
            raise
        except Refusal as refusal:
            status = 409 if refusal.kind is Kind.CONFLICT else 400
            return JsonResponse({"detail": str(refusal)}, status=status)
        return JsonResponse({"seen": mark})


def _read(lines: list[str]) -> list[uuid.UUID]:
    """Raises `OrderIncomplete` for what is no order of questions."""
    if len(lines) > cleaning.MAX_QUESTIONS:
        raise OrderIncomplete()
    found = []
    for line in lines:
        kind, _colon, key = line.partition(":")
        try:
            row = uuid.UUID(key)
        except ValueError as wrong:
            raise OrderIncomplete() from wrong
        if kind != "m":
            raise OrderIncomplete()
        found.append(row)
    return found
