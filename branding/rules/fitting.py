"""Moving one colour in lightness until it can be read against others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from branding.rules.colour import contrast, to_hex, to_oklch

TEXT_MINIMUM = 4.5
PART_MINIMUM = 3.0
# A little above the norm, so that a browser's own rounding cannot take a pair below it.
_MARGIN = 0.02
_STEPS = 11


@dataclass(frozen=True, slots=True)
class Need:
    """ "Against each of these, at least this ratio"."""

    against: Sequence[str]
    minimum: float

    def is_met_by(self, colour: str) -> bool:
        """Whether the colour passes against every one."""
        return all(contrast(first=colour, second=other) >= self.minimum for other in self.against)


def worst_contrast(*, colour: str, against: Iterable[str]) -> float:
    """The smallest ratio of the colour against the others."""
    return min(contrast(first=colour, second=other) for other in against)


def fit(*, colour: str, needs: Sequence[Need], darker: bool) -> str:
    """Return the colour itself when it passes, else the nearest lightness that does.

    Black and white are the ends of the road: when even they fail, the end is returned.
    """
    wanted = [Need(need.against, need.minimum + _MARGIN) for need in needs]
    if all(need.is_met_by(colour) for need in wanted):
        return colour
    start = to_oklch(colour)
    passing, failing = (0.0, start.lightness) if darker else (1.0, start.lightness)
    best = to_hex(start.at(lightness=passing))
    for _ in range(_STEPS):
        middle = (passing + failing) / 2
        candidate = to_hex(start.at(lightness=middle))
        if all(need.is_met_by(candidate) for need in wanted):
            passing, best = middle, candidate
        else:
            failing = middle
    return best


def ink_on(*, fill: str, dark: str, light: str) -> str:
    """The tinted ink that reads on the fill; pure black or white when neither tinted one does.

    White is preferred when both read: it is what people expect on a button of middle lightness.
    """
    need = Need((fill,), TEXT_MINIMUM)
    for candidate in (light, dark, "#ffffff", "#000000"):
        if need.is_met_by(candidate):
            return candidate
    raise AssertionError("black or white always reaches 4.58:1")
