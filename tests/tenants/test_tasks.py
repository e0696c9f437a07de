"""Background work runs in the school in which it was asked for."""

from __future__ import annotations

import random
import time
import uuid

import pytest
from celery import Celery, chain, shared_task
from celery.contrib.testing.worker import start_worker
from django.db import transaction

from config.celery import app as celery_app
from tenant_apps.courses.models import Course
from tenants import context, tasks
from tenants.context import NoActiveTenant
from tenants.hosts import forget_hosts
from tenants.models import Tenant
from tenants.tasks import HEADER, NoSchoolForTask, after_commit, for_each_school
from tests.parallel import run_parallel

seen: list = []


def other_app(broker):
    app = Celery("other", broker=broker, task_cls="tenants.tasks:SchoolTask", set_as_current=False)
    app.conf.update(
        task_publish_retry=False,
        broker_transport_options={"max_retries": 0, "polling_interval": 0.01},
        worker_hijack_root_logger=False,
        task_ignore_result=True,
    )
    app.finalize()  # shared tasks exist in every application
    return app


def wait_for(happened):
    until = time.monotonic() + 20
    while not happened() and time.monotonic() < until:
        time.sleep(0.02)


@pytest.fixture(autouse=True)
def _forget():
    seen.clear()


@shared_task
def note(word="x"):
    seen.append((word, context.active() and context.active().username))
    return word


@shared_task(platform_wide=True)
def note_platform():
    seen.append(("platform", context.active()))


@shared_task(runs_while_closed=True)
def note_even_closed():
    seen.append(("closed", context.active().username))


@shared_task(bind=True, max_retries=2)
def stumble(self):
    seen.append((self.request.retries, context.active().username))
    if self.request.retries < 2:
        raise self.retry(countdown=0)
    return "done"


@shared_task
def name_course(course_id, title):
    course = Course.objects.get(pk=course_id)
    course.title = title
    course.save(update_fields=["title"])


@shared_task
def nested(other_id):
    seen.append(("before", context.active().username))
    with context.enter(Tenant.objects.get(pk=other_id)):
        note.delay("inner")
        note("as a function")
    note.delay("again")
    seen.append(("after", context.active().username))


def test_a_call_is_bound_to_its_school(alpha, beta):
    for school in (alpha, beta, alpha):
        with context.enter(school):
            note.delay(school.username)
            note.apply_async(["async"])
            note.apply(["apply"])
    assert seen == [(word, name) for name in ("alice", "basma", "alice") for word in (name, "async", "apply")]


def test_a_call_on_the_platform_is_refused(db):
    for call in (note.delay, note.apply_async, note.apply, note.s, note):
        with pytest.raises(NoActiveTenant):
            call()
    assert seen == []


def test_a_message_without_a_school_is_refused(alpha):
    for header in ("", "platform"):
        with pytest.raises(NoSchoolForTask, match="without a school"):
            note.apply_async(headers={HEADER: header})
    assert seen == []


def test_a_message_of_an_unknown_school_is_refused(db):
    with pytest.raises(NoSchoolForTask, match="not served"):
        note.apply_async(headers={HEADER: str(uuid.uuid4())})


@pytest.mark.parametrize("state", ["suspended", "archived"])
def test_a_closed_school_is_served_only_where_that_is_meant(alpha, state):
    Tenant.objects.filter(pk=alpha.id).update(state=state)
    forget_hosts()
    with context.enter(alpha):
        with pytest.raises(NoSchoolForTask, match=state):
            note.delay()
        note_even_closed.delay()
    assert seen == [("closed", "alice")]


def test_a_deleted_school_is_not_served(alpha):
    with context.enter(alpha):
        call = note_even_closed.s()
    Tenant.objects.filter(pk=alpha.id).update(state="deleting", username=None)
    forget_hosts()
    with pytest.raises(NoSchoolForTask, match="not served"):
        call.apply_async()


def test_a_platform_task_leaves_the_school(alpha):
    with context.enter(alpha):
        note_platform.delay()
        note_platform()
        assert context.active() == alpha
    note_platform.delay()
    assert seen == [("platform", None)] * 3


@pytest.fixture
def _kept_errors():
    celery_app.conf.task_eager_propagates = False
    yield
    celery_app.conf.task_eager_propagates = True


@pytest.mark.usefixtures("_kept_errors")
def test_a_retry_keeps_the_school_and_counts(alpha, beta):
    with context.enter(alpha):
        call = stumble.s()
    with context.enter(beta):
        assert call.apply().get() == "done"
        assert context.active() == beta
    assert seen == [(0, "alice"), (1, "alice"), (2, "alice")]


