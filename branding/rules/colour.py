"""One colour: reading `#rrggbb`, moving in OKLCH, measuring WCAG contrast.

OKLCH keeps hue and strength steady while lightness moves, so a corrected colour still looks like itself.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from branding.errors import ColourInvalid

HEX_PATTERN = re.compile(r"#[0-9a-f]{6}\Z")
_GAMUT_SLACK = 1e-4


@dataclass(frozen=True, slots=True)
class Oklch:
    """Lightness 0..1, chroma 0..about 0.37, hue in degrees 0..360."""

    lightness: float
    chroma: float
    hue: float

    def at(self, *, lightness: float, chroma: float | None = None) -> Oklch:
        """The same hue at another lightness, and optionally another chroma."""
        return Oklch(lightness, self.chroma if chroma is None else chroma, self.hue)


def parse_hex(*, value: str) -> str:
    """Return the colour as lower-case `#rrggbb`.

    Raises:
        ColourInvalid: anything but six hexadecimal digits after a hash; short forms, names and functions too.
    """
    cleaned = value.strip().lower() if isinstance(value, str) else ""
    if not HEX_PATTERN.match(cleaned):
        raise ColourInvalid(value=value)
    return cleaned


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _linear_rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=4096)
def _luminance(colour: str) -> float:
    red, green, blue = _linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(*, first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two `#rrggbb` colours, 1.0 to 21.0."""
    one, two = _luminance(first), _luminance(second)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


@lru_cache(maxsize=4096)
def to_oklch(colour: str) -> Oklch:
    """Convert a valid `#rrggbb` to OKLCH."""
    red, green, blue = _linear_rgb(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _channels(colour: Oklch, chroma: float) -> tuple[float, float, float]:
    angle = math.radians(colour.hue)
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _displayable(channels: tuple[float, float, float]) -> bool:
    return all(-_GAMUT_SLACK <= channel <= 1 + _GAMUT_SLACK for channel in channels)


def to_hex(colour: Oklch) -> str:
    """The nearest displayable colour of the same lightness and hue: chroma gives way, never lightness."""
    channels = _channels(colour, colour.chroma)
    if not _displayable(channels):
        low, high = 0.0, colour.chroma
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if _displayable(_channels(colour, middle)) else (low, middle)
        channels = _channels(colour, low)
    parts = (round(255 * _encoded(min(1.0, max(0.0, channel)))) for channel in channels)
    return "#" + "".join(f"{part:02x}" for part in parts)
