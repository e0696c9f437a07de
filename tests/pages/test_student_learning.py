"""My courses, a course from the inside, a lesson and what its player tells."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tenant_apps.courses.models import Course, Lesson
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.students.errors import StudentBlocked
from tenant_apps.students.models import Student
from tenant_apps.students.services import set_blocked
from tenant_apps.video.models import Video
from tenants.context import ActiveTenant
from tests.client import ApiMaker
from tests.factories import (
    PASSWORD,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_progress,
    make_staff,
    make_student,
)
from tests.pages.portal import cards_of, lessons_of, queries_of, text_of


def enrolled(course: Course | None = None) -> tuple[Student, Course, Lesson, Lesson]:
    """A student in a course of one module with two lessons."""
    student, course = make_student(), course or make_course(title="Waves")
    module = make_module(course, title="Sound")
    make_enrollment(student, course)
    return student, course, make_lesson(module, title="One"), make_lesson(module, title="Two")


def with_video(lesson: Lesson, **fields: Any) -> Video:
    key = f"tenants/{uuid.uuid4()}/private/videos/{uuid.uuid4().hex}.mp4"
    values = {"state": Video.State.READY, "file": key, "content_type": "video/mp4", "duration_seconds": 600}
    return Video.objects.create(lesson=lesson, original_name="film.mp4", **(values | fields))


def test_my_courses_needs_a_student(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    assert api(school=in_alpha).get("/learn/", status=302)["Location"] == "/sign-in/?next=%2Flearn%2F"
    api(school=in_alpha).sign_in(make_staff().user, kind="staff").get("/learn/", status=403)


def test_blocked_student_is_out_at_once_and_told_whom_to_ask(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, *_rest = enrolled()
    client = api(school=in_alpha).sign_in(student.user)
    client.get("/learn/")
    set_blocked(student=student, is_blocked=True, now=timezone.now())
    assert client.get("/learn/", status=302)["Location"] == "/sign-in/?next=%2Flearn%2F"
    login = {"identifier": student.email, "password": PASSWORD}
    page = client.post("/sign-in/", login, format="multipart")
    assert str(StudentBlocked().message) in text_of(page)


def test_my_courses_without_any_leads_to_a_code(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    response = api(school=in_alpha).sign_in(make_student().user).get("/learn/")
    assert "No courses yet" in text_of(response)
    assert 'href="/redeem/"' in response.content.decode()


def test_my_courses_tells_how_far_what_is_next_and_how_long(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    make_progress(student, first, is_completed=True, completed_at=timezone.now())
    words = text_of(api(school=in_alpha).sign_in(student.user).get("/learn/"))
    assert "50%" in words
    assert "1 of 2 lessons done" in words
    assert "Next: Two" in words
    assert "30 days left" in words


def test_my_courses_keeps_what_is_over_and_counts_only_own_modules(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    student, course = make_student(), make_course(title="Waves")
    mine = make_module(course)
    make_lesson(mine)
    make_lesson(make_module(course))
    ended = timezone.now() - timedelta(days=1)
    make_enrollment(student, make_course(title="Gone"), ends_at=ended, enrolled_at=ended - timedelta(days=30))
    make_enrollment(student, course, module=mine)
    response = api(school=in_alpha).sign_in(student.user).get("/learn/")
    assert cards_of(response) == ["Waves", "Gone"]
    words = text_of(response)
    assert "0 of 1 lessons done" in words
    assert "Single modules" in words
    assert "Time is over" in words


def test_my_courses_shows_nobody_elses(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    enrolled()
    charlie = make_student()
    assert cards_of(api(school=in_alpha).sign_in(charlie.user).get("/learn/")) == []


def test_my_courses_never_grows_in_queries(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, *_rest = enrolled()
    client = api(school=in_alpha).sign_in(student.user)
    one = queries_of(client, "/learn/")
    for number in range(24):
        course = make_course(title=f"More {number}")
        make_lesson(make_module(course))
        make_enrollment(student, course)
    assert queries_of(client, "/learn/") == one
    assert len(cards_of(client.get("/learn/"))) == 20
    assert len(cards_of(client.get("/learn/?page=2"))) == 5


def test_course_inside_marks_what_is_done_and_goes_on(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, first, second = enrolled()
    make_progress(student, first, is_completed=True, completed_at=timezone.now())
    response = api(school=in_alpha).sign_in(student.user).get(f"/learn/courses/{course.id}/")
    assert lessons_of(response) == [("One", "done"), ("Two", "open")]
    assert f'href="/learn/lessons/{second.id}/"' in response.content.decode()


def test_course_inside_goes_on_after_the_lesson_touched_latest(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, _first, second = enrolled()
    third = make_lesson(second.module, title="Three")
    make_progress(student, second, is_completed=True, completed_at=timezone.now())
    words = text_of(api(school=in_alpha).sign_in(student.user).get(f"/learn/courses/{course.id}/"))
    assert f"Next: {third.title}" in words


def test_course_inside_goes_on_in_ones_own_module_not_in_a_preview(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    student, course = make_student(), make_course()
    make_lesson(make_module(course), title="Preview", is_free=True)
    mine = make_module(course)
    make_lesson(mine, title="Own")
    make_enrollment(student, course, module=mine)
    words = text_of(api(school=in_alpha).sign_in(student.user).get(f"/learn/courses/{course.id}/"))
    assert "Next: Own" in words


def test_course_inside_is_closed_to_others(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, *_rest = enrolled()
    shop = f"/courses/{course.id}/"
    charlie = api(school=in_alpha).sign_in(make_student().user)
    assert charlie.get(f"/learn/courses/{course.id}/", status=302)["Location"] == shop
    Enrollment.objects.update(ends_at=timezone.now() - timedelta(hours=1))
    mine = api(school=in_alpha).sign_in(student.user)
    assert mine.get(f"/learn/courses/{course.id}/", status=302)["Location"] == shop
    Course.objects.update(state=Course.State.DRAFT)
    mine.get(f"/learn/courses/{course.id}/", status=404)


def test_lesson_names_its_viewer_but_not_their_whole_number(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, second = enrolled()
    with_video(first)
    make_progress(student, first, position_seconds=72)
    body = api(school=in_alpha).sign_in(student.user).get(f"/learn/lessons/{first.id}/").content.decode()
    assert f'data-watermark="{student.full_name} · ••• {student.phone[-4:]}"' in body
    assert student.phone not in body
    assert 'data-position="72"' in body
    assert f'data-link-url="/learn/lessons/{first.id}/link/"' in body
    assert "/files/" not in body
    assert f'name="next" value="{second.id}"' in body


def test_lesson_is_only_looked_at_by_looking(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    with_video(first)
    api(school=in_alpha).sign_in(student.user).get(f"/learn/lessons/{first.id}/")
    assert LessonProgress.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Video.State.PROCESSING, "The video is being prepared"),
        (Video.State.UPLOADING, "The video is being prepared"),
        (Video.State.FAILED, "The video cannot be played"),
    ],
)
def test_lesson_whose_video_cannot_play_says_so(
    api: ApiMaker, in_alpha: ActiveTenant, state: str, words: str
) -> None:
    student, _course, first, _second = enrolled()
    with_video(first, state=state)
    response = api(school=in_alpha).sign_in(student.user).get(f"/learn/lessons/{first.id}/")
    assert words in text_of(response)
    assert "<video-player" not in response.content.decode()


def test_lesson_without_anything_says_so(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    page = api(school=in_alpha).sign_in(student.user).get(f"/learn/lessons/{first.id}/")
    assert "This lesson is still empty" in text_of(page)


def test_lesson_locked_says_how_it_opens(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    _student, course, first, _second = enrolled()
    charlie = api(school=in_alpha).sign_in(make_student().user)
    page = charlie.get(f"/learn/lessons/{first.id}/", status=403)
    assert "This lesson opens when you have the course." in text_of(page)
    assert f'href="/courses/{course.id}/"' in page.content.decode()


def test_lesson_free_opens_to_every_student(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    *_rest, second = enrolled()
    Lesson.objects.filter(pk=second.pk).update(is_free=True)
    api(school=in_alpha).sign_in(make_student().user).get(f"/learn/lessons/{second.id}/")


def test_lesson_hidden_or_of_another_school_is_not_there(
    api: ApiMaker, alpha: ActiveTenant, in_beta: ActiveTenant
) -> None:
    student, _course, first, second = enrolled()
    Lesson.objects.filter(pk=second.pk).update(is_published=False)
    mine = api(school=in_beta).sign_in(student.user)
    mine.get(f"/learn/lessons/{second.id}/", status=404)
    mine.get(f"/learn/lessons/{first.id}/")
    # The same person's session counts at one school only.
    foreign = api(school=alpha).sign_in(student.user, school=in_beta)
    assert foreign.get(f"/learn/lessons/{first.id}/", status=302)["Location"].startswith("/sign-in/")


def test_lesson_never_grows_in_queries(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, first, _second = enrolled()
    with_video(first)
    client = api(school=in_alpha).sign_in(student.user)
    address = f"/learn/lessons/{first.id}/"
    one = queries_of(client, address)
    for _number in range(3):
        lesson = make_lesson(make_module(course))
        with_video(lesson)
    assert queries_of(client, address) == one


def test_link_is_short_private_and_starts_the_clock(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    with_video(first, file=f"tenants/{in_alpha.id}/private/videos/{uuid.uuid4().hex}.mp4")
    client = api(school=in_alpha).sign_in(student.user)
    path = f"/learn/lessons/{first.id}/link/"
    answer = client.post(path, {}, format="json", HTTP_ACCEPT="application/json")
    assert answer.json()["url"].startswith(f"/files/{in_alpha.id}/")
    assert answer["Cache-Control"] == "no-store"
    assert LessonProgress.objects.get().opened_at is not None
    sent = client.post(path, {}, status=302, format="multipart")
    assert sent["Location"].startswith(f"/files/{in_alpha.id}/")


def test_link_is_refused_in_json_and_in_pages(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    path = f"/learn/lessons/{first.id}/link/"
    mine, charlie = (
        api(school=in_alpha).sign_in(student.user),
        api(school=in_alpha).sign_in(make_student().user),
    )
    assert mine.post(path, {}, status=409).json() == {
        "detail": "The video is not ready yet.",
        "code": "video_not_ready",
    }
    assert charlie.post(path, {}, status=403).json() == {
        "detail": "You don't have permission to access this lesson.",
        "code": "lesson_closed",
    }
    assert api(school=in_alpha).post(path, {}, status=401).json() == {"detail": "Not signed in."}
    hidden = f"/learn/lessons/{uuid.uuid4()}/link/"
    assert mine.post(hidden, {}, status=404).json() == {"detail": "Not found."}
    assert mine.post(path, {}, status=302, format="multipart")["Location"] == f"/learn/lessons/{first.id}/"
    mine.get(path, status=405)


def test_watching_is_believed_as_far_as_the_clock_allows(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    earlier = timezone.now() - timedelta(seconds=60)
    make_progress(student, first, opened_at=earlier, reported_at=earlier)
    client = api(school=in_alpha).sign_in(student.user)
    path = f"/learn/lessons/{first.id}/watch/"
    report = {"watched_seconds": 10, "position_seconds": 30, "state": "playing"}
    assert client.post(path, report).json() == {"is_completed": False, "watched_seconds": 10}
    client.post(path, {"watched_seconds": 100_000, "position_seconds": 600})
    progress = LessonProgress.objects.get()
    assert progress.is_completed is False
    assert progress.watched_seconds < 20


def test_watching_to_the_end_completes(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, first, _second = enrolled()
    earlier = timezone.now() - timedelta(seconds=600)
    make_progress(student, first, opened_at=earlier, reported_at=earlier)
    client = api(school=in_alpha).sign_in(student.user)
    report = {"watched_seconds": 560, "position_seconds": 590}
    assert client.post(f"/learn/lessons/{first.id}/watch/", report).json()["is_completed"] is True
    assert Enrollment.objects.get(student=student, course=course).completed_lessons == 1


def test_watching_told_by_a_leaving_page_as_a_form(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    earlier = timezone.now() - timedelta(seconds=60)
    make_progress(student, first, opened_at=earlier, reported_at=earlier)
    form = {"watched_seconds": "7", "position_seconds": "40", "state": "left"}
    client = api(school=in_alpha).sign_in(student.user)
    client.post(f"/learn/lessons/{first.id}/watch/", form, format="multipart")
    assert LessonProgress.objects.values_list("watched_seconds", "position_seconds").get() == (7, 40)


NONSENSE = [
    "",
    "x",
    "[]",
    "null",
    '"a"',
    '{"watched_seconds": "x"}',
    '{"watched_seconds": -1}',
    '{"watched_seconds": 1e999}',
    '{"position_seconds": 99999999999}',
    json.dumps({"state": "x" * 3000}),
]


@pytest.mark.parametrize("body", NONSENSE)
def test_watching_told_in_nonsense_is_refused(api: ApiMaker, in_alpha: ActiveTenant, body: str) -> None:
    student, _course, first, _second = enrolled()
    client = api(school=in_alpha).sign_in(student.user)
    path = f"/learn/lessons/{first.id}/watch/"
    response = client.generic("POST", path, body, content_type="application/json")
    assert response.status_code == 400
    assert LessonProgress.objects.count() == 0


def test_marking_goes_on_to_the_next_and_can_be_taken_back(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, second = enrolled()
    client = api(school=in_alpha).sign_in(student.user)
    path = f"/learn/lessons/{first.id}/complete/"
    for _press in range(2):
        sent = client.post(path, {"done": "1", "next": str(second.id)}, status=302, format="multipart")
        assert sent["Location"] == f"/learn/lessons/{second.id}/"
    assert LessonProgress.objects.get().is_completed is True
    sent = client.post(path, {"done": "0"}, status=302, format="multipart")
    assert sent["Location"] == f"/learn/lessons/{first.id}/"
    assert LessonProgress.objects.get().is_completed is False


def test_marking_stays_where_the_next_lesson_is_withdrawn(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, second = enrolled()
    client = api(school=in_alpha).sign_in(student.user)
    Lesson.objects.filter(pk=second.pk).update(is_published=False)
    for gone in (second.id, uuid.uuid4()):
        path = f"/learn/lessons/{first.id}/complete/"
        sent = client.post(path, {"next": str(gone)}, status=302, format="multipart")
        assert sent["Location"] == f"/learn/lessons/{first.id}/"
    assert LessonProgress.objects.get().is_completed is True


def test_marking_a_closed_lesson_marks_nothing(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    *_rest, first, _second = enrolled()
    charlie = api(school=in_alpha).sign_in(make_student().user)
    path = f"/learn/lessons/{first.id}/complete/"
    sent = charlie.post(path, {"next": "https://x.example/"}, status=302, format="multipart")
    assert sent["Location"] == f"/learn/lessons/{first.id}/"
    assert LessonProgress.objects.count() == 0


def test_document_is_sent_to_those_who_have_the_lesson(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    key = f"tenants/{in_alpha.id}/private/documents/{uuid.uuid4().hex}.pdf"
    Lesson.objects.filter(pk=first.pk).update(document=key, document_name="Sheet 1.pdf")
    client = api(school=in_alpha).sign_in(student.user)
    page = client.get(f"/learn/lessons/{first.id}/")
    assert "Sheet 1.pdf" in text_of(page)
    assert "/files/" not in page.content.decode()
    path = f"/learn/lessons/{first.id}/document/"
    assert client.get(path, status=302)["Location"].endswith("/Sheet%201.pdf")
    charlie = api(school=in_alpha).sign_in(make_student().user)
    assert charlie.get(path, status=302)["Location"] == f"/learn/lessons/{first.id}/"


def test_document_of_a_lesson_without_one_is_not_there(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, _course, first, _second = enrolled()
    api(school=in_alpha).sign_in(student.user).get(f"/learn/lessons/{first.id}/document/", status=404)
