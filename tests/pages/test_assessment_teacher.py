"""The teacher's pages of exams: list, settings, questions, publishing, attempts."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tenant_apps.assessments.models import Answer, Assessment, Attempt, Question
from tenant_apps.assessments.services import start_attempt, submit_attempt
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import (
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
)
from tests.factories.assessments import make_assessment, make_question, right_option
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of
from tests.uploads import picture, upload

PLAIN = {
    "kind": "quiz",
    "passing_percent": "50",
    "results_shown": "at_once",
    "max_attempts": "1",
    "description": "",
    "time_limit_minutes": "",
    "available_from": "",
    "available_until": "",
}


def words(client: Api, path: str) -> str:
    return text_of(client.get(path))


def taken(assessment: Assessment, **given: Any) -> Attempt:
    """An attempt of a new student, handed in with `given` by kind of question."""
    student, now = make_student(), timezone.now()
    make_enrollment(student, assessment.course)
    attempt = start_attempt(student=student, assessment_id=assessment.id, device=None, now=now)
    found = {one.kind: one for one in assessment.questions.all()}
    answers = [{"question": found[kind].id, **answer} for kind, answer in given.items()]
    return submit_attempt(student=student, attempt_id=attempt.id, answers=answers, device=None, now=now)


def test_the_list_is_empty_with_what_to_do(teacher: Api) -> None:
    assert "No exams yet" in words(teacher, "/teach/assessments/")


def test_the_list_shows_state_and_counts_and_filters(teacher: Api) -> None:
    now = timezone.now()
    exam = make_assessment(title="Final", kind="exam", available_until=now - timedelta(days=1))
    make_assessment(title="Later", available_from=now + timedelta(days=1))
    make_assessment(title="Rough", is_published=False)
    make_question(exam, "essay")
    text = words(teacher, "/teach/assessments/")
    for word in ("Final", "Closed", "Later", "Upcoming", "Rough", "Draft"):
        assert word in text
    assert "Rough" not in words(teacher, "/teach/assessments/?state=published")
    assert "Later" not in words(teacher, "/teach/assessments/?kind=exam")
    assert "Nothing matches" in words(teacher, "/teach/assessments/?q=zzz%00")
    teacher.get("/teach/assessments/?kind=nonsense&state=nonsense&page=nonsense")


def test_the_list_asks_the_same_for_one_and_three(teacher: Api) -> None:
    course = make_course()
    make_assessment(course)
    one = queries_of(teacher, "/teach/assessments/")
    make_assessment(course)
    make_assessment(course)
    assert queries_of(teacher, "/teach/assessments/") == one


def test_a_new_one_begins_with_its_course(teacher: Api) -> None:
    assert "First a course" in words(teacher, "/teach/assessments/new/")
    only = make_course(title="Waves")
    place = teacher.get("/teach/assessments/new/", status=302)["Location"]
    assert place == f"/teach/assessments/new/?course={only.id}"
    make_course(title="Light")
    text = words(teacher, "/teach/assessments/new/")
    assert "Waves" in text
    assert "Light" in text
    send(teacher, "/teach/assessments/new/", PLAIN | {"title": "x"}, status=404)
    teacher.get(f"/teach/assessments/new/?course={uuid.uuid4()}", status=404)


def test_a_quiz_of_a_lesson_is_made_as_a_draft(teacher: Api) -> None:
    lesson = make_lesson(make_module(make_course(title="Waves"), title="Sound"), title="Echo")
    path = f"/teach/assessments/new/?course={lesson.course_id}"
    text = words(teacher, path)
    assert "The whole course: Waves" in text
    assert "Module: Sound" in text
    answer = send(teacher, path, PLAIN | {"title": " Hear  it ", "target": f"lesson:{lesson.id}"})
    made = Assessment.objects.get()
    assert answer["Location"] == f"/teach/assessments/{made.id}/"
    assert (made.title, made.lesson_id, made.module_id) == ("Hear it", lesson.id, lesson.module_id)
    assert (made.is_published, made.max_attempts, made.time_limit_minutes) == (False, 1, None)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "   "}, "This field is required."),
        ({"time_limit_minutes": "0"}, "At least 1."),
        ({"passing_percent": "101"}, "At most 100."),
        ({"passing_percent": "NaN"}, "Enter a number."),
        ({"kind": "party"}, "Select a valid choice."),
        ({"target": f"course:{uuid.UUID(int=5)}"}, "Select a valid choice."),
        ({"available_from": "soon"}, "Enter a valid date/time."),
        ({"available_from": "0001-01-01T00:00"}, "These dates are too far away."),
        ({"available_until": "9999-12-31T23:59"}, "These dates are too far away."),
        (
            {"available_from": "2026-12-02T10:00", "available_until": "2026-12-01T10:00"},
            "The end must come after the beginning.",
        ),
        ({"results_shown": "after_closing"}, "say when the assessment closes"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(teacher: Api, changed: dict[str, str], sentence: str) -> None:
    course = make_course()
    data = PLAIN | {"title": "Quiz", "target": f"course:{course.id}"} | changed
    page = send(teacher, f"/teach/assessments/new/?course={course.id}", data, status=200)
    assert sentence in text_of(page)
    assert Assessment.objects.count() == 0


def test_moments_are_read_and_shown_by_the_schools_clock(teacher: Api) -> None:
    assessment = make_assessment(make_course())
    path = f"/teach/assessments/{assessment.id}/settings/"
    assert "Africa/Cairo" in words(teacher, path)
    data = PLAIN | {"title": "Quiz", "target": f"course:{assessment.course_id}"}
    send(teacher, path, data | {"available_from": "2026-12-01T18:00"})
    assessment.refresh_from_db()
    assert assessment.available_from == datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
    assert 'value="2026-12-01T18:00"' in teacher.get(path).content.decode()
    assert "1 Dec 2026, 18:00" in words(teacher, f"/teach/assessments/{assessment.id}/")


def test_a_choice_question_with_options_is_written_without_script(teacher: Api) -> None:
    assessment = make_assessment(is_published=False)
    path = f"/teach/assessments/{assessment.id}/questions/new/multiple_choice/"
    typed = {
        "text": "2 + 2",
        "points": "2.5",
        "option-id": ["", "", "", ""],
        "option-text": ["3", "4", "", "5"],
        "option-right": ["1"],
    }
    page = send(teacher, path, typed | {"more": "1"}, status=200)
    assert page.content.decode().count('name="option-text"') == 8
    assert Question.objects.count() == 0
    send(teacher, path, typed)
    question = Question.objects.get()
    assert (question.text, question.points, question.is_required) == ("2 + 2", Decimal("2.50"), False)
    rows = list(question.options.values_list("text", "is_correct", "order"))
    assert rows == [("3", False, 1), ("4", True, 2), ("5", False, 3)]


def test_a_choice_question_keeps_its_options_when_they_change(teacher: Api) -> None:
    question = make_question(options=[("3", False), ("4", True), ("5", False)])
    ids = [str(key) for key in question.options.values_list("id", flat=True)]
    path = f"/teach/assessments/{question.assessment_id}/questions/{question.id}/"
    assert teacher.get(path).content.decode().count('name="option-text"') == 5
    typed = {
        "text": "2 + 2",
        "points": "1",
        "option-id": [*ids, "nonsense"],
        "option-text": ["three", "4", " ", "six"],
        "option-right": ["0", "9"],
    }
    send(teacher, path, typed)
    rows = list(question.options.values_list("text", "is_correct"))
    assert rows == [("three", True), ("4", False), ("six", False)]
    kept = [str(key) for key in question.options.values_list("id", flat=True)]
    assert kept[:2] == ids[:2]


def test_every_kind_is_written_and_read_back(teacher: Api) -> None:
    assessment = make_assessment(is_published=False)
    base = f"/teach/assessments/{assessment.id}/questions/"
    more = {
        "true_false": {"truth": "false"},
        "short_answer": {"accepted": "Cairo\r\nAl Qahira\r\n"},
        "fill_blank": {"accepted": "seven"},
        "essay": {},
    }
    for kind, fields in more.items():
        send(teacher, f"{base}new/{kind}/", {"text": kind, "points": "1", **fields})
    found = {one.kind: one for one in Question.objects.all()}
    assert found["true_false"].correct_true_false is False
    assert found["short_answer"].accepted_answers == ["Cairo", "Al Qahira"]
    for kind, question in found.items():
        page = teacher.get(f"{base}{question.id}/").content.decode()
        assert f">{kind}</textarea>" in re.sub(r">\s+", ">", page)
    teacher.get(f"{base}new/party/", status=404)


def test_a_picture_is_put_on_shown_and_taken_off(teacher: Api) -> None:
    question = make_question(kind="essay")
    path = f"/teach/assessments/{question.assessment_id}/questions/{question.id}/"
    teacher.get(f"{path}picture/", status=404)
    typed = {"text": "What is it?", "points": "1"}
    send(teacher, path, typed | {"picture": picture()})
    question.refresh_from_db()
    assert "/private/questions/" in question.picture.name
    assert teacher.get(f"{path}picture/", status=302)["Location"].startswith("/files/")
    page = send(teacher, path, typed | {"picture": upload(b"MZ", "a.png")}, status=200)
    assert "field-error" in page.content.decode()
    send(teacher, path, typed | {"remove_picture": "on"})
    question.refresh_from_db()
    assert question.picture.name == ""


def test_questions_move_and_go_and_twice_is_harmless(teacher: Api) -> None:
    assessment = make_assessment()
    first, second = make_question(assessment, text="A"), make_question(assessment, text="B")
    base = f"/teach/assessments/{assessment.id}/questions"
    send(teacher, f"{base}/{second.id}/act/", {"do": "up"})
    send(teacher, f"{base}/{second.id}/act/", {"do": "up"})
    assert list(assessment.questions.values_list("text", flat=True)) == ["B", "A"]
    for _time in range(2):
        send(teacher, f"{base}/{first.id}/act/", {"do": "delete"})
    assert Question.objects.count() == 1
    send(teacher, f"{base}/{second.id}/act/", {"do": "explode"}, status=404)
    other = make_assessment()
    teacher.get(f"/teach/assessments/{other.id}/questions/{second.id}/", status=404)
    send(teacher, f"/teach/assessments/{other.id}/questions/{second.id}/act/", {"do": "delete"})
    assert Question.objects.count() == 1


def test_publishing_says_what_each_question_lacks(teacher: Api) -> None:
    assessment = make_assessment(is_published=False)
    make_question(assessment, options=[("only", True)])
    make_question(assessment, options=[("a", False), ("b", False)])
    path = f"/teach/assessments/{assessment.id}/"
    assert "This question needs at least two options." in words(teacher, path)
    send(teacher, f"{path}act/", {"do": "publish"})
    text = words(teacher, path)
    assert "Question 1: This question needs at least two options." in text
    assert "Question 2: Mark at least one option as right." in text
    assert not Assessment.objects.get().is_published
    Question.objects.all().delete()
    make_question(assessment, "essay")
    for act, state in (("publish", True), ("publish", True), ("unpublish", False), ("unpublish", False)):
        send(teacher, f"{path}act/", {"do": act})
        assert Assessment.objects.get().is_published is state
    send(teacher, f"{path}act/", {"do": "explode"}, status=404)


def test_the_preview_is_the_students_paper_and_keeps_nothing(teacher: Api) -> None:
    assessment = make_assessment()
    make_question(assessment, text="What is x?")
    assert "What is x?" in words(teacher, f"/teach/assessments/{assessment.id}/preview/")
    assert Attempt.objects.count() == 0


def test_deleting_is_refused_once_somebody_has_taken_it(teacher: Api) -> None:
    assessment, empty = make_assessment(), make_assessment()
    make_question(assessment)
    taken(assessment)
    send(teacher, f"/teach/assessments/{assessment.id}/act/", {"do": "delete"})
    assert "Unpublish it instead" in words(teacher, f"/teach/assessments/{assessment.id}/")
    for _time in range(2):
        send(teacher, f"/teach/assessments/{empty.id}/act/", {"do": "delete"})
    assert list(Assessment.objects.all()) == [assessment]


def test_deleting_is_offered_until_somebody_has_taken_it(teacher: Api) -> None:
    assessment = make_assessment()
    make_question(assessment)
    path = f"/teach/assessments/{assessment.id}/"
    assert "Delete for good" in words(teacher, path)
    taken(assessment)
    text = words(teacher, path)
    assert "Delete for good" not in text
    assert "It can be unpublished, but no longer deleted." in text


def test_a_draft_without_questions_names_the_next_step(teacher: Api) -> None:
    draft = f"/teach/assessments/{make_assessment(is_published=False).id}/"
    assert "students can begin once it is published" in words(teacher, f"{draft}attempts/")
    assert f'href="{draft}#add"' in teacher.get(f"{draft}preview/").content.decode()


def test_attempts_are_listed_with_the_same_queries(teacher: Api) -> None:
    assessment = make_assessment()
    make_question(assessment)
    path = f"/teach/assessments/{assessment.id}/attempts/"
    assert "Nobody has begun yet" in words(teacher, path)
    taken(assessment)
    one = queries_of(teacher, path)
    taken(assessment)
    taken(assessment)
    assert queries_of(teacher, path) == one
    assert "Nobody matches" in words(teacher, f"{path}?q=zzz")
    assert "Nobody matches" in words(teacher, f"{path}?state=open")


def test_an_attempt_is_shown_with_its_key(teacher: Api) -> None:
    assessment = make_assessment()
    question = make_question(assessment, explanation="It is so.")
    attempt = taken(assessment, multiple_choice={"options": [right_option(question)]})
    Attempt.objects.update(signals={"hidden": 2, "paste": 1})
    text = words(teacher, f"/teach/attempts/{attempt.id}/")
    for word in ("100%", "1 of 1 mark", "It is so.", "Left the page 2 times.", "Pasted 1 time."):
        assert word in text
    teacher.get(f"/teach/attempts/{uuid.uuid4()}/", status=404)


def test_results_are_released_and_counted_anew(teacher: Api) -> None:
    assessment = make_assessment(results_shown="by_hand")
    question = make_question(assessment)
    attempt = taken(assessment, multiple_choice={"options": [right_option(question)]})
    act = f"/teach/assessments/{assessment.id}/act/"
    for _time in range(2):
        send(teacher, act, {"do": "release"})
    assessment.refresh_from_db()
    assert assessment.results_released_at is not None
    for option in question.options.all():
        option.is_correct = not option.is_correct
        option.save()
    assert send(teacher, act, {"do": "regrade"})["Location"].endswith("/attempts/")
    assert "1 result changed." in words(teacher, f"/teach/assessments/{assessment.id}/attempts/")
    attempt.refresh_from_db()
    assert attempt.score == Decimal(0)


def test_an_assistant_looks_and_changes_nothing(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    assessment = make_assessment()
    question = make_question(assessment)
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    base = f"/teach/assessments/{assessment.id}/"
    assert "Add a question" not in words(client, base)
    for path in (f"{base}settings/", "/teach/assessments/new/", f"{base}questions/{question.id}/"):
        client.get(path, status=403)
    for path in (f"{base}act/", f"{base}questions/{question.id}/act/"):
        send(client, path, {"do": "delete"}, status=403)
    assert Question.objects.count() == 1
    client.get(f"{base}attempts/")


def test_students_and_strangers_do_not_come_in(
    api: ApiMaker, in_alpha: ActiveTenant, beta: ActiveTenant, teacher: Api
) -> None:
    student = api(school=in_alpha).sign_in(make_student().user)
    with context.enter(beta):
        foreign = make_assessment(make_course())
        question = make_question(foreign)
    base = f"/teach/assessments/{foreign.id}/"
    for path in (base, f"{base}settings/", f"{base}attempts/", f"{base}preview/"):
        student.get(path, status=403)
        teacher.get(path, status=404)
    teacher.get(f"{base}questions/{question.id}/", status=404)
    send(teacher, f"{base}act/", {"do": "publish"}, status=404)
    nobody = api(school=in_alpha)
    assert nobody.get("/teach/assessments/", status=302)["Location"].startswith("/teach/sign-in/")
    with context.enter(beta):
        assert Answer.objects.count() == 0
