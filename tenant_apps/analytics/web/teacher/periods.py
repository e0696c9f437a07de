"""Which days a page of numbers is about: chosen by links, or typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenant_apps.analytics.rules import LONGEST, Period, latest_days, this_month
from tenant_apps.courses.web.teacher.asking import asked
from tenants.context import require_tenant

USUAL = "30"
SHORT = ("7", "30", "90")
COUNTED = {**{key: int(key) for key in SHORT}, "365": 365}
EARLIEST = date(2000, 1, 1)


class PeriodForm(forms.Form):
    """Two days of the school's calendar, both included."""

    since = forms.DateField(label=gettext_lazy("From"), input_formats=["%Y-%m-%d"])
    until = forms.DateField(label=gettext_lazy("To"), input_formats=["%Y-%m-%d"])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        for field in self.fields.values():
            field.widget = forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "max": today.isoformat()}
            )

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since < EARLIEST:
            raise forms.ValidationError(_("This day is too long ago."))
        return since

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until > self._today:
            raise forms.ValidationError(_("This day is still to come."))
        return until

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if "since" in found and "until" in found:
            if found["since"] > found["until"]:
                self.add_error("until", _("The last day is before the first."))
            elif (found["until"] - found["since"]).days >= LONGEST:
                self.add_error("until", _("At most a year at once."))
        return found


@dataclass(frozen=True, slots=True)
class ChosenPeriod:
    """A period with what the page says of it."""

    period: Period
    zone: ZoneInfo
    form: PeriodForm
    is_typed: bool
    """Whether the fields for two days are shown."""
    tabs: list[tuple[str, str, bool]]
    """Key, label, whether it is the chosen one."""

    @property
    def label(self) -> str:
        """Its days: 1 Nov – 21 Nov 2026."""
        first, last = self.period.first, self.period.last
        if first == last:
            return date_format(last, "j M Y")
        shape = "j M" if first.year == last.year else "j M Y"
        return f"{date_format(first, shape)} – {date_format(last, 'j M Y')}"

    @property
    def before_label(self) -> str:
        """What the period before is called."""
        days = self.period.days
        return ngettext("the day before", "the %(days)d days before", days) % {"days": days}

    @property
    def query(self) -> str:
        """As the address of an export carries it."""
        if self.period.key == "custom":
            return f"period=custom&since={self.period.first}&until={self.period.last}"
        return f"period={self.period.key}"


def school_zone() -> ZoneInfo:
    """The clock of the school's country."""
    return require_tenant().zone


def read_period(request: HttpRequest, *, now: datetime) -> ChosenPeriod:
    """What the address asks for; thirty days when it asks for nothing, or for days that make no sense."""
    zone = school_zone()
    today = now.astimezone(zone).date()
    key = asked(request, "period")
    is_typed = key == "custom"
    form = PeriodForm(request.GET if is_typed and "since" in request.GET else None, today=today)
    if is_typed and form.is_valid():
        period = Period(form.cleaned_data["since"], form.cleaned_data["until"], "custom")
    elif key == "month":
        period = this_month(today=today)
    else:
        period = latest_days(today=today, days=COUNTED.get(key, COUNTED[USUAL]))
    if not form.is_bound:
        form.initial = {"since": period.first, "until": period.last}
    shown = "custom" if is_typed else period.key
    tabs = [(name, label, name == shown) for name, label in _labels()]
    return ChosenPeriod(period, zone, form, is_typed, tabs)


def _labels() -> list[tuple[str, str]]:
    days = [
        (key, ngettext("%(n)d day", "%(n)d days", count) % {"n": count}) for key, count in COUNTED.items()
    ]
    return [
        *days[:3],
        ("month", _("This month")),
        ("365", _("A year")),
        ("custom", _("Choose the days")),
    ]
