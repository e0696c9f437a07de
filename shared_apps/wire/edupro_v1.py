"""How `edupro_v1` speaks: error bodies, pages, the base of its views.

Field errors are lists of texts; every other error body carries `detail` as text, beside `error`
or `message` where the document has it. The texts are the document's own and stay English: clients
compare them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from shared_apps.kernel.errors import InvalidInput, Kind, Refusal
from shared_apps.wire.contract import ContractPages, ContractView, absolute

__all__ = ["CouponPages", "EduproV1Pages", "EduproV1View", "Phrase", "absolute"]

logger = logging.getLogger("edupro.api")

BROKEN = "An unexpected error occurred. Please try again later."
AWAY = "The service is temporarily unavailable. Please try again later."
STATUS_OF_KIND = {
    Kind.INVALID: status.HTTP_400_BAD_REQUEST,
    Kind.UNAUTHENTICATED: status.HTTP_401_UNAUTHORIZED,
    Kind.FORBIDDEN: status.HTTP_403_FORBIDDEN,
    Kind.MISSING: status.HTTP_404_NOT_FOUND,
    Kind.CONFLICT: status.HTTP_409_CONFLICT,
    Kind.LOCKED: status.HTTP_423_LOCKED,
    Kind.TOO_MANY: status.HTTP_429_TOO_MANY_REQUESTS,
    Kind.UNAVAILABLE: status.HTTP_503_SERVICE_UNAVAILABLE,
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """The document's answer to one refusal at one endpoint.

    `key` is the body's key; `listed` says whether the text stands in a list (a field error).
    Without `text` the refusal's own message is used.
    """

    status: int
    key: str = "detail"
    text: str | None = None
    listed: bool = False

    def body(self, refusal: Refusal) -> dict[str, Any]:
        text = self.text if self.text is not None else str(refusal.message)
        if self.listed:
            return {self.key: [text]}
        return {self.key: text} if self.key == "detail" else {self.key: text, "detail": text}


class EduproV1View(ContractView):
    """Base of every view of the contract; `phrases` maps a refusal's code to the document's answer."""

    phrases: ClassVar[Mapping[str, Phrase]] = {}

    def answer_error(self, exception: Exception, context: dict[str, Any]) -> Response:
        if isinstance(exception, InvalidInput):
            body = {field: [str(text) for text in texts] for field, texts in exception.errors.items()}
            return Response(body, status=status.HTTP_400_BAD_REQUEST)
        if isinstance(exception, Refusal):
            return self._answer_refusal(exception)
        if isinstance(exception, (Http404, exceptions.NotFound)) and not _has_own_words(exception):
            return Response({"detail": "Not found."}, status=status.HTTP_404_NOT_FOUND)
        if isinstance(exception, SuspiciousOperation):
            return _answer_suspicious(exception)
        response = exception_handler(exception, context)
        if response is None:
            return self.answer_unexpected(exception)
        if isinstance(response.data, list):
            response.data = {"non_field_errors": response.data}
        return response

    def _answer_refusal(self, refusal: Refusal) -> Response:
        phrase = self.phrases.get(refusal.code) or self._default_phrase(refusal)
        headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else None
        return Response(phrase.body(refusal), status=phrase.status, headers=headers)

    @staticmethod
    def _default_phrase(refusal: Refusal) -> Phrase:
        code = STATUS_OF_KIND[refusal.kind]
        if refusal.kind is Kind.INVALID:
            return Phrase(code, refusal.field or "non_field_errors", listed=True)
        return Phrase(code)

    def answer_unexpected(self, exception: Exception) -> Response:
        """A bug, or a database that is away: in the contract's form, with the whole story in the log."""
        set_rollback()
        is_away = isinstance(exception, (OperationalError, InterfaceError))
        logger.error("database not available" if is_away else "unexpected error", exc_info=exception)
        if is_away:
            return Response({"detail": AWAY}, status=status.HTTP_503_SERVICE_UNAVAILABLE)
        return Response(self.broken_body(), status=status.HTTP_500_INTERNAL_SERVER_ERROR)

    def broken_body(self) -> dict[str, str]:
        """What a bug is told as; a view whose document has words of its own says those."""
        return {"detail": BROKEN}


def _answer_suspicious(exception: SuspiciousOperation) -> Response:
    """A body beyond the bounds of the settings, or one that no honest client sends."""
    if isinstance(exception, RequestDataTooBig):
        text = "The body is too large."
        return Response({"detail": text}, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    return Response({"detail": "Malformed request."}, status=status.HTTP_400_BAD_REQUEST)


def _has_own_words(exception: Exception) -> bool:
    return isinstance(exception, exceptions.NotFound) and str(exception.detail) != str(
        exceptions.NotFound.default_detail
    )


class EduproV1Pages(ContractPages):
    """`count next previous results`."""


class CouponPages(EduproV1Pages):
    page_size = 10
