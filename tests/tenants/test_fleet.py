"""Every school comes to the head: from one text, first one alone, resumable, proven."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

from deploy.measure.release import next_release
from tenant_apps.courses.models import Course
from tenants import context
from tenants.blueprint import current_digest
from tenants.fleet import (
    FleetBusy,
    fleet_spread,
    migrate_fleet,
    runner,
    schools_behind,
    upgrade,
    verify_fleet,
)
from tenants.fleet.runner import fleet_lock
from tenants.models import SchemaState, Tenant
from tenants.provision import create_school_schema, refill_stock

MOTTO = (
    "migrations.AddField('course', 'motto', models.CharField(max_length=9, default='learn')),"
    "migrations.AddIndex('course', models.Index(fields=['motto'], name='course_motto')),"
)
BACKWARDS = (
    "migrations.RemoveConstraint('module', 'module_order_once'),"
    "migrations.AlterField('module', 'title', models.CharField(max_length=300)),"
    "migrations.RenameField('course', 'description', 'about'),"
    "migrations.RemoveIndex('course', 'course_newest'),"
    "migrations.AlterField('lesson', 'module', models.ForeignKey('courses.module', models.CASCADE)),"
    "migrations.CreateModel('Note', [('id', models.UUIDField(primary_key=True)),"
    " ('course', models.ForeignKey('courses.course', models.CASCADE))]),"
)


@pytest.fixture
def schools(committed, settings):
    """Eight schools, Alice's the oldest."""
    settings.TENANT_SPARES = 2
    for n in range(6):
        create_school_schema(Tenant.objects.create(username=f"school-{n}", state="active"))
    return list(Tenant.objects.order_by("created_at"))


def migrate(**options):
    return migrate_fleet(verbosity=0, **options)


def columns(tenant, table="courses_course"):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s",
            [tenant.schema_name, table],
        )
        return {row[0] for row in cursor.fetchall()}


def break_school(tenant):
    """Give the school a column that the release wants to add."""
    with context.enter(tenant), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_course ADD motto text")


def mend_school(tenant):
    with context.enter(tenant), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_course DROP motto")


