"""The text of an empty school is what the migrations would make, name by name."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from deploy.measure.release import next_release
from tenants import blueprint, context
from tenants.blueprint import current_digest, ensure_blueprint, tenant_labels, tenant_targets
from tenants.fleet.verify import catalogue_of
from tenants.models import Blueprint
from tenants.rendering import CannotRender, scratch_schema, single_statements
from tenants.schemas import new_schema_name, quoted_schema


def test_replaying_equals_migrating_catalogue_by_catalogue(db):
    with scratch_schema() as replayed:
        blueprint.replay(ensure_blueprint())
        by_text = catalogue_of(replayed)
    with scratch_schema() as migrated:
        with connection.cursor() as cursor:
            cursor.execute(ensure_blueprint().statements[0])  # its own django_migrations
        executor = MigrationExecutor(connection)
        executor.migrate(tenant_targets(executor.loader))
        by_django = catalogue_of(migrated)
    assert by_text == by_django
    assert {kind for kind, *_ in by_text} == {"column", "index", "constraint", "sequence"}
    assert len({table for kind, table, *_ in by_text if kind == "column"}) == 34


def test_no_table_is_on_both_sides(alpha):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.tablename FROM pg_tables a JOIN pg_tables b USING (tablename)"
            " WHERE a.schemaname = 'public' AND b.schemaname = %s",
            [alpha.schema_name],
        )
        assert cursor.fetchall() == [("django_migrations",)]


def test_a_school_reads_its_own_migrations(alpha):
    with context.enter(alpha), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT app FROM django_migrations")
        apps = {row[0] for row in cursor.fetchall()}
    assert apps == tenant_labels()
    assert len(apps) == len({app for app, _ in ensure_blueprint().migrations})


def test_nothing_refers_to_another_schema(alpha):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint k JOIN pg_class t ON t.oid = k.confrelid"
            " WHERE k.connamespace = to_regnamespace(%s) AND t.relnamespace <> k.connamespace",
            [alpha.schema_name],
        )
        assert cursor.fetchone() == (0,)


def test_it_is_rendered_once_and_stored_for_all_processes(db, django_assert_num_queries):
    first = ensure_blueprint()
    with django_assert_num_queries(1):
        assert ensure_blueprint() == first
    Blueprint.objects.all().delete()
    assert ensure_blueprint().statements == first.statements
    assert Blueprint.objects.count() == 1


def test_statements_are_single_and_name_no_schema(db):
    for statement in ensure_blueprint().statements:
        assert ";" not in statement
        assert "t_" + "0" not in statement
        assert '"public"' not in statement


def test_the_digest_follows_the_migrations(db):
    before = current_digest()
    with next_release(app="courses", operations=""):
        assert current_digest() != before
    assert current_digest() == before


def test_python_in_a_migration_is_refused_unless_it_is_elidable(db):
    with (
        next_release(app="courses", operations="migrations.RunPython(fill, fill)"),
        pytest.raises(CannotRender, match="elidable"),
    ):
        ensure_blueprint()
    hidden = "migrations.SeparateDatabaseAndState(database_operations=[migrations.RunPython(fill)])"
    with next_release(app="courses", operations=hidden), pytest.raises(CannotRender, match="elidable"):
        ensure_blueprint()
    with next_release(app="courses", operations="migrations.RunPython(fill, elidable=True)") as name:
        assert ["courses", name] in ensure_blueprint().migrations


def test_a_concurrent_index_is_made_plainly_in_an_empty_school(db):
    index = "AddIndexConcurrently('course', models.Index(fields=['title'], name='course_title_new'))"
    with next_release(app="courses", operations=index, atomic=False):
        statements = [one for one in ensure_blueprint().statements if "course_title_new" in one]
    assert len(statements) == 1
    assert statements[0].startswith('CREATE INDEX "course_title_new" ON "courses_course"')


def test_a_failed_rendering_leaves_nothing(db):
    with next_release(app="courses", operations="migrations.RunSQL('SELECT 1 / 0')"):
        with pytest.raises(Exception, match="division by zero"):
            ensure_blueprint()
        assert not Blueprint.objects.filter(pk=current_digest()).exists()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SELECT 1;", ["SELECT 1"]),
        (
            'ALTER TABLE "a" ADD "b" int; SET CONSTRAINTS "c" IMMEDIATE',
            ['ALTER TABLE "a" ADD "b" int', 'SET CONSTRAINTS "c" IMMEDIATE'],
        ),
        (
            'SET CONSTRAINTS "c" IMMEDIATE; ALTER TABLE "a" DROP CONSTRAINT "c"',
            ['SET CONSTRAINTS "c" IMMEDIATE', 'ALTER TABLE "a" DROP CONSTRAINT "c"'],
        ),
        ("COMMENT ON TABLE a IS 'x; y'", ["COMMENT ON TABLE a IS 'x; y'"]),
        ("", []),
    ],
)
def test_glued_statements_come_apart(text, parts):
    assert single_statements(text) == parts


@pytest.mark.parametrize(
    "name",
    [
        "public",
        "",
        "t_",
        "t_0123456789abcde",
        "t_0123456789abcdeg",
        "T_0123456789abcdef",
        't_0123456789abcdef"',
        "t_0123456789abcdef\n",
        "pg_catalog",
        "t_0123456789abcdef0",
    ],
)
def test_only_our_own_schema_names_reach_sql(name):
    with pytest.raises(ValueError, match="not the name"):
        quoted_schema(name)


def test_schema_names_are_opaque_and_new():
    names = {new_schema_name() for _ in range(1000)}
    assert len(names) == 1000
    assert all(quoted_schema(name) == f'"{name}"' for name in names)
