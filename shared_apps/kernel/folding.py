"""Words as a person who searches means them: shapes of Arabic letters and scripts of digits do not decide.

Alef with or without hamza, taa marbuta and haa, yaa and alef maqsura are written alike by most people in a
hurry; vowel marks hardly anybody types. The word that is looked for is folded, and the database is given a
pattern that fits every way of writing it: folding long texts row by row would be many times slower.
"""

from __future__ import annotations

import re

_ALIKE = ("اأإآٱ", "يىیئ", "هة", "وؤ", "كک", *zip("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", strict=True))
_SHAPES = {other: shapes[0] for shapes in _ALIKE for other in shapes[1:]}
_CLASSES = {shapes[0]: f"[{''.join(shapes)}]" for shapes in _ALIKE}
_DROPPED = "ءـ" + "".join(map(chr, [*range(0x064B, 0x0660), 0x0670]))
"""Hamza alone, the stretched line, and vowel marks."""
_TABLE = str.maketrans(_SHAPES) | str.maketrans("", "", _DROPPED)
_BETWEEN = f"[{_DROPPED}]*"
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLE = "ال"
_STEM_CHARS = 3
"""How much of a word must be left before its article is taken off."""


def fold(text: str) -> str:
    """`text` in small letters and one spelling."""
    return text.lower().translate(_TABLE)


def search_words(text: str, *, most: int = 10) -> list[str]:
    """The words to look for, folded, without their Arabic article: whoever types it means the word."""
    # No text in the database can hold NUL, so it cannot be looked for either.
    words = fold(text.replace("\0", " ")).split()[:most]
    return [_without_article(word) for word in words]


def search_pattern(word: str) -> str:
    """What `iregex` finds `word` (of `search_words`) by, however its letters are written."""
    between = _BETWEEN if _ARABIC.search(word) else ""
    return between.join(_CLASSES.get(letter) or re.escape(letter) for letter in word)


def _without_article(word: str) -> str:
    is_long = len(word) >= len(_ARTICLE) + _STEM_CHARS
    return word.removeprefix(_ARTICLE) if is_long else word
