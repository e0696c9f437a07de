"""Who calls in most tests of the teacher's pages; a file that needs others says so."""

from __future__ import annotations

import pytest

from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import owner_of


@pytest.fixture
def teacher(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    """The owner of the school."""
    return api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
