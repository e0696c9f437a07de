"""Numbers as the charts take them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from branding.rules.charts import FunnelStep, Plot, Share, funnel, plot, shares
from tenant_apps.analytics.rules import SOURCES, Change, Period, Span, Takings, spans
from tenant_apps.analytics.rules.periods import Number
from tenant_apps.analytics.rules.takings import ZERO
from tenant_apps.analytics.selectors import BatchProgress, CourseRow, Funnel

WEEK = 7


def money_plot(*, takings: Takings, period: Period) -> Plot | None:
    """Income stacked by source; None when neither the period nor the one before had any."""
    by_source = [takings.by_day(source=source) for source in SOURCES]
    return _plot(by_source, takings.by_day(), period, [str(name) for name in SOURCES.values()], whole=False)


def count_plot(*, by_day: Mapping[date, int], period: Period, name: str) -> Plot | None:
    """Whole numbers over time; None without any."""
    return _plot([by_day], by_day, period, [name], whole=True)


def _plot(
    series: Sequence[Mapping[date, Number]],
    all_days: Mapping[date, Number],
    period: Period,
    names: list[str],
    *,
    whole: bool,
) -> Plot | None:
    columns = spans(period=period)
    before = [span.shifted(days=period.days).sum(all_days) for span in columns]
    rows = [(span_label(span), [span.sum(days) for days in series]) for span in columns]
    if not any(before) and not any(any(values) for _label, values in rows):
        return None
    short = [span_label(span, is_short=True) for span in columns]
    return plot(rows=rows, series=names, before=before, short=short, whole=whole)


def span_label(span: Span, *, is_short: bool = False) -> str:
    """A column's name: a day, a stretch of at most a week, a month."""
    first = date_format(span.first, "j M")
    if span.days == 1:
        return first
    if span.days > WEEK:
        return date_format(span.first, "M" if is_short else "F Y")
    return first if is_short else f"{first} – {date_format(span.last, 'j M')}"


def funnel_steps(*, found: Funnel) -> list[FunnelStep]:
    """The way of those who joined."""
    return funnel(
        rows=[
            (_("All who joined"), found.joined),
            (_("Got a course"), found.enrolled),
            (_("Opened a lesson"), found.watched),
            (_("Finished a course"), found.finished),
        ]
    )


def batch_lines(*, batches: list[BatchProgress], count: int) -> list[tuple[BatchProgress, str, list[Share]]]:
    """The latest batches of which something is left, each with its name and what became of it."""
    left = [batch for batch in batches if batch.open][:count]
    return [(batch, batch_name(batch=batch), _batch_shares(batch)) for batch in left]


def batch_name(*, batch: BatchProgress) -> str:
    """As the teacher called it, else by its price."""
    return batch.label or _("Codes of %(price)s") % {"price": amount(batch.price)}


def _batch_shares(batch: BatchProgress) -> list[Share]:
    rest = max(0, batch.size - batch.used - batch.open)
    parts = [
        (_("Used already"), batch.used, 1),
        (_("Still good"), batch.open, 2),
        (_("Void or over"), rest, 0),
    ]
    return shares(parts=parts, whole=batch.size)


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course beside the others."""

    course: CourseRow
    income: Decimal
    bar: list[Share]
    """Its enrolments against those of the course with most."""


def course_lines(*, courses: list[CourseRow], income: Mapping[uuid.UUID, Decimal]) -> list[CourseLine]:
    """The courses in their order."""
    most = max((course.enrollments for course in courses), default=0)
    return [
        CourseLine(
            course,
            income.get(course.course_id, ZERO),
            shares(parts=[(_("Enrolments"), course.enrollments, 1)], whole=most),
        )
        for course in courses
    ]


def change_note(change: Change | None) -> tuple[str, str]:
    """The arrow of a change, and what stands beside it."""
    if change is None:
        return "", ""
    percent = f"{change.percent}%"
    told = {
        "up": _("%(percent)s more") % {"percent": percent},
        "down": _("%(percent)s less") % {"percent": percent},
        "same": _("as much as before"),
        "new": _("none before"),
    }
    return {"up": "up", "down": "down"}.get(change.direction, ""), told[change.direction]


def amount(value: object) -> str:
    """Money as the reader's language writes it, without empty places."""
    return floatformat(value, "-2g")
