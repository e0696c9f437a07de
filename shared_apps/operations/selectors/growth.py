"""How the platform grows: what a period brought, day by day, beside as many days before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from shared_apps.accounts.models import Membership, Session
from shared_apps.catalogue.models import CatalogueCourse
from tenants.models import Tenant

PERIODS = (7, 28, 84)
"""Days that the console may look back over."""
DAY = timedelta(days=1)
FIRST_WEEK = timedelta(days=7)
BY_DAY = 28
"""Up to so many days a chart has a column for each, beyond for each week."""
REDEEMED_KEY = "operations:redeemed:1"
FAILED_KEY = "operations:failed-jobs:{day}"


@dataclass(frozen=True, slots=True)
class Series:
    """A number of each column of a chart, of the same columns one period earlier, and their sums."""

    values: tuple[int, ...]
    before: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.values)

    @property
    def total_before(self) -> int:
        return sum(self.before)


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Spent codes of all schools, as they were counted last."""

    series: Series
    counted_at: datetime


@dataclass(frozen=True, slots=True)
class Steps:
    """How far the schools came that were opened in the period."""

    opened: int
    offering: int
    """Of these, with a course on offer now."""
    activated: int
    """Of those, with a student within seven days of the opening."""


def columns_of(*, today: date, days: int) -> list[tuple[date, date]]:
    """First and last day of each column, oldest first; the last one ends today."""
    step = 1 if days <= BY_DAY else 7
    count = days // step
    return [
        (today - DAY * (step * place + step - 1), today - DAY * step * place)
        for place in range(count - 1, -1, -1)
    ]


def new_students(*, now: datetime, days: int) -> Series:
    """Students who joined any school. One query."""
    joined = Membership.objects.filter(role=Membership.Role.STUDENT)
    return _series(_by_day(joined, "created_at", _earliest(now, days)), now, days)


def opened_schools(*, now: datetime, days: int) -> Series:
    """Schools that were opened. One query."""
    named = Tenant.objects.exclude(username=None)
    return _series(_by_day(named, "activated_at", _earliest(now, days)), now, days)


def redeemed_codes(*, now: datetime, days: int) -> Redeemed | None:
    """Codes that were spent; None until they are counted, which a job does every hour."""
    kept = caches["platform"].get(REDEEMED_KEY)
    if kept is None:
        return None
    by_day, counted_at = kept
    return Redeemed(_series(by_day, now, days), counted_at)


def active_students(*, now: datetime, days: int = 7) -> int:
    """Students who used a session within the latest days."""
    used = Session.objects.filter(kind=Session.Kind.STUDENT, rotated_at__gt=now - DAY * days)
    return used.aggregate(people=Count("user_id", distinct=True))["people"]


def first_steps(*, now: datetime, days: int) -> Steps:
    """The way of the schools opened in the period. One query."""
    offers = Exists(CatalogueCourse.objects.filter(tenant_id=OuterRef("pk")))
    joined = Membership.objects.filter(tenant_id=OuterRef("pk"), role=Membership.Role.STUDENT)
    in_time = Q(created_at__lt=OuterRef("activated_at") + FIRST_WEEK)
    early = Exists(joined.filter(in_time))
    opened = Tenant.objects.exclude(username=None).filter(activated_at__gte=now - DAY * days)
    found = opened.aggregate(
        opened=Count("id"),
        offering=Count("id", filter=offers),
        activated=Count("id", filter=offers & early),
    )
    return Steps(**found)


def failed_jobs(*, now: datetime, days: int = 7) -> int:
    """Jobs that gave up within the latest days, as far as the cache remembers."""
    today = now.date()
    keys = [FAILED_KEY.format(day=today - DAY * past) for past in range(days)]
    return sum(caches["platform"].get_many(keys).values())


def _earliest(now: datetime, days: int) -> date:
    return _today(now) - DAY * (2 * days - 1)


def _today(now: datetime) -> date:
    return timezone.localdate(now)


def _by_day(rows: QuerySet[Any], moment: str, since: date) -> dict[date, int]:
    dated = rows.filter(**{f"{moment}__date__gte": since}).annotate(day=TruncDate(moment))
    return dict(dated.values_list("day").annotate(rows=Count("id")).order_by())


def _series(by_day: Mapping[date, int], now: datetime, days: int) -> Series:
    columns = columns_of(today=_today(now), days=days)
    return Series(
        values=tuple(_sum(by_day, first, last) for first, last in columns),
        before=tuple(_sum(by_day, first - DAY * days, last - DAY * days) for first, last in columns),
    )


def _sum(by_day: Mapping[date, int], first: date, last: date) -> int:
    return sum(by_day.get(first + DAY * past, 0) for past in range((last - first).days + 1))
