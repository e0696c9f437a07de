"""Fixtures of the tests of both contracts.

Who calls in most of them; each contract says by `bearer` how they sign in. A file that needs others says so.
"""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connections

from tests import database
from tests.factories import make_course, make_student, owner_of


@pytest.fixture
def course(in_alpha):
    return make_course(title="Algebra")


@pytest.fixture
def student(in_alpha):
    return make_student(username="bob")


@pytest.fixture
def alice(api, in_alpha, bearer):
    """The owner of the school."""
    return api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff", bearer=bearer)


@pytest.fixture
def bob(api, in_alpha, student, bearer):
    """The student."""
    return api(school=in_alpha).sign_in(student.user, bearer=bearer)


@pytest.fixture
def closed_database():
    """The database takes no connections and has ended those it had, while the block lasts."""

    @contextmanager
    def closed():
        settings = connections["default"].settings_dict
        name = settings["NAME"]
        pool = settings["OPTIONS"]["pool"]
        database.close_everything()
        with database.server() as admin:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            settings["OPTIONS"]["pool"] = {**pool, "timeout": 1}
            try:
                yield
            finally:
                database.close_everything()
                settings["OPTIONS"]["pool"] = pool
                admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    return closed
