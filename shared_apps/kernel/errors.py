"""What a service says when it will not do something.

A refusal is an expected answer, not a bug: it carries a stable `code`, a `kind` from which
each wire derives its status, the sentence a person reads, and the input field it is about.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Kind(StrEnum):
    """The family of a refusal; each wire maps it to a status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    CONFLICT = "conflict"
    LOCKED = "locked"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"


class Refusal(Exception):
    """Base of all refusals. Subclasses set the class attributes; a raise may override them."""

    code: str = "refused"
    kind: Kind = Kind.INVALID
    message: Text = _("This cannot be done.")
    field: str | None = None

    def __init__(
        self,
        message: Text | None = None,
        *,
        field: str | None = None,
        retry_after: int | None = None,
        **details: Any,
    ) -> None:
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field
        self.retry_after = retry_after
        """Seconds until a repeat makes sense, for `LOCKED` and `TOO_MANY`."""
        self.details = details
        super().__init__(str(self.code))

    def __str__(self) -> str:
        return str(self.message)


class NotFound(Refusal):
    code = "not_found"
    kind = Kind.MISSING
    message = _("Not found.")


class PermissionRefused(Refusal):
    code = "permission_denied"
    kind = Kind.FORBIDDEN
    message = _("You do not have permission to perform this action.")


class TooManyAttempts(Refusal):
    code = "too_many_attempts"
    kind = Kind.TOO_MANY
    message = _("Too many attempts. Please wait and try again.")


class InvalidInput(Refusal):
    """Several fields at once: `errors` maps a field to its sentences."""

    code = "invalid_input"

    def __init__(self, errors: dict[str, list[Text]]) -> None:
        super().__init__()
        self.errors = errors
