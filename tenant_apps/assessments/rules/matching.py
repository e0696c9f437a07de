"""Whether two short texts say the same, as a person who marks would see it.

Case, blanks, vowel marks, the shapes of alef, hamza, yaa and taa marbuta, the digits' script and a
final mark do not decide. Superscripts and signs do: x² is not x2, -5 is not 5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SHAPES = str.maketrans(
    {
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
        "ء": "",
        "ـ": "",  # tatweel
        "٫": ".",
        "٬": "",
        "،": ",",
        "−": "-",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
    }
)
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_DRAWN = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e]")
_END = ".,;:!?؟؛"


def fold(text: str) -> str:
    """`text` reduced to what counts when it is compared."""
    plain = unicodedata.normalize("NFC", _DRAWN.sub(_undrawn, text))
    plain = _MARKS.sub("", _UNSEEN.sub("", plain)).translate(_SHAPES)
    plain = "".join(_digit(one) for one in plain)
    plain = " ".join(plain.casefold().split())
    return plain.rstrip(_END).rstrip() or plain


def matches(text: str, accepted: Iterable[str]) -> bool:
    """Whether `text` says the same as one of `accepted`; a blank text never does."""
    folded = fold(text)
    return bool(folded) and folded in {fold(one) for one in accepted}


def _undrawn(found: re.Match[str]) -> str:
    """Letters stored by their drawn shape, and the wide forms of Latin ones, as ordinary letters."""
    return unicodedata.normalize("NFKC", found[0])


def _digit(one: str) -> str:
    return str(unicodedata.decimal(one)) if one.isdecimal() else one
