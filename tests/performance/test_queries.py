"""How many statements each read of the contract costs, and that more rows cost no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.contracts.promised import promises
from tests.factories import owner_of
from tests.performance.shelves import Shelves

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "performance.md"
CEILING = 12
STUDENTS = {"student", "student with access"}

# How many rows each list shows when the shelves hold n; others show one thing.
LISTS = {
    "course/category/list/": lambda n: n,
    "course/list/": lambda n: n,
    "course/course-search-filter/": lambda n: n,
    "course/list-by-teacher/": lambda n: n,
    "course/teacher-list/{teacher_username}/": lambda n: n,
    "get_student-enrollments/{course_id}/": lambda n: n,
    "teacher/courses/{course_id}/enrollments/": lambda n: n,
    "teacher/students/{student_id}/enrollments/": lambda n: n,
    "teacher/get_students/": lambda n: n,
    "course/course-enrollment-list/": lambda n: n,
    "course/course-enrollment-list/{teacher_username}/": lambda n: n,
    "coupon/list/": lambda n: n * n + n,
    "coupon/used-coupons/": lambda n: n * n,
    "courses/{course_id}/modules/": lambda n: n,
    "modules/{module_id}/lessons/": lambda n: n,
}
READS = [p for p in promises() if p.method == "GET" and p.operation != "GET student/student-profile/"]


def documented(host: str) -> dict[str, int]:
    """The counts that `docs/performance.md` tells for this kind of host."""
    rows = [
        line.strip("|").split("|") for line in DOCUMENT.read_text().splitlines() if line.startswith("| `/")
    ]
    cells = [[cell.strip().strip("`") for cell in row] for row in rows]
    column = {"school": 1, "platform": 2}[host]
    return {row[0].removeprefix("/"): int(row[column]) for row in cells}


def address(promise, shelves):
    with_ids = {
        "teacher_username": shelves.school.username,
        "course_id": shelves.courses[0].id,
        "module_id": shelves.modules[0].id,
        "id": shelves.lesson.id,
        "student_id": shelves.reader.user_number,
        "coupon_id": shelves.code.number,
    }
    return promise.base + promise.path.format(**with_ids)


def shown(body):
    return len(body["results"] if isinstance(body, dict) else body)


def cost(client, path):
    """Statements of a warm request, and its body."""
    client.get(path, {"page_size": 100})  # fills what the process remembers
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, {"page_size": 100})
    return len(queries), answer.json()


@pytest.fixture
def shelves(alpha):
    shelves = Shelves(alpha)
    shelves.add()
    return shelves


@pytest.fixture(params=["school", "platform"])
def host(request):
    return request.param


@pytest.fixture
def readers(host, api, shelves):
    place = {"school": shelves.school} if host == "school" else {}

    def who(promise):
        client = api(**place)
        if promise.who in STUDENTS:
            return client.sign_in(user_of(shelves.reader), school=shelves.school)
        if promise.who.startswith("anyone"):
            return client
        return client.sign_in(owner_of(shelves.school), kind="staff", school=shelves.school)

    return who


def user_of(student):
    from shared_apps.accounts.models import User

    return User.objects.get(pk=student.user_id)


def test_every_read_costs_the_same_with_three_rows_and_what_is_documented(host, readers, shelves):
    first = {p.path: measured(readers(p), p, shelves) for p in READS}
    shelves.add(2)
    third = {p.path: measured(readers(p), p, shelves) for p in READS}
    for path, (count, _rows) in sorted(third.items()):
        print(f"{count:3} {first[path][0]:3} {path}")
    sizes = {path: (first[path][1], third[path][1]) for path in LISTS}
    assert sizes == {path: (rows(1), rows(3)) for path, rows in LISTS.items()}
    growing = {path: (first[path][0], third[path][0]) for path in third if first[path][0] != third[path][0]}
    assert growing == {}
    assert {path: count for path, (count, _rows) in third.items()} == documented(host)
    assert max(count for count, _rows in third.values()) <= CEILING


def measured(client, promise, shelves):
    count, body = cost(client, address(promise, shelves))
    return count, shown(body) if promise.path in LISTS else 1


def test_students_reading_a_list_cost_the_same_with_three_rows(api, shelves):
    """Lists that staff and students share show students something else."""
    shared = [p for p in READS if p.who == "student or staff"]
    client = api(school=shelves.school).sign_in(user_of(shelves.reader))
    first = {p.path: measured(client, p, shelves) for p in shared}
    shelves.add(2)
    third = {p.path: measured(client, p, shelves) for p in shared}
    assert {path: count for path, (count, _rows) in first.items()} == {
        path: count for path, (count, _rows) in third.items()
    }
    assert max(count for count, _rows in third.values()) <= CEILING
