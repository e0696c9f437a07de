"""Headers of both contracts: limits on every answer, pages, and what may be kept by whom."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.utils import timezone

from shared_apps.categories.models import Category
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses.models import Course
from tenant_apps.courses.services import publish_course, update_course
from tests.contracts.promised import BASES, CONTRACTS, methods_of, routed, view_of
from tests.factories import make_course, make_enrollment, make_student, owner_of
from tests.factories.ratings import make_rating

KEY = "0190a000-0000-7000-8000-000000000001"
LIMITS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
PAGES = ("X-Pagination-Count", "X-Pagination-Page", "X-Pagination-PageSize")
KEPT = "public, max-age=60, must-revalidate"


@pytest.fixture(params=CONTRACTS)
def base(request):
    return BASES[request.param]


@pytest.fixture
def contract(base):
    return next(name for name, path in BASES.items() if path == base)


@pytest.fixture
def course(in_alpha):
    course = make_course(state=Course.State.DRAFT, category_id=Category.objects.create(name="Algebra").id)
    publish_course(course_id=course.id, now=timezone.now())
    return course


@pytest.fixture
def public(base, course):
    """Every read that is for everybody, each with a course to show."""
    return [
        base,
        f"{base}course/category/list/",
        f"{base}course/list/",
        f"{base}course/teacher-list/alice/",
        f"{base}course/course-search-filter/",
        f"{base}course/course-detail/{course.id}/",
        f"{base}courses/{course.id}/list-ratings/",
        f"{base}teacher/teacher-profile/alice/",
    ]


def told(answer, names):
    return [answer.headers.get(name) for name in names]


def operations(contract):
    """Each operation of the table: its method, an address that names nothing, its view."""
    for path, pattern in routed(contract):
        if path.endswith("/") or not path:
            address = BASES[contract] + filled(path, pattern)
            for method in sorted(methods_of(pattern)):
                yield method, address, view_of(pattern)


def filled(path, pattern):
    kinds = {"IntConverter": "999999", "StringConverter": "alice"}
    for name, converter in pattern.pattern.converters.items():
        path = path.replace(f"{{{name}}}", kinds.get(type(converter).__name__, KEY))
    return path


def get_addresses(contract, *, public):
    return [
        address
        for method, address, view in operations(contract)
        if method == "get" and view.is_public is public
    ]


class TestLimits:
    @pytest.mark.catalogue("13 Headers X-RateLimit-*: on every answer of every address")
    def test_on_every_answer(self, api, alpha, contract):
        silent = []
        for method, address, _view in operations(contract):
            answer = getattr(api(school=alpha), method)(address, {}, status=None)
            limit, left, reset = told(answer, LIMITS)
            if limit != "3000" or not left or not reset:
                silent.append(f"{method.upper()} {address}: {answer.status_code}")
        assert silent == []

    def test_count_down_until_the_moment_they_name(self, api, alpha, base):
        client = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
        answers = [client.get(f"{base}teacher/teacher-profile/") for _ in range(2)]
        first, second = (told(answer, LIMITS) for answer in answers)
        assert (first[0], int(first[1]) - int(second[1])) == ("1200", 1)
        assert 0 <= int(second[2]) - time.time() <= 60

    def test_everybody_has_their_own(self, api, alpha, base):
        path = f"{base}course/category/list/"
        api(school=alpha).get(path)
        here = api(school=alpha).get(path)
        there = api(school=alpha).get(path, REMOTE_ADDR="10.9.8.7")
        assert [answer.headers[LIMITS[1]] for answer in (here, there)] == ["2998", "2999"]


class TestPages:
    @pytest.mark.catalogue("13 Headers X-Pagination-*: on pages and on arrays, whole or in part")
    def test_of_a_page_and_of_an_array(self, api, in_alpha, base, course):
        for _n in range(7):
            make_rating(make_student(), course)
        alice = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
        page = alice.get(f"{base}teacher/get_students/", {"page": 2})
        assert told(page, PAGES) == ["7", "2", "5"]
        ratings = f"{base}courses/{course.id}/list-ratings/"
        whole, part = alice.get(ratings), alice.get(ratings, {"page": 2, "page_size": 4})
        assert (len(whole.json()), told(whole, PAGES)) == (7, ["7", "1", "7"])
        assert (len(part.json()), told(part, PAGES)) == (3, ["7", "2", "4"])

    def test_none_where_there_are_no_pages(self, api, alpha, base):
        answer = api(school=alpha).get(f"{base}teacher/teacher-profile/alice/")
        assert told(answer, PAGES) == [None, None, None]

    def test_front_ends_of_other_origins_may_read_them(self, api, alpha, base):
        answer = api(school=alpha).get(base, HTTP_ORIGIN="https://front.example")
        exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
        assert {*LIMITS, *PAGES, "Retry-After", "ETag"} == set(exposed)


class TestKeeping:
    @pytest.mark.catalogue("13 Headers Cache-Control / ETag / Last-Modified: public reads")
    def test_public_reads_are_kept_by_everybody(self, api, alpha, public):
        for path in public:
            for client in (api(), api(school=alpha)):
                first = client.get(path)
                assert first.headers["Cache-Control"] == KEPT
                assert re.fullmatch(r'"[0-9a-f]{32}"', first.headers["ETag"])
                assert {"Cookie", "Authorization"} <= set(first.headers["Vary"].split(", "))
                again = client.get(path, status=304, HTTP_IF_NONE_MATCH=first.headers["ETag"])
                assert (again.content, again.headers["ETag"]) == (b"", first.headers["ETag"])
                assert again.headers["Cache-Control"] == KEPT
                assert client.get(path, HTTP_IF_NONE_MATCH='"other"').json() == first.json()

    def test_unchanged_answer_brings_the_numbers_of_now(self, api, alpha, base):
        client, path = api(school=alpha), f"{base}course/list/"
        first = client.get(path)
        again = client.get(path, status=304, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        (limit, left, reset), (limit_now, left_now, reset_now) = (told(x, LIMITS) for x in (first, again))
        begun = left if reset_now == reset else limit  # a new minute may have begun between the two
        assert (limit_now, int(left_now)) == (limit, int(begun) - 1)
        assert told(again, PAGES) == told(first, PAGES) != [None, None, None]

    def test_list_of_public_reads_is_whole(self, contract, public):
        listed = {
            address for method, address, view in operations(contract) if method == "get" and view.is_public
        }
        assert {re.sub(r"[0-9a-f-]{36}", KEY, path) for path in public} == listed

    def test_signed_in_people_keep_them_for_themselves(self, api, alpha, public):
        alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
        for path in public:
            first = alice.get(path)
            assert first.headers["Cache-Control"] == "private, no-cache"
            alice.get(path, status=304, HTTP_IF_NONE_MATCH=first.headers["ETag"])

    def test_change_is_seen_at_once_by_who_asks_again(self, api, alpha, in_alpha, base, course):
        path = f"{base}course/course-detail/{course.id}/"
        first = api(school=alpha).get(path)
        update_course(course_id=course.id, changes={"title": "Another"}, now=timezone.now())
        second = api(school=alpha).get(path, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        assert second.json()["title"] == "Another"
        assert second.headers["ETag"] != first.headers["ETag"]

    def test_last_modified(self, api, alpha, base, course):
        client = api(school=alpha)
        path = f"{base}course/course-detail/{course.id}/"
        moment = client.get(path).headers["Last-Modified"]
        later = format_datetime(timezone.now() + timedelta(minutes=5), usegmt=True)
        earlier = format_datetime(timezone.now() - timedelta(days=1), usegmt=True)
        for since in (moment, later):
            client.get(path, status=304, HTTP_IF_MODIFIED_SINCE=since)
        client.get(path, HTTP_IF_MODIFIED_SINCE=earlier)
        client.get(path, HTTP_IF_MODIFIED_SINCE=later, HTTP_IF_NONE_MATCH='"other"')

    def test_moment_of_a_list_does_not_decide(self, api, alpha, base, course):
        """Rows can go without leaving a younger moment behind."""
        client = api(school=alpha)
        later = format_datetime(timezone.now() + timedelta(minutes=5), usegmt=True)
        for path in (f"{base}course/list/", f"{base}teacher/teacher-profile/alice/"):
            assert client.get(path).headers["Last-Modified"].endswith(" GMT")
            client.get(path, HTTP_IF_MODIFIED_SINCE=later)

    @pytest.mark.parametrize("kind", ["anonymous", "student", "staff"])
    def test_private_reads_are_kept_by_nobody(self, api, in_alpha, contract, course, kind):
        student = make_student()
        make_enrollment(student, course)
        people = {"student": student.user, "staff": owner_of(in_alpha)}
        client = api(school=in_alpha)
        if kind != "anonymous":
            client.sign_in(people[kind], kind=kind)
        private = get_addresses(contract, public=False)
        assert len(private) > 10
        for address in private:
            real = address.replace(KEY, str(course.id))
            answer = client.get(real, status=None, HTTP_IF_NONE_MATCH="*")
            assert answer.status_code not in (304, 500)
            assert told(answer, ("Cache-Control", "ETag", "Last-Modified")) == [
                "private, no-store",
                None,
                None,
            ]

    def test_refusals_of_public_reads_are_kept_by_nobody(self, api, alpha, base):
        answer = api(school=alpha).get(f"{base}course/course-detail/{KEY}/", status=404)
        assert told(answer, ("Cache-Control", "ETag")) == ["private, no-store", None]

    def test_changed_teacher_has_another_tag(self, api, alpha, base):
        path = f"{base}teacher/teacher-profile/alice/"
        first = api(school=alpha).get(path)
        TeacherProfile.objects.filter(tenant_id=alpha.id).update(bio="Numbers.")
        second = api(school=alpha).get(path, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        assert second.json()["bio"] == "Numbers."
