"""Countries by their names, for those that schools are likely to name; others by their code."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

NAMES = {
    "AE": _("the Emirates"),
    "BH": _("Bahrain"),
    "DZ": _("Algeria"),
    "EG": _("Egypt"),
    "GB": _("Great Britain"),
    "IQ": _("Iraq"),
    "JO": _("Jordan"),
    "KW": _("Kuwait"),
    "LB": _("Lebanon"),
    "LY": _("Libya"),
    "MA": _("Morocco"),
    "MR": _("Mauritania"),
    "OM": _("Oman"),
    "PS": _("Palestine"),
    "QA": _("Qatar"),
    "SA": _("Saudi Arabia"),
    "SD": _("Sudan"),
    "SY": _("Syria"),
    "TN": _("Tunisia"),
    "US": _("the United States"),
    "YE": _("Yemen"),
}


def country_names(*, codes: Iterable[str]) -> list[str]:
    """The countries of these codes (ISO 3166 alpha-2) in the reader's language, in the order given."""
    return [str(NAMES.get(code, code)) for code in codes]
