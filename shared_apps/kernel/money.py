"""Amounts: Decimal with two places, one currency per school."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")
MAX_PRICE = Decimal("99999999.99")
SIGNS = {"EGP": _("EGP")}
"""How people write a currency beside an amount, where that is not its code."""


def rounded(amount: Decimal) -> Decimal:
    """`amount` with two places, half to even."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)


def currency_sign(*, code: str) -> str:
    """The currency as the reader's language writes it; one that has no sign here keeps its code."""
    return str(SIGNS.get(code, code))
