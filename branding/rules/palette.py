"""From six chosen colours to complete light and dark token sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from branding.rules.colour import contrast, parse_hex
from branding.rules.modes import DARK, LIGHT, Mode, build_mode
from branding.rules.pairs import PAIRS


@dataclass(frozen=True, slots=True)
class ThemeColours:
    """The six colours a school chooses, each `#rrggbb`."""

    primary: str
    primary_light: str
    primary_dark: str
    secondary: str
    accent: str
    background: str

    @classmethod
    def parse(cls, *, values: Mapping[str, str]) -> ThemeColours:
        """Read the six from outside text; other keys are ignored.

        Raises:
            ColourInvalid: one of the six is absent or not `#rrggbb`.
        """
        return cls(**{field.name: parse_hex(value=values.get(field.name, "")) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Correction:
    """One chosen colour that could not be used as it was."""

    mode: str
    token: str
    chosen: str
    used: str
    against: tuple[str, ...]
    minimum: float


@dataclass(frozen=True, slots=True)
class FailingPair:
    """A text and background of the finished palette that cannot be read."""

    mode: str
    foreground: str
    background: str
    ratio: float
    minimum: float


@dataclass(frozen=True, slots=True)
class Palette:
    """Token name to `#rrggbb`, once per mode, and what had to be corrected."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    corrections: tuple[Correction, ...]

    def mode(self, *, name: str) -> Mapping[str, str]:
        """The tokens of `light` or `dark`."""
        return self.dark if name == "dark" else self.light


def build_palette(*, colours: ThemeColours) -> Palette:
    """Build both modes: every pair of `PAIRS` reaches its ratio, whatever the six colours are."""
    corrections: list[Correction] = []
    built: dict[str, Mapping[str, str]] = {}
    for mode in (LIGHT, DARK):
        draft = build_mode(mode=mode, chosen=_as_mapping(colours))
        built[mode.name] = draft.tokens
        corrections += [_correction(mode=mode, move=move) for move in draft.moves]
    return Palette(light=built["light"], dark=built["dark"], corrections=tuple(corrections))


def list_failing_pairs(*, palette: Palette) -> list[FailingPair]:
    """Every pair below its ratio; empty for any palette of `build_palette`."""
    failing = []
    for name in ("light", "dark"):
        tokens = palette.mode(name=name)
        for pair in PAIRS:
            ratio = contrast(first=tokens[pair.foreground], second=tokens[pair.background])
            if ratio < pair.minimum:
                failing.append(FailingPair(name, pair.foreground, pair.background, ratio, pair.minimum))
    return failing


def _as_mapping(colours: ThemeColours) -> dict[str, str]:
    return {field.name: getattr(colours, field.name) for field in fields(colours)}


def _correction(*, mode: Mode, move: tuple[str, str, str, tuple[str, ...], float]) -> Correction:
    token, chosen, used, against, minimum = move
    return Correction(mode.name, token, chosen, used, against, minimum)
