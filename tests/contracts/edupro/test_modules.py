"""Section 3 of the contract: modules."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.courses.models import Module
from tenants import context
from tests.contracts.edupro.words import COURSE_MISSING, NOBODY, NOT_ALLOWED, WRONG_TYPE
from tests.factories import (
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
)

MISSING = {"error": "Module not found", "detail": "The specified module does not exist."}


def list_of(course_id):
    return f"/api/courses/{course_id}/modules/"


def create_at(course_id):
    return f"/api/courses/{course_id}/modules/create/"


def one(key, act=""):
    return f"/api/modules/{key}/{act}"


@pytest.fixture
def bob(api, alpha, course):
    return api(school=alpha).sign_in(make_student().user, bearer=True)


class TestList:
    def test_staff_sees_all_students_what_is_published(self, alice, bob, course):
        first = make_module(course, description="Beginnings.")
        hidden = make_module(course, is_published=False)
        for published in (True, False):
            make_lesson(first, is_published=published)

        def line(module, lessons):
            return {
                "id": str(module.id),
                "title": module.title,
                "description": module.description,
                "order": module.order,
                "lessons_count": lessons,
            }

        assert alice.get(list_of(course.id)).json() == [line(first, 2), line(hidden, 0)]
        assert bob.get(list_of(course.id)[:-1]).json() == [line(first, 1)]

    def test_empty(self, bob, course):
        assert bob.get(list_of(course.id)).json() == []

    def test_same_cost_for_one_and_three(self, alice, bob, course):
        for client in (alice, bob):
            counts = []
            for _ in range(3):
                make_lesson(make_module(course))
                client.get(list_of(course.id))
                with CaptureQueriesContext(connection) as queries:
                    client.get(list_of(course.id))
                counts.append(len(queries))
            assert counts == [5, 5, 5]

    def test_pieces(self, bob, course):
        modules = [make_module(course) for _ in range(3)]
        rows = bob.get(list_of(course.id), {"page": 2, "page_size": 2}).json()
        assert [row["id"] for row in rows] == [str(modules[2].id)]

    def test_draft_course_is_for_staff_and_for_who_has_it(self, api, alpha, alice, bob):
        draft = make_course(state="draft")
        make_module(draft)
        holder = make_student()
        make_enrollment(holder, draft)
        reader = api(school=alpha).sign_in(holder.user, bearer=True)
        assert len(alice.get(list_of(draft.id)).json()) == len(reader.get(list_of(draft.id)).json()) == 1
        assert bob.get(list_of(draft.id), status=404).json() == COURSE_MISSING

    def test_nobody_and_no_course(self, api, alpha, bob, beta, course):
        assert api(school=alpha).get(list_of(course.id), status=401).json() == NOBODY
        with context.enter(beta):
            foreign = make_course()
        for key in (foreign.id, uuid.uuid4()):
            assert bob.get(list_of(key), status=404).json() == COURSE_MISSING


class TestCreate:
    BODY = {"title": "Sets", "description": "About sets.", "order": 3}

    def test_published_at_once(self, alice, course):
        told = alice.post(create_at(course.id), self.BODY, status=201).json()
        module = Module.objects.get()
        assert told == {"id": str(module.id), "course": str(course.id), **self.BODY}
        assert (module.is_published, module.is_free, module.price) == (True, False, 0)

    def test_order_that_is_taken(self, alice, course):
        make_module(course, order=3)
        assert alice.post(create_at(course.id), self.BODY, status=400).json() == {
            "order": ["There is already a module with this order in the course."]
        }
        assert Module.objects.count() == 1

    def test_nobody(self, api, alpha, course):
        assert api(school=alpha).post(create_at(course.id), self.BODY, status=401).json() == NOBODY


class TestDetail:
    def test_with_the_lessons_that_the_reader_sees(self, alice, bob, course):
        module = make_module(course, title="Sets", description="About sets.")
        shown, hidden = make_lesson(module), make_lesson(module, is_published=False)
        lines = [
            {"id": str(lesson.id), "title": lesson.title, "order": lesson.order} for lesson in (shown, hidden)
        ]
        whole = {
            "id": str(module.id),
            "title": "Sets",
            "description": "About sets.",
            "order": 1,
            "course": {"id": str(course.id), "title": "Algebra"},
            "lessons": lines,
        }
        assert alice.get(one(module.id)).json() == whole
        assert bob.get(one(module.id)[:-1]).json() == {**whole, "lessons": lines[:1]}

    def test_hidden_from_students(self, alice, bob, course):
        module = make_module(course, is_published=False)
        alice.get(one(module.id))
        assert bob.get(one(module.id), status=404).json() == MISSING

    def test_nobody_and_no_module(self, api, alpha, bob, course):
        assert api(school=alpha).get(one(make_module(course).id), status=401).json() == NOBODY
        bob.get(one("null"), status=404)


class TestUpdate:
    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_what_is_given(self, alice, course, method):
        module = make_module(course, description="Kept.", is_published=False)
        send = getattr(alice, method)
        told = send(one(module.id, "update/"), {"title": "Lines", "order": 7}).json()
        assert told == {"message": "Module updated successfully"}
        module.refresh_from_db()
        seen = (module.title, module.order, module.description, module.is_published, module.price)
        assert seen == ("Lines", 7, "Kept.", False, 40)

    def test_wrong_values(self, alice, course):
        first, second = make_module(course), make_module(course)
        path = one(second.id, "update/")
        assert alice.patch(path, {"order": 0, "title": ""}, status=400).json() == {
            "title": ["This field may not be blank."],
            "order": ["Order must be greater than 0."],
        }
        assert alice.patch(path, {"title": "ab"}, status=400).json() == {
            "title": ["Title must be at least 3 characters long."]
        }
        assert alice.patch(path, {"order": first.order}, status=400).json() == {
            "order": ["There is already a module with this order in the course."]
        }
        second.refresh_from_db()
        assert (second.title, second.order) == ("Module 2", 2)


class TestDelete:
    def test_empty_one(self, alice, course):
        module = make_module(course)
        told = alice.delete(one(module.id, "delete/"), status=200).json()
        assert told == {"message": "Module deleted successfully"}
        assert Module.objects.count() == 0


def test_who_may_write(api, alpha, bob, course):
    module = make_module(course)
    assistant = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True)
    for method, act in (("put", "update/"), ("patch", "update/"), ("delete", "delete/")):
        path = one(module.id, act)
        assert getattr(api(school=alpha), method)(path, {}, status=401).json() == NOBODY
        assert getattr(bob, method)(path, {}, status=403).json() == WRONG_TYPE
        assert getattr(assistant, method)(path, {}, status=403).json() == NOT_ALLOWED
    assert Module.objects.count() == 1
