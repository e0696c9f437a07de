"""How section 10 of `edupro_v1` names things, and the base of its views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from shared_apps.kernel.errors import Refusal
from shared_apps.wire.edupro_v1 import EduproV1View, Phrase

TAGS = ["10 Assessments"]
ATTEMPT_PHRASES = {
    code: Phrase(400)
    for code in (
        "assessment_not_available",
        "assessment_not_open_yet",
        "assessment_closed",
        "already_attempted",
        "attempt_expired",
        "already_submitted",
    )
}
"""What ends or keeps from an attempt is about no field."""


class MessageBody(serializers.Serializer):
    """What was done, or why there is nothing to show yet."""

    message = serializers.CharField()


class AssessmentsView(EduproV1View):
    """Base: a refused field is told by the contract's name of it, one within rows as `answers.0.question`."""

    names: ClassVar[Mapping[str, str]] = {}

    def answer_error(self, exception: Exception, context: dict[str, Any]) -> Response | None:
        if isinstance(exception, Refusal) and exception.field in self.names:
            exception.field = self.names[exception.field]
        if isinstance(exception, ValidationError) and isinstance(exception.detail, dict):
            exception.detail = _flat(exception.detail)
        return super().answer_error(exception, context)


def _flat(errors: Mapping[Any, Any], prefix: str = "") -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name, inner in errors.items():
        if isinstance(inner, Mapping):
            found |= _flat(inner, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = inner
    return found
