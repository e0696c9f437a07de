"""Words as a person who searches means them: shapes of Arabic letters and scripts of digits do not decide.

Alef with or without hamza, taa marbuta and haa, yaa and alef maqsura are written alike by most people in a
hurry; vowel marks hardly anybody types. What is looked for and what is looked through are folded the same.
"""

from __future__ import annotations

from django.db.models import Func, TextField, Value
from django.db.models.functions import Lower

_SHAPES = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ک": "ك",
    **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
    **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
}
_DROPPED = "ءـ" + "".join(map(chr, [*range(0x064B, 0x0660), 0x0670]))
"""Hamza alone, the stretched line, and vowel marks."""
_FROM = "".join(_SHAPES) + _DROPPED
_TO = "".join(_SHAPES.values())
_TABLE = str.maketrans(_SHAPES) | str.maketrans("", "", _DROPPED)
_ARTICLE = "ال"
_STEM_CHARS = 3
"""How much of a word must be left before its article is taken off."""


def fold(text: str) -> str:
    """`text` in small letters and one spelling, as `Folded` makes it in the database."""
    return text.lower().translate(_TABLE)


def search_words(text: str, *, most: int = 10) -> list[str]:
    """The words to look for, folded, without their Arabic article: whoever types it means the word."""
    # No text in the database can hold NUL, so it cannot be looked for either.
    words = fold(text.replace("\0", " ")).split()[:most]
    return [_without_article(word) for word in words]


def _without_article(word: str) -> str:
    is_long = len(word) >= len(_ARTICLE) + _STEM_CHARS
    return word.removeprefix(_ARTICLE) if is_long else word


class Folded(Func):
    """A text column (or expression) folded by the database."""

    function = "TRANSLATE"
    output_field = TextField()

    def __init__(self, expression: object) -> None:
        super().__init__(Lower(expression), Value(_FROM), Value(_TO))
