"""Section 3 of the contract: who may not, and whose course it is."""

from __future__ import annotations

import uuid

import pytest

from tenant_apps.courses.models import Course
from tenants import context
from tests.contracts.edupro_v1.course_paths import CREATE, OWN, delete, private, published, update
from tests.contracts.edupro_v1.words import NO_PERMISSION, NOT_FOUND, NOT_TEACHER
from tests.factories import make_staff, make_student, owner_of

OWNERS = [("put", update), ("patch", update), ("delete", delete)]


@pytest.mark.parametrize(("verb", "path"), [*OWNERS, ("get", private)])
def test_course_of_another_school_does_not_exist(alice, beta, verb, path):
    with context.enter(beta):
        theirs = published()
    assert getattr(alice, verb)(path(theirs.id), status=404).json() == NOT_FOUND
    assert getattr(alice, verb)(path(uuid.uuid4()), status=404).json() == NOT_FOUND
    assert getattr(alice, verb)(path("null"), status=404).json() == NOT_FOUND
    with context.enter(beta):
        assert Course.objects.get().title == "Algebra"


def test_who_may_not(api, alpha, beta):
    with context.enter(alpha):
        course = published()
        bob = api(school=alpha).sign_in(make_student().user)
        helper = api(school=alpha).sign_in(make_staff(role="assistant").user, kind="staff")
        teacher = api(school=alpha).sign_in(make_staff(role="instructor").user, kind="staff")
    stranger = api(school=alpha)
    calls = [("post", lambda _id: CREATE), *OWNERS]
    for verb, path in calls:
        assert getattr(stranger, verb)(path(course.id), {}, status=401).status_code == 401
        assert getattr(bob, verb)(path(course.id), {}, status=403).json() == NOT_TEACHER
        assert getattr(helper, verb)(path(course.id), {}, status=403).json() == NO_PERMISSION
    stranger.get(OWN, status=401)
    assert bob.get(OWN, status=403).json() == NOT_TEACHER
    assert len(helper.get(OWN).json()) == 1
    stranger.get(private(course.id), status=401)
    for client in (bob, helper):
        assert client.get(private(course.id), status=403).json() == NO_PERMISSION
    teacher.get(private(course.id))
    teacher.patch(update(course.id), {"title": "By a colleague"})


def test_token_of_another_school_is_nobody_here(api, alpha, beta):
    with context.enter(alpha):
        course = published()
    basma = api(school=alpha)
    basma.sign_in(owner_of(beta), kind="staff", school=beta)
    basma.patch(update(course.id), {"title": "Mine"}, status=401)
    elsewhere = api().sign_in(owner_of(beta), kind="staff", school=beta)
    assert elsewhere.patch(update(course.id), {"title": "Mine"}, status=404).json() == NOT_FOUND


def test_teacher_works_on_the_platforms_host_too(api, alpha):
    alice = api().sign_in(owner_of(alpha), kind="staff", school=alpha)
    made = alice.post(CREATE, {"title": "Algebra"}, status=201).json()
    assert [one["id"] for one in alice.get(OWN).json()] == [made["id"]]
    assert alice.get(private(made["id"]).rstrip("/") + "/").json()["title"] == "Algebra"
