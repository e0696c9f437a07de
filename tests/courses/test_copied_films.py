"""A copied course shows the same films, stored once, and has exams of its own."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from shared_apps.kernel.acts import ActingPerson, acting_as
from tenant_apps.assessments.models import Assessment, Attempt, Draw, Option, Question
from tenant_apps.courses.models import Course, Lesson
from tenant_apps.courses.services import copy_course, delete_course, delete_lesson, update_course
from tenant_apps.staff.models import Activity
from tenant_apps.video import services as films
from tenant_apps.video.models import Video, VideoReservation
from tenants import context
from tenants.storage.keys import active_owner
from tests.factories import make_course, make_lesson, make_module, make_student
from tests.factories.assessments import make_assessment, make_question
from tests.parallel import run_parallel
from tests.uploads import SAMPLE_SECONDS, video

NOW = timezone.now()
ALICE = ActingPerson(id=uuid.UUID(int=1), name="Alice")


def copied(course: Course) -> Course:
    return copy_course(course_id=course.id, title="Again", now=NOW)


def lesson_of(course: Course) -> Lesson:
    return Lesson.objects.select_related("video").get(course=course)


@pytest.fixture
def course(in_alpha) -> Course:
    course = make_course(title="Waves")
    films.create_lesson(
        module_id=make_module(course).id,
        changes={"title": "Slope", "is_published": True, "video": video()},
        now=NOW,
    )
    prefix = secrets.token_hex(12)
    Video.objects.update(hls_prefix=prefix, hls_segments=1)
    for number in ("00000000.ts", "ffffffff.key", "fffffffe.m3u8"):
        default_storage.save(piece(prefix, number), ContentFile(b"x"))
    return course


def piece(prefix: str, number: str = "00000000.ts") -> str:
    return f"{active_owner()}/private/pieces/{prefix}{number}"


def stored(film: Video) -> tuple[bool, bool]:
    """Whether the file and its pieces are there."""
    return default_storage.exists(film.file.name), default_storage.exists(piece(film.hls_prefix))


def test_a_copy_shows_the_same_file_and_counts_its_length(course):
    copy = copied(course)
    first, again = lesson_of(course), lesson_of(copy)
    assert (again.video.file.name, again.video.hls_prefix, again.video.state, again.duration_seconds) == (
        first.video.file.name,
        first.video.hls_prefix,
        "ready",
        SAMPLE_SECONDS,
    )
    assert again.video.pk != first.video.pk
    copy.refresh_from_db()
    assert (copy.total_lessons, copy.total_duration_seconds) == (1, SAMPLE_SECONDS)
    assert films.playback_link(lesson=again, now=NOW).has_pieces is True


@pytest.mark.parametrize("goes_first", ["course", "copy"])
def test_a_file_goes_with_the_last_lesson_that_shows_it(
    course, goes_first, django_capture_on_commit_callbacks
):
    copy = copied(course)
    film = lesson_of(course).video
    first, second = (course, copy) if goes_first == "course" else (copy, course)
    with django_capture_on_commit_callbacks(execute=True):
        delete_course(course_id=first.id)
    assert (stored(film), lesson_of(second).video.file.name) == ((True, True), film.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        delete_lesson(lesson_id=lesson_of(second).id)
    assert stored(film) == (False, False)


def test_a_new_film_for_one_leaves_the_other_its_own(course, django_capture_on_commit_callbacks):
    copy = copied(course)
    film = lesson_of(course).video
    with django_capture_on_commit_callbacks(execute=True):
        films.attach_video(lesson_id=lesson_of(copy).id, upload=video(), now=NOW)
    again = lesson_of(copy).video
    assert stored(film) == (True, True)
    assert (again.file.name == film.file.name, again.hls_prefix == film.hls_prefix) == (False, False)
    with django_capture_on_commit_callbacks(execute=True):
        films.remove_video(lesson_id=lesson_of(course).id, now=NOW)
    assert (stored(film), default_storage.exists(again.file.name)) == ((False, False), True)


def test_both_deleted_within_one_course_take_the_file_with_them(course, django_capture_on_commit_callbacks):
    film = lesson_of(course).video
    copied(course)
    copied(course)
    with django_capture_on_commit_callbacks(execute=True):
        for one in list(Course.objects.all()):
            delete_course(course_id=one.id)
    assert (stored(film), Video.objects.count()) == ((False, False), 0)


def test_a_trailer_goes_with_the_last_course(in_alpha, django_capture_on_commit_callbacks):
    course = make_course(title="Waves")
    course.trailer_video.save("trailer.mp4", ContentFile(b"film"))
    name = course.trailer_video.name
    copy = copied(course)
    assert Course.objects.get(pk=copy.pk).trailer_video.name == name
    with django_capture_on_commit_callbacks(execute=True):
        delete_course(course_id=course.id)
    assert default_storage.exists(name) is True
    with django_capture_on_commit_callbacks(execute=True):
        update_course(course_id=copy.id, changes={"trailer_video": None}, now=NOW)
    assert default_storage.exists(name) is False


class TestAtTheService:
    @pytest.fixture
    def lesson(self, in_alpha, vdocipher) -> Lesson:
        lesson = make_lesson(duration_seconds=0, is_published=True)
        ticket = films.reserve_upload(title="Slope", by=uuid.uuid4(), now=NOW)
        assert vdocipher.upload(ticket.upload_url, ticket.fields).status_code == 201
        films.attach_external(lesson_id=lesson.id, external_id=ticket.external_id, now=NOW)
        return lesson

    def test_one_answer_of_the_service_is_for_both(self, lesson, vdocipher):
        copy = copied(lesson.course)
        assert lesson_of(copy).video.state == "processing"
        vdocipher.fake.state.advance(60)
        films.refresh_by_id(external_id=lesson.video.external_id, now=NOW + timedelta(minutes=1))
        for one in (lesson.course, copy):
            shown = lesson_of(one)
            assert (shown.video.state, shown.duration_seconds > 0) == ("ready", True)
        assert VideoReservation.objects.count() == 1

    def test_given_once_more_it_stays_where_it_is(self, lesson, vdocipher):
        name = lesson.video.external_id
        copied(lesson.course)
        films.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)
        place = VideoReservation.objects.get()
        assert (place.state, place.lesson_id, Video.objects.filter(external_id=name).count()) == (
            "attached",
            lesson.id,
            2,
        )

    def test_a_new_one_for_the_first_leaves_it_to_the_copy(
        self, lesson, vdocipher, django_capture_on_commit_callbacks
    ):
        name = lesson.video.external_id
        copy = copied(lesson.course)
        ticket = films.reserve_upload(title="Anew", by=uuid.uuid4(), now=NOW)
        assert vdocipher.upload(ticket.upload_url, ticket.fields).status_code == 201
        with django_capture_on_commit_callbacks(execute=True):
            films.attach_external(lesson_id=lesson.id, external_id=ticket.external_id, now=NOW)
        places = dict(VideoReservation.objects.values_list("external_id", "lesson_id"))
        assert places == {name: lesson_of(copy).id, ticket.external_id: lesson.id}

    def test_it_is_deleted_with_the_last_lesson(self, lesson, vdocipher, django_capture_on_commit_callbacks):
        name = lesson.video.external_id
        copy = copied(lesson.course)
        with django_capture_on_commit_callbacks(execute=True):
            delete_course(course_id=lesson.course_id)
        heir = lesson_of(copy)
        place = VideoReservation.objects.get()
        assert (place.state, place.lesson_id, heir.video.external_id) == ("attached", heir.id, name)
        assert vdocipher.video(name) is not None
        with django_capture_on_commit_callbacks(execute=True):
            delete_course(course_id=copy.id)
        assert VideoReservation.objects.count() == 0


@pytest.mark.usefixtures("in_alpha")
def test_exams_come_along_with_questions_options_and_draws():
    course = make_course(title="Waves")
    module = make_module(course)
    lesson = make_lesson(module)
    opens, closes = NOW, NOW + timedelta(days=1)
    exam = make_assessment(
        course,
        title="Final",
        kind="exam",
        max_attempts=2,
        available_from=opens,
        available_until=closes,
        results_released_at=NOW,
    )
    quiz = make_assessment(course, title="Quiz", module=module, lesson=lesson)
    question = make_question(
        exam, "multiple_choice", text="3 + 4?", options=[("7", True), ("8", False)], points=Decimal(2)
    )
    make_question(quiz, "essay", text="Explain.")
    Draw.objects.create(assessment=exam, topic="Cells", level="hard", number=2, points=Decimal(3))
    Attempt.objects.create(
        assessment=exam, student=make_student(), number=1, started_at=NOW, paper={}, max_score=Decimal(2)
    )

    copy = copied(course)

    rows = Assessment.objects.filter(course=copy).order_by("created_at")
    assert [(row.title, row.kind, row.max_attempts, row.is_published) for row in rows] == [
        ("Final", "exam", 2, exam.is_published),
        ("Quiz", quiz.kind, quiz.max_attempts, quiz.is_published),
    ]
    final, again = rows
    assert (final.available_from, final.available_until, final.results_released_at) == (opens, closes, None)
    assert (again.module.course_id, again.lesson.course_id) == (copy.id, copy.id)
    asked = Question.objects.get(assessment=final)
    assert (asked.text, asked.points, asked.pk == question.pk) == ("3 + 4?", Decimal("2.00"), False)
    assert list(
        Option.objects.filter(question=asked).order_by("order").values_list("text", "is_correct")
    ) == [
        ("7", True),
        ("8", False),
    ]
    assert list(Draw.objects.filter(assessment=final).values_list("topic", "level", "number")) == [
        ("Cells", "hard", 2)
    ]
    assert (final.attempts.count(), exam.attempts.count(), Assessment.objects.count()) == (0, 1, 4)


@pytest.mark.usefixtures("in_alpha")
def test_pictures_of_questions_are_copied(django_capture_on_commit_callbacks):
    course = make_course()
    question = make_question(make_assessment(course, title="Final"), "essay", text="What is it?")
    question.picture.save("x.webp", ContentFile(b"picture"))
    copy = copied(course)
    with django_capture_on_commit_callbacks(execute=True):
        delete_course(course_id=course.id)
    again = Question.objects.get(assessment__course=copy)
    with again.picture.open("rb") as opened:
        assert (opened.read(), again.picture.name == question.picture.name) == (b"picture", False)


@pytest.mark.usefixtures("in_alpha")
def test_one_line_says_that_it_was_copied():
    course = make_course(title="Waves")
    with acting_as(ALICE):
        copied(course)
    assert list(Activity.objects.values_list("act", "title", "details")) == [
        ("course.duplicated", "Again", {"course": "Waves"})
    ]


def test_two_who_delete_at_once_leave_no_file(committed, alpha):
    """Each sees the other's lesson until it is gone; the second finds itself alone."""
    with context.enter(alpha):
        course = make_course(title="Waves")
        films.create_lesson(
            module_id=make_module(course).id, changes={"title": "Slope", "video": video()}, now=NOW
        )
        copy = copied(course)
        name = lesson_of(course).video.file.name

    def delete(course_id: uuid.UUID) -> None:
        with context.enter(alpha):
            delete_course(course_id=course_id)

    run_parallel([partial(delete, course.id), partial(delete, copy.id)])
    with context.enter(alpha):
        assert (default_storage.exists(name), Video.objects.count()) == (False, 0)
