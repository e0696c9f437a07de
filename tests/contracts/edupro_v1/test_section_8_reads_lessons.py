"""8.1 and 8.3 of the contract: lessons as their readers see them."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tenant_apps.courses.models import Lesson
from tenant_apps.video.models import Video
from tenants import context
from tests.contracts.edupro_v1.words import NOT_FOUND
from tests.factories import make_course, make_enrollment, make_lesson, make_module

CLOSED = {"detail": "You don't have permission to access this lesson."}


def with_files(lesson, school):
    """A lesson that could leak: a video ready to play and a document."""
    key = f"tenants/{school.id}/private"
    Video.objects.create(
        lesson=lesson, state="ready", file=f"{key}/videos/{uuid.uuid4().hex}.mp4", content_type="video/mp4"
    )
    Lesson.objects.filter(pk=lesson.pk).update(
        document=f"{key}/documents/{uuid.uuid4().hex}.pdf", document_name="sheet.pdf"
    )
    return Lesson.objects.get(pk=lesson.pk)


def lessons_of(module):
    return f"/api/v1/modules/{getattr(module, 'id', module)}/lessons/"


def detail_of(lesson):
    return f"/api/v1/lessons/{getattr(lesson, 'id', lesson)}/"


def told(lesson):
    return {
        "id": str(lesson.id),
        "title": lesson.title,
        "module": lesson.module.title,
        "description": "",
        "order": lesson.order,
        "is_published": lesson.is_published,
        "is_free": lesson.is_free,
        "duration": 600,
        "created_at": lesson.created_at.isoformat().replace("+00:00", "Z"),
        "video_url": None,
        "document_url": None,
        "thumbnail_url": None,
        "otp": None,
        "playback_info": None,
    }


def opens(row):
    return (row["video_url"] is not None, row["document_url"] is not None)


class TestList:
    def test_teacher_sees_all_in_order(self, alice, in_alpha):
        module = make_module()
        second, first = make_lesson(module, order=2), make_lesson(module, order=1, is_published=False)
        make_lesson(make_module(module.course))
        assert alice.get(lessons_of(module)).json() == [told(first), told(second)]

    def test_student_with_access_sees_published_ones_and_opens_their_documents(self, bob, student, alpha):
        lesson = with_files(make_lesson(), alpha)
        make_lesson(lesson.module, is_published=False)
        make_enrollment(student, lesson.course)
        rows = bob.get(lessons_of(lesson.module)).json()
        assert [row["id"] for row in rows] == [str(lesson.id)]
        assert opens(rows[0]) == (False, True)
        assert rows[0]["document_url"].startswith("http://alice.edupro.test/files/")

    def test_student_without_access_sees_titles_only(self, bob, alpha):
        lesson = with_files(make_lesson(), alpha)
        preview = with_files(make_lesson(lesson.module, is_free=True), alpha)
        rows = bob.get(lessons_of(lesson.module)).json()
        assert [(row["id"], opens(row)) for row in rows] == [
            (str(lesson.id), (False, False)),
            (str(preview.id), (False, True)),
        ]
        assert rows[0] == told(lesson)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_costs_the_same_queries_for_any_rows(
        self, bob, alice, student, alpha, django_assert_num_queries, rows
    ):
        """Session, person, module, (place,) lessons with videos."""
        module = make_module()
        for _ in range(rows):
            with_files(make_lesson(module), alpha)
        make_enrollment(student, module.course)
        bob.get(lessons_of(module))
        with django_assert_num_queries(5):
            bob.get(lessons_of(module))
        with django_assert_num_queries(4):
            alice.get(lessons_of(module))

    def test_empty_module(self, bob, alice, student):
        module = make_module()
        assert bob.get(lessons_of(module)).json() == alice.get(lessons_of(module)).json() == []

    def test_what_is_not_there(self, api, alpha, alice, bob, student, beta):
        hidden = make_module(is_published=False)
        draft = make_module(make_course(state="draft"))
        make_enrollment(student, hidden.course)
        with context.enter(beta):
            foreign = make_module()
        for module in (hidden, draft, foreign, uuid.uuid4(), "null"):
            assert bob.get(lessons_of(module), status=404).json() == NOT_FOUND
        for module in (foreign, uuid.uuid4(), "null"):
            assert alice.get(lessons_of(module), status=404).json() == NOT_FOUND
        assert alice.get(lessons_of(hidden)).json() == []
        api(school=alpha).get(lessons_of(hidden), status=401)


class TestDetail:
    def test_enrolled_student_opens_it(self, bob, student, alpha):
        lesson = with_files(make_lesson(), alpha)
        make_enrollment(student, lesson.course, module=lesson.module)
        row = bob.get(detail_of(lesson)).json()
        assert opens(row) == (True, True)
        assert row | {"video_url": None, "document_url": None} == told(lesson)

    def test_lesson_without_video_is_complete_too(self, bob, student):
        lesson = make_lesson()
        make_enrollment(student, lesson.course)
        assert bob.get(detail_of(lesson)).json() == told(lesson)

    def test_free_lesson_opens_to_every_student(self, bob, student):
        lesson = make_lesson(is_free=True)
        assert bob.get(detail_of(lesson)).json() == told(lesson)

    def test_teacher_opens_drafts(self, alice, in_alpha):
        lesson = make_lesson(make_module(make_course(state="draft"), is_published=False), is_published=False)
        assert alice.get(detail_of(lesson)).json() == told(lesson)

    def test_closed_lesson(self, bob, student, alpha):
        lesson = with_files(make_lesson(), alpha)
        other = make_module(lesson.course)
        make_enrollment(student, lesson.course, module=other)
        make_enrollment(student, lesson.course, ends_at=timezone.now() - timedelta(seconds=1))
        assert bob.get(detail_of(lesson), status=403).json() == CLOSED

    def test_what_is_not_there(self, api, alpha, alice, bob, student, beta):
        hidden = make_lesson(is_published=False, is_free=True)
        make_enrollment(student, hidden.course)
        with context.enter(beta):
            foreign = make_lesson(is_free=True)
        for lesson in (hidden, foreign, uuid.uuid4(), "null"):
            assert bob.get(detail_of(lesson), status=404).json() == NOT_FOUND
        for lesson in (foreign, uuid.uuid4()):
            assert alice.get(detail_of(lesson), status=404).json() == NOT_FOUND
        api(school=alpha).get(detail_of(hidden), status=401)
