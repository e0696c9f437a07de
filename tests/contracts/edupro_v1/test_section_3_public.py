"""Section 3 of the contract: the public lists."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.categories.models import Category
from tenants.hosts import forget_hosts
from tenants.models import Tenant
from tests.contracts.edupro_v1.words import NOT_FOUND

LIST = "/api/v1/course/list/"
SEARCH = "/api/v1/course/course-search-filter/"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def teacher_list(username):
    return f"/api/v1/course/teacher-list/{username}"


def listed(school, title, *, days=0, **fields):
    """A course in the catalogue, made `days` after the first."""
    fields = {"price": Decimal("100.00"), "is_free": False, "description": "", **fields}
    return CatalogueCourse.objects.create(
        course_id=uuid.uuid4(),
        tenant_id=school.id,
        teacher_name=f"{school.username.title()} Owner",
        teacher_username=school.username,
        title=title,
        currency="EGP",
        created_at=NOW + timedelta(days=days),
        **fields,
    )


@pytest.fixture
def shop(alpha, beta):
    maths, physics = (
        Category.objects.create(name="Maths", name_ar="رياضيات"),
        Category.objects.create(name="Physics"),
    )
    listed(alpha, "Algebra", days=0, category=maths, description="Equations with Python", total_enrollments=3)
    listed(alpha, "Optics", days=1, category=physics, price=Decimal(50), total_enrollments=9)
    listed(beta, "جبر للمبتدئين", days=2, category=maths, price=Decimal(0), is_free=True)
    listed(beta, "Geometry 100%", days=3, price=Decimal(70), total_enrollments=1)


def titles(answer):
    body = answer.json()
    return [one["title"] for one in (body["results"] if isinstance(body, dict) else body)]


def test_course_is_shown_whole(api, alpha):
    category = Category.objects.create(name="Maths")
    course = listed(
        alpha,
        "Algebra",
        category=category,
        thumbnail=f"tenants/{alpha.id}/public/courses/{'a' * 32}.webp",
        total_enrollments=1,
        total_lessons=2,
        total_reviews=3,
        total_duration_seconds=400,
        average_rating=Decimal("4.50"),
    )
    assert api().get(LIST).json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": str(course.course_id),
                "title": "Algebra",
                "description": "",
                "trailer_video": None,
                "price": "100.00",
                "is_published": True,
                "is_free": False,
                "category": {"id": category.number, "name": "Maths", "icon": None},
                "thumbnail": f"http://edupro.test/media/{course.thumbnail}",
                "created_at": "2026-03-01T12:00:00Z",
                "total_enrollments": 1,
                "total_lessons": 2,
                "total_reviews": 3,
                "average_rating": 4.5,
                "total_durations": 400,
            }
        ],
    }


def test_nothing_published_is_an_empty_page(api):
    assert api().get(LIST).json() == {"count": 0, "next": None, "previous": None, "results": []}


def test_platform_lists_all_schools_newest_first_and_a_school_its_own(api, alpha, beta, shop):
    assert titles(api().get(LIST)) == ["Geometry 100%", "جبر للمبتدئين", "Optics", "Algebra"]
    assert titles(api(school=alpha).get(LIST)) == ["Optics", "Algebra"]
    assert titles(api(school=beta).get(SEARCH)) == ["Geometry 100%", "جبر للمبتدئين"]


def test_pages_hold_five_unless_asked(api, alpha):
    for number in range(7):
        listed(alpha, f"Course {number}", days=number)
    first = api().get(LIST).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (7, 5, None)
    assert first["next"] == "http://edupro.test/api/v1/course/list/?page=2"
    second = api().get(first["next"].removeprefix("http://edupro.test")).json()
    assert ([one["title"] for one in second["results"]], second["next"]) == (["Course 1", "Course 0"], None)
    assert len(api().get(LIST, {"page_size": 3}).json()["results"]) == 3
    assert len(api().get(LIST, {"page_size": "", "page": ""}).json()["results"]) == 5
    assert len(api().get(LIST, {"page_size": 1000}).json()["results"]) == 7
    assert api().get(LIST, {"page": 9}, status=404).json() == {"detail": "Invalid page."}


ALL = ["Geometry 100%", "جبر للمبتدئين", "Optics", "Algebra"]
FILTERS = [
    ({"search": "python"}, ["Algebra"]),
    ({"search": "ALGEBRA"}, ["Algebra"]),
    ({"search": "جبر"}, ["جبر للمبتدئين"]),
    ({"search": "الجبر للمبتديين"}, ["جبر للمبتدئين"]),
    ({"search": "100%"}, ["Geometry 100%"]),
    ({"search": "equations algebra"}, ["Algebra"]),
    ({"search": "nothing"}, []),
    ({"search": ""}, ALL),
    ({"category__name": "Maths"}, ["جبر للمبتدئين", "Algebra"]),
    ({"category__name": "رياضيات"}, ["جبر للمبتدئين", "Algebra"]),
    ({"category__name": "Mat"}, []),
    ({"teacher__full_name": "Alice Owner"}, ["Optics", "Algebra"]),
    ({"teacher__full_name": "Alice"}, []),
    ({"teacher__full_name": "Alice Owner", "category__name": "Physics"}, ["Optics"]),
    ({"is_published": "false"}, ALL),
    ({"ordering": "created_at"}, ["Algebra", "Optics", "جبر للمبتدئين", "Geometry 100%"]),
    ({"ordering": "-created_at"}, ALL),
    ({"ordering": "price"}, ["جبر للمبتدئين", "Optics", "Geometry 100%", "Algebra"]),
    ({"ordering": "-price"}, ["Algebra", "Geometry 100%", "Optics", "جبر للمبتدئين"]),
    ({"ordering": "total_enrollments"}, ["جبر للمبتدئين", "Geometry 100%", "Algebra", "Optics"]),
    ({"ordering": "-total_enrollments"}, ["Optics", "Algebra", "Geometry 100%", "جبر للمبتدئين"]),
    ({"ordering": "tenant__schema_name"}, ALL),
    (
        {"teacher__user__password": "x", "tenant__id": "x"},
        ALL,
    ),
    ({"search": "' OR 1=1 --"}, []),
]


def test_search_refuses_what_no_text_can_hold(api, shop):
    answer = api().get(SEARCH, {"search": "a\x00lgebra"}, status=400)

    assert answer.json() == {"detail": "Null characters are not allowed."}


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_search_and_order(api, shop, asked, expected):
    assert titles(api().get(SEARCH, asked)) == expected


def test_teachers_list_is_an_array(api, alpha, beta, shop):
    for client in (api(), api(school=alpha)):
        assert titles(client.get(teacher_list("alice"))) == ["Optics", "Algebra"]
    assert titles(api().get(teacher_list("ALICE") + "/")) == ["Optics", "Algebra"]
    assert api().get(teacher_list("nobody"), status=404).json() == NOT_FOUND
    assert api(school=beta).get(teacher_list("alice"), status=404).json() == NOT_FOUND


def test_teacher_without_courses_is_an_empty_array(api, alpha):
    assert api().get(teacher_list("alice")).json() == []


def test_courses_of_a_closed_school_are_not_shown(api, alpha, shop):
    Tenant.objects.filter(pk=alpha.id).update(state="suspended")
    forget_hosts()
    assert titles(api().get(LIST)) == ["Geometry 100%", "جبر للمبتدئين"]
    hidden = CatalogueCourse.objects.filter(tenant_id=alpha.id).first()
    api().get(f"/api/v1/course/course-detail/{hidden.course_id}", status=503)


@pytest.mark.parametrize(("path", "queries"), [(LIST, 2), (SEARCH, 2), (teacher_list("alice"), 1)])
def test_lists_ask_the_same_for_one_and_three(api, alpha, django_assert_num_queries, path, queries):
    listed(alpha, "One", category=Category.objects.create(name="Maths"))
    client = api()
    client.get(path)  # warms the map of hosts
    with django_assert_num_queries(queries):
        client.get(path)
    for number in range(2):
        listed(alpha, f"Course {number}", days=number, category=Category.objects.create(name=f"C{number}"))
    with django_assert_num_queries(queries):
        client.get(path)


def test_ten_thousand_courses(api, alpha):
    base = listed(alpha, "Course 0", description="A long text about mathematics. " * 10)
    fields = {field.attname: getattr(base, field.attname) for field in CatalogueCourse._meta.fields}
    CatalogueCourse.objects.bulk_create(
        [
            CatalogueCourse(**fields | {"course_id": uuid.uuid4(), "title": f"Course {n}", "created_at": NOW})
            for n in range(1, 10_000)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_cataloguecourse")
        cursor.execute("SET LOCAL statement_timeout = '2s'")
    assert api().get(LIST, {"page": 2000}).json()["count"] == 10_000
    assert api().get(SEARCH, {"search": "course 9999"}).json()["count"] == 1
    seen = [
        one["id"]
        for page in (1, 2)
        for one in api().get(LIST, {"page": page, "page_size": 100}).json()["results"]
    ]
    assert len(set(seen)) == 200
