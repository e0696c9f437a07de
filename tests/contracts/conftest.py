"""Fixtures of the tests of both contracts."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connections

from tests import database


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
