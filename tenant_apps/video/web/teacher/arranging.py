"""The outline as somebody dragged it, saved in one go."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse

from shared_apps.kernel.errors import Kind, NotFound, Refusal
from tenant_apps.courses.errors import OrderIncomplete
from tenant_apps.courses.services import arrange_course
from tenant_apps.courses.services.arranging import Arrangement
from tenant_apps.courses.web.teacher.rights import EditorPage

MOST = 5000
"""Rows of one outline: more is no outline."""


class OutlineOrder(EditorPage):
    """Takes `order` (`m:<id>` and the `l:<id>` below it, in order) and `seen`; answers with the new mark.

    One field, because a form has fewer fields than a long outline has rows.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        try:
            mark = arrange_course(
                course_id=course_id,
                arrangement=_read(" ".join(request.POST.getlist("order")).split()),
                seen=request.POST.get("seen", ""),
            )
        except NotFound:
            raise
        except Refusal as refusal:
            status = 409 if refusal.kind is Kind.CONFLICT else 400
            return JsonResponse({"detail": str(refusal)}, status=status)
        return JsonResponse({"seen": mark})


def _read(lines: list[str]) -> Arrangement:
    """Raises `OrderIncomplete` for what is no outline."""
    found: list[tuple[uuid.UUID, list[uuid.UUID]]] = []
    if len(lines) > MOST:
        raise OrderIncomplete()
    for line in lines:
        kind, _colon, key = line.partition(":")
        try:
            row = uuid.UUID(key)
        except ValueError as wrong:
            raise OrderIncomplete() from wrong
        if kind == "m":
            found.append((row, []))
        elif kind == "l" and found:
            found[-1][1].append(row)
        else:
            raise OrderIncomplete()
    return found
