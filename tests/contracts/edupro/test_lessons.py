"""Section 4 of the contract: lessons and how far a student is in them."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.courses.models import Lesson
from tenant_apps.enrollments.models import LessonProgress
from tenant_apps.video import services
from tenant_apps.video.models import Video
from tenants import context
from tests.contracts.edupro.words import NOBODY, NOT_ALLOWED, WRONG_TYPE
from tests.factories import (
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
    owner_of,
)
from tests.uploads import SAMPLE_SECONDS, pdf, picture, video

NOW = timezone.now()
MODULE_MISSING = {"error": "Module not found", "detail": "The specified module does not exist."}
MISSING = {"error": "Lesson not found", "detail": "The specified lesson does not exist."}


def list_of(module_id):
    return f"/api/modules/{module_id}/lessons/"


def create_at(module_id):
    return f"/api/modules/{module_id}/lessons/create/"


def one(key, act=""):
    return f"/api/lessons/{key}/{act}"


def line(lesson, **fields):
    return {
        "id": str(lesson.id),
        "title": lesson.title,
        "description": lesson.description,
        "order": lesson.order,
        "video_id": None,
        "video_processing_status": "none",
        "thumbnail": None,
        **fields,
    }


@pytest.fixture
def module(course):
    return make_module(course, title="Sets")


@pytest.fixture
def bob(api, alpha, course):
    student = make_student()
    make_enrollment(student, course)
    return api(school=alpha).sign_in(student.user, bearer=True)


@pytest.fixture
def stranger(api, alpha, course):
    return api(school=alpha).sign_in(make_student().user, bearer=True)


class TestList:
    def test_staff_sees_all_students_what_is_published(self, alice, bob, module):
        first = make_lesson(module, description="Beginnings.")
        hidden = make_lesson(module, is_published=False)
        film = Video.objects.create(lesson=first, state="ready", file="private/videos/a.mp4")
        service = Video.objects.create(
            lesson=hidden, provider="vdocipher", external_id="a" * 32, state="processing"
        )
        seen = line(first, video_id=str(film.id), video_processing_status="ready")
        unseen = line(hidden, video_id=service.external_id, video_processing_status="processing")
        assert alice.get(list_of(module.id)).json() == [seen, unseen]
        assert bob.get(list_of(module.id)[:-1]).json() == [seen]

    def test_who_has_nothing_still_sees_the_titles(self, stranger, module):
        lesson = make_lesson(module)
        assert stranger.get(list_of(module.id)).json() == [line(lesson)]

    def test_empty(self, bob, module):
        assert bob.get(list_of(module.id)).json() == []

    def test_same_cost_for_one_and_three(self, alice, bob, module):
        totals = []
        for client in (alice, bob):
            counts = []
            for _ in range(3):
                lesson = make_lesson(module)
                Video.objects.create(lesson=lesson, state="ready", file="private/videos/a.mp4")
                client.get(list_of(module.id))
                with CaptureQueriesContext(connection) as queries:
                    client.get(list_of(module.id))
                counts.append(len(queries))
            totals.append(counts)
        assert totals == [[4, 4, 4], [5, 5, 5]]

    def test_pieces(self, bob, module):
        lessons = [make_lesson(module) for _ in range(3)]
        answer = bob.get(list_of(module.id), {"page": 2, "page_size": 2})
        assert [row["id"] for row in answer.json()] == [str(lessons[2].id)]

    def test_nobody_and_no_module(self, api, alpha, bob, module, beta):
        assert api(school=alpha).get(list_of(module.id), status=401).json() == NOBODY
        with context.enter(beta):
            foreign = make_module()
        hidden = make_module(module.course, is_published=False)
        for key in (foreign.id, hidden.id, uuid.uuid4()):
            assert bob.get(list_of(key), status=404).json() == MODULE_MISSING
        bob.get(list_of("null"), status=404)


class TestCreate:
    BODY = {"title": "Slope", "description": "About slopes.", "order": 2}

    def test_published_at_once(self, alice, module):
        told = alice.post(create_at(module.id), self.BODY, status=201).json()
        lesson = Lesson.objects.get()
        assert told == {**line(lesson), **self.BODY, "module": str(module.id)}
        assert (lesson.is_published, lesson.is_free) == (True, False)

    def test_with_files(self, alice, alpha, module):
        form = {**self.BODY, "video": video(), "document": pdf(), "thumbnail": picture()}
        told = alice.post(create_at(module.id)[:-1], form, status=201, format="multipart").json()
        lesson = Lesson.objects.get()
        assert told == {
            **line(lesson),
            "video_id": str(lesson.video.id),
            "video_processing_status": "ready",
            "thumbnail": f"http://{alpha.username}.edupro.test/media/{lesson.thumbnail.name}",
            "module": str(module.id),
        }
        assert (lesson.duration_seconds, lesson.document_name) == (SAMPLE_SECONDS, "notes.pdf")

    def test_around_a_video_of_the_service(self, alice, module, vdocipher):
        ticket = services.reserve_upload(title="Slope", by=uuid.uuid4(), now=NOW)
        vdocipher.upload(ticket.upload_url, ticket.fields)
        vdocipher.fake.state.advance(5)
        body = {**self.BODY, "video_id": ticket.external_id}
        told = alice.post(create_at(module.id), body, status=201).json()
        assert (told["video_id"], told["video_processing_status"]) == (ticket.external_id, "ready")
        other = {**self.BODY, "order": 3, "video_id": ticket.external_id}
        assert alice.post(create_at(module.id), other, status=400).json() == {
            "video_id": ["This video belongs to another lesson."]
        }
        unknown = {**other, "video_id": "b" * 32}
        assert alice.post(create_at(module.id), unknown, status=400).json() == {
            "video_id": ["There is no such video. Upload it first."]
        }

    def test_service_that_does_not_answer(self, alice, module, vdocipher):
        ticket = services.reserve_upload(title="Slope", by=uuid.uuid4(), now=NOW)
        vdocipher.trouble("cut")
        body = {**self.BODY, "video_id": ticket.external_id}
        assert alice.post(create_at(module.id), body, status=503).json() == {
            "error": "Service unavailable",
            "detail": "The video service does not answer. Please try again later.",
        }
        assert Lesson.objects.count() == 0

    def test_order_that_is_taken(self, alice, module):
        make_lesson(module, order=2)
        assert alice.post(create_at(module.id), self.BODY, status=400).json() == {
            "order": ["there is already lesson in this order"]
        }
        assert Lesson.objects.count() == 1


class TestDetail:
    def test_with_its_module_and_its_course(self, alice, bob, course, module):
        lesson = make_lesson(module, description="About slopes.")
        expected = {
            **line(lesson),
            "module": {
                "id": str(module.id),
                "title": "Sets",
                "course": {"id": str(course.id), "title": "Algebra"},
            },
            "video_url": None,
            "document_url": None,
            "otp": None,
            "playback_info": None,
        }
        assert alice.get(one(lesson.id)).json() == expected
        assert bob.get(one(lesson.id)[:-1]).json() == expected

    def test_files_open_for_who_may(self, alice, bob, module):
        form = {**TestCreate.BODY, "video": video(), "document": pdf()}
        made = alice.post(create_at(module.id), form, status=201, format="multipart").json()
        seen = bob.get(one(made["id"])).json()
        opened = [bob.get(seen[name]) for name in ("video_url", "document_url")]
        assert [answer.headers["Content-Type"] for answer in opened] == ["video/mp4", "application/pdf"]
        assert opened[1].headers["Content-Disposition"].startswith("attachment")

    def test_ticket_of_the_service(self, alice, bob, module, vdocipher):
        ticket = services.reserve_upload(title="Slope", by=uuid.uuid4(), now=NOW)
        vdocipher.upload(ticket.upload_url, ticket.fields)
        vdocipher.fake.state.advance(5)
        lesson = make_lesson(module)
        services.attach_external(lesson_id=lesson.id, external_id=ticket.external_id, now=NOW)
        seen = bob.get(one(lesson.id)).json()
        assert [seen["otp"]] == list(vdocipher.fake.state.otps)
        assert (seen["video_url"], seen["playback_info"] is None) == (None, False)
        vdocipher.trouble("error")
        away = bob.get(one(lesson.id)).json()
        assert (away["otp"], away["playback_info"], away["video_id"]) == (None, None, ticket.external_id)

    def test_closed_and_hidden(self, api, alpha, stranger, bob, module):
        lesson, draft = make_lesson(module), make_lesson(module, is_published=False)
        assert stranger.get(one(lesson.id), status=403).json() == NOT_ALLOWED
        assert bob.get(one(draft.id), status=404).json() == MISSING
        assert api(school=alpha).get(one(lesson.id), status=401).json() == NOBODY

    def test_free_one_is_everybodys(self, stranger, module):
        lesson = make_lesson(module, is_free=True)
        assert stranger.get(one(lesson.id)).json()["id"] == str(lesson.id)

    def test_not_in_the_students_country(self, bob, course, module):
        course.countries = ["SA"]
        course.save()
        assert bob.get(one(make_lesson(module).id), status=400).json() == {
            "error": "Geographic restriction",
            "detail": "This content is not available in your geographic region.",
        }

    def test_lesson_of_another_school(self, bob, beta):
        with context.enter(beta):
            foreign = make_lesson()
        for key in (foreign.id, uuid.uuid4()):
            assert bob.get(one(key), status=404).json() == MISSING


class TestUpdate:
    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_what_is_given(self, alice, module, method):
        lesson = make_lesson(module, description="Kept.", is_published=False)
        send = getattr(alice, method)
        told = send(one(lesson.id, "update/"), {"title": "Slope", "order": 5}).json()
        assert told == {"message": "Lesson updated successfully"}
        lesson.refresh_from_db()
        seen = (lesson.title, lesson.order, lesson.description, lesson.is_published)
        assert seen == ("Slope", 5, "Kept.", False)

    def test_own_video_id_sent_back_changes_nothing(self, alice, module):
        lesson = make_lesson(module)
        film = Video.objects.create(lesson=lesson, state="ready", file="private/videos/a.mp4")
        alice.patch(one(lesson.id, "update/"), {"video_id": str(film.id), "title": "Slope"})
        film.refresh_from_db()
        assert film.file.name == "private/videos/a.mp4"

    @pytest.mark.parametrize("base", ["/api", "/api/v1"])
    def test_empty_text_in_a_form_is_no_wish_to_lose_the_video(self, api, alpha, module, base):
        client = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=base == "/api")
        lesson = make_lesson(module)
        Video.objects.create(lesson=lesson, provider="vdocipher", external_id="a" * 32, state="ready")
        path = f"{base}/lessons/{lesson.id}/update/"
        for blank in ("", "null"):
            client.patch(path, {"video_id": blank, "title": "Slope"}, format="multipart")
        assert Video.objects.get().external_id == "a" * 32
        client.patch(path, {"video_id": None}, format="json")
        assert Video.objects.count() == 0

    def test_wrong_values(self, alice, module):
        first, second = make_lesson(module), make_lesson(module)
        path = one(second.id, "update/")
        assert alice.patch(path, {"title": "", "order": -1, "video_id": "../x"}, status=400).json() == {
            "title": ["This field may not be blank."],
            "order": ["Order must be greater than 0."],
        }
        assert alice.patch(path, {"video_id": "../x"}, status=400).json() == {
            "video_id": ["Invalid video ID format."]
        }
        alice.patch(path, {"order": first.order}, status=400)
        second.refresh_from_db()
        assert (second.title, second.order) == ("Lesson 2", 2)


class TestDelete:
    def test_message(self, alice, module):
        lesson = make_lesson(module)
        told = alice.delete(one(lesson.id, "delete/"), status=200).json()
        assert told == {"message": "Lesson deleted successfully"}
        assert Lesson.objects.count() == 0
        assert alice.delete(one(lesson.id, "delete/"), status=404).json() == MISSING


class TestProgress:
    def path(self, lesson):
        return one(lesson.id, "status/")

    def test_there_and_back(self, bob, module):
        lesson, seen = make_lesson(module), []
        for state in ("in_progress", "completed", "completed", "in_progress", "not_started"):
            told = bob.post(self.path(lesson), {"status": state}).json()
            assert told == {"message": "Progress updated successfully"}
            row = LessonProgress.objects.get()
            seen.append((row.is_completed, row.completed_at is None, row.opened_at is None))
        assert seen == [
            (False, True, False),
            (True, False, False),
            (True, False, False),
            (False, True, False),
            (False, True, True),
        ]

    def test_counts_for_the_course(self, bob, module):
        lessons = [make_lesson(module) for _ in range(4)]
        bob.post(self.path(lessons[0])[:-1], {"status": "completed"})
        assert module.course.enrollments.get().progress_percent == 25

    def test_without_a_state(self, bob, module):
        lesson = make_lesson(module)
        assert bob.post(self.path(lesson), {}, status=400).json() == {"status": ["This field is required."]}
        assert LessonProgress.objects.count() == 0

    def test_who_may(self, api, alpha, alice, bob, beta, module):
        lesson = make_lesson(module)
        done = {"status": "completed"}
        assert api(school=alpha).post(self.path(lesson), done, status=401).json() == NOBODY
        assert alice.post(self.path(lesson), done, status=403).json() == WRONG_TYPE
        late = make_student()
        make_enrollment(late, module.course, ends_at=NOW - timedelta(minutes=1))
        api(school=alpha).sign_in(late.user, bearer=True).post(self.path(lesson), done, status=403)
        with context.enter(beta):
            foreign = make_lesson()
        assert bob.post(self.path(foreign), done, status=404).json() == MISSING
        assert LessonProgress.objects.count() == 0


def test_who_may_write(api, alpha, bob, module):
    lesson = make_lesson(module)
    assistant = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True)
    calls = [
        ("post", create_at(module.id)),
        ("put", one(lesson.id, "update/")),
        ("patch", one(lesson.id, "update/")),
        ("delete", one(lesson.id, "delete/")),
    ]
    for method, path in calls:
        assert getattr(api(school=alpha), method)(path, {}, status=401).json() == NOBODY
        assert getattr(bob, method)(path, {}, status=403).json() == WRONG_TYPE
        assert getattr(assistant, method)(path, {}, status=403).json() == NOT_ALLOWED
    assert Lesson.objects.count() == 1
