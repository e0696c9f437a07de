"""What breaks outside a view, or inside one, is told in the form of the contract that was asked."""

from __future__ import annotations

import json

import pytest
from django.db import connections

from tenants import context, hosts
from tests.factories import make_student, owner_of

AWAY = "The service is temporarily unavailable. Please try again later."
BROKEN = "An unexpected error occurred. Please try again later."
EDUPRO_AWAY = {"error": "Service unavailable", "detail": AWAY}

COLD = [
    ("/api/teacher/get-profile/", EDUPRO_AWAY),
    ("/api/no/such/address/", EDUPRO_AWAY),
    ("/api", EDUPRO_AWAY),
    ("/api/v1/teacher/teacher-profile/", {"detail": AWAY}),
    ("/api/v1", {"detail": AWAY}),
    ("/lms/anything", {"detail": AWAY}),
]


def asked(client, path, status):
    client.raise_request_exception = False
    answer = client.generic("GET", path)
    assert answer.status_code == status, answer.content[:500]
    return answer


def test_database_away_before_the_school_is_known(committed, api, alpha, closed_database):
    client = api(school=alpha)
    with closed_database():
        for path, body in COLD:
            hosts._map = hosts._HostMap()  # a process that has just begun
            answer = asked(client, path, 503)
            assert (answer.json(), answer["Cache-Control"]) == (body, "no-store")
        hosts._map = hosts._HostMap()
        page = asked(client, "/", 503)
    assert page["Content-Type"].startswith("text/html")
    assert "Traceback" not in page.content.decode()
    hosts._map = hosts._HostMap()
    asked(client, "/", 200)


def test_database_away_inside_a_view_of_v1(committed, api, alpha, closed_database):
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    alice.get("/api/v1/teacher/teacher-profile/")
    with closed_database():
        assert asked(alice, "/api/v1/teacher/teacher-profile/", 503).json() == {"detail": AWAY}
    alice.get("/api/v1/teacher/teacher-profile/")


def test_bug_inside_a_view_of_v1(committed, api, alpha):
    with context.enter(alpha):
        bob = make_student(username="bob")
        with connections["default"].cursor() as cursor:
            cursor.execute("ALTER TABLE students_student RENAME TO students_away")
    client = api(school=alpha).sign_in(bob.user)
    answer = asked(client, f"/api/v1/student/student-profile/{alpha.username}/", 500)
    assert answer.json() == {"detail": BROKEN}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/broken/", {"error": "Internal server error", "detail": BROKEN}),
        ("/api/v1/broken/", {"detail": BROKEN}),
        ("/apiary/", None),
    ],
)
def test_bug_outside_every_view(rf, path, body):
    from config.urls.failing import server_error

    try:
        raise ValueError("secret")
    except ValueError:
        answer = server_error(rf.get(path))
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()
    if body:
        assert json.loads(answer.content) == body
    else:
        assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/courses/null/modules/create/",
        "/api/v1/no/such/address/",
        "/lms/api/no/such/address/",
        "/academy/api/no/such/address/",
    ],
)
def test_nothing_to_change_there(api, alpha, path):
    for client in (api(), api(school=alpha)):
        client.handler.enforce_csrf_checks = True  # as in service: no page's form, no page's answer
        client.post("/sign-in/", {}, status=403)
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(path, {}, status=404).json() == {"detail": "Not found."}
