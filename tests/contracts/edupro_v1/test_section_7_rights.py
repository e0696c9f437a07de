"""Section 7 of the contract: whose modules they are, and who may not."""

from __future__ import annotations

import uuid

import pytest

from tenant_apps.courses.models import Module
from tenants import context
from tests.contracts.edupro_v1.module_paths import create, delete, detail, listing, update
from tests.contracts.edupro_v1.words import NO_PERMISSION, NOT_FOUND
from tests.factories import (
    make_course,
    make_enrollment,
    make_module,
    make_staff,
    owner_of,
)


def test_unpublished_course_is_seen_by_staff_and_by_students_who_have_it(alice, bob, student, in_alpha):
    course = make_course(state="draft")
    module = make_module(course)
    for path in (listing(course.id), detail(module.id)):
        alice.get(path)
        assert bob.get(path, status=404).json() == NOT_FOUND
    make_enrollment(student, course)
    for path in (listing(course.id), detail(module.id)):
        bob.get(path)


CALLS = [
    ("get", listing, 0),
    ("post", create, 0),
    ("get", detail, 1),
    ("put", update, 1),
    ("delete", delete, 1),
]


@pytest.mark.parametrize(("verb", "path", "which"), CALLS)
def test_what_is_not_of_this_school_does_not_exist(api, alice, bob, beta, verb, path, which):
    with context.enter(beta):
        theirs = make_module()
        ids = [(theirs.course_id, theirs.id)[which], uuid.uuid4(), "null", "5"]
    for one in ids:
        sent = {"title": "Mine now", "order": 7}
        assert getattr(alice, verb)(path(one), sent, status=404).json() == NOT_FOUND
        if verb == "get":
            assert bob.get(path(one), status=404).json() == NOT_FOUND
    with context.enter(beta):
        assert list(Module.objects.values_list("title", flat=True)) == [theirs.title]


@pytest.mark.parametrize(("verb", "path", "which"), CALLS)
def test_who_may_not(api, alpha, beta, bob, course, verb, path, which):
    module = make_module(course)
    one = (course.id, module.id)[which]
    helper = api(school=alpha).sign_in(make_staff(role="assistant").user, kind="staff")
    foreign = api(school=alpha).sign_in(owner_of(beta), kind="staff", school=beta)
    for client in (api(school=alpha), api(), foreign):
        getattr(client, verb)(path(one), {}, status=401)
    for client in (bob, helper):
        if verb == "get":
            client.get(path(one))
        else:
            assert getattr(client, verb)(path(one), {}, status=403).json() == NO_PERMISSION
    module.refresh_from_db()
