"""The order of an exam's questions as somebody dragged them, saved in one go."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.services.arranging import arrange_questions
from tenant_apps.assessments.web.teacher.rights import EditorPage
from tenant_apps.courses.errors import OrderIncomplete
from tenant_apps.courses.web.teacher.ordering import Rows, answer_order


class QuestionOrder(EditorPage):
    """Takes `order` (`m:<id>` of each question, parted by spaces) and `seen`; answers with the new mark."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        def arrange(rows: Rows, seen: str) -> str:
            return arrange_questions(assessment_id=assessment_id, question_ids=_questions(rows), seen=seen)

        return answer_order(request, most=cleaning.MAX_QUESTIONS, arrange=arrange)


def _questions(rows: Rows) -> list[uuid.UUID]:
    """Raises `OrderIncomplete` for what is no order of questions."""
    if any(kind != "m" for kind, _key in rows):
        raise OrderIncomplete()
    return [key for _kind, key in rows]
