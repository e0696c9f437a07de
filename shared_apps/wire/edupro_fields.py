"""Bodies that several sections of `edupro` share, and what errors look like in its OpenAPI document."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class MessageBody(serializers.Serializer):
    """What was done."""

    message = serializers.CharField()


class ErrorBody(serializers.Serializer):
    """Why not: a title and a sentence."""

    error = serializers.CharField()
    detail = serializers.CharField()


_TEXTS = {"type": "array", "items": {"type": "string"}}
REFUSED: dict[str, Any] = {
    "description": "Field errors (lists of texts), or a title and a sentence.",
    "oneOf": [
        {
            "type": "object",
            "required": ["error", "detail"],
            "properties": {"error": {"type": "string"}, "detail": {"type": "string"}},
            "additionalProperties": False,
        },
        {"type": "object", "minProperties": 1, "additionalProperties": _TEXTS},
    ],
    "examples": [{"title": ["This field is required."]}],
}


def errors(*statuses: int) -> dict[int, Any]:
    """What these error statuses answer, for the OpenAPI document."""
    return {status: REFUSED if status == 400 else ErrorBody for status in statuses}
