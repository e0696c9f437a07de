"""Refusals of branding."""

from __future__ import annotations


class ColourInvalid(ValueError):
    """The text is not a colour of the form `#rrggbb`."""

    def __init__(self, *, value: object) -> None:
        super().__init__(f"not a #rrggbb colour: {value!r}")
        self.value = value
