"""What the platform's operators are told of all schools together: sums, never a school's rows."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from shared_apps.operations.services.tally import COUNTED_DAYS, keep_redeemed
from tenant_apps.coupons.models import CodeUse
from tenants import context
from tenants.models import Tenant


def count_redeemed(*, now: datetime) -> int:
    """Count the codes that all schools spent, by day, and keep the sums. One small query per school."""
    since = now - timedelta(days=COUNTED_DAYS)
    sums: Counter[date] = Counter()
    with context.platform():
        schools = list(Tenant.objects.exclude(username=None).order_by("id"))
    for school in schools:
        with context.enter(school):
            uses = CodeUse.objects.filter(used_at__gte=since).annotate(day=TruncDate("used_at"))
            sums.update(dict(uses.values_list("day").annotate(codes=Count("id")).order_by()))
    keep_redeemed(by_day=sums, now=now)
    return sum(sums.values())
