"""1.18 to 1.21: a teacher's students."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.accounts.models import Membership, Session, User
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.students.models import Student
from tenants import context
from tests.contracts.edupro.words import NOBODY, NOT_ALLOWED, WRONG_TYPE
from tests.contracts.moments import moment
from tests.factories import make_staff, make_student, owner_of

LIST = "/api/teacher/get_students/"
SEEN = "/api/teacher/get-student-profile/{}/"
REMOVE = "/api/teacher/students/remove/{}/"
BLOCK = "/api/teacher/students/toggle-block/{}/"
NOT_THERE = {"error": "Object not found", "detail": "The requested object does not exist."}
OF_LIST = {
    401: {"error": "Authentication required", "detail": "Authentication credentials were not provided."},
    403: {"error": "Permission denied", "detail": "You do not have permission to perform this action."},
    500: {
        "error": "Internal server error",
        "detail": "An unexpected error occurred while retrieving students.",
    },
}
UNKNOWN_ID = "0190a000-0000-7000-8000-000000000001"


@pytest.fixture
def bob(in_alpha):
    TeacherProfile.objects.filter(tenant_id=in_alpha.id).update(students_count=1)
    return make_student(username="bob")


@pytest.fixture
def three(in_alpha):
    return [
        make_student(username="carol", full_name="Carol Ahmed", joined_at=datetime(2026, 3, 1, tzinfo=UTC)),
        make_student(username="dana", full_name="Amal Said", joined_at=datetime(2026, 4, 1, tzinfo=UTC)),
        make_student(
            username="eve", full_name="Eve B", joined_at=datetime(2026, 1, 1, tzinfo=UTC), is_active=False
        ),
    ]


def names(answer):
    return [row["student"]["user"]["username"] for row in answer.json()["results"]]


def url(name):
    return f"http://alice.edupro.test/media/{name}"


class TestList:
    def test_row_as_the_document_writes_it(self, in_alpha, alice, bob):
        Student.objects.update(
            avatar="platform/public/avatars/0190a0000000700080000000000000aa.webp",
            notes="Asks good questions.",
            date_of_birth=date(2010, 5, 6),
            city="Cairo",
            completed_lessons=7,
            completed_courses=2,
            last_activity_at=bob.joined_at,
            latest_sign_in_at=bob.joined_at,
        )
        assert alice.get(LIST).json() == {
            "count": 1,
            "next": None,
            "previous": None,
            "results": [
                {
                    "id": str(bob.id),
                    "student": {
                        "id": str(bob.user_id),
                        "user": {
                            "id": str(bob.user_id),
                            "first_name": "Bob",
                            "last_name": "Tester",
                            "email": bob.email,
                            "username": "bob",
                            "phone": bob.phone,
                            "avatar": url("platform/public/avatars/0190a0000000700080000000000000aa.webp"),
                            "user_type": "student",
                            "is_active": True,
                            "created_at": moment(bob.user_created_at),
                            "last_login": "2026-02-01T09:00:00Z",
                        },
                        "full_name": "Bob Tester",
                        "bio": None,
                        "profile_picture": None,
                        "date_of_birth": "2010-05-06",
                        "address": None,
                        "country": None,
                        "city": "Cairo",
                        "gender": None,
                    },
                    "enrollment_date": "2026-02-01",
                    "notes": "Asks good questions.",
                    "is_active": True,
                    "completed_lessons": 7,
                    "last_activity": "2026-02-01T09:00:00Z",
                    "number_of_completed_courses": 2,
                }
            ],
        }

    def test_empty_and_never_seen(self, in_alpha, alice):
        assert alice.get(LIST).json() == {"count": 0, "next": None, "previous": None, "results": []}
        make_student()
        row = alice.get(LIST[:-1]).json()["results"][0]
        assert (row["last_activity"], row["student"]["user"]["last_login"], row["notes"]) == (None,) * 3

    def test_pages_of_five(self, in_alpha, alice):
        for n in range(6):
            make_student(username=f"s{n}")
        first, second = alice.get(LIST), alice.get(LIST, {"page": 2})
        assert names(first) == ["s0", "s1", "s2", "s3", "s4"]
        assert first.json()["next"] == f"http://alice.edupro.test{LIST}?page=2"
        assert (names(second), second.json()["next"]) == (["s5"], None)
        assert second.json()["previous"] == f"http://alice.edupro.test{LIST}"
        told = [second.headers[f"X-Pagination-{name}"] for name in ("Count", "Page", "PageSize")]
        assert told == ["6", "2", "5"]
        for page in ("3", "0", "x"):
            assert alice.get(LIST, {"page": page}, status=404).json() == NOT_THERE
        assert names(alice.get(LIST, {"page": "", "page_size": "6"})) == [f"s{n}" for n in range(6)]

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({}, ["dana", "carol", "eve"]),
            ({"ordering": "nonsense"}, ["dana", "carol", "eve"]),
            ({"ordering": "student__full_name"}, ["dana", "carol", "eve"]),
            ({"ordering": "-student__full_name"}, ["eve", "carol", "dana"]),
            ({"ordering": "enrollment_date"}, ["eve", "carol", "dana"]),
            ({"ordering": "-enrollment_date"}, ["dana", "carol", "eve"]),
            ({"is_active": "true"}, ["dana", "carol"]),
            ({"is_active": "False"}, ["eve"]),
            ({"is_active": ""}, ["dana", "carol", "eve"]),
            ({"search": "amal"}, ["dana"]),
            ({"search": "EVE@people"}, ["eve"]),
            ({"search": "carol ahmed"}, ["carol"]),
            ({"search": "%"}, []),
            ({"search": ""}, ["dana", "carol", "eve"]),
            ({"search": "a", "is_active": "true", "page": "1", "ordering": "enrollment_date"}, None),
        ],
    )
    def test_filters_and_orders(self, alice, three, asked, expected):
        assert names(alice.get(LIST, asked)) == (["carol", "dana"] if expected is None else expected)

    def test_of_this_school_only(self, api, alpha, beta, alice, bob):
        with context.enter(beta):
            make_student(username="zoe")
        assert names(alice.get(LIST)) == ["bob"]
        basma = api(school=beta).sign_in(owner_of(beta), kind="staff", bearer=True)
        assert names(basma.get(LIST)) == ["zoe"]

    def test_as_many_queries_for_three_as_for_one(self, in_alpha, alice, bob):
        counts = []
        for _more in range(2):
            alice.get(LIST)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                alice.get(LIST)
            counts.append(len(asked))
            make_student()
            make_student()
        assert counts == [4, 4]

    def test_its_own_words_for_who_may_not(self, api, alpha, bob):
        assert api(school=alpha).get(LIST, status=401).json() == OF_LIST[401]
        client = api(school=alpha).sign_in(bob.user, bearer=True)
        assert client.get(LIST, status=403).json() == OF_LIST[403]
        client.credentials(HTTP_AUTHORIZATION="Bearer garbage")
        invalid = {"error": "Invalid token", "detail": "The provided token is invalid or expired."}
        assert client.get(LIST, status=401).json() == invalid

    def test_its_own_words_when_the_server_fails(self, committed, api, alpha):
        client = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
        client.raise_request_exception = False
        with context.enter(alpha), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE students_student RENAME TO students_away")
        assert client.get(LIST, status=500).json() == OF_LIST[500]


class TestOne:
    def test_found_by_the_ids_of_the_list(self, in_alpha, alice, bob):
        (row,) = alice.get(LIST).json()["results"]
        listed = row["student"]["id"]
        assert alice.get(SEEN.format(listed)).json()["id"] == listed
        assert alice.post(BLOCK.format(listed)).json() == {"message": "Student blocked successfully"}
        assert alice.delete(REMOVE.format(listed), status=200).json() == {
            "message": "Student removed successfully"
        }

    def test_profile_by_the_id_of_the_person(self, in_alpha, alice, bob):
        Student.objects.update(
            grade_level="9", profile_picture="platform/public/students/0190a0000000700080000000000000aa.webp"
        )
        assert alice.get(SEEN.format(bob.user_id)).json() == {
            "id": str(bob.user_id),
            "username": "bob",
            "first_name": "Bob",
            "last_name": "Tester",
            "email": bob.email,
            "phone": bob.phone,
            "parent_phone": "+201099999999",
            "avatar": url("platform/public/students/0190a0000000700080000000000000aa.webp"),
            "grade_level": "9",
            "school_name": None,
            "is_blocked": False,
        }

    def test_removed(self, in_alpha, alice, bob):
        Session.objects.all().delete()
        answer = alice.delete(REMOVE.format(bob.user_id), status=401)
        assert answer.json()["error"] == "Invalid token"
        alice.sign_in(owner_of(in_alpha), kind="staff", bearer=True)
        done = alice.delete(REMOVE.format(bob.user_id), status=200)
        assert done.json() == {"message": "Student removed successfully"}
        assert alice.delete(REMOVE.format(bob.user_id), status=404).json() == NOT_THERE
        assert Student.objects.count() == 0
        assert User.objects.filter(pk=bob.user_id).exists()
        assert not Membership.objects.filter(user_id=bob.user_id).exists()
        assert TeacherProfile.objects.get(tenant_id=in_alpha.id).students_count == 0

    def test_blocked_and_let_in_again(self, api, in_alpha, alice, bob):
        client = api(school=in_alpha).sign_in(bob.user, bearer=True)
        first = alice.post(BLOCK.format(bob.user_id)).json()
        assert first == {"message": "Student blocked successfully"}
        assert alice.get(SEEN.format(bob.user_id)).json()["is_blocked"] is True
        client.get("/api/student/student-profile/alice/", status=401)
        assert alice.post(BLOCK.format(bob.user_id)).json() == {"message": "Student unblocked successfully"}
        assert Student.objects.get().is_active is True

    @pytest.mark.parametrize(("method", "path"), [("get", SEEN), ("delete", REMOVE), ("post", BLOCK)])
    def test_foreign_and_nonexistent_are_the_same_bytes(self, alpha, beta, alice, bob, method, path):
        with context.enter(beta):
            foreign = make_student()
        keys = [foreign.user_id, foreign.id, UNKNOWN_ID, bob.id]
        answers = [getattr(alice, method)(path.format(key), status=404) for key in keys]
        assert {answer.content for answer in answers} == {answers[0].content}
        assert answers[0].json() == NOT_THERE
        getattr(alice, method)(path.format("null"), status=404)
        with context.enter(beta):
            assert Student.objects.get().is_active is True

    @pytest.mark.parametrize(("method", "path"), [("get", SEEN), ("delete", REMOVE), ("post", BLOCK)])
    def test_who_may(self, api, in_alpha, beta, bob, method, path):
        address = path.format(bob.user_id)

        def ask(client, status):
            return getattr(client, method)(address, status=status).json()

        assert ask(api(school=in_alpha), 401) == NOBODY
        assert ask(api(school=in_alpha).sign_in(bob.user, bearer=True), 403) == WRONG_TYPE
        foreign = api().sign_in(owner_of(beta), kind="staff", school=beta, bearer=True)
        assert ask(foreign, 404) == NOT_THERE
        assistant = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True)
        if method == "get":
            assert ask(assistant, 200)["username"] == "bob"
        else:
            assert ask(assistant, 403) == NOT_ALLOWED
        instructor = api(school=in_alpha).sign_in(make_staff().user, kind="staff", bearer=True)
        ask(instructor, 200)
