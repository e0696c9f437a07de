"""Amounts: Decimal with two places, one currency per school."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")
MAX_PRICE = Decimal("99999999.99")
SIGNS = {
    "AED": _("AED"),
    "BHD": _("BHD"),
    "DZD": _("DZD"),
    "EGP": _("EGP"),
    "IQD": _("IQD"),
    "JOD": _("JOD"),
    "KWD": _("KWD"),
    "LBP": _("LBP"),
    "LYD": _("LYD"),
    "MAD": _("MAD"),
    "MRU": _("MRU"),
    "OMR": _("OMR"),
    "QAR": _("QAR"),
    "SAR": _("SAR"),
    "SDG": _("SDG"),
    "SYP": _("SYP"),
    "TND": _("TND"),
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "YER": _("YER"),
}
"""How people write a currency beside an amount, where that is not its code."""


def rounded(amount: Decimal) -> Decimal:
    """`amount` with two places, half to even."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)


def currency_sign(*, code: str) -> str:
    """The currency as the reader's language writes it; one that has no sign here keeps its code."""
    return str(SIGNS.get(code, code))
