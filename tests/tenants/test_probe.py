"""Behind a pooler that mixes schools, nothing is ever ready."""

from __future__ import annotations

from dataclasses import dataclass, field

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client

from tenants import readiness
from tenants.probe import PATHS, Seen, ServerSession, find_leaks
from tests.database import close_everything
from tests.tenants.pooler import Pooler

MIXED = "a transaction pooler is between"


@pytest.fixture(autouse=True)
def _fresh_probe():
    readiness.probe.forget()
    yield
    readiness.probe.forget()


@pytest.fixture
def behind(committed):
    """Point new connections of Django's to a pooler."""
    with pytest.MonkeyPatch.context() as patch:

        def point(pooler):
            for settings in (connections.databases["default"], connections["default"].settings_dict):
                patch.setitem(settings, "HOST", "127.0.0.1")
                patch.setitem(settings, "PORT", str(pooler.port))

        yield point
        close_everything()


def test_straight_to_the_server_nothing_leaks(db):
    assert find_leaks() == []


@pytest.mark.parametrize(("servers", "in_turns"), [(1, False), (2, False), (2, True), (3, True), (4, True)])
def test_a_transaction_pooler_is_found_out(behind, servers, in_turns):
    with Pooler(servers=servers, in_turns=in_turns) as pooler:
        behind(pooler)
        found = find_leaks()
    assert len(found) == 1
    assert found[0].endswith(MIXED)


def test_the_pooler_of_this_test_really_leaks(committed):
    params = connection.get_connection_params()
    given = {name: params[name] for name in ("dbname", "user", "password")}
    with Pooler(servers=1) as pooler:
        one, two = (
            psycopg.connect(host="127.0.0.1", port=pooler.port, **given, autocommit=True) for _ in "ab"
        )
        one.execute("SET search_path = aaa")
        assert two.execute("SHOW search_path").fetchone() == ("aaa",)
        with one.transaction():
            assert one.execute("SHOW search_path").fetchone() == ("aaa",)
        one.close()
        two.close()


def test_ready_refuses_behind_a_transaction_pooler(behind):
    with Pooler(servers=1) as pooler:
        behind(pooler)
        answer = Client(headers={"host": "edupro.test"}).get("/ready")
    assert answer.status_code == 503
    body = answer.json()
    assert (body["status"], body["database"]) == ("unavailable", "up")
    assert [reason.split(" had ")[1] for reason in body["reasons"]] == [
        f"another client's search path: {MIXED}"
    ]


def test_the_answer_is_kept_for_a_minute(db, monkeypatch):
    asked = []
    monkeypatch.setattr(readiness, "find_leaks", lambda: asked.append(1) or [])
    for _ in range(5):
        assert readiness.check_readiness().is_ready
    assert len(asked) == 1


@dataclass
class Follower:
    """A client of a pooler that follows the search path, as the newest ones can."""

    reported: bool
    pids: list[int] = field(default_factory=lambda: [1, 2])
    path: str = ""
    turn: int = 0

    def set_path(self, path):
        self.path = path

    def look(self):
        self.turn += 1
        return Seen(path=self.path, backend=self.pids[self.turn % len(self.pids)])

    def reports_path(self):
        return self.reported

    def close(self):
        self.path = "closed"


def test_a_pooler_that_follows_is_accepted_when_the_server_reports_the_path():
    made = []
    assert find_leaks(lambda: made.append(Follower(reported=True)) or made[-1]) == []
    assert [client.path for client in made] == ["closed", "closed"]


def test_luck_is_not_enough_when_the_server_does_not_report_the_path():
    assert find_leaks(lambda: Follower(reported=False)) == [
        "connections are shared between clients and the server does not report search_path"
    ]


def test_connections_of_ones_own_need_no_report():
    pids = iter([[1], [2]])
    assert find_leaks(lambda: Follower(reported=False, pids=next(pids))) == []


def test_the_sessions_of_the_probe_are_beside_the_pool(db):
    session = ServerSession.connect()
    try:
        session.set_path(PATHS[0])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            assert session.look() == Seen(path=PATHS[0], backend=session.look().backend)
            assert session.look().backend != cursor.fetchone()[0]
    finally:
        session.close()
