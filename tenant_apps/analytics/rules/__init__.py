"""Arithmetic of numbers: `periods` stretches of days, `takings` money within them. No database here."""

from tenant_apps.analytics.rules.periods import (
    LONGEST,
    Change,
    Period,
    Span,
    change,
    latest_days,
    spans,
    this_month,
)
from tenant_apps.analytics.rules.takings import SOURCES, DayTaking, Source, Takings

__all__ = [
    "LONGEST",
    "SOURCES",
    "Change",
    "DayTaking",
    "Period",
    "Source",
    "Span",
    "Takings",
    "change",
    "latest_days",
    "spans",
    "this_month",
]
