"""A page with three rows of everything asks the database as often as a page with one."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.accounts.models import User
from tests.factories import owner_of
from tests.isolation.pages import named_pages
from tests.performance.shelves import Shelves

CEILING = 16
_ARGUMENT = re.compile(r"<\w+:(\w+)>")
# Pages that stand still whatever a school has: a word of one use, the workshop of the page kit.
ASIDE = {"teach/enter/<str:token>/", "_kit/"}


def reader_of(path, api, shelves, host):
    client = api(school=shelves.school if host == "school" else None)
    if host == "platform":
        return client
    if path.startswith("teach/"):
        return client.sign_in(owner_of(shelves.school), kind="staff")
    return client.sign_in(User.objects.get(pk=shelves.reader.user_id))


def address(path, shelves):
    values = {
        "course_id": shelves.courses[0].id,
        "module_id": shelves.modules[0].id,
        "lesson_id": shelves.lesson.id,
        "student_id": shelves.reader.id,
        "batch_id": shelves.code.batch_id,
        "code_id": shelves.code.id,
        "code": shelves.code.code,
        "act": "stop",
        "place_id": shelves.courses[0].id,
    }
    return "/" + _ARGUMENT.sub(lambda found: str(values[found[1]]), path)


def costs(api, shelves, host):
    """Statements of each page that answers a plain reading."""
    found = {}
    for path in named_pages(host):
        if path in ASIDE:
            continue
        client = reader_of(path, api, shelves, host)
        if client.get(address(path, shelves), status=None).status_code != 200:
            continue
        with CaptureQueriesContext(connection) as queries:
            client.get(address(path, shelves))
        found[path] = len(queries)
    return found


@pytest.mark.parametrize(("host", "pages"), [("school", 30), ("platform", 5)])
def test_pages_cost_the_same_with_three_rows(api, alpha, host, pages):
    shelves = Shelves(alpha)
    shelves.add()
    first = costs(api, shelves, host)
    shelves.add(2)
    third = costs(api, shelves, host)
    for path, count in sorted(third.items()):
        print(f"{count:3} {first.get(path, 0):3} /{path}")
    assert len(third) >= pages
    growing = {path: (first[path], count) for path, count in third.items() if count != first.get(path)}
    assert growing == {}
    assert {path: count for path, count in third.items() if count > CEILING} == {}
