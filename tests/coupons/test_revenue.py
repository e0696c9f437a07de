"""What codes brought in."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tenant_apps.coupons.models import CodeUse
from tenant_apps.coupons.selectors import (
    CourseRevenue,
    list_uses,
    revenue_by_course,
    revenue_by_day,
    revenue_by_month,
    revenue_now,
    total_revenue,
)
from tests.factories import make_code

CAIRO = ZoneInfo("Africa/Cairo")
NOW = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
ALGEBRA, PHYSICS = uuid.UUID(int=1), uuid.UUID(int=2)

pytestmark = pytest.mark.usefixtures("in_alpha")


def use(amount, at, course=ALGEBRA, **fields):
    return CodeUse.objects.create(
        access_code=make_code(),
        student_id=uuid.uuid4(),
        student_number=1,
        course_id=course,
        price=Decimal(amount),
        used_at=at,
        **{"student_name": "Bob Tester", "course_title": "Algebra", **fields},
    )


def test_school_without_uses_earned_nothing():
    now = revenue_now(now=NOW, zone=CAIRO)
    assert (now.total, now.today, now.month, now.uses_today, total_revenue()) == (0, 0, 0, 0, 0)
    assert revenue_by_course() == []
    assert {day.amount for day in revenue_by_day(now=NOW, zone=CAIRO)} == {Decimal("0.00")}


def test_today_and_this_month_follow_the_clock_on_the_wall():
    use("10.00", datetime(2026, 3, 14, 21, 59, tzinfo=UTC))  # a minute before midnight in Cairo
    use("20.00", datetime(2026, 3, 14, 22, 0, tzinfo=UTC))
    use("40.00", datetime(2026, 2, 28, 21, 59, tzinfo=UTC))
    use("80.00", datetime(2026, 2, 28, 22, 0, tzinfo=UTC))
    now = revenue_now(now=NOW, zone=CAIRO)
    assert (now.total, now.today, now.month, now.uses_today) == (
        Decimal("150.00"), Decimal("20.00"), Decimal("110.00"), 1,
    )  # fmt: skip
    assert total_revenue() == Decimal("150.00")


def test_days_are_all_there_oldest_first():
    use("10.00", datetime(2026, 3, 13, 23, 0, tzinfo=UTC))
    use("5.50", datetime(2026, 3, 15, 11, 0, tzinfo=UTC))
    use("4.50", datetime(2026, 3, 15, 10, 0, tzinfo=UTC))
    use("99.00", datetime(2026, 3, 12, 21, 59, tzinfo=UTC))
    days = revenue_by_day(now=NOW, days=3, zone=CAIRO)
    assert [(day.on, day.amount, day.uses) for day in days] == [
        (date(2026, 3, 13), Decimal("0.00"), 0),
        (date(2026, 3, 14), Decimal("10.00"), 1),
        (date(2026, 3, 15), Decimal("10.00"), 2),
    ]


def test_months_are_all_there_also_over_new_year():
    use("10.00", datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    use("7.00", datetime(2025, 11, 30, 22, 30, tzinfo=UTC))
    months = revenue_by_month(now=NOW, months=4, zone=CAIRO)
    assert [(month.on, month.amount) for month in months] == [
        (date(2025, 12, 1), Decimal("7.00")),
        (date(2026, 1, 1), Decimal("10.00")),
        (date(2026, 2, 1), Decimal("0.00")),
        (date(2026, 3, 1), Decimal("0.00")),
    ]


def test_courses_are_told_apart_the_best_first():
    use("10.00", NOW)
    use("30.00", NOW, course=PHYSICS, course_title="Physics")
    use("10.00", NOW)
    assert revenue_by_course() == [
        CourseRevenue(PHYSICS, "Physics", Decimal("30.00"), 1),
        CourseRevenue(ALGEBRA, "Algebra", Decimal("20.00"), 2),
    ]


def test_uses_are_found_by_name_mail_code_and_course():
    mine = use("10.00", NOW, student_name="مُنى أحمد", student_email="mona@people.example")
    other = use("10.00", NOW.replace(hour=13), course=PHYSICS)
    assert list(list_uses()) == [other, mine]
    assert list(list_uses(search="احمد مني")) == [mine]
    assert list(list_uses(search="MONA@")) == [mine]
    assert list(list_uses(search=mine.access_code.code.lower())) == [mine]
    assert list(list_uses(course_id=PHYSICS)) == [other]
