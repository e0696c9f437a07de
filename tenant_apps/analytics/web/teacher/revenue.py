"""What the school took: over time, by source and by course; and as a table to take away."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from branding.rules.charts import Share, shares
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.accounts.web.tables import csv_answer
from shared_apps.kernel.acts import note_act
from tenant_apps.analytics import selectors
from tenant_apps.analytics.rules import SOURCES, Period, Span, Takings, change
from tenant_apps.analytics.web.teacher.cards import Card, compared
from tenant_apps.analytics.web.teacher.charts import amount, change_note, money_plot
from tenant_apps.analytics.web.teacher.periods import read_period
from tenant_apps.analytics.web.teacher.sales import TABLES
from tenant_apps.coupons.selectors import PeriodRevenue, revenue_by_month

COURSES_SHOWN = 100
OWNER = frozenset({"owner"})
"""What a school earns is told to its owner, in pages as in the API."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What one kind of sale brought in."""

    label: str
    amount: Decimal
    uses: int
    percent: int
    trend: str
    note: str


class RevenuePage(TeacherPage):
    roles = OWNER

    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        chosen = read_period(request, now=now)
        period, zone = chosen.period, chosen.zone
        takings = selectors.read_takings(spans=(Span(period.previous.first, period.last),), zone=zone)
        courses = selectors.takings_by_course(span=period, zone=zone)
        context = {
            "nav": "revenue",
            "now": now,
            "chosen": chosen,
            "cards": _cards(takings, period),
            "plot": money_plot(takings=takings, period=period),
            "has_income": bool(takings.uses(within=period)),
            "sources": source_rows(takings=takings, period=period),
            "shares": _shares(takings, period),
            "months": _since_the_first(revenue_by_month(now=now, zone=zone)),
            "courses": courses[:COURSES_SHOWN],
            "more_courses": max(0, len(courses) - COURSES_SHOWN),
            "total": takings.amount(within=period),
            "uses": takings.uses(within=period),
        }
        return render(request, "analytics/teacher/revenue.html", context)


class RevenueExport(TeacherPage):
    """`table`: sales, days, courses. As CSV in the reader's language."""

    roles = OWNER

    def get(self, request: HttpRequest) -> HttpResponse:
        name = request.GET.get("table", "sales")
        if name not in TABLES:
            raise Http404
        chosen = read_period(request, now=timezone.now())
        days = {"first": chosen.period.first.isoformat(), "last": chosen.period.last.isoformat()}
        with transaction.atomic():
            note_act(act="revenue.exported", details=days)
        heads, rows = TABLES[name](chosen)
        file = f"{name}-{chosen.period.first}-{chosen.period.last}"
        return csv_answer(name=file, heads=heads, rows=rows)


def _since_the_first(months: list[PeriodRevenue]) -> list[PeriodRevenue]:
    """The latest first; months before anything was sold say nothing."""
    earlier = next((place for place, month in enumerate(months) if month.uses), len(months) - 1)
    return months[earlier:][::-1]


def _cards(takings: Takings, period: Period) -> list[Card]:
    total, before = takings.amount(within=period), takings.amount(within=period.previous)
    uses, uses_before = takings.uses(within=period), takings.uses(within=period.previous)
    each = total / uses if uses else Decimal(0)
    each_before = before / uses_before if uses_before else Decimal(0)
    days = period.days
    return [
        compared(_("Income of the period"), total, before, "wallet", is_money=True),
        compared(_("Codes used"), uses, uses_before, "ticket"),
        compared(_("For each code"), each, each_before, "coins", is_money=True),
        Card(_("For each day"), amount(total / days), "calendar", "", is_money=True),
    ]


def source_rows(*, takings: Takings, period: Period) -> list[SourceRow]:
    """Every source, also one that brought in nothing."""
    total = takings.amount(within=period)
    rows = []
    for source, label in SOURCES.items():
        now = takings.amount(within=period, source=source)
        before = takings.amount(within=period.previous, source=source)
        trend, note = change_note(change(now=now, before=before))
        uses = takings.uses(within=period, source=source)
        rows.append(SourceRow(str(label), now, uses, round(100 * now / total) if total else 0, trend, note))
    return rows


def _shares(takings: Takings, period: Period) -> list[Share]:
    parts = [
        (str(label), takings.amount(within=period, source=source), tone)
        for tone, (source, label) in enumerate(SOURCES.items(), start=1)
    ]
    return shares(parts=parts, whole=takings.amount(within=period))
