"""Reads a QR sign from its picture: a printed sign without damage, so nothing is corrected.

Written from the standard (ISO/IEC 18004), apart from what draws the signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PIL import Image

Squares = list[list[bool]]
MEDIUM, QUARTILE, HIGH = 0b00, 0b11, 0b10
BLOCKS = {
    MEDIUM: {1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)},
    QUARTILE: {1: (1, 13), 2: (1, 22), 3: (2, 17), 4: (2, 24), 6: (4, 19)},
    HIGH: {1: (1, 9), 2: (1, 16), 3: (2, 13), 4: (4, 9), 6: (4, 15)},
}
"""By level of correction and version: blocks, and bytes of data in each."""
FORMAT_MASK = 0b101010000010010
BYTES = 0b0100
MASKS: list[Callable[[int, int], bool]] = [
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: (row * column) % 2 + (row * column) % 3 == 0,
    lambda row, column: ((row * column) % 2 + (row * column) % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + (row * column) % 3) % 2 == 0,
]


def read_sign(picture: Image.Image) -> str:
    """The text of the one sign in a picture."""
    squares = squares_of(picture)
    size = len(squares)
    level, pattern = _format(squares)
    mask = MASKS[pattern]
    bits = [squares[row][column] != mask(row, column) for row, column in _path(size)]
    told = [_number(bits[at : at + 8]) for at in range(0, len(bits) - 7, 8)]
    return _text(_in_order(told, *BLOCKS[level][(size - 17) // 4]))


def squares_of(picture: Image.Image) -> Squares:
    """Dark or not, by row and column. Marks in three corners tell how far the sign goes, and the upper
    edge of one is seven squares.
    """
    dark = picture.convert("L").point(lambda light: 0 if light >= 128 else 255)
    sign = dark.crop(dark.getbbox())
    width = sign.width
    edge = next(x for x in range(width) if not sign.getpixel((x, sign.height // 100)))
    size = round(width / (edge / 7))
    step = width / size
    places = [int((place + 0.5) * step) for place in range(size)]
    return [[bool(sign.getpixel((x, y))) for x in places] for y in places]


def _format(squares: Squares) -> tuple[int, int]:
    """The level of correction, and which pattern was laid over the data."""
    row = [squares[8][column] for column in (0, 1, 2, 3, 4, 5, 7, 8)]
    column = [squares[place][8] for place in (7, 5, 4, 3, 2, 1, 0)]
    told = _number(row + column) ^ FORMAT_MASK
    return told >> 13, told >> 10 & 0b111


def _path(size: int) -> Iterator[tuple[int, int]]:
    """The squares that hold data: in pairs of columns from the right, up and down in turn."""
    up = True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for row in range(size - 1, -1, -1) if up else range(size):
            for column in (right, right - 1):
                if not _is_fixed(size, row, column):
                    yield row, column
        up = not up


def _is_fixed(size: int, row: int, column: int) -> bool:
    """Marks at three corners with what is told beside them, the two lines of time, the mark within."""
    at_corner = (
        (row < 9 and column < 9) or (row < 9 and column >= size - 8) or (row >= size - 8 and column < 9)
    )
    within = size > 21 and abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return at_corner or within or row == 6 or column == 6


def _in_order(told: list[int], blocks: int, each: int) -> list[int]:
    """The bytes of data: the blocks take turns, their corrections follow."""
    return [told[place * blocks + block] for block in range(blocks) for place in range(each)]


def _text(data: list[int]) -> str:
    bits = "".join(f"{byte:08b}" for byte in data)
    assert int(bits[:4], 2) == BYTES
    length = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * at : 20 + 8 * at], 2) for at in range(length)).decode()


def _number(bits: list[bool]) -> int:
    return int("".join("1" if bit else "0" for bit in bits), 2)
