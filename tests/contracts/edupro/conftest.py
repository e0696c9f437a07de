"""People of this contract sign in by bearer."""

from __future__ import annotations

import pytest


@pytest.fixture
def bearer():
    return True
