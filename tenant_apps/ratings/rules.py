"""What stars and texts may be, how averages are rounded, who may moderate. No database here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tenant_apps.ratings import errors

MOST = 5
MAX_COMMENT = 500
MAX_REPLY = 1000
MAX_REASON = 200
MODERATORS = frozenset({"owner"})
"""Roles that may answer and hide; other staff read."""


@dataclass(frozen=True, slots=True)
class Tally:
    """An average of 0.00 to 5.00 (0.00: of nothing) and of how many ratings it is."""

    average: Decimal
    count: int

    @property
    def whole_stars(self) -> int:
        """The average as so many drawn stars."""
        return int(self.average.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave this many stars, and which share of all that is, in whole percent."""

    stars: int
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Spread:
    """What a course's ratings look like: their tally, and the bars from most stars to one."""

    tally: Tally
    bars: tuple[Bar, ...]


def may_moderate(*, role: str) -> bool:
    """Whether staff of this role may answer and hide reviews."""
    return role in MODERATORS


def tally(*, total: int, count: int) -> Tally:
    """The average of `count` ratings with `total` stars together, half up to two places."""
    if count <= 0:
        return Tally(Decimal("0.00"), 0)
    exact = Decimal(total) / count
    return Tally(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), count)


def spread(*, counts: Mapping[int, int]) -> Spread:
    """From how many gave how many stars."""
    count = sum(counts.values())
    total = sum(stars * number for stars, number in counts.items())
    bars = tuple(_bar(stars, counts.get(stars, 0), count) for stars in range(MOST, 0, -1))
    return Spread(tally(total=total, count=count), bars)


def _bar(stars: int, count: int, of: int) -> Bar:
    return Bar(stars, count, (count * 200 + of) // (2 * of) if of else 0)


def clean_stars(stars: int) -> int:
    """The same. Raises `StarsRefused` outside of 1 to 5."""
    if not 1 <= stars <= MOST:
        raise errors.StarsRefused()
    return stars


def clean_comment(text: str) -> str:
    """`text` as it is kept. Raises `CommentTooLong`."""
    cleaned = _tidied(text)
    if len(cleaned) > MAX_COMMENT:
        raise errors.CommentTooLong()
    return cleaned


def clean_reply(text: str) -> str:
    """`text` as it is kept; empty takes the reply back. Raises `ReplyTooLong`."""
    cleaned = _tidied(text)
    if len(cleaned) > MAX_REPLY:
        raise errors.ReplyTooLong()
    return cleaned


def clean_reason(text: str) -> str:
    """Why something is hidden, on one line. Raises `ReasonRefused` when empty or too long."""
    cleaned = " ".join(text.split())
    if not 0 < len(cleaned) <= MAX_REASON:
        raise errors.ReasonRefused()
    return cleaned


def _tidied(text: str) -> str:
    # Forms send line ends of two characters that nobody typed.
    return text.replace("\r\n", "\n").strip()
