"""The card that is shown where a link to a school or a course is shared."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from branding.rules.pictures.ground import pattern_mask, round_mask, star_mask
from branding.rules.pictures.icons import letter_of, logo_tile, open_picture
from branding.rules.pictures.lettering import (
    Direction,
    Face,
    direction_of,
    draw_centred,
    draw_line,
    drawable,
    width_of,
    wrap,
)

CARD_SIZE = (1200, 630)
_EDGE, _PICTURE = 72, 372
_WORDS = CARD_SIZE[0] - 2 * _EDGE - _PICTURE - 56
_HEAVY = 300_000
"""Bytes above which messengers leave a card out; a photograph is then drawn in fewer colours."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """`title` large, `above` beside the mark, `below` under the title, `foot` the address."""

    title: str
    above: str = ""
    below: str = ""
    foot: str = ""


def draw_card(
    *,
    words: CardWords,
    name: str,
    tokens: Mapping[str, str],
    logo: bytes | None = None,
    picture: bytes | None = None,
    is_round: bool = False,
) -> bytes:
    """A PNG of `CARD_SIZE`; it begins at the side where its title begins to be read.

    `name` is whose first letter stands for a missing logo. Pictures that cannot be read count as none.
    """
    way = direction_of(text=drawable(text=words.title) or words.title)
    card = Image.new("RGB", CARD_SIZE, tokens["brand"])
    mask = pattern_mask(size=CARD_SIZE, tile=210, is_from_left=way == "ltr")
    card.paste(tokens["brand-line"], (0, 0), mask)
    _paste_picture(card, tokens, name, open_picture(data=picture or logo), way, (bool(picture), is_round))
    _write(card, words, tokens, way, _paste_mark(card, tokens, name, open_picture(data=logo), way))
    return _packed(card)


def _paste_mark(
    card: Image.Image, tokens: Mapping[str, str], name: str, logo: Image.Image | None, way: Direction
) -> int:
    """The small mark at the head; answers where the words beside it begin."""
    side = 84
    left = _EDGE if way == "ltr" else CARD_SIZE[0] - _EDGE - side
    if logo:
        tile = logo_tile(logo=logo, side=side, share=0.84).convert("RGB")
        card.paste(tile, (left, _EDGE - 8), round_mask(size=(side, side), radius=20))
    else:
        card.paste(tokens["brand-content"], (left, _EDGE - 8), star_mask(side=side))
        centre = (left + side / 2, _EDGE - 8 + side / 2)
        _letter(card, name, Face(38, 700), centre, tokens["brand"])
    return left + side + 22 if way == "ltr" else left - 22


def _paste_picture(
    card: Image.Image,
    tokens: Mapping[str, str],
    name: str,
    picture: Image.Image | None,
    way: Direction,
    kind: tuple[bool, bool],
) -> None:
    is_photograph, is_round = kind
    size = (_PICTURE, _PICTURE)
    place = (CARD_SIZE[0] - _EDGE - _PICTURE if way == "ltr" else _EDGE, (CARD_SIZE[1] - _PICTURE) // 2)
    if picture is None:
        card.paste(tokens["accent"], place, star_mask(side=_PICTURE))
        centre = (place[0] + _PICTURE / 2, place[1] + _PICTURE / 2)
        _letter(card, name, Face(170, 700), centre, tokens["accent-content"])
        return
    if is_photograph:
        white = Image.new("RGBA", picture.size, "white")
        tile = ImageOps.fit(Image.alpha_composite(white, picture), size, Image.Resampling.LANCZOS)
    else:
        tile = logo_tile(logo=picture, side=_PICTURE, share=0.72)
    rim, radius = 8, _PICTURE // 2 if is_round else 44
    frame = (_PICTURE + 2 * rim,) * 2
    card.paste(
        tokens["brand-content"], (place[0] - rim, place[1] - rim), round_mask(size=frame, radius=radius + rim)
    )
    card.paste(tile.convert("RGB"), place, round_mask(size=size, radius=radius))


def _letter(card: Image.Image, name: str, face: Face, centre: tuple[float, float], ink: str) -> None:
    if letter := letter_of(name=name):
        draw_centred(ImageDraw.Draw(card), text=letter, face=face, centre=centre, ink=ink)


def _write(
    card: Image.Image, words: CardWords, tokens: Mapping[str, str], way: Direction, beside: int
) -> None:
    pen, ink = ImageDraw.Draw(card), tokens["brand-content"]
    edge = _EDGE if way == "ltr" else CARD_SIZE[0] - _EDGE
    above, small = drawable(text=words.above), Face(34, 620)
    for line in wrap(text=above, face=small, width=_WORDS - 106, lines=1):
        draw_line(pen, text=line, face=small, edge=beside, baseline=_EDGE + 46, ink=ink, base=way)
    face, lines = _title(drawable(text=words.title))
    below = wrap(text=drawable(text=words.below), face=Face(34), width=_WORDS, lines=2)
    step = round(face.size * 1.28)
    baseline = (
        CARD_SIZE[1] + 30 - (len(lines) * step + (len(below) * 48 if below[0] else 0))
    ) // 2 + face.size
    for line in lines:
        draw_line(pen, text=line, face=face, edge=edge, baseline=baseline, ink=ink, base=way)
        baseline += step
    for line in below:
        draw_line(pen, text=line, face=Face(34), edge=edge, baseline=baseline, ink=ink, base=way)
        baseline += 48
    foot = Face(28, 560)
    line = wrap(text=drawable(text=words.foot), face=foot, width=_WORDS, lines=1)[0]
    draw_line(pen, text=line, face=foot, edge=edge, baseline=CARD_SIZE[1] - _EDGE + 10, ink=ink, base=way)


def _title(text: str) -> tuple[Face, list[str]]:
    """As large as it can be in three lines."""
    for size in (82, 70, 60, 52):
        face = Face(size, 740)
        lines = wrap(text=text, face=face, width=_WORDS, lines=3)
        whole = " ".join(lines) == text
        if whole and (len(lines) <= 2 or size <= 60) and _no_wide_word(lines, face):
            break
    return face, lines


def _no_wide_word(lines: list[str], face: Face) -> bool:
    return all(width_of(text=line, face=face) <= _WORDS for line in lines)


def _packed(card: Image.Image) -> bytes:
    out = io.BytesIO()
    card.save(out, "PNG", optimize=True)
    if out.tell() > _HEAVY:
        out = io.BytesIO()
        card.quantize(256, method=Image.Quantize.MEDIANCUT).save(out, "PNG", optimize=True)
    return out.getvalue()
