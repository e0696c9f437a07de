"""The tables of income as spreadsheets get them: heads in the reader's language, numbers plain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from tenant_apps.analytics import selectors
from tenant_apps.analytics.rules import SOURCES, Source, Span
from tenant_apps.analytics.web.teacher.periods import ChosenPeriod
from tenant_apps.coupons.rules import grouped
from tenants.context import require_tenant

Table = tuple[Sequence[object], Iterable[Sequence[object]]]
ROWS_AT_ONCE = 2000


def sales_table(chosen: ChosenPeriod) -> Table:
    """Every spent code of the period, oldest first."""
    currency = require_tenant().currency
    heads = (
        _("Day"),
        _("Time"),
        _("Student"),
        _("Course"),
        _("Module"),
        _("Paid for"),
        _("Code"),
        _("Batch"),
        _("Taken off"),
        _("Paid"),
        _("Currency"),
    )
    rows = (
        (
            moment.date().isoformat(),
            f"{moment:%H:%M}",
            use.student_name,
            use.course_title,
            use.module_title,
            SOURCES[Source(use.source)],
            grouped(use.code_text),
            use.batch_label,
            use.discount or Decimal("0.00"),
            use.price,
            currency,
        )
        for use in selectors.list_sales(span=chosen.period, zone=chosen.zone).iterator(ROWS_AT_ONCE)
        for moment in [use.used_at.astimezone(chosen.zone)]
    )
    return heads, rows


def days_table(chosen: ChosenPeriod) -> Table:
    """Every day of the period, also those without income."""
    takings = selectors.read_takings(spans=(chosen.period,), zone=chosen.zone)
    currency = require_tenant().currency
    heads = (_("Day"), *SOURCES.values(), _("Total"), _("Codes used"), _("Currency"))
    days = [chosen.period.first.fromordinal(n) for n in _ordinals(chosen.period)]
    rows = [
        (
            day.isoformat(),
            *(takings.amount(within=Span(day, day), source=source) for source in SOURCES),
            takings.amount(within=Span(day, day)),
            takings.uses(within=Span(day, day)),
            currency,
        )
        for day in days
    ]
    return heads, rows


def courses_table(chosen: ChosenPeriod) -> Table:
    """Every course that brought in something, the best first."""
    currency = require_tenant().currency
    heads = (_("Course"), _("Codes used"), _("Income"), _("Currency"))
    found = selectors.takings_by_course(span=chosen.period, zone=chosen.zone)
    return heads, [(row.title, row.uses, row.amount, currency) for row in found]


def _ordinals(span: Span) -> range:
    return range(span.first.toordinal(), span.last.toordinal() + 1)


TABLES: dict[str, Callable[[ChosenPeriod], Table]] = {
    "sales": sales_table,
    "days": days_table,
    "courses": courses_table,
}
