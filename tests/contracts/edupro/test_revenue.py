"""9.1 of `edupro`: what came in."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.coupons.models import CodeUse
from tenant_apps.coupons.rules import ZONES, zone_of_country
from tenant_apps.coupons.selectors import school_revenue
from tenants import context
from tests.factories import make_code, make_course, make_staff, make_student

REVENUE = "/api/teacher/revenue/"
NOW = timezone.now()


def earn(amount, course_id, title="Algebra", at=NOW):
    return CodeUse.objects.create(
        access_code=make_code(),
        student_id=uuid.uuid4(),
        student_number=1,
        student_name="Bob Tester",
        course_id=course_id,
        course_title=title,
        price=Decimal(amount),
        used_at=at,
    )


def test_school_without_courses_earned_nothing(alice, in_alpha):
    answer = alice.get(REVENUE).json()
    months = answer.pop("months")
    assert answer == {"total_revenue": "0.00", "monthly_revenue": "0.00", "courses": []}
    assert [month["revenue"] for month in months] == ["0.00"] * 12


def test_revenue_of_courses_and_months(alice, in_alpha, beta):
    with context.enter(beta):
        earn("999.00", make_course().id)
    algebra = make_course(title="Algebra", total_enrollments=2)
    physics = make_course(title="Physics")
    gone = uuid.uuid4()
    earn("10.50", algebra.id)
    earn("20.00", algebra.id)
    earn("5.00", gone, title="Chemistry", at=datetime(2020, 1, 1, tzinfo=UTC))

    answer = alice.get(REVENUE).json()

    this = NOW.astimezone(ZoneInfo("Africa/Cairo"))
    assert (answer["total_revenue"], answer["monthly_revenue"]) == ("35.50", "30.50")
    assert answer["courses"] == [
        {"id": str(physics.id), "title": "Physics", "enrollments_count": 0, "revenue": "0.00"},
        {"id": str(algebra.id), "title": "Algebra", "enrollments_count": 2, "revenue": "30.50"},
        {"id": str(gone), "title": "Chemistry", "enrollments_count": 0, "revenue": "5.00"},
    ]
    assert len(answer["months"]) == 12
    assert answer["months"][-1] == {"month": f"{this:%Y-%m}", "revenue": "30.50"}


def test_months_follow_the_clock_of_the_school(in_alpha):
    """In Cairo it is March already when UTC still counts February."""
    earn("10.00", uuid.uuid4(), at=datetime(2026, 2, 28, 21, 59, tzinfo=UTC))
    earn("20.00", uuid.uuid4(), at=datetime(2026, 2, 28, 22, 0, tzinfo=UTC))
    revenue = school_revenue(now=datetime(2026, 2, 28, 22, 30, tzinfo=UTC))
    assert revenue.now.month == Decimal("20.00")
    assert [(month.on.month, month.amount) for month in revenue.months[-2:]] == [
        (2, Decimal("10.00")),
        (3, Decimal("20.00")),
    ]


def test_every_country_of_the_list_has_its_clock():
    assert {zone_of_country(country).key for country in ZONES} == set(ZONES.values())
    assert zone_of_country("XX") == ZoneInfo("UTC")


def test_revenue_asks_the_same_however_many_courses(alice, in_alpha):
    alice.get(REVENUE)  # what a process asks once
    asked = []
    for rows in (1, 2):
        for _row in range(rows):
            earn("1.00", make_course().id)
        with CaptureQueriesContext(connection) as queries:
            alice.get(REVENUE)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 6


def test_revenue_is_the_owners_business(api, alpha, in_alpha):
    assert api(school=alpha).get(REVENUE, status=401).json() == {
        "error": "Authentication required",
        "detail": "You must be authenticated to perform this action.",
    }
    student = api(school=alpha).sign_in(make_student().user)
    assert student.get(REVENUE, status=403).json() == {
        "error": "Wrong user type",
        "detail": "This action is only available for teachers/students.",
    }
    for role in ("instructor", "assistant"):
        staff = api(school=alpha).sign_in(make_staff(role).user, kind="staff")
        assert staff.get(REVENUE, status=403).json() == {
            "error": "Permission denied",
            "detail": "You do not have sufficient permissions to perform this action.",
        }
