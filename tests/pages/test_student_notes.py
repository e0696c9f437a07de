"""Notes beside the film: kept, changed, removed, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tenant_apps.courses.models import Lesson
from tenant_apps.enrollments.errors import NoteEmpty, NoteMomentUnclear, NoteTooLong, TooManyNotes
from tenant_apps.enrollments.models import Enrollment, LessonNote
from tenant_apps.enrollments.rules import NOTES_PER_LESSON, read_moment
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_note, make_student
from tests.pages.portal import queries_of, text_of
from tests.pages.test_student_learning import enrolled, with_video

PART = {"HTTP_HX_REQUEST": "true"}


def send(client: Api, path: str, status: int = 302, part: bool = False, **form: Any) -> Any:
    return client.post(path, form, status=status, format="multipart", **(PART if part else {}))


def kept() -> list[tuple[int, str]]:
    return list(LessonNote.objects.order_by("created_at").values_list("position_seconds", "text"))


@pytest.fixture
def bob(in_alpha: ActiveTenant, api: ApiMaker) -> tuple[Api, Any, Lesson]:
    """A student, signed in, and a lesson with a film."""
    student, _course, lesson, _other = enrolled()
    with_video(lesson)
    return api(school=in_alpha).sign_in(student.user), student, lesson


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("0:00", 0),
        ("3:42", 222),
        ("1:02:09", 3729),
        ("222", 222),
        (" 3 : 42 ", 222),
        ("٣:٤٢", 222),
        ("90:00", 5400),
        ("24:00:00", 86_400),
        ("24:00:01", None),
        ("3:4x", None),
        ("-3", None),
        ("1:2:3:4", None),
        (":", None),
        ("3.5", None),
        ("999999", None),
    ],
)
def test_moment_as_people_write_it(text: str, seconds: int | None) -> None:
    assert read_moment(text) == seconds


def test_note_is_kept_at_its_moment_and_shown_with_a_way_there(bob: tuple[Api, Any, Lesson]) -> None:
    client, _student, lesson = bob
    page = f"/learn/lessons/{lesson.id}/"
    sent = send(client, f"{page}notes/", at="3:42", text="  Two roots\r\nnot one  ")
    assert sent["Location"] == f"{page}#notes"
    assert kept() == [(222, "Two roots\nnot one")]
    body = client.get(page).content.decode()
    assert f'href="{page}?at=3:42" data-seek="222"' in body
    assert 'data-position="222"' in client.get(f"{page}?at=3:42").content.decode()
    assert 'data-position="0"' in client.get(f"{page}?at=nonsense").content.decode()


def test_note_sent_twice_is_one(bob: tuple[Api, Any, Lesson]) -> None:
    client, _student, lesson = bob
    for _press in range(2):
        send(client, f"/learn/lessons/{lesson.id}/notes/", at="3:42", text="Two roots")
    assert kept() == [(222, "Two roots")]


def test_script_gets_the_list_alone(bob: tuple[Api, Any, Lesson]) -> None:
    client, _student, lesson = bob
    path = f"/learn/lessons/{lesson.id}/notes/"
    answer = send(client, path, 200, part=True, at="1:00", text="Note", film="1")
    body = answer.content.decode()
    assert body.startswith('<section class="card notes" id="notes"')
    assert "1:00" in body
    assert "<main" not in body


@pytest.mark.parametrize("part", [False, True])
@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        ({"at": "1:00", "text": "  \n "}, NoteEmpty),
        ({"at": "1:00", "text": "x" * 2001}, NoteTooLong),
        ({"at": "soon", "text": "Kept words"}, NoteMomentUnclear),
    ],
)
def test_note_refused_keeps_what_was_written(
    bob: tuple[Api, Any, Lesson], form: dict[str, str], refusal: type, part: bool
) -> None:
    client, _student, lesson = bob
    path = f"/learn/lessons/{lesson.id}/notes/"
    answer = send(client, path, 200 if part else 422, part=part, film="1", **form)
    words = text_of(answer)
    assert str(refusal.message) in words
    assert form["text"].strip() in words
    assert f'value="{form["at"]}"' in answer.content.decode()
    assert kept() == []


def test_note_of_the_longest_length_is_kept(bob: tuple[Api, Any, Lesson]) -> None:
    client, _student, lesson = bob
    send(client, f"/learn/lessons/{lesson.id}/notes/", at="", text="ك" * 1000 + "\r\n" + "ج" * 999)
    assert kept() == [(0, "ك" * 1000 + "\n" + "ج" * 999)]


def test_notes_have_a_limit_per_lesson(bob: tuple[Api, Any, Lesson]) -> None:
    client, student, lesson = bob
    LessonNote.objects.bulk_create(
        LessonNote(student=student, lesson=lesson, position_seconds=n, text="x")
        for n in range(NOTES_PER_LESSON)
    )
    path = f"/learn/lessons/{lesson.id}/notes/"
    assert str(TooManyNotes.message) in text_of(send(client, path, 422, at="9:59", text="One more"))
    assert LessonNote.objects.count() == NOTES_PER_LESSON


def test_note_is_changed_and_removed(bob: tuple[Api, Any, Lesson]) -> None:
    client, student, lesson = bob
    note = make_note(student, lesson)
    path = f"/learn/lessons/{lesson.id}/notes/{note.id}/"
    send(client, path, text="Better words")
    assert kept() == [(72, "Better words")]
    assert str(NoteEmpty.message) in text_of(send(client, path, 422, text=" "))
    assert kept() == [(72, "Better words")]
    send(client, path, act="remove")
    assert kept() == []
    send(client, path, 404, act="remove")


def test_notes_are_only_ones_own(bob: tuple[Api, Any, Lesson], api: ApiMaker, in_alpha: ActiveTenant) -> None:
    client, _student, lesson = bob
    charlie = make_student()
    Enrollment.objects.create(
        student=charlie,
        course=lesson.course,
        status="active",
        access_type="full_access",
        enrolled_at=timezone.now(),
    )
    note = make_note(charlie, lesson, text="Charlie's words")
    assert "Charlie's words" not in text_of(client.get(f"/learn/lessons/{lesson.id}/"))
    path = f"/learn/lessons/{lesson.id}/notes/{note.id}/"
    send(client, path, 404, text="Mine now")
    send(client, path, 404, act="remove")
    assert kept() == [(72, "Charlie's words")]


def test_note_in_a_lesson_that_is_closed_leads_to_the_reason(bob: tuple[Api, Any, Lesson]) -> None:
    client, student, lesson = bob
    note = make_note(student, lesson)
    Enrollment.objects.update(ends_at=timezone.now() - timedelta(hours=1))
    page = f"/learn/lessons/{lesson.id}/"
    assert send(client, f"{page}notes/", at="1", text="x")["Location"] == page
    assert send(client, f"{page}notes/", 200, part=True, at="1", text="x")["HX-Redirect"] == page
    assert send(client, f"{page}notes/{note.id}/", text="x")["Location"] == page
    assert kept() == [(72, "Mind the sign")]
    send(client, f"{page}notes/{note.id}/", act="remove")
    assert kept() == []


def test_notes_are_escaped(bob: tuple[Api, Any, Lesson]) -> None:
    client, student, lesson = bob
    make_note(student, lesson, text="<script>alert(1)</script>")
    body = client.get(f"/learn/lessons/{lesson.id}/").content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_lesson_costs_the_same_with_many_notes(bob: tuple[Api, Any, Lesson]) -> None:
    client, student, lesson = bob
    address = f"/learn/lessons/{lesson.id}/"
    make_note(student, lesson)
    one = queries_of(client, address)
    for _note in range(3):
        make_note(student, lesson)
    assert queries_of(client, address) == one
