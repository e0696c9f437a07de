"""Schools come out of a stock, once each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection, transaction

from deploy.measure.release import next_release
from shared_apps.kernel import events
from tenants import context, provision
from tenants.blueprint import current_digest
from tenants.events import SchoolDropped
from tenants.fleet.verify import verify_fleet
from tenants.hosts import find_school
from tenants.models import SchemaState, Tenant, UsernameHistory
from tenants.names import UsernameInvalid, UsernameReserved, UsernameTaken
from tenants.provision import claim_school, create_school_schema, drop_school, refill_stock
from tests.parallel import run_parallel

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stock_of_three(settings):
    settings.TENANT_SPARES = 3


def claim(username="mariam", **fields):
    given = {"language": "ar", "currency": "EGP", "country": "EG", "now": NOW, **fields}
    return claim_school(username=username, **given)


def schemas():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^t_[0-9a-f]{16}$'")
        return cursor.fetchone()[0]


def spares():
    return Tenant.objects.filter(state="spare").count()


def test_a_claim_takes_a_spare_and_opens_it(db):
    assert refill_stock() == 3
    before = schemas()
    tenant = claim("Mariam ", language="en", currency="USD", country="US")
    assert (tenant.username, tenant.state, tenant.language, tenant.currency, tenant.country) == (
        "mariam",
        "active",
        "en",
        "USD",
        "US",
    )
    assert tenant.activated_at == NOW
    assert (schemas(), spares()) == (before, 2)
    assert find_school(username="mariam").id == tenant.pk


def test_an_empty_stock_makes_the_schema_at_once(db):
    before = schemas()
    tenant = claim()
    assert schemas() == before + 1
    assert tenant.schema_state.head_digest == current_digest()
    from tenant_apps.courses.models import Course

    with context.enter(tenant):
        Course.objects.create(title="First")
        assert Course.objects.count() == 1


def test_every_spare_and_school_is_as_the_blueprint_says(db):
    refill_stock()
    claim()
    assert verify_fleet() == []


@pytest.mark.parametrize(
    ("username", "refusal"),
    [("x", UsernameInvalid), ("admin", UsernameReserved), ("alice", UsernameTaken), ("a1ice", UsernameTaken)],
)
def test_a_refused_name_spends_nothing(alpha, username, refusal):
    refill_stock()
    before = schemas()
    with pytest.raises(refusal):
        claim(username)
    assert (schemas(), spares()) == (before, 3)


def test_a_failing_sign_up_returns_the_spare(committed):
    refill_stock()
    with pytest.raises(RuntimeError, match="later step"), transaction.atomic():
        claim()
        raise RuntimeError("later step")
    assert spares() == 3
    assert not Tenant.objects.filter(username="mariam").exists()
    assert find_school(username="mariam") is None


def test_a_failing_seed_fails_the_sign_up(committed, monkeypatch):
    refill_stock()

    def broken(school):
        raise RuntimeError("seed")

    monkeypatch.setattr(provision, "_seeds", [broken])
    with pytest.raises(RuntimeError, match="seed"):
        claim()
    assert spares() == 3


def test_seeds_run_inside_the_new_school_once(db, monkeypatch):
    seen = []
    monkeypatch.setattr(provision, "_seeds", [])

    @provision.on_school_seed
    def seed(school):
        seen.append((school.username, context.active()))

    provision.on_school_seed(seed)
    tenant = claim()
    assert seen == [("mariam", context.ActiveTenant.of(tenant))]


def test_two_sign_ups_for_one_name_at_once_make_one_school(committed):
    refill_stock()
    answers = run_parallel([claim] * 6, threads=6)
    assert sorted(type(answer).__name__ for answer in answers) == ["Tenant"] + ["UsernameTaken"] * 5
    assert Tenant.objects.filter(username="mariam").count() == 1


def test_look_alikes_at_once_make_one_school(committed):
    refill_stock()
    calls = [partial(claim, name) for name in ("mariam", "rnariam", "mar1am", "mari-am")]
    answers = run_parallel(calls, threads=4)
    assert sorted(type(answer).__name__ for answer in answers) == ["Tenant"] + ["UsernameTaken"] * 3


def test_sign_ups_at_once_take_different_spares(committed):
    refill_stock()
    before = schemas()
    calls = [partial(claim, f"teacher-{letter}{letter}q") for letter in "bcdefg"]
    answers = run_parallel(calls, threads=6)
    assert {type(answer).__name__ for answer in answers} == {"Tenant"}
    assert len({answer.schema_name for answer in answers}) == 6
    # Three came from the stock, three were made in place; then the stock was filled up again.
    assert spares() == 3
    assert schemas() == before + 6
    assert verify_fleet() == []


def test_after_a_claim_the_stock_is_full_again(committed):
    claim()
    assert spares() == 3


def test_only_one_refiller_works(committed):
    made = run_parallel([refill_stock] * 6, threads=6)
    assert sum(made) == 3
    assert spares() == 3


def test_a_spare_of_a_former_head_is_never_claimed(db):
    refill_stock()
    field = "migrations.AddField('course', 'motto', models.CharField(max_length=9, default=''))"
    with next_release(app="courses", operations=field):
        tenant = claim()
        assert tenant.schema_state.head_digest == current_digest()
        assert spares() == 3
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", [f"{tenant.schema_name}.courses_course"])
            cursor.execute(f"SELECT motto FROM {tenant.schema_name}.courses_course")
            assert cursor.fetchall() == []


def test_half_a_schema_never_stays(committed, monkeypatch):
    before = schemas()

    def broken(nodes):
        raise RuntimeError("power cut")

    monkeypatch.setattr("tenants.blueprint.record_migrations", broken)
    with pytest.raises(RuntimeError, match="power cut"):
        claim()
    assert (schemas(), Tenant.objects.exclude(username=None).count()) == (before, 2)


def test_a_hostile_schema_name_is_refused(db):
    tenant = Tenant(schema_name='t_"; DROP SCHEMA public CASCADE; --', username="evil-one")
    for act in (create_school_schema, partial(drop_school, now=NOW)):
        with pytest.raises(ValueError, match="not the name"):
            act(tenant)


def test_a_dropped_school_leaves_no_row_and_no_table(committed, alpha, beta):
    news = []
    events.receive(SchoolDropped)(news.append)
    before = schemas()
    drop_school(Tenant.objects.get(pk=beta.id), now=NOW)
    events._receivers[SchoolDropped].remove(news.append)
    assert schemas() == before - 1
    assert not Tenant.objects.filter(pk=beta.id).exists()
    assert not SchemaState.objects.filter(tenant_id=beta.id).exists()
    assert find_school(username="basma") is None
    assert find_school(username="alice") == alpha
    assert news == [SchoolDropped(tenant_id=beta.id, username="basma")]


def test_the_name_of_a_dropped_school_rests_for_a_year(committed, beta):
    drop_school(Tenant.objects.get(pk=beta.id), now=NOW)
    assert UsernameHistory.objects.get().username == "basma"
    with pytest.raises(UsernameTaken):
        claim("basma", now=NOW + timedelta(days=364))
    assert claim("basma", now=NOW + timedelta(days=366)).username == "basma"


def test_dropping_again_finishes_what_was_begun(committed, beta):
    tenant = Tenant.objects.get(pk=beta.id)
    provision._close_for_good(tenant, NOW)
    assert find_school(username="basma") is None
    drop_school(Tenant.objects.get(pk=beta.id), now=NOW)
    assert not Tenant.objects.filter(pk=beta.id).exists()
    assert verify_fleet() == []
