"""One mode of a theme: surfaces first, then everything that must be read on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from branding.rules.colour import Oklch, to_hex, to_oklch
from branding.rules.fitting import PART_MINIMUM, TEXT_MINIMUM, Need, fit, ink_on
from branding.rules.pairs import SURFACES

Move = tuple[str, str, str, tuple[str, ...], float]

# Status colours mean the same in every school, so they never come from the brand.
STATUS = {
    "info": "#1f74b8",
    "success": "#1c7f55",
    "warning": "#b7720a",
    "error": "#c2352f",
}


@dataclass(frozen=True, slots=True)
class Mode:
    """Where a mode's lightness values lie."""

    name: str
    darker: bool  # corrections go towards black (light mode) or white (dark mode)
    ink: Oklch
    muted: float
    border: float
    border_strong: float
    soft: float
    soft_chroma: float
    brand_ceiling: float
    status_lightness: float | None


LIGHT = Mode("light", True, Oklch(0.24, 0.022, 0), 0.5, -0.085, 0.62, 0.95, 0.04, 1.0, None)
DARK = Mode("dark", False, Oklch(0.955, 0.008, 0), 0.73, 0.15, 0.56, 0.315, 0.06, 0.5, 0.72)


@dataclass(slots=True)
class Draft:
    """The tokens so far, and every chosen colour that had to move."""

    mode: Mode
    chosen: Mapping[str, str]
    tokens: dict[str, str] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)

    def needs(self, minimum: float, *names: str) -> Need:
        """The named tokens as one need."""
        return Need(tuple(self.tokens[name] for name in names), minimum)

    def note(self, *, token: str, chosen: str, used: str, against: tuple[str, ...], minimum: float) -> None:
        """Remember a correction; equal colours are none."""
        if chosen != used:
            self.moves.append((token, chosen, used, against, minimum))


def build_mode(*, mode: Mode, chosen: Mapping[str, str]) -> Draft:
    """All tokens of one mode."""
    draft = Draft(mode=mode, chosen=chosen)
    _add_surfaces(draft)
    _add_inks(draft)
    for name in ("primary", "secondary", "accent"):
        _add_family(draft, name=name, source=chosen[name], is_chosen=True)
    _add_family(draft, name="neutral", source=_neutral(draft), is_chosen=False)
    for name, source in STATUS.items():
        level = mode.status_lightness
        colour = source if level is None else to_hex(to_oklch(source).at(lightness=level))
        _add_family(draft, name=name, source=colour, is_chosen=False)
    _add_links(draft)
    _add_brand(draft)
    return draft


def _tint(draft: Draft) -> Oklch:
    """Whose hue the greys take: the background's where the page shows it, else the primary's."""
    background = to_oklch(draft.chosen["background"])
    is_seen = background.lightness >= 0.9 if draft.mode.darker else background.lightness < 0.3
    return background if is_seen and background.chroma >= 0.004 else to_oklch(draft.chosen["primary"])


def _page(draft: Draft) -> Oklch:
    background = to_oklch(draft.chosen["background"])
    hue, dark = _tint(draft).hue, not draft.mode.darker
    if dark:
        own = background.lightness < 0.3
        lightness = min(0.24, max(0.15, background.lightness)) if own else 0.185
        return Oklch(lightness, min(0.03 if own else 0.014, max(0.008, background.chroma)), hue)
    if background.lightness >= 0.93:
        return Oklch(background.lightness, min(background.chroma, 0.045), background.hue)
    return Oklch(0.975, min(background.chroma, 0.012), hue)


def _add_surfaces(draft: Draft) -> None:
    page = _page(draft)
    if draft.mode.darker:
        card = "#ffffff" if page.lightness > 0.96 else to_hex(page.at(lightness=page.lightness + 0.025))
        well = page.at(lightness=page.lightness - 0.045, chroma=min(0.03, page.chroma + 0.006))
        draft.tokens |= {"base-100": card, "base-200": to_hex(page), "base-300": to_hex(well)}
        draft.note(
            token="background", chosen=draft.chosen["background"], used=to_hex(page), against=(), minimum=0
        )
    else:
        lighter = (page.at(lightness=page.lightness + step) for step in (0.045, 0.0, 0.1))
        draft.tokens |= dict(zip(SURFACES, map(to_hex, lighter), strict=True))
    edge = page.at(lightness=page.lightness + draft.mode.border, chroma=min(0.03, page.chroma + 0.006))
    draft.tokens["border"] = to_hex(edge)


