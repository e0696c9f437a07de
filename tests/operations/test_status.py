"""What anybody may know about how the platform is."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as project

from shared_apps.operations.selectors.status import MANY_JOBS, judge
from tenants.readiness import Readiness
from tests.factories import make_admin

SILENT = "redis://127.0.0.1:1/0"


def told(api) -> tuple[str, list[str]]:
    page = api().get("/status/").content.decode()
    now = re.search(r'class="status-now status-(\w+)"', page)
    parts = page.partition('class="status-parts"')[2].partition("</ul>")[0]
    return (now[1] if now else "", re.findall(r"\b(works|slow|down)</span>", parts))


def test_everything_works(api, db):
    assert told(api) == ("good", ["works", "works", "works"])


def test_queue_that_does_not_answer(api, db, settings):
    settings.REDIS_URL = SILENT
    assert told(api) == ("down", ["slow", "works", "down"])


def test_services_are_asked_once_in_a_while(api, db, settings):
    first = told(api)
    settings.REDIS_URL = SILENT
    assert told(api) == first


def test_page_tells_nothing_of_the_machines(api, db, settings):
    settings.REDIS_URL = SILENT
    page = api().get("/status/").content.decode()
    words = ("127.0.0.1", "redis", "postgres", str(project.BASE_DIR))
    assert [word for word in words if word in page] == []


@pytest.mark.parametrize(
    ("readiness", "waiting", "states"),
    [
        (Readiness(), 0, ("good", "good", "good")),
        (Readiness(database="down", reasons=["the database does not answer"]), 0, ("down", "down", "good")),
        (Readiness(redis="up"), MANY_JOBS, ("good", "good", "good")),
        (Readiness(redis="up"), MANY_JOBS + 1, ("good", "good", "slow")),
        (Readiness(reasons=["migrations are waiting"]), 0, ("slow", "good", "good")),
    ],
)
def test_what_is_made_of_what_the_services_say(readiness, waiting, states):
    assert judge(readiness=readiness, waiting=waiting) == states


def test_operators_rehearse_a_bad_day_and_nobody_else(api, db):
    operator = api().sign_in(make_admin(username="olga"), kind="operator")

    def seen(client, query):
        page = client.get(f"/status/?rehearse={query}").content.decode()
        return re.findall(r'class="status-now status-(\w+)"', page)

    assert [seen(operator, word) for word in ("slow", "down", "x")] == [["slow"], ["down"], ["good"]]
    assert seen(api(), "down") == ["good"]
