"""An order that somebody dragged: how pages send it, and how they are answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, JsonResponse

from shared_apps.kernel.errors import Kind, NotFound, Refusal
from tenant_apps.courses.errors import OrderIncomplete

Rows = list[tuple[str, uuid.UUID]]
"""Of each row one letter for what it is, and its id."""


def answer_order(request: HttpRequest, *, most: int, arrange: Callable[[Rows, str], str]) -> JsonResponse:
    """Let `arrange` take the rows and the mark of the order before; answer with its new mark or its refusal.

    The request has `seen`, and `order`: `m:<id>` of each row, parted by spaces, in one field, because a form
    has fewer fields than a long list has rows. More than `most` are no order. Raises `NotFound`.
    """
    try:
        rows = _read(" ".join(request.POST.getlist("order")).split(), most)
        return JsonResponse({"seen": arrange(rows, request.POST.get("seen", ""))})
    except NotFound:
        raise
    except Refusal as refusal:
        status = 409 if refusal.kind is Kind.CONFLICT else 400
        return JsonResponse({"detail": str(refusal)}, status=status)


def _read(lines: list[str], most: int) -> Rows:
    if len(lines) > most:
        raise OrderIncomplete()
    return [_row(line) for line in lines]


def _row(line: str) -> tuple[str, uuid.UUID]:
    kind, _colon, key = line.partition(":")
    try:
        return kind, uuid.UUID(key)
    except ValueError as wrong:
        raise OrderIncomplete() from wrong
