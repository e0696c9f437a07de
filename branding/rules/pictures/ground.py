"""The eight-pointed star, its pattern, and shapes with smooth edges."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

_STAR = (
    (32, 2), (40.3, 14.2), (54.4, 9.6), (51.8, 23.7), (62, 32), (51.8, 40.3), (54.4, 54.4), (40.3, 51.8),
    (32, 62), (23.7, 51.8), (9.6, 54.4), (12.2, 40.3), (2, 32), (12.2, 23.7), (9.6, 9.6), (23.7, 14.2),
)  # fmt: skip
_OUTER = (
    (60, 18), (72.3, 30.3), (89.7, 30.3), (89.7, 47.7), (102, 60), (89.7, 72.3), (89.7, 89.7), (72.3, 89.7),
    (60, 102), (47.7, 89.7), (30.3, 89.7), (30.3, 72.3), (18, 60), (30.3, 47.7), (30.3, 30.3), (47.7, 30.3),
)  # fmt: skip
_INNER = (
    (60, 36), (67, 43), (77, 43), (77, 53), (84, 60), (77, 67), (77, 77), (67, 77),
    (60, 84), (53, 77), (43, 77), (43, 67), (36, 60), (43, 53), (43, 43), (53, 43),
)  # fmt: skip
_RAYS = (
    ((60, 18), (60, 0)), ((60, 102), (60, 120)), ((18, 60), (0, 60)), ((102, 60), (120, 60)),
    ((89.7, 30.3), (120, 0)), ((30.3, 30.3), (0, 0)), ((30.3, 89.7), (0, 120)), ((89.7, 89.7), (120, 120)),
)  # fmt: skip
_CORNERS = tuple(((x - 18, y), (x, y - 18), (x + 18, y), (x, y + 18)) for x in (0, 120) for y in (0, 120))
_SMOOTH = 4
"""Shapes are drawn so many times larger and shrunk, which gives smooth edges."""


def star_mask(*, side: int) -> Image.Image:
    """The filled star in a square."""
    large = side * _SMOOTH
    mask = Image.new("L", (large, large))
    ImageDraw.Draw(mask).polygon([(x * large / 64, y * large / 64) for x, y in _STAR], fill=255)
    return mask.resize((side, side), Image.Resampling.LANCZOS)


def round_mask(*, size: tuple[int, int], radius: int) -> Image.Image:
    """A rectangle with round corners; a circle when the radius is half a square's side."""
    width, height = size
    mask = Image.new("L", (width * 2, height * 2))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width * 2 - 1, height * 2 - 1), radius * 2, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


@lru_cache(maxsize=4)
def pattern_mask(*, size: tuple[int, int], tile: int, is_from_left: bool) -> Image.Image:
    """Lines of stars over the whole size, fading towards the side where the words begin."""
    width, height = size
    mask, stone = Image.new("L", size), _tile(tile)
    for x in range(0, width, tile):
        for y in range(0, height, tile):
            mask.paste(stone, (x, y))
    fade = Image.linear_gradient("L").rotate(90).resize(size)
    if not is_from_left:
        fade = fade.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return ImageChops.multiply(mask, fade)


def _tile(side: int) -> Image.Image:
    large = side * _SMOOTH
    stone = Image.new("L", (large, large))
    pen, scale = ImageDraw.Draw(stone), large / 120
    for shape in (_OUTER, _INNER, *_CORNERS):
        points = [(x * scale, y * scale) for x, y in (*shape, shape[0], shape[1])]
        pen.line(points, fill=255, width=round(1.6 * scale), joint="curve")
    for begin, end in _RAYS:
        points = [(x * scale, y * scale) for x, y in (begin, end)]
        pen.line(points, fill=255, width=round(1.6 * scale))
    return stone.resize((side, side), Image.Resampling.LANCZOS)
