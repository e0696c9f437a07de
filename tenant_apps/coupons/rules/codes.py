"""What a code looks like, and how a typed one is read. No database here."""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Text
from shared_apps.kernel.moments import is_far_away
from shared_apps.kernel.money import CENT
from shared_apps.kernel.places import ZONES
from tenant_apps.coupons import errors

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

DISCOUNT_MIN_LENGTH = 4
DISCOUNTS_PER_ORDER = 500
TAIL_LENGTH = 6
MAX_USES = 1_000_000
_SEPARATORS = frozenset(" -_.")

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


def clean_discount_code(typed: str, *, at_most: int = CODE_MAX_LENGTH) -> str:
    """The code as the teacher wrote it, with single spaces.

    4 to 32 signs: letters and digits of any script, and `-`, `_`, `.` or spaces between them.
    Raises `DiscountCodeRefused`.
    """
    cleaned = " ".join(unicodedata.normalize("NFKC", typed).split())
    told = all(sign.isalnum() or sign in _SEPARATORS for sign in cleaned)
    if not (told and len(cleaned) <= at_most and len(normalise_code(cleaned)) >= DISCOUNT_MIN_LENGTH):
        raise errors.DiscountCodeRefused()
    return cleaned


def tailed_codes(*, prefix: str, count: int) -> set[str]:
    """`count` different codes that begin alike and end as nobody can guess."""
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(TAIL_LENGTH))}")
    return codes


def percent_problem(percent: int) -> Text | None:
    """What is wrong with so many percent off."""
    if percent > 100:
        return _("Discount percentage cannot exceed 100%.")
    return None if percent >= 1 else _("Discount percentage must be between 1 and 100.")


def max_uses_problem(max_uses: int | None) -> Text | None:
    """What is wrong with so many uses; None is any number."""
    if max_uses is None or 0 < max_uses <= MAX_USES:
        return None
    return _("This number is too large.") if max_uses > 0 else _("Max uses must be greater than 0.")


def count_problem(count: int) -> Text | None:
    """What is wrong with making so many discount coupons at once."""
    if count < 1:
        return _("Number of coupons must be at least 1.")
    return None if count <= DISCOUNTS_PER_ORDER else _("This number is too large.")


def window_problem(
    *, valid_from: datetime, valid_until: datetime, now: datetime, former_end: datetime | None = None
) -> Text | None:
    """What is wrong with the window. An end in the past stays allowed where it stood before."""
    if is_far_away(valid_from) or is_far_away(valid_until):
        return _("These dates are too far away.")
    if valid_until <= valid_from:
        return _("Valid until date must be after valid from date.")
    if valid_until <= now and valid_until != former_end:
        return _("Coupon expiration date cannot be in the past.")
    return None


def zone_of_country(country: str) -> ZoneInfo:
    """The clock by which a school of this country counts its months."""
    return ZoneInfo(ZONES.get(country, "UTC"))


def discount_amount(*, price: Decimal, percent: int) -> Decimal:
    """What `percent` percent of the price are, with two places, half up; never more than the price."""
    return min(price, (price * percent / 100).quantize(CENT, rounding=ROUND_HALF_UP))
