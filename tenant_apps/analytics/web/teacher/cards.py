"""The figures on top of the first page, each with how it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenant_apps.analytics import selectors
from tenant_apps.analytics.rules import Span, change
from tenant_apps.analytics.rules.periods import Number
from tenant_apps.analytics.selectors import Desk, StudentCounts
from tenant_apps.analytics.web.teacher.charts import amount, change_note
from tenant_apps.analytics.web.teacher.periods import ChosenPeriod

if TYPE_CHECKING:
    from tenant_apps.analytics.web.teacher.home import Read


@dataclass(frozen=True, slots=True)
class Card:
    """`is_money`: the school's currency stands behind the value."""

    label: str
    value: str
    icon: str
    note: str = ""
    trend: str = ""
    href: str = ""
    is_money: bool = False
    percent: int = 0
    """How much it went where `trend` points."""
    besides: str = ""
    """What is said after the change."""


def compared(
    label: str, now: Number, before: Number, icon: str, *, href: str = "", is_money: bool = False
) -> Card:
    """A card that says how its number differs from the one of the period before."""
    found = change(now=now, before=before)
    trend, note = change_note(found)
    return Card(label, amount(now), icon, note, trend, href, is_money, found.percent if found else 0)


def cards_of(*, chosen: ChosenPeriod, read: Read, desk: Desk, now: datetime, is_owner: bool) -> list[Card]:
    """Income for the owner only."""
    period = chosen.period
    takings, previous = read.takings, period.previous
    counts = selectors.count_students(period=period, zone=chosen.zone, now=now)
    places = period.sum(read.by_day), previous.sum(read.by_day)
    uses = takings.uses(within=period), takings.uses(within=previous)
    students, codes = reverse("teacher_students"), reverse("teacher_codes")
    return [
        *(_income(chosen, read, now) if is_owner else []),
        compared(_("Enrolments"), *places, "graduation-cap"),
        compared(_("New students"), counts.joined, counts.joined_before, "user-plus", href=students),
        _active(counts, students),
        _to_grade(desk),
        compared(_("Codes used"), *uses, "ticket", href=codes),
        _rating(chosen),
    ]


def _income(chosen: ChosenPeriod, read: Read, now: datetime) -> list[Card]:
    today = now.astimezone(chosen.zone).date()
    day = Span(today, today)
    period, takings = chosen.period, read.takings
    yesterday = takings.amount(within=day.shifted(days=1))
    place = reverse("teacher_revenue")
    return [
        Card(
            _("Income today"),
            amount(takings.amount(within=day)),
            "banknote",
            _("yesterday %(amount)s") % {"amount": amount(yesterday)},
            is_money=True,
            href=place,
        ),
        compared(
            _("Income of the period"),
            takings.amount(within=period),
            takings.amount(within=period.previous),
            "wallet",
            href=f"{place}?{chosen.query}",
            is_money=True,
        ),
    ]


def _active(counts: StudentCounts, place: str) -> Card:
    told = ngettext("of %(n)d student", "of %(n)d students", counts.all) % {"n": counts.all}
    card = compared(_("Active in 7 days"), counts.active, counts.active_before, "activity", href=place)
    return replace(card, besides=told) if card.trend else replace(card, note=told)


def _to_grade(desk: Desk) -> Card:
    note = _("nothing waits")
    if desk.graded_from:
        note = _("since %(day)s") % {"day": date_format(desk.graded_from, "j M")}
    return Card(_("To grade"), amount(desk.to_grade), "list-checks", note, href=reverse("teacher_grading"))


def _rating(chosen: ChosenPeriod) -> Card:
    figures = selectors.rating_figures(period=chosen.period, zone=chosen.zone)
    if not figures.all.count:
        return Card(_("Rating"), "–", "star", _("no reviews yet"), href=reverse("teacher_ratings"))
    told = ngettext("%(n)d review, %(new)d new", "%(n)d reviews, %(new)d new", figures.all.count)
    note = told % {"n": figures.all.count, "new": figures.new}
    average = floatformat(figures.all.average, 1)
    return Card(_("Rating"), average, "star", note, href=reverse("teacher_ratings"))
