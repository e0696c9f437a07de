"""Words in a picture: Arabic in one face, the rest in another, each run in its own direction.

The faces are the ones the pages use. What neither of them can draw (emoji, other scripts) is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from PIL import ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout, truetype

Direction = Literal["ltr", "rtl"]
_FACES = Path(__file__).resolve().parents[2] / "static" / "branding" / "fonts"
_FILES = {"arabic": "cairo-arabic-*.woff2", "latin": "inter-latin-*.woff2"}
_NO_SUCH_LETTER = "\uffff"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Face:
    """Size in pixels and weight (400 plain, 700 bold)."""

    size: int
    weight: int = 400


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    script: str
    direction: Direction


def direction_of(*, text: str) -> Direction:
    """Where the text begins, by its first letter; without one, left."""
    return next((found for found in map(_strong, text) if found), "ltr")


def drawable(*, text: str) -> str:
    """The text with single spaces and without what our faces lack; accents they lack are dropped."""
    kept = "".join(_letters_for(letter) for letter in unicodedata.normalize("NFC", text))
    return " ".join(kept.split())


def width_of(*, text: str, face: Face) -> float:
    """Pixels the text takes in one line."""
    base = direction_of(text=text)
    return sum(_length(run, face) for run in _in_order(text, base))


def wrap(*, text: str, face: Face, width: int, lines: int) -> list[str]:
    """At most `lines` lines no wider than `width`; what does not fit ends in an ellipsis."""
    words, found = text.split(), [""]
    while words:
        longer = f"{found[-1]} {words[0]}".strip()
        if not found[-1] or width_of(text=longer, face=face) <= width:
            found[-1] = longer
            words.pop(0)
        elif len(found) < lines:
            found.append("")
        else:
            found[-1] += _ELLIPSIS
            break
    return [_cut(line, face, width) for line in found]


def draw_line(
    pen: ImageDraw.ImageDraw,
    *,
    text: str,
    face: Face,
    edge: float,
    baseline: float,
    ink: str,
    base: Direction,
) -> None:
    """One line that begins at `edge`: its left end, or its right end when `base` is `rtl`."""
    at = edge - width_of(text=text, face=face) if base == "rtl" else edge
    for run in _in_order(text, base):
        font = _font(run.script, face)
        pen.text((at, baseline), run.text, font=font, fill=ink, anchor="ls", direction=run.direction)
        at += _length(run, face)


def draw_centred(
    pen: ImageDraw.ImageDraw, *, text: str, face: Face, centre: tuple[float, float], ink: str
) -> None:
    """A letter or two, centred by what is seen of them rather than by their line."""
    base = direction_of(text=text)
    runs = _in_order(text, base)
    boxes = [_font(run.script, face).getbbox(run.text, anchor="ls", direction=run.direction) for run in runs]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    left = centre[0] - sum(box[2] - box[0] for box in boxes) / 2
    for run, box in zip(runs, boxes, strict=True):
        place = (left - box[0], centre[1] - (top + bottom) / 2)
        font = _font(run.script, face)
        pen.text(place, run.text, font=font, fill=ink, anchor="ls", direction=run.direction)
        left += box[2] - box[0]


def _cut(line: str, face: Face, width: int) -> str:
    while len(line) > 1 and width_of(text=line, face=face) > width:
        line = line.removesuffix(_ELLIPSIS)[:-1].rstrip() + _ELLIPSIS
    return line


def _strong(letter: str) -> Direction | None:
    kind = unicodedata.bidirectional(letter)
    if kind in ("R", "AL"):
        return "rtl"
    return "ltr" if kind == "L" else None


def _in_order(text: str, base: Direction) -> list[_Run]:
    """The runs from left to right."""
    spans = [list(span) for _way, span in groupby(_runs(text, base), key=lambda run: run.direction)]
    if base == "rtl":
        spans.reverse()
    return [run for span in spans for run in (reversed(span) if span[0].direction == "rtl" else span)]


def _runs(text: str, base: Direction) -> Iterable[_Run]:
    """Runs in reading order, each of one face and one direction."""
    ways = _directions(text, base)
    scripts: list[str] = []
    for letter in text:
        # A space stands in both faces and stays with what is before it.
        scripts.append(scripts[-1] if letter == " " and scripts else _script_of(letter))
    at = 0
    for (script, way), group in groupby(zip(scripts, ways, strict=True)):
        length = len(list(group))
        yield _Run(text[at : at + length], script, way)
        at += length


def _directions(text: str, base: Direction) -> list[Direction]:
    """Digits read to the right; marks go with their neighbours when these agree, else with the line."""
    known = [_strong(letter) or ("ltr" if letter.isdigit() else None) for letter in text]
    found: list[Direction] = []
    for place, way in enumerate(known):
        before = found[-1] if found else base
        after = next((later for later in known[place:] if later), base)
        found.append(way or (before if before == after else base))
    return found


def _script_of(letter: str) -> str:
    return "arabic" if _strong(letter) == "rtl" or _is_in(letter, "arabic") else "latin"


def _letters_for(letter: str) -> str:
    if letter.isspace():
        return " "
    if _is_in(letter, "latin") or _is_in(letter, "arabic"):
        return letter
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if plain != letter and _is_in(plain, "latin") else ""


@lru_cache(maxsize=2048)
def _is_in(letter: str, script: str) -> bool:
    font = _font(script, Face(24))
    mask, none = font.getmask(letter), font.getmask(_NO_SUCH_LETTER)
    return (mask.size, bytes(mask)) != (none.size, bytes(none))


def _length(run: _Run, face: Face) -> float:
    return float(_font(run.script, face).getlength(run.text, direction=run.direction))


@lru_cache(maxsize=64)
def _font(script: str, face: Face) -> FreeTypeFont:
    path = next(_FACES.glob(_FILES[script]))
    font = truetype(str(path), face.size, layout_engine=Layout.RAQM)
    font.set_variation_by_axes([face.weight])
    return font
