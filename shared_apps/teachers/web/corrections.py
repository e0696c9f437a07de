"""Which of the six colours had to move, by how much and why, in a teacher's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from branding.errors import ColourInvalid
from branding.rules import Correction, Palette, ThemeColours, build_palette, contrast

DIFFERENT_ENOUGH = 4
"""Steps of 255 in one channel below which nobody sees that a colour was moved."""


def list_corrections(*, colours: dict[str, str]) -> list[dict[str, Any]]:
    """What the palette had to move so far that it shows; empty for what are no colours."""
    try:
        palette = build_palette(colours=ThemeColours.parse(values=colours))
    except ColourInvalid:
        return []
    labels = {
        "background": _("Background colour"),
        "primary": _("Main colour"),
        "secondary": _("Second colour"),
        "accent": _("Accent colour"),
        "link": _("Links"),
    }
    modes = {"light": _("by day"), "dark": _("at night")}
    return [
        {
            "number": number,
            "label": labels.get(move.token, move.token),
            "mode": modes[move.mode],
            "chosen": move.chosen,
            "used": move.used,
            "reason": _reason(palette, move),
        }
        for number, move in enumerate(palette.corrections)
        if _is_seen(move)
    ]


def _reason(palette: Palette, move: Correction) -> str:
    if not move.against:
        return _("A page by day has to be light, or dark words could not be read on it.")
    surfaces = palette.mode(name=move.mode)
    reached = min(contrast(first=move.chosen, second=surfaces[name]) for name in move.against)
    figures = {"reached": f"{reached:.1f}", "needed": f"{move.minimum:.1f}"}
    if move.token == "link":
        return _("Words in it would reach a contrast of %(reached)s; words need %(needed)s.") % figures
    return _("Buttons and marks would reach a contrast of %(reached)s; they need %(needed)s.") % figures


def _is_seen(move: Correction) -> bool:
    # That the page is dark at night is not a correction of the background but what night means.
    if move.token == "background" and move.mode == "dark":
        return False
    pairs = zip(bytes.fromhex(move.chosen[1:]), bytes.fromhex(move.used[1:]), strict=True)
    return any(abs(chosen - used) >= DIFFERENT_ENOUGH for chosen, used in pairs)
