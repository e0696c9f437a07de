"""Fixtures of the whole suite."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches

from tenants import context
from tenants.context import ActiveTenant
from tests import database
from tests.client import Api
from tests.template_rows import SCHOOLS

pytest_plugins = [
    "tests.plugins.early",
    "tests.plugins.not_run",
    "tests.plugins.uploads",
    "tests.plugins.vdocipher",
]


@pytest.fixture(scope="session")
def template_database(django_db_blocker: pytest.FixtureRequest) -> str:
    with django_db_blocker.unblock():
        return database.ensure_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest, template_database: str) -> Iterator[None]:
    label = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        copy = database.copied_database(template_database, label)
        copy.__enter__()
    yield
    with django_db_blocker.unblock():
        copy.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _fresh_process_state() -> Iterator[None]:
    """Nothing that a process remembers outlives a test."""
    from celery._state import _set_task_join_will_block

    from branding.services import brands
    from tenants import hosts

    # A test that runs a real worker in this process leaves the process marked as a worker.
    _set_task_join_will_block(False)
    brands._brands.clear()
    for alias in ("default", "platform"):
        caches[alias].clear()
    # A new map, not an emptied one: a changed generation would cost a later request a query.
    hosts._map = hosts._HostMap()
    context.set_active(None)
    yield
    context.set_active(None)


@pytest.fixture
def committed(django_db_blocker: pytest.FixtureRequest, template_database: str) -> Iterator[None]:
    """A database of this test's own, where commits are real and threads see each other."""
    with django_db_blocker.unblock(), database.copied_database(template_database, "own"):
        yield


def _school(username: str) -> ActiveTenant:
    from tenants.models import Tenant

    return ActiveTenant.of(Tenant.objects.get(username=username))


def _any_database(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("committed" if "committed" in request.fixturenames else "db")


@pytest.fixture
def alpha(request: pytest.FixtureRequest) -> ActiveTenant:
    """Alice's school."""
    _any_database(request)
    return _school(SCHOOLS["alpha"])


@pytest.fixture
def beta(request: pytest.FixtureRequest) -> ActiveTenant:
    """Basma's school, alike in all but its rows."""
    _any_database(request)
    return _school(SCHOOLS["beta"])


@pytest.fixture
def in_alpha(alpha: ActiveTenant) -> Iterator[ActiveTenant]:
    """The test body runs inside Alice's school."""
    with context.enter(alpha):
        yield alpha


@pytest.fixture
def in_beta(beta: ActiveTenant) -> Iterator[ActiveTenant]:
    """The test body runs inside Basma's school."""
    with context.enter(beta):
        yield beta


@pytest.fixture
def api(request: pytest.FixtureRequest) -> Callable[..., Api]:
    """`api()` talks to the platform host, `api(school=alpha)` to a school's; each call is a new client."""
    _any_database(request)
    return Api
