"""On which of the latest days a student was here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from tenant_apps.analytics.rules.periods import latest_days
from tenant_apps.analytics.selectors import count_students
from tenant_apps.enrollments.services import open_lesson
from tenant_apps.students.rules import KEPT, begin_of, bits_of, day_of, with_day
from tenants.context import ActiveTenant
from tests.factories import make_enrollment, make_lesson, make_progress, make_student

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def after(*days_ago: int) -> int:
    """What is kept after activities so many days ago, told in this order."""
    kept, latest = 0, None
    for days in days_ago:
        at = NOW - days * DAY
        kept, latest = with_day(kept=kept, latest=latest, now=at), at
    return kept


def days_ago(kept: int) -> list[int]:
    today = day_of(NOW)
    return [days for days in range(32) if kept & bits_of(first=today - days, last=today - days)]


def test_a_day_begins_at_midnight() -> None:
    assert begin_of(day_of(NOW)) == datetime(2026, 11, 21, tzinfo=UTC)
    assert day_of(NOW - timedelta(hours=11)) == day_of(NOW) - 1


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ((0,), [0]),
        ((0, 0), [0]),
        ((9, 3, 0), [0, 3, 9]),
        ((KEPT, KEPT - 1, 0), [0, KEPT - 1]),
        ((40, 33, 32, 0), [0]),
        ((400, 0), [0]),
        (tuple(range(100, -1, -1)), list(range(KEPT))),
    ],
)
def test_sixteen_days_are_kept_and_no_older_one_is_mistaken_for_them(
    told: tuple[int, ...], kept: list[int]
) -> None:
    assert days_ago(after(*told)) == kept


def test_a_row_from_before_days_were_kept_knows_its_latest() -> None:
    assert days_ago(with_day(kept=0, latest=NOW - 5 * DAY, now=NOW)) == [0, 5]


def test_opening_a_lesson_keeps_the_day(in_alpha: ActiveTenant) -> None:
    lesson, student = make_lesson(), make_student()
    make_enrollment(student, lesson.course, enrolled_at=NOW - 30 * DAY)
    for days in (12, 8, 8, 1):
        student.refresh_from_db()
        open_lesson(student=student, lesson_id=lesson.id, now=NOW - days * DAY)
    student.refresh_from_db()
    assert (student.last_activity_at, days_ago(student.active_days)) == (NOW - DAY, [1, 8, 12])


def test_a_week_is_counted_beside_the_week_before(in_alpha: ActiveTenant) -> None:
    make_student()
    for told in ((0,), (6,), (7,), (13,), (14,), (13, 0), (10, 7, 6), (20, 14, 2)):
        make_student(active_days=after(*told), last_activity_at=NOW - told[-1] * DAY)
    found = count_students(period=latest_days(days=7, today=NOW.date()), zone=ZoneInfo("UTC"), now=NOW)
    assert (found.all, found.active, found.active_before) == (9, 5, 4)


def test_days_before_they_were_kept_are_told_by_progress(in_alpha: ActiveTenant) -> None:
    student, quiet = make_student(last_activity_at=NOW), make_student()
    make_progress(
        student, make_lesson(), opened_at=NOW - 9 * DAY, completed_at=NOW - 3 * DAY, reported_at=NOW
    )
    make_progress(student, make_lesson(), opened_at=NOW - 16 * DAY, reported_at=NOW - 15 * DAY)
    with connection.cursor() as cursor:
        cursor.execute(
            import_module("tenant_apps.enrollments.migrations.0003_newest_and_active_days").FILL_DAYS
        )
    student.refresh_from_db()
    quiet.refresh_from_db()
    assert (days_ago(student.active_days), quiet.active_days) == ([0, 3, 9, 15], 0)
