"""What both contracts share: fields, which device asks, how answers and keys are told."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from shared_apps.kernel.errors import NotFound
from shared_apps.wire.contract import absolute
from tenant_apps.assessments.rules.reading import Readable
from tenants.storage import signed_url

SLICE = [
    OpenApiParameter("page", int, description="one page of the array; without it, all"),
    OpenApiParameter("page_size", int, description="how many a page, at most 1000"),
]
NOT_RELEASED = "Results have not been released yet."
NOT_READY = "Please wait until all questions are graded."
MOST_ANSWERS = 1000


def device_of(request: Request) -> uuid.UUID:
    """The device is the sign-in, as on our pages."""
    session_id: uuid.UUID = request.auth.pk
    return session_id


def require_named_school(request: Request) -> None:
    """Raises `NotFound` unless the name in the path is that of the school of the request."""
    if request.named_school is None:
        raise NotFound()


def picture_url(request: Request, key: str, *, now: datetime | None = None) -> str | None:
    """A short-lived address of a question's picture, or None."""
    if not key:
        return None
    return absolute(request, signed_url(key, name="question", inline=True, now=now or timezone.now()))


def as_number(value: Decimal) -> int | float:
    """A JSON number: a whole one without its fraction."""
    return int(value) if value == value.to_integral_value() else float(value)


def as_words(said: Readable) -> str | None:
    """An answer or a key as one text: `True`, `Cairo`, `Red, Blue`."""
    told = as_words_or_list(said)
    return ", ".join(told) if isinstance(told, list) else told


def as_words_or_list(said: Readable) -> str | list[str] | None:
    """An answer or a key as a text, or as the texts of several."""
    return str(said) if isinstance(said, bool) else said


@extend_schema_field({"type": "number"})
class Number(serializers.Field):
    """A stored decimal as a JSON number."""

    def to_representation(self, value: Decimal) -> int | float:
        return as_number(value)


@extend_schema_field({"type": "number"})
class GivenNumber(serializers.DecimalField):
    """A number of any size: the rules say what is too large."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": None, "decimal_places": None, **options})


class EmptyIsNone:
    """An optional field in which an empty text means none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "allow_null": True, **options})

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)  # type: ignore[misc]  # a mixin before the field
        return None if isinstance(value, str) and value.strip() in ("", "null") else value


class OptionalUUID(EmptyIsNone, serializers.UUIDField):
    pass


class OptionalMoment(EmptyIsNone, serializers.DateTimeField):
    pass


class OptionalNumber(EmptyIsNone, GivenNumber):
    pass


class OptionalWhole(EmptyIsNone, serializers.IntegerField):
    pass


class Rows(serializers.ListField):
    """A list that a form may also send as one JSON text."""

    def to_internal_value(self, data: Any) -> list[Any]:
        is_text = isinstance(data, list) and len(data) == 1 and isinstance(data[0], str)
        if is_text and data[0].lstrip().startswith("["):
            try:
                data = json.loads(data[0])
            except (ValueError, RecursionError):
                self.fail("not_a_list", input_type="str")
        return list(super().to_internal_value(data))


def under_one_name(data: Any, spellings: Mapping[str, str]) -> Any:
    """`data` in which a field's other spelling (key) stands under its own name (value), unless both are."""
    if isinstance(data, QueryDict):
        data = data.copy()
        for other, name in spellings.items():
            if other in data and name not in data:
                data.setlist(name, data.getlist(other))
        return data
    if not isinstance(data, Mapping):
        return data
    renamed = {spellings[key]: value for key, value in data.items() if key in spellings}
    return {**renamed, **data}
