"""Which moments somebody may give: those that every page can show."""

from __future__ import annotations

from datetime import datetime

EARLIEST_YEAR, LATEST_YEAR = 2000, 2200


def is_far_away(moment: datetime) -> bool:
    """Whether it lies outside the years in which a school is open.

    A year of one digit, half typed, or the last days that a date can hold are beyond every calendar in
    the time zone of some school: no page could show them.
    """
    return not EARLIEST_YEAR <= moment.year <= LATEST_YEAR
