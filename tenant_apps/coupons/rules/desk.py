"""How staff name codes at the desk: by serial, by link, with a sign misread. No database here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tenant_apps.coupons import errors
from tenant_apps.coupons.rules.codes import ALPHABET, CODE_LENGTH, normalise_code

MAX_REASON = 200
SERIAL_MAX = 100_000
_LINK = re.compile(r"/redeem/([^/?#\s]+)")
_SERIAL = re.compile(r"^\D{0,6}([1-9]\d{0,5})\s?[-/–]\s?(\d{1,5})$")
_RANGE = re.compile(r"^(\d{1,6})(?:\s*(?:-|–|\.{2,3}|\s|to|إلى|الى)\s*(\d{1,6}))?$", re.IGNORECASE)
_PHONE = re.compile(r"^[+(]?[\d\s().-]{7,20}$")
BLANKS = frozenset("?*؟")
"""What people type for a sign that they cannot read."""


class State(StrEnum):
    """What one word says about a code: `used` when nothing is left of it, `open` when it counts now."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    VOID = "void"


class Trouble(StrEnum):
    """Why a code does not work now."""

    SPENT = "spent"
    VOID = "void"
    EXPIRED = "expired"
    LIMITED = "limited"
    NOTHING_COSTS_THAT = "nothing_costs_that"


@dataclass(frozen=True, slots=True)
class Serials:
    """A range of serial numbers of one batch, both ends included."""

    first: int
    last: int

    @property
    def is_one(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Typed:
    """What the one field of the desk holds; of the parts only what was understood is filled."""

    text: str
    code: str = ""
    pattern: str = ""
    """The code with `_` for what nobody could read."""
    batch_number: int = 0
    serial: int = 0
    phone: str = ""
    """Digits without the leading zeros, to be found at the end of a stored number."""


def read_typed(text: str) -> Typed:
    """Tell a link, a serial number, a phone and a code apart."""
    plain = " ".join(_western(text).split())
    link = _LINK.search(plain)
    if link:
        return Typed(plain, code=normalise_code(link[1]))
    serial = _SERIAL.match(plain)
    if serial:
        return Typed(plain, batch_number=int(serial[1]), serial=int(serial[2]))
    if _PHONE.match(plain):
        digits = re.sub(r"\D", "", plain)
        if len(digits) >= 7 and not _could_be_code(digits):
            return Typed(plain, phone=digits.lstrip("0"))
    if BLANKS & set(plain):
        return Typed(plain, pattern=_pattern(plain))
    return Typed(plain, code=normalise_code(plain), phone="")


def read_serials(text: str) -> Serials:
    """`10-20`, `10 20` or `7`. Raises `SerialsRefused`."""
    found = _RANGE.match(" ".join(_western(text).split()))
    if not found:
        raise errors.SerialsRefused()
    first = int(found[1])
    last = int(found[2] or first)
    if not 1 <= first <= last <= SERIAL_MAX:
        raise errors.SerialsRefused()
    return Serials(first, last)


def printed_serial(*, batch_number: int, serial: int) -> str:
    """As it stands on the card: `12-034`; empty for cards from before cards had numbers."""
    return f"{batch_number}-{serial:03d}" if batch_number and serial else ""


def near_codes(code: str) -> set[str]:
    """Every code from which `code` differs by one sign misread, left out, too much, or two exchanged."""
    if not CODE_LENGTH - 1 <= len(code) <= CODE_LENGTH + 1:
        return set()
    places = range(len(code))
    if len(code) > CODE_LENGTH:
        return {code[:at] + code[at + 1 :] for at in places}
    if len(code) < CODE_LENGTH:
        return {code[:at] + sign + code[at:] for at in range(len(code) + 1) for sign in ALPHABET}
    misread = {code[:at] + sign + code[at + 1 :] for at in places for sign in ALPHABET}
    exchanged = {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in places[:-1]}
    return (misread | exchanged) - {code}


def clean_reason(reason: str) -> str:
    """The reason in one line, cut at 200 signs."""
    return " ".join(reason.replace("\0", "").split())[:MAX_REASON]


def state_of(*, used_count: int, is_active: bool, expires_at: datetime, now: datetime) -> State:
    """A used code is used, whatever happened to it later."""
    if used_count:
        return State.USED
    if not is_active:
        return State.VOID
    return State.EXPIRED if expires_at <= now else State.OPEN


def _western(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(_digit(sign) for sign in plain if sign.isprintable())


def _digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def _could_be_code(digits: str) -> bool:
    """Ten digits without 0 and 1 may be a code as well as a phone; a code is what is asked for here."""
    return len(digits) == CODE_LENGTH and set(digits) <= set(ALPHABET)


def _pattern(text: str) -> str:
    parts = (("_" if sign in BLANKS else normalise_code(sign)) for sign in text)
    return "".join(parts)
