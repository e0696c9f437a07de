"""Rows and queries of one school refuse to work in another."""

from __future__ import annotations

import asyncio

import pytest

from tenant_apps.courses.models import Course, Module
from tenants import context
from tenants.context import NoActiveTenant, WrongTenant


@pytest.fixture
def course(alpha):
    with context.enter(alpha):
        return Course.objects.create(title="Alpha's", price=10)


def test_nothing_works_on_the_platform(db):
    for act in (
        lambda: list(Course.objects.all()),
        lambda: Course.objects.count(),
        lambda: Course.objects.exists(),
        lambda: Course.objects.update(title="x"),
        lambda: Course.objects.all().delete(),
        lambda: Course.objects.create(title="x"),
        lambda: Course.objects.bulk_create([Course(title="x")]),
        lambda: list(Course.objects.iterator()),
        lambda: Course.objects.values_list("id").first(),
        lambda: Course.objects.aggregate(),
    ):
        with pytest.raises(NoActiveTenant):
            act()


@pytest.mark.parametrize(
    "use",
    [
        list,
        len,
        bool,
        lambda q: q.count(),
        lambda q: q.exists(),
        lambda q: q.first(),
        lambda q: q.get(),
        lambda q: q.update(title="x"),
        lambda q: q.delete(),
        lambda q: q.filter(title="x").count(),
        lambda q: q.values("title")[0],
        lambda q: list(q.iterator()),
        lambda q: q.in_bulk(),
        lambda q: q.aggregate(),
        lambda q: q.explain(),
        lambda q: q.bulk_create([]),
        lambda q: list(Module.objects.filter(course__in=q)),
        lambda q: q.contains(Course()),
    ],
)
def test_a_query_of_one_school_is_refused_in_another(alpha, beta, use):
    with context.enter(alpha):
        made = Course.objects.all()
    with context.enter(beta), pytest.raises(WrongTenant):
        use(made)


def test_rows_half_read_in_one_school_do_not_go_on_in_another(alpha, beta, course):
    with context.enter(alpha):
        rows = Course.objects.iterator()
    with context.enter(beta), pytest.raises(WrongTenant):
        next(rows)
    with context.enter(alpha):
        assert next(Course.objects.iterator()) == course


def test_async_rows_are_guarded_as_well(alpha, beta):
    with context.enter(alpha):
        made = Course.objects.all()

    async def read():
        return [row async for row in made.aiterator()]

    with context.enter(beta), pytest.raises(WrongTenant):
        asyncio.run(read())


def test_a_query_made_on_the_platform_belongs_to_the_school_that_uses_it(alpha, beta, course):
    made = Course.objects.all()
    with context.enter(alpha):
        narrowed = made.filter(title="Alpha's")
        assert [row.title for row in narrowed] == ["Alpha's"]
    with context.enter(beta), pytest.raises(WrongTenant):
        narrowed.count()


@pytest.mark.parametrize(
    "use",
    [
        lambda c: c.save(),
        lambda c: c.delete(),
        lambda c: c.refresh_from_db(),
        lambda c: Course.objects.bulk_create([c]),
    ],
)
def test_a_row_of_one_school_is_refused_in_another(alpha, beta, course, use):
    with context.enter(beta), pytest.raises(WrongTenant):
        use(course)
    with context.enter(alpha):
        assert Course.objects.get().title == "Alpha's"
    with context.enter(beta):
        assert Course.objects.count() == 0


def test_a_read_row_is_stamped_like_a_saved_one(alpha, beta, course):
    with context.enter(alpha):
        read = Course.objects.get()
    with context.enter(beta), pytest.raises(WrongTenant):
        read.save()


def test_deleting_many_rows_takes_few_statements(in_alpha, django_assert_num_queries):
    Course.objects.bulk_create([Course(title=f"{n}") for n in range(300)])
    from django.utils import timezone

    from shared_apps.kernel.models import AttemptCounter  # a plain model: nobody listens to it

    AttemptCounter.objects.bulk_create(
        [AttemptCounter(key=f"{n}", window_ends_at=timezone.now()) for n in range(300)]
    )
    with django_assert_num_queries(1):
        AttemptCounter.objects.all().delete()
