"""Countries: the money people pay with there, and the clock they live by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

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
OTHER_CURRENCY = "USD"

COUNTRY_NAMES = {
    "AE": _("United Arab Emirates"),
    "AT": _("Austria"),
    "BE": _("Belgium"),
    "BH": _("Bahrain"),
    "DE": _("Germany"),
    "DZ": _("Algeria"),
    "EG": _("Egypt"),
    "ES": _("Spain"),
    "FI": _("Finland"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "GR": _("Greece"),
    "IE": _("Ireland"),
    "IQ": _("Iraq"),
    "IT": _("Italy"),
    "JO": _("Jordan"),
    "KW": _("Kuwait"),
    "LB": _("Lebanon"),
    "LY": _("Libya"),
    "MA": _("Morocco"),
    "MR": _("Mauritania"),
    "NL": _("Netherlands"),
    "OM": _("Oman"),
    "PS": _("Palestine"),
    "PT": _("Portugal"),
    "QA": _("Qatar"),
    "SA": _("Saudi Arabia"),
    "SD": _("Sudan"),
    "SY": _("Syria"),
    "TN": _("Tunisia"),
    "TR": _("Türkiye"),
    "US": _("United States"),
    "YE": _("Yemen"),
}
"""The countries that are offered by name."""

CLOCKS = (
    *sorted({*ZONES.values(), "Europe/Berlin", "Europe/Istanbul", "Europe/Paris"}),
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "UTC",
)
"""The clocks that are offered beside the country's own."""
