"""A page with nine rows of everything asks the database as often as a page with three."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.isolation.pages import address_of_page, named_pages
from tests.isolation.world import build_world
from tests.performance.asking import forget_places
from tests.performance.shelves import Shelves
from tests.performance.test_queries import FEW, MORE

CEILING = 16
# Pages that stand still whatever a school has: a word of one use, the workshop of the page kit.
ASIDE = {"teach/enter/<str:token>/", "teach/visit/<str:token>/", "_kit/"}


def reader_of(path, host):
    if host == "platform":
        return "anonymous"
    return "owner" if path.startswith("teach/") else "enrolled"


def costs(shelves, host):
    """Statements of each page that answers a plain reading."""
    found = {}
    shelves.forget()
    for path in named_pages(host):
        if path in ASIDE:
            continue
        forget_places()
        client = shelves.world.client(reader_of(path, host), host)
        address = address_of_page(shelves.world, path, "own")
        if client.get(address, status=None).status_code != 200:
            continue
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found[path] = len(queries)
    return found


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("vdocipher")
@pytest.mark.parametrize(("host", "pages"), [("school", 50), ("platform", 5)])
def test_pages_cost_the_same_with_more_rows(alpha, beta, host, pages):
    shelves = Shelves(build_world(alpha, beta))
    shelves.fill(FEW)
    costs(shelves, host)  # Who has opened a lesson is offered to go on with it: a state, not more rows.
    first = costs(shelves, host)
    shelves.fill(MORE)
    later = costs(shelves, host)
    for path, count in sorted(later.items()):
        print(f"{count:3} {first.get(path, 0):3} /{path}")
    assert len(later) >= pages
    growing = {path: (first.get(path), count) for path, count in later.items() if count != first.get(path)}
    assert growing == {}
    assert {path: count for path, count in later.items() if count > CEILING} == {}
