"""The grading queue."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal
from typing import Any

import pytest

from tenant_apps.assessments.models import Answer, Assessment, Attempt, SavedComment
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_staff, make_student
from tests.factories.assessments import make_assessment, make_question
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of
from tests.pages.test_assessment_teacher import taken, words


def essay(points: int = 5, **fields: Any) -> Assessment:
    assessment = make_assessment(make_course(), **fields)
    make_question(assessment, "essay", points=Decimal(points), text="Why?")
    return assessment


def waiting(assessment: Assessment, text: str = "Because") -> Answer:
    attempt = taken(assessment, essay={"text": text})
    return Answer.objects.get(attempt=attempt)


def test_an_empty_queue_says_so(teacher: Api) -> None:
    assert "Nothing waits for you" in words(teacher, "/teach/grading/")
    assert "Everything in this exam is graded" in words(teacher, f"/teach/grading/?assessment={essay().id}")
    teacher.get("/teach/grading/?assessment=nonsense")


def test_the_queue_goes_from_one_to_the_next(teacher: Api) -> None:
    assessment = essay()
    first, second = waiting(assessment, "One <b>"), waiting(assessment, "Two")
    place = teacher.get("/teach/grading/", status=302)["Location"]
    assert place == f"/teach/grading/{first.id}/"
    page = teacher.get(place)
    assert "One <b>" in text_of(page)
    assert "1 of 2" in text_of(page)
    assert page.content.decode().count("data-points=") == 6
    after = f"/teach/grading/{second.id}/?done=1&latest={first.id}"
    assert send(teacher, place, {"points": "4.5", "feedback": "Good"})["Location"] == after
    text = words(teacher, after)
    assert "2 of 2" in text
    assert "Undo" in text
    first.refresh_from_db()
    assert (first.points, first.feedback, first.needs_grading) == (Decimal("4.50"), "Good", False)
    assert teacher.get("/teach/grading/", status=302)["Location"] == f"/teach/grading/{second.id}/"
    over = send(teacher, after, {"points": "٣", "feedback": ""})["Location"]
    assert over == f"/teach/grading/?done=2&latest={second.id}"
    assert "2 answers graded in this sitting." in words(teacher, over)
    second.refresh_from_db()
    assert second.points == Decimal(3)
    assert {one.percent for one in Attempt.objects.all()} == {Decimal(90), Decimal(60)}
    assert "Nothing waits for you" in words(teacher, "/teach/grading/")


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ("", "This field is required."),
        ("-1", "At least 0."),
        ("5.01", "Points earned cannot exceed question points."),
        ("NaN", "Enter a number."),
        ("1e309", "no more than 2 decimal places|Points earned cannot exceed question points."),
        ("five", "Enter a number."),
    ],
)
def test_points_out_of_range_are_refused_and_words_stay(teacher: Api, points: str, sentence: str) -> None:
    answer = waiting(essay())
    page = send(teacher, f"/teach/grading/{answer.id}/", {"points": points, "feedback": "Mine"}, status=200)
    assert any(one in text_of(page) for one in sentence.split("|"))
    assert "Mine" in text_of(page)
    answer.refresh_from_db()
    assert (answer.points, answer.needs_grading) == (None, True)


def test_the_queue_of_one_exam_stays_with_it(teacher: Api) -> None:
    waiting(essay())
    other = essay(title="Other")
    answer = waiting(other)
    tail = f"?assessment={other.id}"
    assert (
        teacher.get(f"/teach/grading/{tail}", status=302)["Location"] == f"/teach/grading/{answer.id}/{tail}"
    )
    sent = send(teacher, f"/teach/grading/{answer.id}/{tail}", {"points": "5", "feedback": ""})
    assert sent["Location"] == f"/teach/grading/{tail}&done=1&latest={answer.id}"
    assert "Everything in this exam is graded" in words(teacher, f"/teach/grading/{tail}")


def test_the_filter_names_each_exam_with_answers_that_wait_once(teacher: Api) -> None:
    first, second = essay(title="Essays A"), essay(title="Essays B")
    answer = waiting(first)
    waiting(first)
    waiting(second)
    make_assessment(title="Empty")
    page = teacher.get(f"/teach/grading/{answer.id}/").content.decode()
    options = re.findall(r'<option value="[^"]*"[^>]*>([^<]*)</option>', page)
    assert options == ["All of them", "Essays A", "Essays B"]


def test_many_points_have_a_field_and_no_buttons(teacher: Api) -> None:
    answer = waiting(essay(points=100))
    assert "data-points=" not in teacher.get(f"/teach/grading/{answer.id}/").content.decode()


def test_points_can_be_given_anew(teacher: Api) -> None:
    answer = waiting(essay())
    path = f"/teach/grading/{answer.id}/"
    send(teacher, path, {"points": "2", "feedback": "Hm"})
    page = teacher.get(path)
    assert 'value="2"' in page.content.decode()
    send(teacher, path, {"points": "3", "feedback": ""})
    answer.refresh_from_db()
    assert (answer.points, answer.feedback) == (Decimal(3), "")


def test_an_answer_asks_the_same_with_one_and_three_waiting(teacher: Api) -> None:
    assessment = essay()
    answer = waiting(assessment)
    waiting(assessment)
    path = f"/teach/grading/{answer.id}/"
    two = queries_of(teacher, path)
    waiting(assessment)
    waiting(essay())
    assert queries_of(teacher, path) == two


def test_an_assistant_grades_and_others_do_not(
    api: ApiMaker, in_alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    answer = waiting(essay())
    path = f"/teach/grading/{answer.id}/"
    helper = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    student = api(school=in_alpha).sign_in(make_student().user)
    student.get("/teach/grading/", status=403)
    send(student, path, {"points": "5"}, status=403)
    with context.enter(beta):
        foreign = waiting(essay())
    helper.get(f"/teach/grading/{foreign.id}/", status=404)
    send(helper, f"/teach/grading/{foreign.id}/", {"points": "5"}, status=404)
    helper.get(f"/teach/grading/{uuid.uuid4()}/", status=404)
    send(helper, path, {"points": "5", "feedback": ""})
    answer.refresh_from_db()
    assert answer.points == Decimal(5)


def test_the_latest_grade_is_taken_back_by_who_gave_it(
    teacher: Api, api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    answer = waiting(essay())
    send(teacher, f"/teach/grading/{answer.id}/", {"points": "2", "feedback": "Hm"})
    undo = f"/teach/grading/{answer.id}/undo/?done=3&latest={answer.id}"
    other = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    send(other, undo, {})
    assert Answer.objects.get().points == Decimal(2)
    for _twice in range(2):
        assert send(teacher, undo, {})["Location"] == f"/teach/grading/{answer.id}/?done=2"
    answer.refresh_from_db()
    assert (answer.points, answer.needs_grading, answer.graded_by) == (None, True, None)
    assert answer.feedback == "Hm"
    assert Attempt.objects.get().state == "submitted"
    assert "Hm" in words(teacher, f"/teach/grading/{answer.id}/")


def test_what_is_skipped_comes_back_at_the_end(teacher: Api) -> None:
    assessment = essay()
    first, second = waiting(assessment, "One"), waiting(assessment, "Two")
    Answer.objects.update(saved_at=first.saved_at)  # handed in by the clock, all at once
    earlier, later = sorted([first.id, second.id])
    assert f"/teach/grading/{later}/" in teacher.get(f"/teach/grading/{earlier}/").content.decode()
    place = send(teacher, f"/teach/grading/{later}/", {"points": "1", "feedback": ""})["Location"]
    assert teacher.get(place, status=302)["Location"] == f"/teach/grading/{earlier}/?done=1&latest={later}"


def test_comments_are_kept_inserted_and_removed_without_script(teacher: Api) -> None:
    answer = waiting(essay())
    path = f"/teach/grading/{answer.id}/"
    typed = {"points": "3", "feedback": "Say why. <b>"}
    page = send(teacher, path, typed | {"remember": "1"}, status=200)
    send(teacher, path, typed | {"remember": "1"}, status=200)
    send(teacher, path, {"feedback": "Say why.\0 <b>", "remember": "1"}, status=200)
    comment = SavedComment.objects.get()
    assert comment.text == "Say why. <b>"
    assert 'value="3"' in page.content.decode()
    page = send(teacher, path, {"points": "4", "feedback": "Well. ", "insert": str(comment.id)}, status=200)
    assert "Well.\nSay why. &lt;b&gt;</textarea>" in page.content.decode()
    for _twice in range(2):
        send(teacher, path, typed | {"forget": str(comment.id)}, status=200)
    assert SavedComment.objects.count() == 0
    for feedback, sentence in (("  ", "Write the words first."), ("x" * 501, "This text is too long.")):
        page = send(teacher, path, {"points": "1", "feedback": feedback, "remember": "1"}, status=200)
        assert sentence in text_of(page)
    SavedComment.objects.bulk_create(SavedComment(text=f"Comment {n}") for n in range(100))
    page = send(teacher, path, typed | {"remember": "1"}, status=200)
    assert "At most 100 comments can be saved." in text_of(page)
    answer.refresh_from_db()
    assert (answer.points, SavedComment.objects.count()) == (None, 100)


def test_the_page_asks_the_same_for_one_and_three(teacher: Api) -> None:
    assessment = essay()
    answer = waiting(assessment)
    SavedComment.objects.create(text="One")
    path = f"/teach/grading/{answer.id}/"
    one = queries_of(teacher, path)
    for text in ("Two", "Three"):
        waiting(assessment, text)
        SavedComment.objects.create(text=text)
    assert queries_of(teacher, path) == one
