"""Which token is shown on which, and the ratio each pair must reach.

This list is the promise of the palette: the builder keeps it, the tests walk it, the kit's page prints it.
"""

from __future__ import annotations

from dataclasses import dataclass

from branding.rules.fitting import PART_MINIMUM, TEXT_MINIMUM

SURFACES = ("base-100", "base-200", "base-300")
FAMILIES = ("primary", "secondary", "accent", "neutral", "info", "success", "warning", "error")


@dataclass(frozen=True, slots=True)
class Pair:
    """A foreground token on a background token."""

    foreground: str
    background: str
    minimum: float


def _text(foreground: str, *backgrounds: str) -> list[Pair]:
    return [Pair(foreground, background, TEXT_MINIMUM) for background in backgrounds]


def _part(foreground: str, *backgrounds: str) -> list[Pair]:
    return [Pair(foreground, background, PART_MINIMUM) for background in backgrounds]


def _family(name: str) -> list[Pair]:
    return [
        *_text(f"{name}-content", name, f"{name}-strong"),
        *_part(name, "base-100", "base-200"),
        *_text(f"{name}-text", *SURFACES, f"{name}-soft"),
        *_text("base-content", f"{name}-soft"),
    ]


PAIRS: tuple[Pair, ...] = (
    *_text("base-content", *SURFACES),
    *_text("muted", *SURFACES),
    *_text("link", *SURFACES, "primary-soft"),
    *_part("border-strong", *SURFACES),
    *_part("focus", *SURFACES),
    *_text("brand-content", "brand", "brand-line"),
    *_text("brand-deep-content", "brand-deep", "brand-deep-line"),
    *(pair for name in FAMILIES for pair in _family(name)),
)
