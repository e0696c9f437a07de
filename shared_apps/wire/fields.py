"""Input fields that clients of every contract fill alike."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty


class Flag(serializers.BooleanField):
    """Yes or no. What a form does not send is not said, as in JSON; the framework would read a no."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.default_empty_html = empty
