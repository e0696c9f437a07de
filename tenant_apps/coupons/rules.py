"""What a code looks like, and how a typed one is read. No database here."""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Neither 0 nor O, neither 1 nor I nor L, and no U that looks like a V on a scratched card."""
CODE_LENGTH = 10
CODE_MAX_LENGTH = 32
CODES_PER_BATCH = 5000
USES_PER_CODE = 1
VALIDITY = timedelta(days=30)
GROUP = 5
FREE_WORD = "FREE"
"""What clients send as code for something that costs nothing."""

_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


class Opens(StrEnum):
    """What kind of thing a code is spent on."""

    COURSE = "course"
    MODULE = "module"


@dataclass(frozen=True, slots=True)
class Target:
    """What a code is to open, with the price that it must pay."""

    course_id: uuid.UUID
    course_title: str
    price: Decimal
    module_id: uuid.UUID | None = None
    module_title: str = ""

    @property
    def kind(self) -> Opens:
        return Opens.MODULE if self.module_id else Opens.COURSE


def new_code() -> str:
    """A code nobody can guess: 30 letters and digits to the power of ten, about 49 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_codes(*, count: int) -> set[str]:
    """`count` different codes."""
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(new_code())
    return codes


def normalise_code(typed: str) -> str:
    """The stored spelling of what a person typed; empty when nothing of a code is in it.

    Spaces, dashes and dots go, letters become capital, digits of any script become ours, and
    look-alikes become one sign, so that O and 0 (or I, L and 1) never decide.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    kept = (_ascii_digit(sign) for sign in plain if sign.isalnum())
    return "".join(kept).translate(_LOOK_ALIKES)


def _ascii_digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def grouped(code: str) -> str:
    """The code in groups of five, as printed: `7KQ2M-9XWPD`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def is_free_word(typed: str) -> bool:
    """Whether the client sent the word for “it costs nothing”."""
    return typed.strip().upper() == FREE_WORD