def _add_inks(draft: Draft) -> None:
    mode, hue = draft.mode, _tint(draft).hue
    text, part = draft.needs(TEXT_MINIMUM, *SURFACES), draft.needs(PART_MINIMUM, *SURFACES)
    ink = Oklch(mode.ink.lightness, mode.ink.chroma, hue)
    starts = {
        "base-content": (to_hex(ink), text),
        "muted": (to_hex(ink.at(lightness=mode.muted)), text),
        "border-strong": (to_hex(ink.at(lightness=mode.border_strong)), part),
    }
    for name, (colour, need) in starts.items():
        draft.tokens[name] = fit(colour=colour, needs=[need], darker=mode.darker)


def _neutral(draft: Draft) -> str:
    hue = _tint(draft).hue
    return to_hex(Oklch(0.32 if draft.mode.darker else 0.8, 0.012, hue))


def _add_family(draft: Draft, *, name: str, source: str, is_chosen: bool) -> None:
    """Fill, its ink, a hover fill, a soft tint and a text colour for one family."""
    mode, surfaces = draft.mode, ("base-100", "base-200")
    fill = fit(colour=source, needs=[draft.needs(PART_MINIMUM, *surfaces)], darker=mode.darker)
    if is_chosen:
        draft.note(token=name, chosen=source, used=fill, against=surfaces, minimum=PART_MINIMUM)
    content = ink_on(fill=fill, dark=to_hex(Oklch(0.2, 0.02, to_oklch(fill).hue)), light="#ffffff")
    shade = to_oklch(fill)
    step = -0.055 if content == "#ffffff" else 0.055
    strong = to_hex(shade.at(lightness=min(0.98, max(0.05, shade.lightness + step))))
    soft = _soft(draft, name=name, source=source)
    draft.tokens |= {name: fill, f"{name}-content": content, f"{name}-strong": strong, f"{name}-soft": soft}
    draft.tokens[f"{name}-text"] = fit(
        colour=_text_start(draft, name=name, fill=fill),
        needs=[draft.needs(TEXT_MINIMUM, *SURFACES, f"{name}-soft")],
        darker=mode.darker,
    )


def _soft(draft: Draft, *, name: str, source: str) -> str:
    """A quiet tint; the school's own light shade when it is quiet enough."""
    own = to_oklch(draft.chosen["primary_light"])
    if name == "primary" and draft.mode.darker and own.lightness >= 0.9:
        return to_hex(own.at(lightness=own.lightness, chroma=min(own.chroma, 0.06)))
    base = to_oklch(source)
    return to_hex(base.at(lightness=draft.mode.soft, chroma=min(base.chroma, draft.mode.soft_chroma)))


def _text_start(draft: Draft, *, name: str, fill: str) -> str:
    if name != "primary":
        return fill
    return draft.chosen["primary_dark" if draft.mode.darker else "primary_light"]


def _add_links(draft: Draft) -> None:
    mode, primary = draft.mode, draft.chosen["primary"]
    readable = (*SURFACES, "primary-soft")
    link = fit(colour=primary, needs=[draft.needs(TEXT_MINIMUM, *readable)], darker=mode.darker)
    draft.note(token="link", chosen=primary, used=link, against=readable, minimum=TEXT_MINIMUM)
    draft.tokens["link"] = link
    draft.tokens["focus"] = fit(
        colour=primary, needs=[draft.needs(PART_MINIMUM, *SURFACES)], darker=mode.darker
    )


def _add_brand(draft: Draft) -> None:
    """Large surfaces keep the school's own colour exactly; only in the dark they are dimmed."""
    for token, source in (("brand", "primary"), ("brand-deep", "primary_dark")):
        own = to_oklch(draft.chosen[source])
        bright = own.lightness > draft.mode.brand_ceiling
        colour = to_hex(own.at(lightness=draft.mode.brand_ceiling)) if bright else draft.chosen[source]
        dark = to_hex(Oklch(0.2, 0.02, own.hue))
        ink = ink_on(fill=colour, dark=dark, light="#ffffff")
        shade = to_oklch(colour)
        away = -0.06 if to_oklch(ink).lightness > 0.5 else 0.06
        # Lines drawn on the band move away from its ink, so text across them reads even better.
        line = to_hex(shade.at(lightness=min(1.0, max(0.0, shade.lightness + away))))
        draft.tokens |= {token: colour, f"{token}-content": ink, f"{token}-line": line}
