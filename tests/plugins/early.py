"""Test modules are read as if hours ago.

A suite that is asked for on a slow machine reaches its last test long after its modules were
imported. A moment kept at import (`NOW = timezone.now()`) that a test takes for the present is right
on a fast machine only, so it is made wrong everywhere, at once.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

AHEAD = timedelta(hours=2)
"""Longer than any run may take (90 minutes) and than an access token lives."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    with time_machine.travel(datetime.now(UTC) - AHEAD, tick=True):
        return (yield)
