"""The first page of a large school: 10,000 places and as many sales, spread over a year."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tenant_apps.coupons.models import AccessCode, CodeUse
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.students.models import Student
from tenants.context import ActiveTenant
from tests.client import Api
from tests.factories import make_batch, make_course, make_lesson, make_module, owner_of
from tests.planner import refresh_statistics

ROWS, DAYS = 10_000, 365
SECONDS = 1.5
"""Five times what it takes on an idle machine: the suite may run beside other work."""
NOW = timezone.now()


def moment(place: int) -> Any:
    return NOW - timedelta(minutes=place * DAYS * 1440 // ROWS)


def fill() -> Course:
    """Ten courses; each student in one, half of them with a lesson opened."""
    with connection.cursor() as cursor:
        # Making so many objects may take longer than an idle transaction is given.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    courses = [make_course() for _ in range(10)]
    lessons = [make_lesson(make_module(course)) for course in courses]
    students = Student.objects.bulk_create(
        Student(
            user_id=uuid.uuid4(),
            user_number=place + 1,
            username=f"s{place}",
            full_name=f"Student {place}",
            joined_at=moment(place),
            user_created_at=moment(place),
            last_activity_at=moment(place),
        )
        for place in range(ROWS)
    )
    batch = make_batch(size=ROWS)
    codes = AccessCode.objects.bulk_create(
        AccessCode(batch=batch, code=f"C{n}", price=batch.price, used_count=1, expires_at=batch.expires_at)
        for n in range(ROWS)
    )
    CodeUse.objects.bulk_create(
        CodeUse(
            access_code=code,
            student_id=student.id,
            student_number=student.user_number,
            student_name=student.full_name,
            course_id=courses[place % 10].id,
            course_title="Course",
            price=Decimal("100.00"),
            used_at=moment(place),
        )
        for place, (code, student) in enumerate(zip(codes, students, strict=True))
    )
    Enrollment.objects.bulk_create(
        Enrollment(
            student=student,
            course=courses[place % 10],
            status="active",
            access_type="full_access",
            enrolled_at=moment(place),
            progress_percent=place % 101,
        )
        for place, student in enumerate(students)
    )
    LessonProgress.objects.bulk_create(
        LessonProgress(student=student, lesson=lessons[place % 10], is_completed=place % 4 == 0)
        for place, student in enumerate(students[::2])
    )
    return courses[0]


@pytest.mark.timeout(300)
def test_a_year_of_a_large_school_is_told_at_once(api: Callable[..., Api], in_alpha: ActiveTenant) -> None:
    course = fill()
    refresh_statistics(in_alpha)
    client = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    paths = (
        "/teach/",
        "/teach/?period=365",
        "/teach/revenue/?period=365",
        f"/teach/courses/{course.id}/numbers/",
    )
    slow = {}
    for path in paths:
        client.get(path)
        times = []
        for _try in range(5):
            begun = time.perf_counter()
            client.get(path)
            times.append(time.perf_counter() - begun)
        # The best of several: other work on the machine is not the page's.
        print(f"{path}: {min(times) * 1000:.0f} ms")
        if min(times) > SECONDS:
            slow[path] = min(times)
    assert slow == {}
