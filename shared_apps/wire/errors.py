"""From a refusal to an answer: the view's contract chooses the words."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def handle(exception: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's EXCEPTION_HANDLER: hand over to the contract that the view belongs to."""
    view = context.get("view")
    answer = getattr(view, "answer_error", None)
    return answer(exception, context) if answer else exception_handler(exception, context)
