"""Places of questions in an assessment and of options in a question. The caller holds the lock."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import F, Max, QuerySet

from tenant_apps.assessments.models import Option, Question

Row = TypeVar("Row", Question, Option)


def take_place(row: Row, siblings: QuerySet[Row], order: int | None) -> None:
    """Put an unsaved change of place into `row.order`: that place, or without one the next free.

    Who stands on the place already moves one further, with all behind it.
    """
    if order is None:
        row.order = (siblings.aggregate(latest=Max("order"))["latest"] or 0) + 1
        return
    others = siblings.exclude(pk=row.pk)
    if others.filter(order=order).exists():
        others.filter(order__gte=order).update(order=F("order") + 1)
    row.order = order
