"""8.6 of the contract: whether a lesson is done."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from shared_apps.kernel.models import number_of
from tenant_apps.enrollments.models import LessonProgress
from tenant_apps.students.models import Student
from tenants import context
from tests.contracts.edupro_v1.words import NO_PERMISSION, NOT_FOUND
from tests.factories import make_enrollment, make_lesson, make_module, owner_of

CLOSED = {"detail": "You don't have permission to access this lesson."}


def path(lesson):
    return f"/api/v1/lessons/{getattr(lesson, 'id', lesson)}/status/"


@pytest.fixture
def lesson(student):
    lesson = make_lesson()
    make_enrollment(student, lesson.course)
    return lesson


def test_untouched_lesson_is_not_done_and_reading_writes_nothing(bob, lesson):
    assert bob.get(path(lesson)).json() == {"id": number_of(lesson.id), "is_completed": False}
    assert LessonProgress.objects.count() == 0


@pytest.mark.parametrize("verb", ["put", "patch"])
@pytest.mark.parametrize("format", ["json", "multipart"])
def test_marking_and_taking_back(bob, lesson, verb, format):
    send = getattr(bob, verb)
    for value in (True, True, False):
        body = {"is_completed": str(value).lower() if format == "multipart" else value}
        expected = {"id": number_of(lesson.id), "is_completed": value}
        assert send(path(lesson), body, format=format).json() == expected
        assert bob.get(path(lesson)).json() == expected
    assert LessonProgress.objects.count() == 1


def test_lesson_added_after_enrolment_has_a_status_too(bob, lesson):
    added = make_lesson(lesson.module)
    assert bob.put(path(added), {"is_completed": True}).json()["is_completed"] is True


def test_free_lesson_is_marked_without_enrolment(bob, student):
    assert bob.put(path(make_lesson(is_free=True)), {"is_completed": True}).json()["is_completed"] is True


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"is_completed": ["This field is required."]}),
        ({"is_completed": "maybe"}, {"is_completed": ["Must be a valid boolean."]}),
        ({"is_completed": None}, {"is_completed": ["This field may not be null."]}),
    ],
)
def test_wrong_input(bob, lesson, body, errors):
    assert bob.put(path(lesson), body, status=400).json() == errors


def test_other_fields_have_no_effect(bob, lesson):
    body = {"is_completed": False, "watched_seconds": 600, "student": str(uuid.uuid4()), "progress": 100}
    bob.put(path(lesson), body)
    row = LessonProgress.objects.get()
    assert (row.is_completed, row.watched_seconds) == (False, 0)


def test_closed_lesson_is_refused(bob, student):
    lesson = make_lesson()
    make_enrollment(student, make_lesson().course)
    make_enrollment(student, lesson.course, ends_at=timezone.now() - timedelta(1))
    for answer in (
        bob.get(path(lesson), status=403),
        bob.put(path(lesson), {"is_completed": True}, status=403),
    ):
        assert answer.json() == CLOSED
    assert LessonProgress.objects.count() == 0


def test_what_is_not_there(bob, student, beta):
    hidden = make_lesson(is_published=False)
    in_hidden = make_lesson(make_module(is_published=False))
    make_enrollment(student, hidden.course)
    with context.enter(beta):
        foreign = make_lesson(is_free=True)
    for one in (hidden, in_hidden, foreign, uuid.uuid4(), "null"):
        assert bob.get(path(one), status=404).json() == NOT_FOUND
        assert bob.patch(path(one), {"is_completed": True}, status=404).json() == NOT_FOUND


def test_teacher_has_no_progress(api, alpha, lesson):
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    assert alice.get(path(lesson), status=404).json() == NOT_FOUND
    assert alice.put(path(lesson), {"is_completed": True}, status=404).json() == NOT_FOUND


def test_blocked_and_anonymous(api, alpha, bob, lesson):
    api(school=alpha).get(path(lesson), status=401)
    Student.objects.update(is_active=False)
    assert bob.put(path(lesson), {"is_completed": True}, status=403).json() == NO_PERMISSION
