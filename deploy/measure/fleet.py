"""How long a release takes over many schools, and how long it takes to see that nothing is to do.

python -m deploy.measure fleet [schools]
"""

from __future__ import annotations

from django.db import connection

from deploy.measure.figures import seconds_of
from deploy.measure.own_database import own_database
from deploy.measure.release import next_release
from tenants import context
from tenants.blueprint import current_digest
from tenants.fleet import migrate_fleet, schools_behind, verify_fleet
from tenants.fleet.ledger import fleet
from tenants.management.progress import shown_progress
from tenants.models import SchemaState, Tenant
from tenants.provision import create_school_schema

PENDING = (
    "migrations.AddField('course', 'motto', models.CharField(max_length=9, default='')),"
    "migrations.AddField('lesson', 'motto', models.CharField(max_length=9, default='')),"
    "migrations.AddIndex('course', models.Index(fields=['motto'], name='course_motto')),"
)


def main(arguments: list[str]) -> None:
    schools = int(arguments[0]) if arguments else 200
    with own_database(), shown_progress() as progress:
        for n in range(schools):
            create_school_schema(Tenant.objects.create(username=f"school-{n}", state=Tenant.State.ACTIVE))
            progress("making schools", n + 1, schools)
        print(f"asking who is behind: {1000 * seconds_of(schools_behind):.1f} ms")
        _say("nothing to do", schools, seconds_of(lambda: migrate_fleet(verbosity=0)))
        for parallel in (1, 4):
            former = current_digest()
            with next_release(app="courses", operations=PENDING):
                _measure_release(schools, parallel)
            _undo(former)
        print(f"verified: {len(verify_fleet())} differences")


def _measure_release(schools: int, parallel: int) -> None:
    outcomes = []
    whole = seconds_of(lambda: outcomes.append(migrate_fleet(verbosity=0, parallel=parallel)))
    if outcomes[0].failed or outcomes[0].migrated != schools:
        raise SystemExit(outcomes[0].summary())
    _say(f"one release, {parallel} connections", schools, whole)


def _undo(former: str) -> None:
    for school in fleet():
        with context.enter(school), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE courses_course DROP motto")
            cursor.execute("ALTER TABLE courses_lesson DROP motto")
            cursor.execute("DELETE FROM django_migrations WHERE name LIKE '%_next'")
    SchemaState.objects.update(head_digest=former)


def _say(what: str, schools: int, whole: float) -> None:
    print(f"{what}: {schools} schools in {whole:.2f} s, {1000 * whole / schools:.1f} ms each")
