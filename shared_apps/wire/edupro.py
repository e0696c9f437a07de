"""How `edupro` speaks: error bodies, words of its error catalogue, the base of its views.

Field errors are lists of texts; every other error body is `error` beside `detail`. The texts are
the document's own and stay English: clients compare them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.exceptions import (
    MultipleObjectsReturned,
    ObjectDoesNotExist,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from django.utils.module_loading import import_string
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

from shared_apps.kernel.errors import InvalidInput, Kind, Refusal
from shared_apps.wire.contract import ContractPages, ContractView

logger = logging.getLogger("edupro.api")


@dataclass(frozen=True, slots=True)
class Error:
    """An answer of the form `{"error": …, "detail": …}`; without `detail` the refusal's own sentence."""

    status: int
    error: str
    detail: str | None = None

    def body(self, refusal: Refusal | None = None) -> dict[str, Any]:
        own = str(refusal.message) if refusal else ""
        return {"error": self.error, "detail": self.detail if self.detail is not None else own}


@dataclass(frozen=True, slots=True)
class Field:
    """A refusal told under an input field; without `text` the refusal's own sentence."""

    name: str
    text: str | None = None
    status: int = 400

    def body(self, refusal: Refusal | None = None) -> dict[str, Any]:
        own = str(refusal.message) if refusal else ""
        return {self.name: [self.text if self.text is not None else own]}


@dataclass(frozen=True, slots=True)
class Fields:
    """A refusal told under several input fields at once."""

    texts: Mapping[str, str]
    status: int = 400

    def body(self, refusal: Refusal | None = None) -> dict[str, Any]:
        return {name: [text] for name, text in self.texts.items()}


Words = Error | Field | Fields

TOKEN_INVALID = Error(401, "Invalid token", "The provided token is invalid or expired.")
TOKEN_EXPIRED = Error(401, "Token expired", "The provided token has expired. Please refresh your token.")
NOT_AUTHENTICATED = Error(401, "Authentication required", "You must be authenticated to perform this action.")
WRONG_USER_TYPE = Error(403, "Wrong user type", "This action is only available for teachers/students.")
FORBIDDEN = Error(403, "Permission denied", "You do not have sufficient permissions to perform this action.")
MISSING = Error(404, "Object not found", "The requested object does not exist.")
INTEGRITY = Error(400, "Database integrity error", "The operation would violate database constraints.")
MULTIPLE = Error(400, "Multiple objects found", "Multiple objects match the specified criteria.")
INTERNAL = Error(500, "Internal server error", "An unexpected error occurred. Please try again later.")
UNAVAILABLE = Error(
    503,
    "Service unavailable",
    "The service is temporarily unavailable. Please try again later.",
)
TOO_MANY = Error(429, "Rate limit exceeded", "Too many requests. Please try again later.")
INVALID = Error(400, "Invalid request")

_WORDS_OF_KIND = {
    Kind.INVALID: INVALID,
    Kind.UNAUTHENTICATED: NOT_AUTHENTICATED,
    Kind.FORBIDDEN: FORBIDDEN,
    Kind.MISSING: MISSING,
    Kind.CONFLICT: Error(409, "Conflict"),
    # The document has no word for a locked account: its clients know "too many requests".
    Kind.LOCKED: TOO_MANY,
    Kind.TOO_MANY: TOO_MANY,
    Kind.UNAVAILABLE: UNAVAILABLE,
}
_USER_TYPE_MESSAGES = {"You are not a Teacher.", "You are not a Student."}


