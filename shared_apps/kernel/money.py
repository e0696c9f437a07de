"""Amounts: Decimal with two places, one currency per school."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
MAX_PRICE = Decimal("99999999.99")


def rounded(amount: Decimal) -> Decimal:
    """`amount` with two places, half to even."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)
