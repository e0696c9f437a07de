"""How amounts are written beside their currency."""

import pytest
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