class EduproView(ContractView):
    """Base of every view of the contract."""

    phrases: ClassVar[Mapping[str, Words]] = {}
    """The document's answer to a refusal, by the refusal's code."""
    words: ClassVar[Mapping[str, str]] = {}
    """The document's text for a field error, by the text that a field or rule says by itself."""
    names: ClassVar[Mapping[str, str]] = {}
    """The document's name of a field, by the name that rules and services give it."""
    missing: ClassVar[Error] = MISSING
    """What does not exist at this address."""
    forbidden: ClassVar[Error | None] = None
    """Who may not: by default "wrong user type" or "insufficient permissions", whichever it is."""
    unauthenticated: ClassVar[Error] = NOT_AUTHENTICATED
    broken: ClassVar[Error] = INTERNAL
    authenticator: ClassVar[str] = "shared_apps.accounts.api.authentication.TokenAuthentication"
    """By name: identity stands above the wire."""

    def get_authenticators(self) -> list[Any]:
        return [import_string(self.authenticator)()]

    def check_request(self, request: Request) -> None:
        bearer, cookie = _bearer(request), request.COOKIES.get(settings.ACCESS_COOKIE, "")
        if bearer and cookie and bearer != cookie:
            raise exceptions.ParseError("Send the access token once: in the header or in the cookie.")
        super().check_request(request)

    def permission_denied(
        self, request: Request, message: str | None = None, code: str | None = None
    ) -> NoReturn:
        if request.auth is None:
            raise exceptions.NotAuthenticated
        raise exceptions.PermissionDenied(detail=message, code=code)

    def answer_error(self, exception: Exception, context: dict[str, Any]) -> Response:
        set_rollback()
        if isinstance(exception, InvalidInput):
            return Response(self._fields(exception.errors), status=400)
        if isinstance(exception, exceptions.ValidationError):
            detail = exception.detail
            return Response(
                self._fields(detail if isinstance(detail, dict) else {"non_field_errors": detail}), status=400
            )
        if isinstance(exception, Refusal):
            return self._answer_refusal(exception)
        if isinstance(exception, exceptions.Throttled):
            return _answer(TOO_MANY, retry_after=int(exception.wait or 1))
        found = self._expected(exception) or _of_database(exception)
        if found:
            return _answer(found)
        if isinstance(exception, exceptions.APIException):
            error = _TITLES.get(exception.status_code, "Invalid request")
            return _answer(Error(exception.status_code, error, str(exception.detail)))
        logger.error("unexpected error", exc_info=exception, extra={"path": self.request.path})
        return _answer(self.broken)

    def _expected(self, exception: Exception) -> Error | None:
        if isinstance(exception, (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)):
            return self._who_is_nobody()
        if isinstance(exception, (exceptions.PermissionDenied, DjangoPermissionDenied)):
            by_type = str(getattr(exception, "detail", "")) in _USER_TYPE_MESSAGES
            return self.forbidden or (WRONG_USER_TYPE if by_type else FORBIDDEN)
        if isinstance(exception, (Http404, exceptions.NotFound, ObjectDoesNotExist)):
            return self.missing
        if isinstance(exception, RequestDataTooBig):
            return Error(413, "Request too large", "The body is too large.")
        if isinstance(exception, SuspiciousOperation):
            return Error(400, "Invalid request", "Malformed request.")
        return None

    def _who_is_nobody(self) -> Error:
        problem = getattr(self.request._request, "token_problem", None)
        return {"expired": TOKEN_EXPIRED, "invalid": TOKEN_INVALID}.get(problem or "", self.unauthenticated)

    def words_for(self, refusal: Refusal) -> Words | None:
        """The document's answer to `refusal` at this address; None where it has none of its own."""
        return self.phrases.get(refusal.code)

    def _answer_refusal(self, refusal: Refusal) -> Response:
        words = self.words_for(refusal)
        if words is None and refusal.kind is Kind.MISSING:
            words = self.missing
        elif words is None and refusal.kind is Kind.FORBIDDEN:
            words = self.forbidden or FORBIDDEN
        elif words is None and refusal.kind is Kind.INVALID and refusal.field:
            words = Field(refusal.field)
        if isinstance(words, (Field, Fields)):
            return Response(self._fields(words.body(refusal)), status=words.status)
        return _answer(words or _WORDS_OF_KIND[refusal.kind], refusal, refusal.retry_after)

    def _fields(self, errors: Any) -> dict[str, list[Any]]:
        """A flat map of fields to texts; errors within rows are told as `answers.0.question`."""
        flat: dict[str, list[Any]] = {}
        _flatten("", errors, flat)
        return {
            self.names.get(name, name): [self.words.get(text, text) for text in texts]
            for name, texts in flat.items()
        }


_TITLES = {405: "Method not allowed", 406: "Not acceptable", 415: "Unsupported media type"}


def _answer(words: Error, refusal: Refusal | None = None, retry_after: int | None = None) -> Response:
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    if words.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return Response(words.body(refusal), status=words.status, headers=headers)


def _of_database(exception: Exception) -> Error | None:
    if isinstance(exception, IntegrityError):
        return INTEGRITY
    if isinstance(exception, MultipleObjectsReturned):
        return MULTIPLE
    if isinstance(exception, (OperationalError, InterfaceError)):
        logger.error("database not available", exc_info=exception)
        return UNAVAILABLE
    return None


def _flatten(prefix: str, errors: Any, into: dict[str, list[Any]]) -> None:
    if isinstance(errors, dict):
        for name, inner in errors.items():
            _flatten(f"{prefix}.{name}" if prefix else str(name), inner, into)
    elif isinstance(errors, list) and any(isinstance(item, dict) for item in errors):
        for place, inner in enumerate(errors):
            _flatten(f"{prefix}.{place}", inner, into)
    else:
        texts = errors if isinstance(errors, (list, tuple)) else [errors]
        into.setdefault(prefix or "non_field_errors", []).extend(str(text) for text in texts)


def _bearer(request: Request) -> str:
    scheme, _space, value = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


class EduproPages(ContractPages):
    """`count next previous results`, five a page."""