def test_a_fleet_at_its_head_is_found_out_in_one_query(schools, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert schools_behind() == []
    outcome = migrate()
    assert (outcome.migrated, outcome.failed) == (0, {})


def test_one_text_brings_every_school_to_the_head(schools, monkeypatch):
    def never(**fields):
        raise AssertionError("this release can be replayed")

    monkeypatch.setattr(runner, "migrate_through_django", never)
    with context.enter(schools[0]):
        Course.objects.create(title="Kept")
    with next_release(app="courses", operations=MOTTO) as name:
        assert fleet_spread().behind == 8
        heard = []
        outcome = migrate(progress=lambda *said: heard.append(said))
        assert (outcome.migrated, outcome.failed, outcome.untouched) == (8, {}, 0)
        assert heard[-1] == ("schools", 8, 8)
        assert all("motto" in columns(school) for school in schools)
        assert verify_fleet() == []
        assert (fleet_spread().at_head, fleet_spread().behind, fleet_spread().heads) == (8, 0, 1)
        with context.enter(schools[0]), connection.cursor() as cursor:
            cursor.execute("SELECT title, motto FROM courses_course")
            assert cursor.fetchall() == [("Kept", "learn")]
            cursor.execute("SELECT count(*) FROM django_migrations WHERE name = %s", [name])
            assert cursor.fetchone() == (1,)
        assert migrate().migrated == 0


def test_names_that_a_migration_looks_up_are_found(schools):
    """Removing a constraint, altering a key: the statements depend on what the database answers."""
    with next_release(app="courses", operations=BACKWARDS):
        outcome = migrate()
        assert (outcome.migrated, outcome.failed) == (8, {})
        assert verify_fleet() == []
        assert "about" in columns(schools[3])


def test_two_releases_behind_comes_up_in_one_go(schools):
    behind = schools[5]
    with next_release(app="courses", operations=MOTTO) as name:
        SchemaState.objects.exclude(tenant=behind).update(head_digest=current_digest())
        for school in schools:
            if school != behind:
                with context.enter(school), connection.cursor() as cursor:
                    cursor.execute("ALTER TABLE courses_course ADD motto varchar(9) NOT NULL DEFAULT 'x'")
                    cursor.execute("ALTER TABLE courses_course ALTER motto DROP DEFAULT")
                    cursor.execute("CREATE INDEX course_motto ON courses_course (motto)")
                    cursor.execute(
                        "INSERT INTO django_migrations (app, name, applied)"
                        f" VALUES ('courses', '{name}', now())"
                    )
        outcome = migrate()
        assert (outcome.migrated, outcome.failed) == (1, {})
        assert verify_fleet() == []


@pytest.mark.parametrize(
    ("operations", "atomic"),
    [
        (f"{MOTTO} migrations.RunPython(fill, elidable=True)", True),
        (f"{MOTTO} AddIndexConcurrently('course', models.Index(fields=['title'], name='by_title'))", False),
    ],
    ids=["python", "concurrently"],
)
def test_what_is_no_text_runs_through_django_in_each_school(schools, operations, atomic):
    with context.enter(schools[2]):
        Course.objects.create(title="Before")
    values = "{'title': 'Filled'}"
    with next_release(app="courses", operations=operations, values=values, atomic=atomic):
        outcome = migrate()
        assert (outcome.migrated, outcome.failed) == (8, {})
        assert verify_fleet() == []
        with context.enter(schools[2]), connection.cursor() as cursor:
            cursor.execute("SELECT title FROM courses_course")
            assert cursor.fetchall() == [("Filled" if atomic else "Before",)]
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("0",)


def test_the_first_school_alone_meets_a_migration_that_breaks(schools):
    break_school(schools[0])
    with next_release(app="courses", operations=MOTTO):
        outcome = migrate()
        assert (outcome.migrated, list(outcome.failed), outcome.untouched) == (0, ["alice"], 7)
        assert "already exists" in outcome.failed["alice"]
        assert not any("motto" in columns(school) for school in schools[1:])
        state = SchemaState.objects.get(tenant=schools[0])
        assert state.attempts == 1
        assert "already exists" in state.error


def test_a_straggler_stops_nobody_and_the_next_run_goes_on_with_it(schools):
    break_school(schools[4])
    with next_release(app="courses", operations=MOTTO):
        outcome = migrate()
        name = str(schools[4])
        assert (outcome.migrated, list(outcome.failed), outcome.untouched) == (7, [name], 0)
        assert name in outcome.summary()
        mend_school(schools[4])
        assert [str(school) for school in schools_behind()] == [name]
        again = migrate()
        assert (again.migrated, again.failed) == (1, {})
        assert SchemaState.objects.get(tenant=schools[4]).error == ""
        assert verify_fleet() == []


def test_a_failed_school_is_left_as_it_was(schools):
    with context.enter(schools[0]), connection.cursor() as cursor:
        cursor.execute("CREATE INDEX course_motto ON courses_course (title)")
    before = columns(schools[0])
    with next_release(app="courses", operations=MOTTO):
        assert list(migrate().failed) == ["alice"]
        assert columns(schools[0]) == before


def test_an_interrupted_run_goes_on_where_it_stopped(schools, monkeypatch):
    real, seen = runner.replay_upgrade, []

    def interrupted(*, tenant, upgrade):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(tenant)
        real(tenant=tenant, upgrade=upgrade)

    with next_release(app="courses", operations=MOTTO):
        monkeypatch.setattr(runner, "replay_upgrade", interrupted)
        with pytest.raises(KeyboardInterrupt):
            migrate(parallel=1)
        monkeypatch.setattr(runner, "replay_upgrade", real)
        assert migrate(parallel=1).migrated == 5
        assert verify_fleet() == []


def test_a_table_in_use_is_tried_again(schools, monkeypatch):
    monkeypatch.setattr(upgrade, "LOCK_TIMEOUT", "100ms")
    held, enough = threading.Event(), threading.Event()

    def hold():
        from django.db import transaction

        with context.enter(schools[6]), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE courses_course IN ACCESS SHARE MODE")
            held.set()
            enough.wait(0.5)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    with next_release(app="courses", operations=MOTTO):
        outcome = migrate()
        thread.join()
        assert (outcome.migrated, outcome.failed) == (8, {})
        assert verify_fleet() == []


def test_a_table_in_use_for_ever_makes_a_straggler(schools, monkeypatch):
    monkeypatch.setattr(upgrade, "LOCK_TIMEOUT", "20ms")
    monkeypatch.setattr(runner, "TRIES", 2)
    held, enough = threading.Event(), threading.Event()

    def hold():
        from django.db import transaction

        with context.enter(schools[6]), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE courses_course IN ACCESS SHARE MODE")
            held.set()
            enough.wait(20)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    try:
        with next_release(app="courses", operations=MOTTO):
            outcome = migrate()
    finally:
        enough.set()
        thread.join()
    assert (outcome.migrated, list(outcome.failed)) == (7, [str(schools[6])])
    assert "lock timeout" in outcome.failed[str(schools[6])]


def test_migrations_that_were_changed_afterwards_are_refused(schools):
    edit = ("name='course_newest'", "name='course_latest'")
    with next_release(app="courses", operations=MOTTO, edit=edit):
        outcome = migrate()
        assert (outcome.migrated, list(outcome.failed), outcome.untouched) == (0, ["alice"], 7)
        assert outcome.failed["alice"].endswith("a migration that it already has was changed afterwards")
        assert "index courses_course course_latest" in outcome.failed["alice"]
        assert not any("motto" in columns(school) for school in schools)


def test_a_comment_in_an_old_migration_changes_the_head_and_nothing_else(schools):
    with next_release(app="courses", operations="", edit=("initial = True", "initial = True  # first")):
        assert migrate().migrated == 8
        assert verify_fleet() == []


def test_stock_of_a_former_head_is_thrown_away(schools):
    refill_stock()
    with next_release(app="courses", operations=MOTTO):
        outcome = migrate()
        assert (outcome.migrated, outcome.spares_dropped) == (8, 2)
        assert Tenant.objects.filter(state="spare").count() == 0
        assert verify_fleet() == []


def test_two_runs_at_once_are_one_run(schools):
    answers = []

    def second():
        try:
            migrate()
        except FleetBusy as busy:
            answers.append(str(busy))
        finally:
            connections.close_all()

    with fleet_lock():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert answers == ["another run is migrating the schools; wait for it to end"]
    assert migrate().failed == {}


def test_many_connections_do_the_same_as_one(schools, monkeypatch):
    monkeypatch.setattr(runner, "SCHOOLS_PER_TURN", 1)
    with next_release(app="courses", operations=MOTTO):
        outcome = migrate(parallel=4)
        assert (outcome.migrated, outcome.failed) == (8, {})
        assert verify_fleet() == []


def test_half_made_and_half_removed_schools_are_left_alone(schools):
    Tenant.objects.create(state="provisioning")
    Tenant.objects.create(state="deleting")
    with next_release(app="courses", operations=MOTTO):
        assert migrate().migrated == 8


def test_suspended_and_archived_schools_move_too(schools):
    Tenant.objects.filter(username="school-1").update(state="suspended")
    Tenant.objects.filter(username="school-2").update(state="archived")
    with next_release(app="courses", operations=MOTTO):
        assert migrate().migrated == 8
        assert verify_fleet() == []


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("DROP INDEX course_newest", "missing: index courses_course course_newest"),
        ("ALTER TABLE courses_course DROP COLUMN title", "missing: column courses_course title"),
        ("ALTER TABLE courses_course ADD COLUMN x int", "unexpected: column courses_course x"),
        ("ALTER TABLE courses_course ALTER title TYPE text", "unexpected: column courses_course title text"),
        (
            "ALTER TABLE courses_course DROP CONSTRAINT course_price_not_negative",
            "missing: constraint courses_course",
        ),
        ("DELETE FROM django_migrations WHERE app = 'video'", "migration video.0001_initial is not recorded"),
        ("UPDATE tenants_schemastate SET head_digest = 'x'", "the ledger says that it is behind"),
    ],
)
def test_verifying_believes_the_catalogue_and_not_the_ledger(alpha, beta, damage, what):
    assert verify_fleet() == []
    with context.enter(beta), connection.cursor() as cursor:
        cursor.execute(damage)
    found = verify_fleet()
    assert any(one.school == "basma" and one.what.startswith(what) for one in found)
    assert {one.school for one in found} == ({"alice", "basma"} if "schemastate" in damage else {"basma"})


def test_verifying_finds_a_school_without_tables(alpha):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {alpha.schema_name} CASCADE")
    assert [(one.school, one.what) for one in verify_fleet()] == [("alice", "it has no tables")]
