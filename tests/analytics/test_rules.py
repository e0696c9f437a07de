"""Stretches of days, changes, and money summed over them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tenant_apps.analytics.rules import (
    Change,
    DayTaking,
    Period,
    Span,
    Takings,
    change,
    latest_days,
    spans,
    this_month,
)
from tenant_apps.analytics.rules.packing import as_cell, as_json, is_secret

TODAY = date(2026, 11, 21)


def test_latest_days_end_today_and_compare_with_as_many() -> None:
    period = latest_days(today=TODAY, days=7)
    assert (period.first, period.last, period.days) == (date(2026, 11, 15), TODAY, 7)
    assert period.previous == Span(date(2026, 11, 8), date(2026, 11, 14))


def test_this_month_compares_with_as_many_days() -> None:
    period = this_month(today=TODAY)
    assert (period.first, period.days) == (date(2026, 11, 1), 21)
    assert period.previous == Span(date(2026, 10, 11), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("days", "columns", "first"),
    [
        (1, 1, Span(TODAY, TODAY)),
        (31, 31, Span(date(2026, 10, 22), date(2026, 10, 22))),
        # Weeks end with the period, so the first may be short.
        (32, 5, Span(date(2026, 10, 21), date(2026, 10, 24))),
        (190, 28, Span(date(2026, 5, 16), date(2026, 5, 16))),
        (191, 7, Span(date(2026, 5, 15), date(2026, 5, 31))),
        (366, 13, Span(date(2025, 11, 21), date(2025, 11, 30))),
    ],
)
def test_columns_cover_the_period_once(days: int, columns: int, first: Span) -> None:
    period = latest_days(today=TODAY, days=days)
    found = spans(period=period)
    assert (len(found), found[0], found[-1].last) == (columns, first, TODAY)
    assert sum(span.days for span in found) == days


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (0, 0, None),
        (3, 0, Change("new", 0)),
        (3, 3, Change("same", 0)),
        (Decimal("150.00"), Decimal("100.00"), Change("up", 50)),
        (0, 4, Change("down", 100)),
        (1000, 999, Change("same", 0)),
    ],
)
def test_change(now: int, before: int, told: Change | None) -> None:
    assert change(now=now, before=before) == told


def test_takings_are_summed_by_day_and_source() -> None:
    rows = [
        DayTaking(TODAY, "course", Decimal("100.00"), 1),
        DayTaking(TODAY, "discount", Decimal("80.00"), 2),
        DayTaking(date(2026, 11, 1), "course", Decimal("50.00"), 1),
    ]
    takings, week = Takings(rows=rows), latest_days(today=TODAY, days=7)
    assert (takings.amount(within=week), takings.uses(within=week)) == (Decimal("180.00"), 3)
    assert takings.amount(within=week, source="course") == Decimal("100.00")
    assert takings.by_day() == {TODAY: Decimal("180.00"), date(2026, 11, 1): Decimal("50.00")}
    assert takings.amount(within=Period(TODAY, TODAY, "custom"), source="module") == Decimal("0.00")


@pytest.mark.parametrize("name", ["viewer_secret", "password", "token_hash", "key", "iv_key", "tokens"])
def test_secret_columns(name: str) -> None:
    assert is_secret(column=name)


@pytest.mark.parametrize("name", ["code", "title", "keyboard", "monkey", "signals", "paper", "spelling"])
def test_columns_that_leave(name: str) -> None:
    assert not is_secret(column=name)


def test_values_of_a_packed_table() -> None:
    assert as_json([Decimal("1.50"), TODAY]) == ["1.50", "2026-11-21"]
    assert [as_cell(value) for value in (True, {"a": "ب"}, None, 3, TODAY)] == [
        "true",
        '{"a": "ب"}',
        None,
        3,
        "2026-11-21",
    ]
