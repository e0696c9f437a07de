"""Style sheets of drawn previews: the ready looks, and colours that are not saved yet.

The content policy refuses style attributes, so colours that a page shows arrive as a sheet of its own.
Every value is `#rrggbb` made by the palette; nothing typed reaches a sheet unread.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from branding.errors import ColourInvalid
from branding.rules import READY_THEMES, Palette, ThemeColours, build_palette
from branding.rules.themes import ReadyTheme


@require_GET
def looks_css(request: HttpRequest) -> HttpResponse:
    """All ready looks: inside `[data-looks]` a checked radio button changes the preview, without script."""
    return _sheet(ready_looks_sheet(), cache_control="public, max-age=3600")


@require_GET
def colours_css(request: HttpRequest) -> HttpResponse:
    """The preview in six colours from the query (`primary`, …); empty when one is no colour."""
    try:
        colours = ThemeColours.parse(values=request.GET.dict())
    except ColourInvalid:
        return _sheet("", cache_control="no-store")
    return _sheet(colours_sheet(colours=colours), cache_control="private, max-age=300")


@cache
def ready_looks_sheet() -> str:
    """Swatches and previews of every ready theme."""
    return "".join(_look(theme=theme) for theme in READY_THEMES)


def colours_sheet(*, colours: ThemeColours) -> str:
    """`.preview` by day, `.preview-dark` and what a switch turns to night, chips of corrections."""
    palette = build_palette(colours=colours)
    chips = "".join(
        f".chip-chosen-{number}{{background:{move.chosen}}}.chip-used-{number}{{background:{move.used}}}"
        for number, move in enumerate(palette.corrections)
    )
    return _preview(palette) + chips


def _look(*, theme: ReadyTheme) -> str:
    colours = theme.colours
    swatch = f"--look-a:{colours.primary};--look-b:{colours.accent};--look-c:{colours.secondary}"
    tokens = _tokens(build_palette(colours=colours).light)
    first = "[data-looks] .preview," if theme is READY_THEMES[0] else ""
    checked = f'{first}[data-looks]:has(input[value="{theme.slug}"]:checked) .preview'
    return f".look-{theme.slug}{{{swatch}}}{checked}{{{tokens}}}"


def _preview(palette: Palette) -> str:
    dark = f"color-scheme:dark;{_tokens(palette.dark)}"
    night = '.previews:has(input[value="night"]:checked) .preview'
    return f".preview{{{_tokens(palette.light)}}}.preview.preview-dark,{night}{{{dark}}}"


def _tokens(tokens: Mapping[str, str]) -> str:
    return ";".join(f"--color-{name}:{value}" for name, value in tokens.items())


def _sheet(css: str, *, cache_control: str) -> HttpResponse:
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = cache_control
    response["X-Content-Type-Options"] = "nosniff"
    return response