def test_nested_calls_keep_their_own_schools(alpha, beta):
    with context.enter(alpha):
        nested.delay(str(beta.id))
        assert context.active() == alpha
    assert seen == [
        ("before", "alice"),
        ("inner", "basma"),
        ("as a function", "basma"),
        ("again", "alice"),
        ("after", "alice"),
    ]


def test_chains_and_callbacks_keep_the_school_in_which_they_were_written(alpha, beta):
    with context.enter(alpha):
        first = note.si("one")
        chained = chain(first, note.si("two"))
    with context.enter(beta):
        note.apply_async(["three"], link=note.si("four"))
    chained.apply_async()
    assert seen == [("three", "basma"), ("four", "basma"), ("one", "alice"), ("two", "alice")]


def test_after_commit_captures_the_school_of_the_call(committed, alpha, beta):
    with transaction.atomic():
        with context.enter(alpha):
            after_commit(note, "late")
        with context.enter(beta):
            after_commit(note, word="later")
        assert seen == []
    assert seen == [("late", "alice"), ("later", "basma")]


def test_nothing_is_sent_when_the_transaction_fails(committed, alpha):
    with pytest.raises(ValueError, match="no"), context.enter(alpha), transaction.atomic():
        after_commit(note, "late")
        raise ValueError("no")
    assert seen == []


def test_after_commit_on_the_platform_is_refused_at_the_call(db):
    with pytest.raises(NoActiveTenant):
        after_commit(note)


def test_a_broker_that_is_away_does_not_undo_what_is_committed(committed, alpha, caplog):
    app = other_app("redis://127.0.0.1:1/0")  # nothing listens there
    lost = app.tasks[note.name]
    with context.enter(alpha), transaction.atomic():
        after_commit(lost)
        Course.objects.create(title="Kept")
    with context.enter(alpha):
        assert Course.objects.count() == 1
    assert "note was not sent" in caplog.text


def test_a_real_worker_serves_each_message_in_its_school(committed, alpha, beta):
    app = other_app("memory://")
    mine, again = app.tasks[note.name], app.tasks[stumble.name]
    with context.enter(alpha):
        mine.delay("one")
        again.delay()
        chained = chain(mine.si("two"), mine.si("three"))
    with context.enter(beta):
        mine.delay("four")
        chained.apply_async()
    try:
        with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
            wait_for(lambda: len(seen) == 7)
    finally:
        celery_app.set_current()
        celery_app.set_default()
    assert sorted(seen, key=str) == [
        ("four", "basma"),
        ("one", "alice"),
        ("three", "alice"),
        ("two", "alice"),
        (0, "alice"),
        (1, "alice"),
        (2, "alice"),
    ]
    assert context.active() is None


def test_each_active_school_gets_one_call_spread_over_time(alpha, beta, monkeypatch):
    Tenant.objects.create(username="resting", state="suspended")
    Tenant.objects.create(state="spare")
    waits = []
    real = tasks.SchoolTask.apply_async

    def listen(self, *args, **options):
        waits.append(options.get("countdown"))
        return real(self, *args, **options)

    monkeypatch.setattr(tasks.SchoolTask, "apply_async", listen)
    assert for_each_school(note, "night", chunk=1, seconds=10.0) == 2
    assert sorted(seen) == [("night", "alice"), ("night", "basma")]
    assert 0 <= waits[0] < 10 <= waits[1] < 20


def test_a_thousand_shuffled_tasks_on_eight_threads_never_cross(committed, alpha, beta):
    with context.enter(alpha):
        row = Course.objects.create(title="a")
    with context.enter(beta):
        Course.objects.bulk_create([Course(id=row.id, title="b")])
    with context.enter(alpha):
        calls = [name_course.si(str(row.id), f"alice {n}") for n in range(500)]
    with context.enter(beta):
        calls += [name_course.si(str(row.id), f"basma {n}") for n in range(500)]
    random.Random(7).shuffle(calls)

    def work(part):
        for call in part:
            call.apply()
        return context.active()

    parts = [calls[n::8] for n in range(8)]
    assert run_parallel([lambda part=part: work(part) for part in parts], threads=8) == [None] * 8
    with context.enter(alpha):
        assert Course.objects.get().title.startswith("alice ")
    with context.enter(beta):
        assert Course.objects.get().title.startswith("basma ")


def test_the_stock_is_filled_by_a_platform_task(committed, settings):
    settings.TENANT_SPARES = 2
    tasks.refill_stock.delay()
    assert Tenant.objects.filter(state="spare").count() == 2
