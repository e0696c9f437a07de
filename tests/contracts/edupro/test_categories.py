"""Section 2 of the contract, the categories."""

from __future__ import annotations

import uuid

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.categories.models import Category
from tests.contracts.edupro.words import NOBODY, NOT_ALLOWED
from tests.factories import make_admin, make_student, owner_of

CREATE = "/api/course/category/create/"
LIST = "/api/course/category/list/"
UNKNOWN = {"error": "Category not found", "detail": "The specified category does not exist."}


def update(key):
    return f"/api/course/category/update/{key}/"


@pytest.fixture
def operator(api):
    return api().sign_in(make_admin(), kind="operator", bearer=True)


class TestCreate:
    def test_with_and_without_a_description(self, operator):
        full = operator.post(CREATE, {"name": "Algebra", "description": "Letters."}, status=201).json()
        bare = operator.post(CREATE[:-1], {"name": "Physics"}, status=201).json()
        rows = {row.name: row for row in Category.objects.all()}
        assert full == {"id": str(rows["Algebra"].id), "name": "Algebra", "description": "Letters."}
        assert bare == {"id": str(rows["Physics"].id), "name": "Physics", "description": None}

    @pytest.mark.parametrize(
        ("data", "body"),
        [
            ({}, {"name": ["This field is required."]}),
            ({"name": " "}, {"name": ["This field may not be blank."]}),
            ({"name": "x" * 81}, {"name": ["Ensure this field has no more than 80 characters."]}),
            ({"name": "TAKEN"}, {"name": ["course category with this name already exists."]}),
            (
                {"name": "a", "description": "x" * 2001},
                {"description": ["Ensure this field has no more than 2000 characters."]},
            ),
        ],
    )
    def test_wrong_input(self, operator, data, body):
        Category.objects.create(name="Taken")
        assert operator.post(CREATE, data, status=400).json() == body
        assert Category.objects.count() == 1


class TestList:
    def test_for_everybody_on_every_host(self, api, alpha):
        second = Category.objects.create(name="Physics", position=2, description="Things that fall.")
        first = Category.objects.create(name="Algebra", position=1)
        expected = [
            {"id": str(first.id), "name": "Algebra", "description": None},
            {"id": str(second.id), "name": "Physics", "description": "Things that fall."},
        ]
        assert api().get(LIST).json() == expected
        assert api(school=alpha).get(LIST[:-1]).json() == expected

    def test_empty(self, api):
        assert api().get(LIST).json() == []

    def test_is_kept_by_clients(self, api):
        Category.objects.create(name="Algebra")
        told = api().get(LIST)
        assert told.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
        api().get(LIST, status=304, HTTP_IF_NONE_MATCH=told.headers["ETag"])

    def test_pages_and_queries(self, api):
        counts = []
        for name in ("Algebra", "Botany", "Chemistry"):
            Category.objects.create(name=name)
            caches["platform"].clear()
            with CaptureQueriesContext(connection) as queries:
                api().get(LIST)
            counts.append(len(queries))
        assert counts == [1, 1, 1]
        answer = api().get(LIST, {"page": 2, "page_size": 2})
        assert [row["name"] for row in answer.json()] == ["Chemistry"]
        assert answer.headers["X-Pagination-Count"] == "3"


class TestUpdate:
    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_what_is_given(self, operator, api, method):
        row = Category.objects.create(name="Algebra", name_ar="الجبر", description="Letters.")
        send = getattr(operator, method)
        renamed = send(update(row.id), {"name": "Maths", "id": str(uuid.uuid4())}).json()
        assert renamed == {"id": str(row.id), "name": "Maths", "description": "Letters."}
        assert send(update(row.id), {"description": None}).json()["description"] is None
        row.refresh_from_db()
        assert (row.name, row.name_ar, row.description) == ("Maths", "الجبر", "")

    def test_name_of_another(self, operator):
        Category.objects.create(name="Taken")
        row = Category.objects.create(name="Algebra")
        assert operator.patch(update(row.id), {"name": "taken"}, status=400).json() == {
            "name": ["course category with this name already exists."]
        }
        assert Category.objects.get(pk=row.pk).name == "Algebra"

    def test_unknown(self, operator):
        row = Category.objects.create(name="Algebra")
        assert operator.patch(update(uuid.uuid4()), {"name": "x"}, status=404).json() == UNKNOWN
        for key in ("null", row.number, "0"):
            operator.patch(update(key), {"name": "x"}, status=404)


def test_only_operators_write(api, alpha, in_alpha):
    row = Category.objects.create(name="Algebra")
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
    bob = api(school=alpha).sign_in(make_student().user, bearer=True)
    for client in (alice, bob):
        assert client.post(CREATE, {"name": "x"}, status=403).json() == NOT_ALLOWED
        assert client.put(update(row.id), {"name": "x"}, status=403).json() == NOT_ALLOWED
        assert client.patch(update(row.id), {"name": "x"}, status=403).json() == NOT_ALLOWED
    assert api().post(CREATE, {"name": "x"}, status=401).json() == NOBODY
    assert api().patch(update(row.id), {"name": "x"}, status=401).json() == NOBODY
    assert list(Category.objects.values_list("name", flat=True)) == ["Algebra"]
