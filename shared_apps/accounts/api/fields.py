"""Fields that forgive what forms and front ends send for “nothing”."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import SkipField

from tenants.storage import public_url


class PictureField(serializers.FileField):
    """An optional upload; null or an empty text takes the former away, its address means “as it is”.

    In a form an empty text says nothing: forms send one for every file that was not chosen.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("allow_null", True)
        super().__init__(**kwargs)

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)
        # The framework reads an empty text of a form as null, and a form has no other.
        return serializers.empty if value is None and hasattr(dictionary, "getlist") else value

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data == "":
            return None
        if isinstance(data, str):
            raise SkipField
        return super().run_validation(data)


class OptionalDateField(serializers.DateField):
    """A date; empty text means none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("allow_null", True)
        super().__init__(**kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(None if data == "" else data)


def optional_text(max_length: int, **kwargs: Any) -> serializers.CharField:
    """A text that may be left out, empty or null."""
    return serializers.CharField(
        max_length=max_length, required=False, allow_blank=True, allow_null=True, **kwargs
    )


class PublicFileUrl(serializers.URLField):
    """Absolute address of a public file, null without one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("read_only", True)
        kwargs.setdefault("allow_null", True)
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> Any:
        url = public_url(getattr(value, "name", value) or "")
        return self.context["request"].build_absolute_uri(url) if url else None


@extend_schema_field({"type": "string", "description": "Empty of a student who gave only a phone."})
class ShownEmail(serializers.CharField):
    """A person's e-mail in an answer."""
