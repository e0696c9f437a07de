"""Section 3 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import uuid

import pytest

from tenant_apps.courses.models import Module
from tenants import context
from tests.factories import make_course, make_lesson, make_module, make_staff, make_student

BODY = {"title": "Sets", "description": "About sets.", "order": 1}
MISSING = {"error": "Module not found", "detail": "The specified module does not exist."}


def create_at(course):
    return f"/api/courses/{getattr(course, 'id', course)}/modules/create/"


@pytest.mark.catalogue("C3.1 module create: field validation")
def test_module_with_wrong_fields(alice):
    course = make_course()
    assert alice.post(create_at(course), {"order": "first"}, status=400).json() == {
        "title": ["This field is required."],
        "description": ["This field is required."],
        "order": ["A valid integer is required."],
    }
    for order in (0, -3):
        assert alice.post(create_at(course), {**BODY, "order": order}, status=400).json() == {
            "order": ["Order must be greater than 0."]
        }
    assert Module.objects.count() == 0


@pytest.mark.catalogue("C3.1 module create: course not found")
def test_module_of_no_course(alice, beta):
    with context.enter(beta):
        foreign = make_course()
    for course in (foreign, uuid.uuid4()):
        assert alice.post(create_at(course), BODY, status=404).json() == {
            "error": "Course not found",
            "detail": "The specified course does not exist.",
        }
    with context.enter(beta):
        assert Module.objects.count() == 0


@pytest.mark.catalogue("C3.1 module create: not owner")
def test_module_by_somebody_else(api, alpha, in_alpha):
    course = make_course()
    for user, kind in ((make_student().user, "student"), (make_staff("assistant").user, "staff")):
        client = api(school=alpha).sign_in(user, kind=kind, bearer=True)
        assert client.post(create_at(course), BODY, status=403).json() == {
            "error": "Permission denied",
            "detail": "You can only create modules for your own courses.",
        }
    assert Module.objects.count() == 0


@pytest.mark.catalogue("C3.2 module update/delete: module not found")
@pytest.mark.parametrize(("method", "act"), [("put", "update"), ("patch", "update"), ("delete", "delete")])
def test_module_that_is_not_there(alice, beta, method, act):
    with context.enter(beta):
        foreign = make_module(title="Theirs")
    for key in (foreign.id, uuid.uuid4()):
        path = f"/api/modules/{key}/{act}/"
        assert getattr(alice, method)(path, {"title": "Mine"}, status=404).json() == MISSING
    with context.enter(beta):
        assert Module.objects.get().title == "Theirs"


@pytest.mark.catalogue("C3.2 module delete: contains lessons")
def test_module_with_a_lesson(alice):
    module = make_lesson(is_published=False).module
    assert alice.delete(f"/api/modules/{module.id}/delete/", status=400).json() == {
        "error": "Cannot delete module",
        "detail": "Module contains lessons and cannot be deleted.",
    }
    assert Module.objects.count() == 1
