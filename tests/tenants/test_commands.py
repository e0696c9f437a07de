"""The operator's commands."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import connection

from deploy.measure.release import next_release
from tenants import context
from tenants.hosts import find_school
from tenants.models import SchemaState, Tenant

REFUSED = [
    "tenant_command",
    "all_tenants_command",
    "create_tenant",
    "clone_tenant",
    "delete_tenant",
    "rename_schema",
    "create_missing_schemas",
    "create_tenant_superuser",
    "collectstatic_schemas",
    "create_domain",
    "delete_domain",
]
FIELD = "migrations.AddField('course', 'motto', models.CharField(max_length=9, default=''))"


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_no_command_of_the_library_is_reachable():
    assert "django_tenants" not in set(get_commands().values())


@pytest.mark.parametrize("name", REFUSED)
def test_commands_that_go_around_our_rules_are_refused_with_a_way_out(name):
    command = load_command_class("tenants", name)
    with pytest.raises(CommandError, match=r"Use |Schema names never|Domains|Remove domains"):
        parser = command.create_parser("manage.py", name)
        command.execute(**vars(parser.parse_args(["--schema=x", "anything", "-s", "y"])))


@pytest.mark.parametrize("name", ["migrate", "migrate_schemas", "migrate_fleet"])
def test_migrating_brings_the_whole_fleet(committed, alpha, beta, name):
    with next_release(app="courses", operations=FIELD):
        assert "failed: 0" in run(name)
        for school in (alpha, beta):
            with context.enter(school), connection.cursor() as cursor:
                cursor.execute("SELECT motto FROM courses_course")
        assert "Schools brought to the head: 0" in run(name)


def test_migrating_from_nothing_works(committed):
    """What a newcomer does: an empty database, one command."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    assert "Schools brought to the head: 0, failed: 0" in run("migrate")
    from tenants.fleet import verify_fleet
    from tenants.provision import refill_stock

    assert refill_stock() > 0
    assert verify_fleet() == []


@pytest.mark.parametrize(
    "arguments", [["courses"], ["courses", "0001"], ["--fake"], ["--fake-initial"], ["courses", "--prune"]]
)
def test_migrating_a_part_is_refused(db, arguments):
    with pytest.raises(CommandError, match="together and only forwards"):
        run("migrate", *arguments)


def test_checking_for_pending_migrations_changes_nothing(alpha, beta):
    assert "Schools behind: 0" in run("migrate", "--check")
    SchemaState.objects.update(head_digest="old")
    assert "Schools behind: 2" in run("migrate", "--plan")
    with pytest.raises(SystemExit):
        run("migrate", "--check")
    assert set(SchemaState.objects.values_list("head_digest", flat=True)) == {"old"}


def test_a_straggler_fails_the_command_by_name(committed, beta):
    with context.enter(beta), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_course ADD motto text")
    with (
        next_release(app="courses", operations=FIELD),
        pytest.raises(CommandError, match=r"basma: .*already exists"),
    ):
        run("migrate_fleet")


def test_verifying_names_what_differs(alpha, beta):
    assert run("migrate_fleet", "--verify", verbosity=0).strip() == "Every school is as the blueprint says."
    with context.enter(beta), connection.cursor() as cursor:
        cursor.execute("DROP INDEX course_newest")
    out = StringIO()
    with pytest.raises(CommandError, match="1 schools differ"):
        call_command("migrate_fleet", "--verify", verbosity=0, stdout=out, stderr=out)
    assert out.getvalue().startswith("basma: missing: index courses_course course_newest")


def test_listing_says_state_and_head(alpha, beta):
    Tenant.objects.filter(pk=beta.id).update(state="suspended")
    SchemaState.objects.filter(tenant_id=beta.id).update(head_digest="old")
    lines = [line.split() for line in run("list_schools").splitlines()]
    assert lines == [
        ["alice", "active", "head", "2026-01-05"],
        ["basma", "suspended", "behind", "2026-01-05"],
        ["2", "schools"],
    ]


def test_suspending_restoring_and_archiving(committed, alpha):
    from shared_apps.kernel import events
    from tenants.events import SchoolStateChanged

    news = []
    events.receive(SchoolStateChanged)(news.append)
    assert run("suspend_school", "Alice", "--reason", "unpaid") == "alice is suspended.\n"
    assert find_school(username="alice").state == "suspended"
    assert Tenant.objects.get(pk=alpha.id).suspended_reason == "unpaid"
    with pytest.raises(CommandError, match="suspended cannot become suspended"):
        run("suspend_school", "alice")
    assert run("restore_school", "alice") == "alice is open.\n"
    assert find_school(username="alice").state == "active"
    assert Tenant.objects.get(pk=alpha.id).suspended_reason == ""
    assert run("archive_school", "alice") == "alice is archived.\n"
    assert find_school(username="alice").state == "archived"
    run("restore_school", "alice")
    assert [one.state for one in news] == ["suspended", "active", "archived", "active"]
    events._receivers[SchoolStateChanged].remove(news.append)


@pytest.mark.parametrize(
    "name", ["suspend_school", "restore_school", "archive_school", "drop_school", "school_shell"]
)
def test_an_unknown_school_is_said_so(db, name):
    with pytest.raises(CommandError, match="no school called nobody"):
        run(name, "nobody")


def test_dropping_asks_for_the_name_twice(committed, beta):
    with pytest.raises(CommandError, match="--confirm basma"):
        run("drop_school", "basma")
    with pytest.raises(CommandError, match="--confirm basma"):
        run("drop_school", "basma", "--confirm", "alice")
    assert find_school(username="basma") == beta
    assert run("drop_school", "basma", "--confirm", "basma") == "basma is gone.\n"
    assert find_school(username="basma") is None


def test_refilling_says_how_many(committed, settings):
    settings.TENANT_SPARES = 2
    assert run("refill_stock", verbosity=0) == "Made 2 ready schemas.\n"
    assert run("refill_stock", verbosity=0) == "Made 0 ready schemas.\n"


def test_each_school_runs_a_command_inside_each(alpha, beta):
    Tenant.objects.create(username="resting", state="suspended")
    script = "from tenants import context; print(context.active().username)"
    out = run("each_school", "shell", "-c", script)
    assert [line for line in out.splitlines() if line.startswith("==")] == ["== alice", "== basma"]
    assert out.splitlines()[-1] == "2 schools done, 0 failed"
    assert "== basma" not in run("each_school", "--only", "alice", "shell", "-c", script)
    assert "== basma" not in run("each_school", "--except", "basma", "shell", "-c", script)
    with pytest.raises(CommandError, match="no active school is called nobody, resting"):
        run("each_school", "--only", "nobody", "--only", "resting", "shell", "-c", script)


def test_each_school_goes_on_after_a_failure_and_says_where(alpha, beta):
    script = "from tenants import context; assert context.active().username != 'alice'"
    out = StringIO()
    with pytest.raises(CommandError, match="failed in: alice"):
        call_command("each_school", "shell", "-c", script, stdout=out, stderr=out)
    assert "1 schools done, 1 failed" in out.getvalue()
    assert context.active() is None
