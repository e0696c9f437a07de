"""Phone numbers: people type national digits, rows hold E.164."""

from __future__ import annotations

import phonenumbers
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Refusal

_EASTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

COUNTRY_CODES = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""ISO 3166 alpha-2 codes of all countries that have telephone numbers."""


class PhoneInvalid(Refusal):
    code = "phone_invalid"
    field = "phone"
    message = _("Enter a valid phone number.")


def western_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; everything else untouched."""
    return text.translate(_EASTERN_DIGITS)


def normalise_phone(raw: str, *, region: str, field: str = "phone") -> str:
    """`raw` as E.164, read as a number of `region` (ISO 3166 alpha-2) unless it has a country code.

    Raises `PhoneInvalid` on `field` when it cannot be a phone number.
    """
    text = western_digits(raw).strip()
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise PhoneInvalid(field=field) from error
    if not phonenumbers.is_possible_number(number):
        raise PhoneInvalid(field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def country_of_phone(phone: str) -> str:
    """The country (ISO 3166 alpha-2) of a number in E.164; empty when the number does not tell."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return ""
    return region if region in COUNTRY_CODES else ""


def masked_phone(phone: str) -> str:
    """The last three digits, the rest as dots: enough for an owner to recognise, not to call."""
    return f"•••• {phone[-3:]}" if phone else ""
