"""Input fields as clients of `edupro_v1` fill them, and bodies that several sections share.

An empty text for an optional field means none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from shared_apps.kernel.errors import Refusal


class DetailBody(serializers.Serializer):
    """What was done, or why not."""

    detail = serializers.CharField()


class FieldErrorsBody(serializers.Serializer):
    """Refused input: under each field its texts; `non_field_errors` for what concerns several."""

    non_field_errors = serializers.ListField(child=serializers.CharField(), required=False)


def refusals(*statuses: int) -> dict[int, type[serializers.Serializer]]:
    """What these error statuses answer, for the OpenAPI document."""
    return {status: FieldErrorsBody if status == 400 else DetailBody for status in statuses}


class _EmptyIsNone:
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "allow_null": True, **options})

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)  # type: ignore[misc]  # a mixin before the field
        return None if isinstance(value, str) and value.strip() in ("", "null") else value


class OptionalDecimal(_EmptyIsNone, serializers.DecimalField):
    pass


class OptionalInteger(_EmptyIsNone, serializers.IntegerField):
    pass


class OptionalFile(serializers.FileField):
    """A file; null takes the stored one away, an empty text says nothing about it.

    Forms send an empty text for every file that was not chosen: it must not remove the former one.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "allow_null": True, "max_length": 255, **options})

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)
        if isinstance(value, str) and value.strip() == "":
            return empty
        # A form has no null: the absence of a choice looks like one.
        return empty if value is None and hasattr(dictionary, "getlist") else value


def checked(rule: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """A domain rule as a field's validation, so that all fields of a form are told about at once."""
    try:
        return rule(*args, **options)
    except Refusal as refusal:
        raise serializers.ValidationError(str(refusal.message)) from refusal
