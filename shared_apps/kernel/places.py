"""Countries: the money people pay with there, and the clock they live by."""

from __future__ import annotations

ZONES = {
    "AE": "Asia/Dubai",
    "BH": "Asia/Bahrain",
    "DZ": "Africa/Algiers",
    "EG": "Africa/Cairo",
    "GB": "Europe/London",
    "IQ": "Asia/Baghdad",
    "JO": "Asia/Amman",
    "KW": "Asia/Kuwait",
    "LB": "Asia/Beirut",
    "LY": "Africa/Tripoli",
    "MA": "Africa/Casablanca",
    "MR": "Africa/Nouakchott",
    "OM": "Asia/Muscat",
    "PS": "Asia/Hebron",
    "QA": "Asia/Qatar",
    "SA": "Asia/Riyadh",
    "SD": "Africa/Khartoum",
    "SY": "Asia/Damascus",
    "TN": "Africa/Tunis",
    "YE": "Asia/Aden",
}
"""The clock of countries that have one; schools elsewhere count by UTC."""

CURRENCIES = {
    "AE": "AED",
    "BH": "BHD",
    "DZ": "DZD",
    "EG": "EGP",
    "GB": "GBP",
    "IQ": "IQD",
    "JO": "JOD",
    "KW": "KWD",
    "LB": "LBP",
    "LY": "LYD",
    "MA": "MAD",
    "MR": "MRU",
    "OM": "OMR",
    "PS": "JOD",
    "QA": "QAR",
    "SA": "SAR",
    "SD": "SDG",
    "SY": "SYP",
    "TN": "TND",
    "US": "USD",
    "YE": "YER",
}
"""What a new school of the country counts in, until it says otherwise."""
_EURO = ("AT", "BE", "DE", "ES", "FI", "FR", "GR", "IE", "IT", "NL", "PT")
CURRENCIES |= dict.fromkeys(_EURO, "EUR")
