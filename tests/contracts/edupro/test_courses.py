"""Section 2 of the contract, the courses."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.categories.models import Category
from tenant_apps.coupons.models import CodeUse
from tenant_apps.courses.models import Course
from tenant_apps.courses.services import publish_course
from tenants import context
from tests.contracts.edupro.words import NOBODY, WRONG_TYPE
from tests.contracts.moments import moment
from tests.factories import (
    make_code,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
    owner_of,
)
from tests.uploads import picture

NOW = timezone.now()
CREATE = "/api/course/create/"
LIST = "/api/course/list/"
SEARCH = "/api/course/course-search-filter/"
OWN = "/api/course/list-by-teacher/"
MISSING = {"error": "Course not found", "detail": "No course found with the provided ID."}


def of_teacher(name):
    return f"/api/course/teacher-list/{name}/"


def detail(key):
    return f"/api/course/course-detail/{key}/"


def update(key):
    return f"/api/course/update/{key}/"


def delete(key):
    return f"/api/course/course-delete/{key}/"


def private(key):
    return f"/api/course/private-deatils/{key}/"


def teacher_of(school):
    person = owner_of(school)
    return {
        "id": str(person.id),
        "username": school.username,
        "first_name": person.first_name,
        "last_name": person.last_name,
    }


def card(course, school, category=None):
    return {
        "id": str(course.id),
        "title": course.title,
        "description": course.description,
        "category": category and {"id": str(category.id), "name": category.name},
        "price": f"{course.price:.2f}",
        "thumbnail": None,
        "created_at": moment(course.created_at),
        "teacher": teacher_of(school),
    }


def offered(**fields):
    course = make_course(**fields)
    publish_course(course_id=course.id, now=NOW)
    return course


@pytest.fixture
def category(in_alpha):
    return Category.objects.create(name="Algebra")


@pytest.fixture
def assistant(api, alpha, in_alpha):
    return api(school=alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True)


@pytest.fixture
def bob(api, alpha, in_alpha):
    return api(school=alpha).sign_in(make_student().user, bearer=True)


class TestCreate:
    @pytest.fixture
    def body(self, category):
        return {
            "title": "Sets",
            "description": "About sets.",
            "category": str(category.id),
            "price": "150.5",
        }

    def test_draft_as_documented(self, alice, alpha, category, body):
        told = alice.post(CREATE, body, status=201).json()
        course = Course.objects.get()
        assert told == {
            "id": str(course.id),
            "title": "Sets",
            "description": "About sets.",
            "category": str(category.id),
            "price": "150.50",
            "thumbnail": None,
            "is_published": False,
            "teacher": str(owner_of(alpha).id),
            "created_at": moment(course.created_at),
        }
        assert (course.state, course.is_free, course.category_name) == ("draft", False, "Algebra")

    def test_published_with_a_picture_from_a_form(self, alice, alpha, body):
        form = {**body, "thumbnail": picture(), "is_published": "true"}
        told = alice.post(CREATE[:-1], form, status=201, format="multipart").json()
        course = Course.objects.get()
        assert (told["is_published"], told["thumbnail"]) == (
            True,
            f"http://{alpha.username}.edupro.test/media/{course.thumbnail.name}",
        )
        assert CatalogueCourse.objects.get().course_id == course.id

    def test_price_of_nothing_makes_it_free(self, alice, body):
        assert alice.post(CREATE, {**body, "price": 0}, status=201).json()["price"] == "0.00"
        assert Course.objects.get().is_free is True

    def test_price_of_nothing_makes_it_free_in_a_form_too(self, alice, body):
        form = {**body, "price": "0", "is_published": ""}
        told = alice.post(CREATE, form, format="multipart", status=201).json()
        assert (told["price"], told["is_published"]) == ("0.00", False)
        assert Course.objects.get().is_free is True

    def test_what_is_not_the_teachers_to_say_is_passed_over(self, alice, alpha, body):
        told = alice.post(CREATE, {**body, "teacher": str(uuid.uuid4()), "total_enrollments": 9}, status=201)
        assert told.json()["teacher"] == str(owner_of(alpha).id)
        assert Course.objects.get().total_enrollments == 0

    def test_nobody(self, api, alpha, body):
        assert api(school=alpha).post(CREATE, body, status=401).json() == NOBODY

    def test_instructor_on_the_platforms_host(self, api, alpha, in_alpha, body):
        client = api().sign_in(make_staff().user, kind="staff", school=alpha, bearer=True)
        client.post(CREATE, body, status=201)
        assert Course.objects.count() == 1


class TestPublicLists:
    def test_page_of_five(self, api, alpha, in_alpha, category):
        courses = [offered(category_id=category.id) for _ in range(6)]
        make_course(title="Not in the shop", state="draft")
        first = api(school=alpha).get(LIST)
        assert first.json() == {
            "count": 6,
            "next": f"http://{alpha.username}.edupro.test{LIST}?page=2",
            "previous": None,
            "results": [card(course, alpha, category) for course in reversed(courses[1:])],
        }
        assert first.headers["X-Pagination-PageSize"] == "5"
        second = api(school=alpha).get(LIST[:-1], {"page": 2}).json()
        assert second["results"] == [card(courses[0], alpha, category)]
        api(school=alpha).get(LIST, {"page": 3}, status=404)

    def test_platform_shows_all_schools_a_school_its_own(self, api, alpha, beta):
        with context.enter(alpha):
            mine = offered(title="Mine")
        with context.enter(beta):
            theirs = offered(title="Theirs")
        assert api().get(LIST).json()["results"] == [card(theirs, beta), card(mine, alpha)]
        assert api(school=beta).get(LIST).json()["results"] == [card(theirs, beta)]

    def test_nothing_says_what_a_course_earned(self, api, alpha, in_alpha):
        course = offered()
        shown = api(school=alpha).get(detail(course.id)).json()
        assert "total_revenue" not in shown
        assert shown == card(course, alpha)

    def test_courses_of_one_teacher(self, api, alpha, beta):
        with context.enter(alpha):
            mine = offered()
        expected = [card(mine, alpha)]
        assert api().get(of_teacher(alpha.username)).json() == expected
        assert api(school=alpha).get(of_teacher(alpha.username.upper())).json() == expected
        unknown = {"error": "Teacher not found", "detail": "Teacher with this username does not exist."}
        assert api().get(of_teacher("nobody-here"), status=404).json() == unknown
        assert api(school=beta).get(of_teacher(alpha.username), status=404).json() == unknown

    def test_empty(self, api, alpha):
        assert api(school=alpha).get(LIST).json()["results"] == []
        assert api(school=alpha).get(SEARCH).json() == []
        assert api(school=alpha).get(of_teacher(alpha.username)).json() == []

    @pytest.mark.parametrize("path", [LIST, SEARCH, "teacher", OWN])
    def test_same_cost_for_one_and_three(self, api, alpha, in_alpha, alice, path):
        where = of_teacher(alpha.username) if path == "teacher" else path
        client = alice if path == OWN else api(school=alpha)
        counts = []
        for number in range(3):
            offered(category_id=Category.objects.create(name=f"Subject {number}").id)
            client.get(where)
            with CaptureQueriesContext(connection) as queries:
                client.get(where)
            counts.append(len(queries))
        assert counts == {LIST: [2, 2, 2], OWN: [4, 4, 4]}.get(path, [1, 1, 1])

    def test_pieces_of_an_array(self, api, alpha, in_alpha):
        courses = [offered() for _ in range(3)]
        answer = api(school=alpha).get(SEARCH, {"page": "2", "page_size": "2"})
        assert [row["id"] for row in answer.json()] == [str(courses[0].id)]
        assert answer.headers["X-Pagination-Count"] == "3"


class TestSearch:
    @pytest.fixture
    def ids(self, alpha, beta, category):
        """Which of the four is found."""
        made = {}
        with context.enter(alpha):
            made["sets"] = offered(title="Sets", category_id=category.id, price=Decimal(50))
            made["maps"] = offered(title="Maps", description="Of sets.", price=Decimal(100))
            made["free"] = offered(title="Lines", is_free=True)
        with context.enter(beta):
            made["other"] = offered(title="Sets again", price=Decimal(70))
        return {str(course.id): name for name, course in made.items()}

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({}, {"sets", "maps", "free", "other"}),
            ({"search": "sets"}, {"sets", "maps", "other"}),
            ({"search": "of sets"}, {"maps"}),
            ({"search": " ", "category": "", "min_price": "", "max_price": "", "teacher": ""}, None),
            ({"min_price": "50", "max_price": "70.00"}, {"sets", "other"}),
            ({"max_price": 0}, {"free"}),
            ({"min_price": "100.01"}, set()),
            ({"teacher": "BASMA"}, {"other"}),
            ({"teacher": "nobody"}, set()),
            ({"ordering": "nonsense", "unknown": "x"}, None),
        ],
    )
    def test_narrowed(self, api, ids, beta, asked, found):
        if asked.get("teacher") == "BASMA":
            asked = {"teacher": beta.username.upper()}
        rows = api().get(SEARCH, asked).json()
        assert {ids[row["id"]] for row in rows} == (set(ids.values()) if found is None else found)

    def test_by_category(self, api, ids, category):
        rows = api().get(SEARCH, {"category": str(category.id)}).json()
        assert [ids[row["id"]] for row in rows] == ["sets"]
        assert api().get(SEARCH, {"category": str(uuid.uuid4())}).json() == []

    @pytest.mark.parametrize(
        ("asked", "body"),
        [
            ({"category": "12"}, {"category": ["Invalid category ID."]}),
            ({"min_price": "cheap"}, {"min_price": ["A valid number is required."]}),
            ({"max_price": "NaN"}, {"max_price": ["A valid number is required."]}),
        ],
    )
    def test_nonsense(self, api, alpha, asked, body):
        assert api(school=alpha).get(SEARCH, asked, status=400).json() == body


class TestDetail:
    def test_on_the_platforms_host(self, api, alpha, category):
        course = offered(category_id=category.id)
        assert api().get(detail(course.id)).json() == card(course, alpha, category)

    def test_draft_is_for_staff_and_for_who_has_it(self, api, alpha, alice, bob, category):
        course = make_course(state="draft", category_id=category.id)
        holder = make_student()
        make_enrollment(holder, course)
        reader = api(school=alpha).sign_in(holder.user, bearer=True)
        for client in (alice, reader):
            assert client.get(detail(course.id)).json() == card(course, alpha, category)
        for client in (bob, api(school=alpha), api()):
            assert client.get(detail(course.id), status=404).json() == MISSING

    def test_what_is_not_there(self, api, alpha, beta):
        with context.enter(beta):
            foreign = offered()
        for key in (uuid.uuid4(), foreign.id):
            assert api(school=alpha).get(detail(key), status=404).json() == MISSING
        api(school=alpha).get(detail("null"), status=404)

    def test_is_kept_until_it_changes(self, api, alpha, category):
        course = offered(category_id=category.id)
        told = api(school=alpha).get(detail(course.id))
        row = CatalogueCourse.objects.get()
        assert told.headers["Last-Modified"] == http_date(row.updated_at.timestamp())
        since = {"HTTP_IF_MODIFIED_SINCE": told.headers["Last-Modified"]}
        api(school=alpha).get(detail(course.id), status=304, **since)
        Category.objects.filter(pk=category.pk).update(
            name="Sums", updated_at=row.updated_at + timedelta(minutes=1)
        )
        changed = api(school=alpha).get(detail(course.id), **since).json()
        assert changed["category"]["name"] == "Sums"

    def test_signed_in_answers_stay_private(self, alice, in_alpha):
        course = offered()
        assert alice.get(detail(course.id)).headers["Cache-Control"] == "private, no-cache"


class TestUpdate:
    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_what_is_given(self, alice, category, method):
        course = make_course(title="Old", description="Kept.")
        send = getattr(alice, method)
        body = {"title": " New  title ", "category": str(category.id), "is_published": True}
        assert send(update(course.id), body).json() == {"message": "Course updated successfully"}
        course.refresh_from_db()
        assert (course.title, course.description, course.category_id) == ("New title", "Kept.", category.id)

    def test_price_says_whether_it_is_free(self, alice, in_alpha):
        course = make_course(price=Decimal(100))
        seen = []
        for price in ("0", "35.00"):
            alice.patch(update(course.id), {"price": price})
            course.refresh_from_db()
            seen.append((course.is_free, course.price))
        assert seen == [(True, Decimal("0.00")), (False, Decimal("35.00"))]

    def test_empty_texts_of_a_form_say_nothing(self, alice, category):
        course = make_course(category_id=category.id, price=Decimal(100))
        alice.patch(update(course.id), {"price": "", "category": "", "thumbnail": ""}, format="multipart")
        course.refresh_from_db()
        assert (course.price, course.category_id) == (Decimal(100), category.id)

    def test_picture_comes_and_goes(self, alice, in_alpha):
        course = make_course()
        alice.patch(update(course.id), {"thumbnail": picture()}, format="multipart")
        course.refresh_from_db()
        assert course.thumbnail.name.endswith(".webp")
        alice.patch(update(course.id), {"thumbnail": None}, format="json")
        course.refresh_from_db()
        assert not course.thumbnail

    def test_nobody(self, api, alpha, in_alpha):
        course = make_course()
        for method in ("put", "patch"):
            assert getattr(api(school=alpha), method)(update(course.id), {}, status=401).json() == NOBODY


class TestDelete:
    def test_message(self, alice, in_alpha):
        course = offered()
        make_lesson(make_module(course))
        assert alice.delete(delete(course.id), status=200).json() == {
            "message": "Course deleted successfully"
        }
        assert (Course.objects.count(), CatalogueCourse.objects.count()) == (0, 0)
        assert alice.delete(delete(course.id), status=404).json() == MISSING

    def test_places_that_are_over_do_not_hold_it(self, alice, in_alpha):
        course = make_course()
        make_enrollment(make_student(), course, ends_at=NOW - timedelta(days=1))
        alice.delete(delete(course.id), status=200)
        assert Course.objects.count() == 0

    def test_nobody(self, api, alpha, in_alpha):
        assert api(school=alpha).delete(delete(make_course().id), status=401).json() == NOBODY


class TestOwn:
    @pytest.fixture
    def sold(self, category):
        course = make_course(title="Sold", category_id=category.id, total_enrollments=1)
        student = make_student()
        CodeUse.objects.create(
            access_code=make_code(),
            student_id=student.id,
            student_number=student.user_number,
            student_name=student.full_name,
            course_id=course.id,
            course_title=course.title,
            price=Decimal(100),
            used_at=NOW,
        )
        return course

    def shown(self, course, category, revenue):
        return {
            "id": str(course.id),
            "title": course.title,
            "description": course.description,
            "category": category and {"id": str(category.id), "name": category.name},
            "price": f"{course.price:.2f}",
            "thumbnail": None,
            "is_published": course.is_published,
            "created_at": moment(course.created_at),
            "total_revenue": revenue,
        }

    def test_owner_sees_drafts_and_money(self, alice, sold, category):
        draft = make_course(state="draft")
        assert alice.get(OWN).json() == [
            self.shown(draft, None, "0.00"),
            self.shown(sold, category, "100.00"),
        ]

    def test_staff_sees_no_money(self, assistant, sold, category):
        assert assistant.get(OWN[:-1]).json() == [self.shown(sold, category, None)]

    def test_details_count_everything(self, alice, sold, category):
        module = make_module(sold, is_published=False)
        make_module(sold)
        for published in (True, False):
            make_lesson(module, is_published=published)
        assert alice.get(private(sold.id)).json() == {
            **self.shown(sold, category, "100.00"),
            "modules_count": 2,
            "lessons_count": 2,
            "enrollments_count": 1,
        }

    def test_who_may(self, api, alpha, bob, assistant, sold):
        for path in (OWN, private(sold.id)):
            assert api(school=alpha).get(path, status=401).json() == NOBODY
            assert bob.get(path, status=403).json() == WRONG_TYPE
        assert assistant.get(private(sold.id), status=403).json() == {
            "error": "Permission denied",
            "detail": "You do not have sufficient permissions to perform this action.",
        }

    def test_course_of_another_school(self, alice, beta):
        with context.enter(beta):
            foreign = make_course()
        for key in (foreign.id, uuid.uuid4()):
            assert alice.get(private(key), status=404).json() == MISSING
