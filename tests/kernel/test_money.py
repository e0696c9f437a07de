"""How amounts are written beside their currency."""

from decimal import Decimal

import pytest
from django.template.defaultfilters import floatformat
from django.utils import translation

from shared_apps.kernel.money import currency_sign


@pytest.mark.parametrize(
    ("code", "in_english", "in_arabic"),
    [
        ("EGP", "EGP", "ج.م"),
        ("SAR", "SAR", "ر.س"),
        ("AED", "AED", "د.إ"),
        ("KWD", "KWD", "د.ك"),
        ("QAR", "QAR", "ر.ق"),
        ("BHD", "BHD", "د.ب"),
        ("OMR", "OMR", "ر.ع"),
        ("JOD", "JOD", "د.أ"),
        ("IQD", "IQD", "د.ع"),
        ("LYD", "LYD", "د.ل"),
        ("TND", "TND", "د.ت"),
        ("MAD", "MAD", "د.م"),
        ("DZD", "DZD", "د.ج"),
        ("SDG", "SDG", "ج.س"),
        ("USD", "$", "$"),
        ("XAF", "XAF", "XAF"),
    ],
)
def test_a_currency_is_written_as_readers_of_each_language_do(
    code: str, in_english: str, in_arabic: str
) -> None:
    with translation.override("en"):
        assert currency_sign(code=code) == in_english
    with translation.override("ar"):
        assert currency_sign(code=code) == in_arabic


@pytest.mark.parametrize("language", ["en", "ar"])
def test_long_numbers_are_grouped_by_threes_in_both_languages(language: str) -> None:
    with translation.override(language):
        assert floatformat(Decimal("1234560.50"), "-2g") == "1,234,560.50"
        assert floatformat(Decimal("1500.00"), "-2g") == "1,500"
