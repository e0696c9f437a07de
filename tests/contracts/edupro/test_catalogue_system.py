"""Sections 10 and 11 of the error catalogue and the rules for all addresses, by real situations."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.utils import timezone

from shared_apps.accounts.models import Session
from shared_apps.categories.models import Category
from tenant_apps.courses.models import Module
from tenants import context
from tests import database
from tests.contracts.edupro.words import NOBODY, NOT_ALLOWED, WRONG_TYPE
from tests.factories import make_course, make_module, make_staff, make_student, owner_of
from tests.uploads import picture

LIST = "/api/teacher/get_students/"
OWN = "/api/student/student-profile/alice/"
TEACHER = "/api/teacher/teacher-profile/"
CATEGORIES = "/api/course/category/list/"
SEEN = "/api/teacher/get-student-profile/{}/"
REMOVE = "/api/teacher/students/remove/{}/"
UNKNOWN_ID = "0190a000-0000-7000-8000-000000000001"

INVALID = {"error": "Invalid token", "detail": "The provided token is invalid or expired."}
EXPIRED = {
    "error": "Token expired",
    "detail": "The provided token has expired. Please refresh your token.",
}
INVALID_REFRESH = {"error": "Invalid refresh token", "detail": "The provided refresh token is invalid."}
INTEGRITY = {
    "error": "Database integrity error",
    "detail": "The operation would violate database constraints.",
}
MISSING = {"error": "Object not found", "detail": "The requested object does not exist."}
BROKEN = {
    "error": "Internal server error",
    "detail": "An unexpected error occurred. Please try again later.",
}
UNAVAILABLE = {
    "error": "Service unavailable",
    "detail": "The service is temporarily unavailable. Please try again later.",
}
TOO_MANY = {"error": "Rate limit exceeded", "detail": "Too many requests. Please try again later."}


def with_token(client, token):
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


class TestTokens:
    @pytest.mark.catalogue("C10.1 tokens: invalid token")
    def test_invalid_token(self, api, alpha, beta, bob, student):
        raw = bob.post("/api/student/login/alice/", {"username": "bob", "password": "right-Horse-7"}).json()
        foreign = api(school=beta).sign_in(owner_of(beta), kind="staff")
        wrong = [
            "garbage",
            "a.b.c",
            raw["access"][:-2] + "xx",
            raw["refresh"],
            foreign.cookies[django_settings.ACCESS_COOKIE].value,
        ]
        for token in wrong:
            assert with_token(api(school=alpha), token).get(OWN, status=401).json() == INVALID
        Session.objects.update(ended_at=timezone.now())
        assert with_token(api(school=alpha), raw["access"]).get(OWN, status=401).json() == INVALID

    @pytest.mark.catalogue("C10.1 tokens: token expired")
    def test_token_whose_time_is_over(self, api, alpha, bob, student, time_machine):
        on_platform = api().sign_in(student.user, school=alpha, bearer=True)
        bob.get(OWN)
        time_machine.move_to(timezone.now() + django_settings.ACCESS_LIFETIME + timedelta(seconds=1))
        for client in (bob, on_platform):
            assert client.get(OWN, status=401).json() == EXPIRED
            assert client.post("/api/logout/", status=401).json() == EXPIRED
        assert bob.get(CATEGORIES).json() == []

    @pytest.mark.catalogue("C10.1 tokens: invalid refresh token")
    @pytest.mark.parametrize("path", ["/api/token/refresh/", "/api/student/refresh/alice/"])
    def test_invalid_refresh_token(self, api, alpha, path):
        access = api(school=alpha).sign_in(owner_of(alpha), kind="staff").cookies
        for token in ("garbage", access[django_settings.ACCESS_COOKIE].value, ""):
            answer = api(school=alpha).post(path, {"refresh": token}, status=400)
            assert answer.json() == INVALID_REFRESH


class TestRights:
    @pytest.mark.catalogue("C10.2 permissions: insufficient permissions")
    def test_assistant_who_removes_a_student(self, api, in_alpha, student):
        assistant = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True)
        assert assistant.delete(REMOVE.format(student.user_id), status=403).json() == NOT_ALLOWED
        assert assistant.get(SEEN.format(student.user_id)).json()["is_blocked"] is False

    @pytest.mark.catalogue("C10.2 permissions: not authenticated")
    def test_nobody(self, api, alpha):
        answer = api(school=alpha).get(OWN, status=401)
        assert answer.json() == NOBODY
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'
        assert api().get(TEACHER, status=401).json() == NOBODY

    @pytest.mark.catalogue("C10.2 permissions: wrong user type")
    def test_student_as_teacher_and_teacher_as_student(self, bob, alice):
        assert bob.get(TEACHER, status=403).json() == WRONG_TYPE
        assert alice.get(OWN, status=403).json() == WRONG_TYPE


class TestDatabase:
    @pytest.mark.catalogue("C11.1 database: integrity error")
    def test_somebody_else_commits_the_same_place_in_between(self, committed, api, alpha):
        """A load by hand holds the place of a module, unseen by everybody until it commits."""
        with context.enter(alpha):
            course = make_course()
            other = make_module(course, order=1)
        alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
        given = {"title": "Second", "description": "About it.", "order": 2}
        path = f"/api/courses/{course.id}/modules/create/"
        with loading(alpha.schema_name) as load, ThreadPoolExecutor(1) as pool:
            load.execute(copied(other), [UUID(UNKNOWN_ID), other.id])
            asked = pool.submit(in_own_thread, lambda: alice.post(path, given, status=400).json())
            wait_until_it_waits(load)
            load.commit()
            assert asked.result(timeout=20) == INTEGRITY
        with context.enter(alpha):
            rows = list(Module.objects.order_by("order").values_list("title", "order"))
        assert rows == [(other.title, 1), ("Held", 2)]

    @pytest.mark.catalogue("C11.1 database: object not found")
    def test_object_that_is_not_there(self, alice):
        assert alice.get(SEEN.format(UNKNOWN_ID), status=404).json() == MISSING
        assert alice.get("/api/teacher/get-student-profile/null/", status=404).json() == MISSING
        assert alice.get("/api/no/such/address/", status=404).json() == MISSING

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("post", "/api/courses/null/modules/create/"),
            ("put", "/api/modules/undefined/update/"),
            ("patch", "/api/course/update/null/"),
            ("delete", "/api/teacher/students/remove/null/"),
            ("post", "/api/no/such/address/"),
        ],
    )
    def test_nothing_to_change_there(self, alice, method, path):
        alice.handler.enforce_csrf_checks = True  # as in service: no page's form, no page's answer
        assert getattr(alice, method)(path, {"title": "Any"}, status=404).json() == MISSING


class TestSystem:
    @pytest.mark.catalogue("C11.2 system: internal server error")
    def test_table_that_is_away(self, committed, api, alpha):
        with context.enter(alpha):
            student = make_student()
        bob = api(school=alpha).sign_in(student.user, bearer=True)
        bob.raise_request_exception = False
        with context.enter(alpha), connections["default"].cursor() as cursor:
            cursor.execute("ALTER TABLE students_student RENAME TO students_away")
        answer = bob.generic("GET", OWN)  # the document of this address promises no such answer
        assert (answer.status_code, answer.json()) == (500, BROKEN)
        assert "students_student" not in answer.content.decode()

    @pytest.mark.catalogue("C11.2 system: service unavailable")
    def test_database_that_takes_nobody(self, committed, api, alpha, closed_database):
        bob = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
        bob.get(TEACHER)
        with closed_database():
            assert bob.get(TEACHER, status=503).json() == UNAVAILABLE
            given = {"username": "alice", "password": "right-Horse-7"}
            assert api(school=alpha).post("/api/teacher/login/", given, status=503).json() == UNAVAILABLE
        bob.get(TEACHER)

    @pytest.mark.catalogue("C11.2 system: rate limit exceeded")
    def test_more_requests_than_the_limit(self, api, alpha, alice, settings):
        settings.REQUESTS_PER_MINUTE_ANONYMOUS, settings.REQUESTS_PER_MINUTE_SIGNED_IN = 2, 3
        client = api(school=alpha)
        for left, status in ((1, 200), (0, 401)):
            path = CATEGORIES if status == 200 else TEACHER
            assert client.get(path, status=status).headers["X-RateLimit-Remaining"] == str(left)
        answer = client.get(CATEGORIES, status=429)
        assert answer.json() == TOO_MANY
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert [answer.headers[f"X-RateLimit-{name}"] for name in ("Limit", "Remaining")] == ["2", "0"]
        for _request in range(3):
            alice.get(TEACHER)
        assert alice.get(TEACHER, status=429).json() == TOO_MANY


class TestRules:
    @pytest.mark.catalogue("Errors rule: common error body")
    def test_errors_are_lists_under_fields_or_a_title_and_a_sentence(self, api, alice, bob, alpha):
        refused = [
            bob.put("/api/student/update-profile/", {"first_name": "x" * 99}, status=400),
            bob.get(TEACHER, status=403),
            api(school=alpha).get(OWN, status=401),
            alice.get(SEEN.format(UNKNOWN_ID), status=404),
            alice.patch(LIST, {}, status=405),
            alice.put(TEACHER, "{", status=405, content_type="application/json"),
            bob.post("/api/change-password/", "{", status=400, content_type="application/json"),
            bob.post("/api/change-password/", "x", status=415, content_type="text/plain"),
        ]
        bodies = [answer.json() for answer in refused]
        assert bodies[0] == {"first_name": ["Ensure this field has no more than 80 characters."]}
        for body in bodies[1:]:
            assert sorted(body) == ["detail", "error"]
            assert all(isinstance(text, str) and text for text in body.values())

    @pytest.mark.catalogue("Pagination rule: page number, five by default")
    def test_pages(self, in_alpha, alice):
        for n in range(6):
            make_student(username=f"s{n}")
        first, second = alice.get(LIST).json(), alice.get(LIST, {"page": 2}).json()
        assert [len(first["results"]), len(second["results"])] == [5, 1]
        assert (first["count"], first["previous"]) == (6, None)
        assert alice.get(first["next"].partition("edupro.test")[2]).json() == second
        assert alice.get(second["previous"].partition("edupro.test")[2]).json() == first
        for page in ("3", "0", "-1", "first", "9" * 30):
            assert alice.get(LIST, {"page": page}, status=404).json() == MISSING

    @pytest.mark.catalogue("Formats rule: UUIDs, ISO 8601, two decimals, addresses of files")
    def test_formats(self, api, in_alpha, alice, student):
        category = Category.objects.create(name="Algebra")
        given = {"title": "Sets", "description": "About sets.", "price": "75.5", "is_published": True}
        made = alice.post("/api/course/create/", {**given, "category": str(category.id)}, status=201).json()
        alice.put("/api/teacher/update-profile/", {"logo": picture()}, format="multipart")
        shown = api().get(f"/api/course/course-detail/{made['id']}/").json()
        face = api().get("/api/teacher/teacher-profile/alice/").json()
        row = alice.get(LIST).json()["results"][0]
        assert UUID(shown["category"]["id"]) == category.id
        assert UUID(row["id"]) == student.id
        assert shown["price"] == "75.50"
        for text in (shown["created_at"], row["student"]["user"]["created_at"]):
            assert datetime.fromisoformat(text).tzinfo == UTC
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["enrollment_date"])
        assert re.fullmatch(r"http://edupro\.test/media/tenants/[^/]+/public/logo/\w+\.webp", face["logo"])
        assert (face["avatar"], face["bio"]) == (None, None)

    @pytest.mark.catalogue("Rate limiting rule: stricter on authentication, size limits on uploads")
    def test_sign_in_is_stricter_than_the_rest(self, api, alpha, student):
        client = api(school=alpha)
        for _try in range(django_settings.SIGN_IN_TRIES):
            client.post("/api/student/login/alice/", {"username": "bob", "password": "x"}, status=404)
        locked = {"username": "bob", "password": "right-Horse-7"}
        assert client.post("/api/student/login/alice/", locked, status=429).json() == TOO_MANY
        client.get(CATEGORIES)


def in_own_thread(call):
    try:
        return call()
    finally:
        connections.close_all()


def loading(schema):
    """A connection of somebody else, in the school's schema."""
    server = connections["default"].settings_dict
    return psycopg.connect(
        host=server["HOST"],
        port=server["PORT"] or None,
        user=server["USER"],
        password=server["PASSWORD"],
        dbname=server["NAME"],
        options=f"-c search_path={schema}",
    )


def copied(module):
    """A statement that loads a copy of a module: its key, and the module it is like."""
    given = {"id": "%s", "title": "'Held'", '"order"': "2"}
    names = [f'"{field.column}"' for field in module._meta.concrete_fields]
    values = [given.get(name, given.get(name.strip('"'), name)) for name in names]
    return (
        f"INSERT INTO courses_module ({', '.join(names)}) "
        f"SELECT {', '.join(values)} FROM courses_module WHERE id = %s"
    )


def wait_until_it_waits(connection):
    """Until somebody waits for a lock of this database; a test that never does fails by its result."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    with database.server() as watcher:
        for _look in range(200):
            if watcher.execute(waiting, [connection.info.dbname]).fetchone()[0]:
                return
            time.sleep(0.05)
