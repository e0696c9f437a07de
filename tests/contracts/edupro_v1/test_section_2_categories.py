"""Section 2 of the contract: categories."""

from __future__ import annotations

import pytest

from shared_apps.categories.models import Category
from tenants import context
from tests.contracts.edupro_v1.words import NO_PERMISSION
from tests.factories import make_admin, make_student, owner_of
from tests.uploads import picture, upload

CREATE = "/api/v1/course/category/create/"
LIST = "/api/v1/course/category/list/"


def path(category):
    return f"/api/v1/course/category/update/{category.number}"


@pytest.fixture
def operator(api):
    return api().sign_in(make_admin(), kind="operator")


def test_operator_makes_a_category(operator):
    made = operator.post(CREATE, {"name": "Algebra"}, status=201).json()
    row = Category.objects.get()
    assert made == {"id": row.number, "name": "Algebra", "icon": None}


def test_icon_is_an_absolute_address(operator):
    made = operator.post(
        CREATE, {"name": "Algebra", "icon": picture()}, status=201, format="multipart"
    ).json()
    row = Category.objects.get()
    assert made["icon"] == f"http://edupro.test/media/{row.icon.name}"


def test_empty_icon_means_none(operator):
    made = operator.post(CREATE, {"name": "Algebra", "icon": ""}, status=201, format="multipart").json()
    assert made["icon"] is None


@pytest.mark.parametrize(
    ("data", "body"),
    [
        ({}, {"name": ["This field is required."]}),
        ({"name": ""}, {"name": ["This field may not be blank."]}),
        ({"name": "x" * 81}, {"name": ["Ensure this field has no more than 80 characters."]}),
        ({"name": "TAKEN"}, {"name": ["course category with this name already exists."]}),
        ({"name": "a\x00b"}, {"name": ["Null characters are not allowed."]}),
    ],
)
def test_category_is_refused(operator, data, body):
    Category.objects.create(name="Taken")
    assert operator.post(CREATE, data, status=400).json() == body
    assert Category.objects.count() == 1


def test_icon_that_is_no_picture_is_refused(operator):
    sent = {"name": "Algebra", "icon": upload(b"<svg onload=alert(1)>", "icon.png")}
    assert operator.post(CREATE, sent, status=400, format="multipart").json() == {
        "icon": ["The image must be JPG or PNG."]
    }
    assert Category.objects.count() == 0


def test_everybody_lists_categories(api, alpha):
    first = Category.objects.create(name="Algebra", position=1)
    second = Category.objects.create(name="Physics", position=2)
    expected = [
        {"id": first.number, "name": "Algebra", "icon": None},
        {"id": second.number, "name": "Physics", "icon": None},
    ]
    assert api().get(LIST).json() == expected
    assert api(school=alpha).get(LIST.rstrip("/")).json() == expected


def test_no_categories_is_an_empty_list(api):
    assert api().get(LIST).json() == []


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_operator_changes_a_category(operator, verb):
    row = Category.objects.create(name="Algebra")
    answer = getattr(operator, verb)(path(row), {"name": "Geometry", "id": 5, "position": 9}).json()
    assert answer == {"id": row.number, "name": "Geometry", "icon": None}
    row.refresh_from_db()
    assert (row.name, row.position) == ("Geometry", 0)


def test_change_without_a_name_keeps_it(operator):
    row = Category.objects.create(name="Algebra")
    answer = operator.patch(path(row), {"icon": picture()}, format="multipart").json()
    row.refresh_from_db()
    assert answer == {
        "id": row.number,
        "name": "Algebra",
        "icon": f"http://edupro.test/media/{row.icon.name}",
    }


@pytest.mark.parametrize(
    "number", ["5", "99999999999999999999999", "null", "01a1fd75-96a5-7079-8e39-375f995537b6"]
)
def test_unknown_category_is_missing(operator, number):
    answer = operator.put(f"/api/v1/course/category/update/{number}", {"name": "x"}, status=404)
    assert answer.json() == {"detail": "Not found."}


def test_only_operators_write(api, alpha):
    row = Category.objects.create(name="Algebra")
    with context.enter(alpha):
        student = make_student()
    teacher = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    pupil = api(school=alpha).sign_in(student.user)
    for client in (teacher, pupil):
        assert client.post(CREATE, {"name": "x"}, status=403).json() == NO_PERMISSION
        assert client.put(path(row), {"name": "x"}, status=403).json() == NO_PERMISSION
    for client in (api(), api(school=alpha)):
        client.post(CREATE, {"name": "x"}, status=401)
        client.patch(path(row), {"name": "x"}, status=401)
    assert list(Category.objects.values_list("name", flat=True)) == ["Algebra"]
