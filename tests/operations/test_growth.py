"""What the console's home says of a period, and where its figures come from."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from celery import shared_task
from django.utils import timezone

from shared_apps.accounts.models import Membership, Session
from shared_apps.operations.selectors import growth
from shared_apps.operations.services.tally import count_failed_job
from tenant_apps.analytics.tasks import count_redeemed_everywhere
from tenant_apps.coupons.models import CodeUse
from tenants import context
from tenants.models import Tenant
from tests.factories import make_admin, make_code, make_course, make_student, make_user
from tests.pages.portal import queries_of, text_of
from tests.pages.test_platform import list_course

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOME = "/operator/"


@pytest.fixture
def console(api, db):
    return api().sign_in(make_admin(username="olga"), kind="operator")


def joined(school, name, when):
    user = make_user(username=name)
    row = Membership.objects.create(user=user, tenant_id=school.id, role="student")
    Membership.objects.filter(pk=row.pk).update(created_at=when)
    return user


def test_columns_are_days_or_weeks_that_end_today():
    days = growth.columns_of(today=date(2026, 11, 21), days=7)
    assert (days[0], days[-1], len(days)) == ((date(2026, 11, 15),) * 2, (date(2026, 11, 21),) * 2, 7)
    weeks = growth.columns_of(today=date(2026, 11, 21), days=84)
    assert weeks[0] == (date(2026, 8, 30), date(2026, 9, 5))
    assert weeks[-1] == (date(2026, 11, 15), date(2026, 11, 21))
    assert len(weeks) == 12


def test_students_are_counted_on_the_day_they_joined(alpha, beta):
    for place, (school, days_ago) in enumerate([(alpha, 0), (beta, 0), (alpha, 6), (alpha, 7), (alpha, 14)]):
        joined(school, f"pupil{place}", NOW - timedelta(days=days_ago))
    found = growth.new_students(now=NOW, days=7)
    assert found.values == (1, 0, 0, 0, 0, 0, 2)
    assert found.before == (0, 0, 0, 0, 0, 0, 1)
    assert (found.total, found.total_before) == (3, 1)


def test_first_steps_follow_the_schools_opened_in_the_period(alpha, beta):
    Tenant.objects.exclude(username=None).update(activated_at=NOW - timedelta(days=60))
    Tenant.objects.filter(pk=alpha.id).update(activated_at=NOW - timedelta(days=10))
    assert growth.first_steps(now=NOW, days=28) == growth.Steps(opened=1, offering=0, activated=0)
    joined(alpha, "late", NOW - timedelta(days=2))
    list_course(alpha, "Waves")
    assert growth.first_steps(now=NOW, days=28) == growth.Steps(opened=1, offering=1, activated=0)
    joined(alpha, "early", NOW - timedelta(days=4))
    assert growth.first_steps(now=NOW, days=28) == growth.Steps(opened=1, offering=1, activated=1)
    assert growth.first_steps(now=NOW, days=7) == growth.Steps(opened=0, offering=0, activated=0)


def test_active_student_is_counted_once_and_no_visitor(alpha):
    user = make_user(username="dana")
    common = {"user": user, "tenant_id": alpha.id, "expires_at": NOW + timedelta(days=9)}
    for kind, days_ago in (("student", 1), ("student", 2), ("staff", 1)):
        Session.objects.create(kind=kind, rotated_at=NOW - timedelta(days=days_ago), **common)
    assert growth.active_students(now=NOW) == 1
    assert growth.active_students(now=NOW + timedelta(days=7)) == 0


def test_job_sums_the_codes_of_all_schools(alpha, beta):
    now = timezone.now()
    assert growth.redeemed_codes(now=now, days=7) is None
    for school, days_ago in ((alpha, 0), (alpha, 8), (beta, 0), (beta, 400)):
        with context.enter(school):
            student, code = make_student(make_user()), make_code(used_count=1)
            CodeUse.objects.create(
                access_code=code,
                student_id=student.id,
                student_number=student.user_number,
                student_name="Dana",
                course_id=make_course().id,
                course_title="Waves",
                price=code.price,
                used_at=now - timedelta(days=days_ago),
            )
    with context.platform():
        assert count_redeemed_everywhere() == 3
    found = growth.redeemed_codes(now=now, days=7)
    assert (found.series.total, found.series.total_before) == (2, 1)
    assert found.counted_at > now


@shared_task(platform_wide=True, name="tests.broken")
def broken() -> None:
    raise LookupError("broken")


def test_failed_job_is_counted_for_a_week(db):
    now = timezone.now()
    assert growth.failed_jobs(now=now) == 0
    with context.platform():
        broken.apply(throw=False)
    count_failed_job(now=now - timedelta(days=6))
    count_failed_job(now=now - timedelta(days=7))
    assert growth.failed_jobs(now=now) == 2


def test_home_says_what_is_not_there(console):
    Tenant.objects.update(activated_at=None)
    words = text_of(console.get(HOME))
    assert "Nobody joined a school in this period or the one before." in words
    assert "Being counted. Look again in a moment." in words
    assert "No school was opened in this period." in words
    assert 'class="plot' not in console.get(HOME).content.decode()


def test_home_has_the_codes_counted_when_nothing_is_kept(console, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as sent:
        console.get(HOME)
        console.get(HOME)
    assert len(sent) == 1
    assert "No code was redeemed in this period or the one before." in text_of(console.get(HOME))


def test_home_draws_the_chosen_period(console, alpha):
    joined(alpha, "pupil", timezone.now())
    page = console.get(f"{HOME}?days=7").content.decode()
    assert re.findall(r'href="\?days=(\d+)"[^>]*aria-current', page) == ["7"]
    assert page.count('<g class="plot-column"') == 7 * (page.count('class="plot-figure'))
    for odd in ("x", "8", "-7", "99999999999999999999"):
        page = console.get(HOME, {"days": odd}).content.decode()
        assert re.findall(r'href="\?days=(\d+)"[^>]*aria-current', page) == ["28"]


def test_home_asks_the_same_for_any_number_of_schools(console, alpha, beta):
    joined(alpha, "pupil", timezone.now())
    Tenant.objects.filter(pk=beta.id).update(activated_at=None)
    console.get(HOME)
    few = queries_of(console, HOME)
    Tenant.objects.filter(pk=beta.id).update(activated_at=timezone.now())
    for place in range(3):
        joined(beta, f"more{place}", timezone.now() - timedelta(days=place))
    assert queries_of(console, HOME) == few
