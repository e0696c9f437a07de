"""The outline as somebody dragged it, saved in one go."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

from tenant_apps.courses.errors import OrderIncomplete
from tenant_apps.courses.services import arrange_course
from tenant_apps.courses.services.arranging import Arrangement
from tenant_apps.courses.web.teacher.ordering import Rows, answer_order
from tenant_apps.courses.web.teacher.rights import EditorPage

MOST = 5000
"""Rows of one outline: more is no outline."""


class OutlineOrder(EditorPage):
    """Takes `order` (`m:<id>` and the `l:<id>` below it, in order) and `seen`; answers with the new mark."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        def arrange(rows: Rows, seen: str) -> str:
            return arrange_course(course_id=course_id, arrangement=_outline(rows), seen=seen)

        return answer_order(request, most=MOST, arrange=arrange)


def _outline(rows: Rows) -> Arrangement:
    """Raises `OrderIncomplete` for what is no outline."""
    found: list[tuple[uuid.UUID, list[uuid.UUID]]] = []
    for kind, key in rows:
        if kind == "m":
            found.append((key, []))
        elif kind == "l" and found:
            found[-1][1].append(key)
        else:
            raise OrderIncomplete()
    return found
