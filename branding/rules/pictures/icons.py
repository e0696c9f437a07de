"""Icons for home screens and tabs: the logo, or the star with the name's first letter."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Literal, cast

from PIL import Image, ImageDraw, UnidentifiedImageError

from branding.rules.drawing import initials
from branding.rules.pictures.ground import round_mask, star_mask
from branding.rules.pictures.lettering import Face, draw_centred, drawable

IconShape = Literal["any", "touch", "maskable"]
"""`any` has its own outline; `touch` fills the square; `maskable` keeps clear of what phones cut off."""
ICON_SIZES = (180, 192, 512)
_SHARE = {"any": 0.8, "touch": 0.76, "maskable": 0.6}
"""How much of the side a logo takes; of a maskable icon only a circle of 80 % is sure to be seen."""
_ALIKE = 12


def draw_icon(
    *, name: str, tokens: Mapping[str, str], side: int, shape: IconShape = "any", logo: bytes | None = None
) -> bytes:
    """A square PNG. `tokens` are one mode of a palette; a logo that cannot be read counts as none."""
    picture = open_picture(data=logo)
    drawn = _of_logo(picture, side, shape) if picture else _of_letter(name, tokens, side, shape)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


def open_picture(*, data: bytes | None) -> Image.Image | None:
    """Stored bytes as a picture with transparency, None for what is none."""
    if not data:
        return None
    try:
        return Image.open(io.BytesIO(data)).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def letter_of(*, name: str) -> str:
    """The first letter that our faces can draw, else none."""
    text = drawable(text=name)
    return initials(name=text, count=1) if text else ""


def logo_tile(*, logo: Image.Image, side: int, share: float) -> Image.Image:
    """The logo on a full square of its own ground, taking `share` of the side."""
    tile = Image.new("RGBA", (side, side), _ground_of(logo))
    seen = logo.crop(logo.getchannel("A").getbbox() or (0, 0, *logo.size))
    fitted = _fitted(seen, max(1, round(side * share)))
    tile.alpha_composite(fitted, ((side - fitted.width) // 2, (side - fitted.height) // 2))
    return tile


def _of_logo(logo: Image.Image, side: int, shape: IconShape) -> Image.Image:
    tile = logo_tile(logo=logo, side=side, share=_SHARE[shape])
    if shape == "any":
        tile.putalpha(round_mask(size=(side, side), radius=round(side * 0.2)))
        return tile
    return tile.convert("RGB")


def _of_letter(name: str, tokens: Mapping[str, str], side: int, shape: IconShape) -> Image.Image:
    drawn = Image.new("RGBA", (side, side), tokens["brand"] if shape != "any" else (0, 0, 0, 0))
    if shape == "any":
        drawn.paste(tokens["brand"], (0, 0), star_mask(side=side))
    else:
        inner = round(side * (0.94 if shape == "touch" else 0.78))
        place = ((side - inner) // 2,) * 2
        drawn.paste(tokens["brand-line"], place, star_mask(side=inner))
    letter, face = letter_of(name=name), Face(round(side * (0.46 if shape != "maskable" else 0.38)), 700)
    if letter:
        pen = ImageDraw.Draw(drawn)
        draw_centred(pen, text=letter, face=face, centre=(side / 2, side / 2), ink=tokens["brand-content"])
    return drawn if shape == "any" else drawn.convert("RGB")


def _fitted(logo: Image.Image, side: int) -> Image.Image:
    factor = side / max(logo.size)
    size = (max(1, round(logo.width * factor)), max(1, round(logo.height * factor)))
    return logo.resize(size, Image.Resampling.LANCZOS)


def _ground_of(logo: Image.Image) -> tuple[int, int, int, int]:
    """The colour of the logo's own corners when they are alike and opaque, else white."""
    right, low = logo.width - 1, logo.height - 1
    places = ((0, 0), (right, 0), (0, low), (right, low))
    # Of a picture with transparency each pixel is four numbers.
    corners = [cast("tuple[int, int, int, int]", logo.getpixel(place)) for place in places]
    first, white = corners[0], (255, 255, 255, 255)
    if any(one[3] < 255 for one in corners):
        return white
    alike = all(abs(a - b) <= _ALIKE for one in corners for a, b in zip(one, first, strict=True))
    return first if alike else white
