"""People of this contract sign in by cookies."""

from __future__ import annotations

import pytest


@pytest.fixture
def bearer():
    return False
