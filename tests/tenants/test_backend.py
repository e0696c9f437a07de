"""The search path follows the school, whatever happens to the connection."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest
from django.db import DatabaseError, InternalError, connection, transaction

from tenant_apps.courses.models import Course
from tenants import context
from tenants.backend import base
from tenants.context import ActiveTenant


def path() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        return cursor.fetchone()[0]


def in_school(school: ActiveTenant) -> str:
    return f'"{school.schema_name}", public'


def nameless_school() -> ActiveTenant:
    return ActiveTenant(id=uuid.uuid4(), schema_name=f"t_{uuid.uuid4().hex[:16]}", username="")


def backend_pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_the_path_follows_the_school_and_returns(alpha, beta):
    assert path() == "public"
    with context.enter(alpha):
        assert path() == in_school(alpha)
        with context.enter(beta):
            assert path() == in_school(beta)
        assert path() == in_school(alpha)
    assert path() == "public"


def test_a_cursor_older_than_the_change_of_school_follows_it(alpha, beta):
    with context.enter(alpha), connection.cursor() as cursor:
        with context.enter(beta):
            Course.objects.count()
        cursor.execute("SHOW search_path")
        assert cursor.fetchone() == (in_school(alpha),)
        with context.platform():
            cursor.execute("SHOW search_path")
            assert cursor.fetchone() == ("public",)
        cursor.executemany("INSERT INTO tenants_blueprint VALUES (%s, '[]', '[]', now())", [["a"], ["b"]])
        cursor.execute("SHOW search_path")
        assert cursor.fetchone() == (in_school(alpha),)


def test_an_unchanged_school_costs_no_statement(alpha, django_assert_num_queries):
    with context.enter(alpha):
        Course.objects.count()
        sent = []
        with connection.execute_wrapper(lambda execute, *args: (sent.append(args[0]), execute(*args))[1]):
            Course.objects.count()
            Course.objects.count()
    assert len(sent) == 2


def test_a_rolled_back_transaction_does_not_leave_a_stale_path(committed, alpha, beta):
    with context.enter(alpha):
        Course.objects.count()
        with pytest.raises(ValueError, match="undo"), transaction.atomic():
            with context.enter(beta):
                Course.objects.create(title="Gone")
            raise ValueError("undo")
        assert path() == in_school(alpha)
        assert Course.objects.count() == 0
    with context.enter(beta):
        assert Course.objects.count() == 0


def test_a_savepoint_rolled_back_inside_another_school(committed, alpha, beta):
    with context.enter(alpha), transaction.atomic():
        Course.objects.create(title="Alpha's")
        with pytest.raises(ValueError, match="undo"), context.enter(beta), transaction.atomic():
            Course.objects.create(title="Beta's")
            raise ValueError("undo")
        assert path() == in_school(alpha)
        assert [course.title for course in Course.objects.all()] == ["Alpha's"]
        with context.enter(beta):
            assert path() == in_school(beta)
            assert list(Course.objects.all()) == []
    with context.enter(alpha):
        assert [course.title for course in Course.objects.all()] == ["Alpha's"]


def test_a_savepoint_that_began_in_one_school_and_failed_in_another(committed, alpha, beta):
    with context.enter(alpha), transaction.atomic():
        savepoint = transaction.savepoint()
        with context.enter(beta):
            Course.objects.create(title="Beta's")
            transaction.savepoint_rollback(savepoint)
            assert path() == in_school(beta)
            assert Course.objects.count() == 0
        assert path() == in_school(alpha)


def test_an_aborted_transaction_refuses_and_recovers(committed, alpha, beta):
    with context.enter(alpha):
        with pytest.raises(DatabaseError), transaction.atomic():
            with pytest.raises(DatabaseError), connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
            with context.enter(beta), pytest.raises(InternalError):
                # Lost transactions take no new path, and say so in Django's words.
                Course.objects.count()
            raise DatabaseError
        assert path() == in_school(alpha)
        assert Course.objects.count() == 0


def test_a_failed_statement_in_a_savepoint_of_another_school(committed, alpha, beta):
    with context.enter(alpha), transaction.atomic():
        with (
            pytest.raises(DatabaseError),
            context.enter(beta),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1 / 0")
        assert path() == in_school(alpha)


def test_a_pooled_connection_never_brings_its_former_school(committed, alpha, beta):
    with context.enter(alpha):
        Course.objects.create(title="Alpha's")
    for turn in range(20):
        connection.close()
        with context.enter((beta, alpha)[turn % 2]):
            assert [course.title for course in Course.objects.all()] == [[], ["Alpha's"]][turn % 2]
    connection.close()
    assert path() == "public"


def test_a_connection_is_recycled_after_its_share_of_schools(committed):
    seen = Counter()
    for _ in range(4 * base.TENANTS_PER_CONNECTION):
        with context.enter(nameless_school()):
            seen[backend_pid()] += 1
        connection.close()
    assert max(seen.values()) <= base.TENANTS_PER_CONNECTION + 1
    assert path() == "public"


def test_a_worn_connection_stays_for_its_transaction(committed):
    first = backend_pid()
    with transaction.atomic():
        for _ in range(base.TENANTS_PER_CONNECTION + 5):
            with context.enter(nameless_school()), connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        assert backend_pid() == first


def test_hostile_schema_names_are_only_ever_data(committed):
    school = ActiveTenant(
        id=uuid.uuid4(), schema_name='x", public; DROP TABLE tenants_tenant; --', username=""
    )
    with context.enter(school), pytest.raises(DatabaseError, match="invalid value"):
        connection.cursor()
    assert path() == "public"
