"""Bodies that several sections of `edupro` share, and what errors look like in its OpenAPI document."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from shared_apps.kernel.images import PictureLimits
from shared_apps.wire.edupro import Error


class MessageBody(serializers.Serializer):
    """What was done."""

    message = serializers.CharField()


IMAGE_WRONG = "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
PICTURES = PictureLimits(
    formats=("JPEG", "PNG", "GIF"),
    max_bytes=5 * 1024 * 1024,
    wrong_type=IMAGE_WRONG,
    too_large="Image file too large ( > 5MB )",
)
"""The document's limits and texts for pictures."""
FILE_CORRUPTED = Error(
    400, "File corrupted", "The uploaded file appears to be corrupted and cannot be processed."
)


class OptionalFile(serializers.FileField):
    """A file; null takes the stored one away, an empty text says nothing about it.

    What is no file at all is refused with `wrong`. Forms send an empty text for a file that was not chosen.
    """

    def __init__(self, *, wrong: str, **options: Any) -> None:
        told = {"invalid": wrong, "empty": wrong, "no_name": wrong, **options.pop("error_messages", {})}
        super().__init__(
            **{"required": False, "allow_null": True, "max_length": 255, "error_messages": told, **options}
        )

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)
        if isinstance(value, str) and value.strip() == "":
            return empty
        # A form has no null: the absence of a choice looks like one.
        return empty if value is None and hasattr(dictionary, "getlist") else value


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
