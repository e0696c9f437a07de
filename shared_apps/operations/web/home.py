"""The console's home: how the platform stands, how it grew, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branding.rules.charts import FunnelStep, Plot, funnel, plot
from shared_apps.operations.selectors import audit, growth, schools
from shared_apps.operations.selectors.growth import Series
from shared_apps.operations.selectors.health import get_health
from shared_apps.operations.services.tally import ask_for_count
from shared_apps.operations.web.asking import ConsolePage, asked_text

ENTRIES_SHOWN = 6
PERIOD_WORDS: dict[int, str | Promise] = {
    7: gettext_lazy("7 days"),
    28: gettext_lazy("4 weeks"),
    84: gettext_lazy("12 weeks"),
}
USUAL_PERIOD = 28


class OperatorHome(ConsolePage):
    """Figures of a period and what was done last; the same few queries however many schools there are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, days = timezone.now(), _asked_period(request)
        counts = schools.count_schools()
        students = growth.new_students(now=now, days=days)
        opened = growth.opened_schools(now=now, days=days)
        redeemed = growth.redeemed_codes(now=now, days=days)
        if redeemed is None:
            ask_for_count()
        steps = growth.first_steps(now=now, days=days)
        context = {
            "menu": "operator",
            "nav": "home",
            "periods": [(str(key), word, key == days) for key, word in PERIOD_WORDS.items()],
            "counts": {state: counts.get(state, 0) for state in ("active", "suspended", "archived")},
            "students": students,
            "students_plot": _plot(students, now, days),
            "opened": opened,
            "opened_plot": _plot(opened, now, days),
            "redeemed": redeemed,
            "redeemed_plot": _plot(redeemed.series, now, days) if redeemed else None,
            "steps": _steps(steps),
            "activation": round(100 * steps.activated / steps.opened) if steps.opened else None,
            "active_students": growth.active_students(now=now),
            "failed_jobs": growth.failed_jobs(now=now),
            "health": get_health(now=now),
            "entries": audit.list_entries(search=audit.AuditSearch())[:ENTRIES_SHOWN],
        }
        return render(request, "operations/operator/home.html", context)


def _asked_period(request: HttpRequest) -> int:
    asked = asked_text(request, "days")
    return next((days for days in PERIOD_WORDS if str(days) == asked), USUAL_PERIOD)


def _plot(series: Series, now: datetime, days: int) -> Plot | None:
    """None when there is nothing to draw in either period."""
    if not series.total and not series.total_before:
        return None
    columns = growth.columns_of(today=timezone.localdate(now), days=days)
    labels = [_label(column) for column in columns]
    return plot(
        rows=[(label, [value]) for label, value in zip(labels, series.values, strict=True)],
        series=[""],
        before=series.before,
        short=[date_format(first, "j M") for first, _last in columns],
        whole=True,
    )


def _label(column: Sequence[date]) -> str:
    first, last = (date_format(day, "j M") for day in column)
    return first if first == last else f"{first} – {last}"


def _steps(steps: growth.Steps) -> list[FunnelStep]:
    return funnel(
        rows=[
            (_("Schools opened"), steps.opened),
            (_("Offer a course"), steps.offering),
            (_("Had a student in their first week"), steps.activated),
        ]
    )
