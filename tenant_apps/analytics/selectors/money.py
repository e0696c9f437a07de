"""What used codes brought in, at the price of their moment."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import TruncDate

from tenant_apps.analytics.rules import DayTaking, Source, Span, Takings
from tenant_apps.coupons.models import CodeUse, DiscountUse


@dataclass(frozen=True, slots=True)
class CourseTaking:
    """What one course, wholly or by its modules, brought in."""

    course_id: uuid.UUID
    title: str
    amount: Decimal
    uses: int


def read_takings(*, spans: tuple[Span, ...], zone: ZoneInfo) -> Takings:
    """What came in on the days of these stretches: one query."""
    reach = Q(pk=None)
    for span in spans:
        reach |= _within(span, zone)
    rows = (
        _sourced(CodeUse.objects.filter(reach))
        .annotate(on=TruncDate("used_at", tzinfo=zone))
        .order_by()
        .values("on", "source")
        .annotate(amount=Sum("price"), uses=Count("id"))
    )
    return Takings(rows=(DayTaking(**row) for row in rows))


def takings_by_course(*, span: Span, zone: ZoneInfo) -> list[CourseTaking]:
    """Each course that a code was spent on in these days, the best first; also courses deleted since."""
    rows = (
        CodeUse.objects.filter(_within(span, zone))
        .values("course_id")
        # The copied title may have changed between uses; any one of them names the course.
        .annotate(title=Max("course_title"), amount=Sum("price"), uses=Count("id"))
        .order_by("-amount", "course_id")
    )
    return [CourseTaking(**row) for row in rows]


def list_sales(*, span: Span, zone: ZoneInfo) -> QuerySet:
    """Each spent code of these days with its `source`, `code_text`, batch label and what a discount took off.

    Oldest first.
    """
    taken_off = _discount().values("discount")[:1]
    return (
        _sourced(CodeUse.objects.filter(_within(span, zone)))
        .annotate(
            discount=Subquery(taken_off),
            code_text=F("access_code__code"),
            batch_label=F("access_code__batch__label"),
        )
        .order_by("used_at", "id")
    )


def _within(span: Span, zone: ZoneInfo) -> Q:
    start, end = span.window(zone=zone)
    return Q(used_at__gte=start, used_at__lt=end)


def _sourced(uses: QuerySet[CodeUse]) -> QuerySet[CodeUse]:
    return uses.annotate(
        source=Case(
            When(Exists(_discount()), then=Value(Source.DISCOUNT.value)),
            When(module_id=None, then=Value(Source.COURSE.value)),
            default=Value(Source.MODULE.value),
        )
    )


def _discount() -> QuerySet[DiscountUse]:
    """The discount that was used together with a code: in the same transaction, at the same moment."""
    return DiscountUse.objects.filter(
        used_at=OuterRef("used_at"), student_id=OuterRef("student_id"), course_id=OuterRef("course_id")
    )


def takings_of_course(*, course_id: uuid.UUID, span: Span, zone: ZoneInfo) -> Decimal:
    """What the course, wholly or by its modules, brought in on these days: one query."""
    uses = CodeUse.objects.filter(_within(span, zone), course_id=course_id)
    return uses.aggregate(amount=Sum("price"))["amount"] or Decimal("0.00")
