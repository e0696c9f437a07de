"""A student's pages of quizzes and exams: the list, the start, the plain room, the result."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tenant_apps.assessments.models import Answer, Assessment, Attempt, Question
from tenant_apps.students.models import Student
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_enrollment, make_staff, make_student
from tests.factories.assessments import make_assessment, make_question, right_option, wrong_option
from tests.pages.portal import queries_of, text_of


@pytest.fixture
def student(in_alpha: ActiveTenant) -> Student:
    return make_student(full_name="Sara Adel")


@pytest.fixture
def client(api: ApiMaker, in_alpha: ActiveTenant, student: Student) -> Api:
    return api(school=in_alpha).sign_in(student.user)


def quiz(student: Student, **fields: Any) -> Assessment:
    """A quiz of a course that the student has, with one question of each kind."""
    course = make_course(title="Waves")
    make_enrollment(student, course)
    assessment = make_assessment(course, **{"title": "Sound", **fields})
    for kind in ("multiple_choice", "true_false", "short_answer", "essay", "fill_blank"):
        make_question(assessment, kind, explanation=f"Because of {kind}")
    return assessment


def form(client: Api, path: str, data: dict[str, Any] | None = None, *, status: int = 302) -> Any:
    return client.post(path, data or {}, status=status, format="multipart")


def tell(client: Api, path: str, answers: list[dict[str, Any]], *, status: int = 200, **more: Any) -> Any:
    body = json.dumps({"answers": answers, "signals": [], **more})
    return client.post(path, body, status=status, content_type="application/json")


def begin(client: Api, assessment: Assessment) -> str:
    return str(form(client, f"/learn/assessments/{assessment.id}/")["Location"])


def questions(assessment: Assessment) -> dict[str, Question]:
    return {one.kind: one for one in assessment.questions.all()}


def right_answers(assessment: Assessment) -> dict[str, str]:
    """The plain form with everything right that a key decides."""
    found = questions(assessment)
    return {
        f"q-{found['multiple_choice'].id}": right_option(found["multiple_choice"]),
        f"q-{found['true_false'].id}": "true",
        f"q-{found['short_answer'].id}": " cairo ",
        f"q-{found['fill_blank'].id}": "CAIRO",
    }


def test_the_list_needs_a_student(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    assert api(school=in_alpha).get("/learn/assessments/", status=302)["Location"].startswith("/sign-in/")
    api(school=in_alpha).sign_in(make_staff().user, kind="staff").get("/learn/assessments/", status=403)


def test_the_list_is_empty_with_a_way_on(client: Api) -> None:
    assert "Nothing to take yet" in text_of(client.get("/learn/assessments/"))


def test_the_list_puts_each_on_its_shelf(client: Api, student: Student) -> None:
    now = timezone.now()
    quiz(student, title="Now", time_limit_minutes=30, max_attempts=2)
    quiz(student, title="Soon", available_from=now + timedelta(days=1))
    quiz(student, title="Gone", available_until=now - timedelta(days=1))
    quiz(student, title="Draft", is_published=False)
    words = text_of(client.get("/learn/assessments/"))
    assert "Now" in words
    assert "30 minutes" in words
    assert "2 attempts left" in words
    assert not {"Soon", "Gone", "Draft"} & set(words.split())
    assert "Soon" in text_of(client.get("/learn/assessments/?show=upcoming"))
    assert "Gone" in text_of(client.get("/learn/assessments/?show=past"))
    client.get("/learn/assessments/?show=nonsense&page=nonsense")


def test_the_list_asks_the_same_for_one_and_three(client: Api, student: Student) -> None:
    quiz(student)
    one = queries_of(client, "/learn/assessments/")
    quiz(student)
    quiz(student)
    assert queries_of(client, "/learn/assessments/") == one


def test_the_start_tells_the_rules_before_anything_runs(client: Api, student: Student) -> None:
    assessment = quiz(student, time_limit_minutes=45, passing_percent=Decimal(60), max_attempts=3)
    words = text_of(client.get(f"/learn/assessments/{assessment.id}/"))
    assert "45 minutes" in words
    assert "60%" in words
    assert "Attempts left 3" in words
    assert "Begin now" in words
    assert Attempt.objects.count() == 0


def test_what_is_not_offered_is_not_there(client: Api, student: Student, beta: ActiveTenant) -> None:
    stranger = make_assessment(make_course())
    make_question(stranger)
    for missing in (stranger.id, uuid.uuid4()):
        client.get(f"/learn/assessments/{missing}/", status=404)
    form(client, f"/learn/assessments/{uuid.uuid4()}/", status=404)
    assert form(client, f"/learn/assessments/{stranger.id}/")["Location"] == "/learn/assessments/"
    with context.enter(beta):
        other = make_assessment(make_course())
    client.get(f"/learn/assessments/{other.id}/", status=404)
    assert Attempt.objects.count() == 0


def test_the_room_shows_every_question_and_no_key(client: Api, student: Student) -> None:
    assessment = quiz(student)
    page = client.get(begin(client, assessment))
    body = page.content.decode()
    for number in range(1, 6):
        assert f"Question {number} of 5" in text_of(page)
    for secret in ("Because of", "is_correct", "is_right", "Cairo", "explanation"):
        assert secret not in body
    assert page["Cache-Control"] == "no-store"


def test_room_and_result_ask_the_same_for_one_and_three_questions(
    api: ApiMaker, client: Api, student: Student
) -> None:
    course = make_course()
    make_enrollment(student, course)
    small, large = make_assessment(course), make_assessment(course)
    for assessment, number in ((small, 1), (large, 3)):
        for _place in range(number):
            make_question(assessment, "short_answer")
    rooms = [begin(client, assessment) for assessment in (small, large)]
    for assessment, room in zip((small, large), rooms, strict=True):
        typed = {f"q-{one.id}": "Cairo" for one in assessment.questions.all()}
        form(client, f"{room}answers/", typed | {"do": "save"})
    assert queries_of(client, rooms[0]) == queries_of(client, rooms[1])
    for room in rooms:
        form(client, f"{room}submit/")
    results = [queries_of(client, f"{room}result/") for room in rooms]
    assert results[0] == results[1]


def test_the_room_is_a_plain_form_without_script(client: Api, student: Student) -> None:
    assessment = quiz(student)
    room = begin(client, assessment)
    assert form(client, f"{room}answers/", right_answers(assessment) | {"do": "save"})["Location"] == room
    assert Answer.objects.count() == 4
    kept = set(Answer.objects.values_list("saved_at", flat=True))
    # The same form again changes nothing; a blank text takes an answer back.
    form(client, f"{room}answers/", right_answers(assessment) | {"do": "save"})
    assert set(Answer.objects.values_list("saved_at", flat=True)) == kept
    left = right_answers(assessment) | {f"q-{questions(assessment)['short_answer'].id}": " ", "do": "review"}
    assert form(client, f"{room}answers/", left)["Location"] == f"{room}hand-in/"
    assert "2 questions are not answered yet" in text_of(client.get(f"{room}hand-in/"))
    assert form(client, f"{room}submit/")["Location"] == f"{room}result/"
    words = text_of(client.get(f"{room}result/"))
    assert "60%" in words
    assert "3 of 5 marks" in words
    assert "Because of true_false" in words


def test_a_text_that_is_too_long_is_said_and_the_rest_is_kept(client: Api, student: Student) -> None:
    assessment = quiz(student)
    room = begin(client, assessment)
    essay = questions(assessment)["essay"]
    typed = right_answers(assessment) | {f"q-{essay.id}": "x" * 20_001, "do": "review"}
    assert form(client, f"{room}answers/", typed)["Location"] == room
    assert "Question 4: This text is too long." in text_of(client.get(room))
    assert Answer.objects.count() == 4


def test_what_a_person_grades_is_waited_for(client: Api, student: Student) -> None:
    assessment = quiz(student)
    room = begin(client, assessment)
    form(client, f"{room}answers/", {f"q-{questions(assessment)['essay'].id}": "Long ago", "do": "save"})
    form(client, f"{room}submit/")
    page = client.get(f"{room}result/")
    assert "It is being graded" in text_of(page)
    assert "Because of" not in page.content.decode()


@pytest.mark.parametrize("shown", ["by_hand", "after_closing"])
def test_a_result_that_is_not_released_shows_nothing(client: Api, student: Student, shown: str) -> None:
    closes = timezone.now() + timedelta(days=1)
    assessment = quiz(student, results_shown=shown, available_until=closes)
    room = begin(client, assessment)
    form(client, f"{room}submit/")
    page = client.get(f"{room}result/")
    assert "Handed in" in text_of(page)
    for secret in ("Because of", "Cairo", "0%", "Not passed"):
        assert secret not in page.content.decode()
    Assessment.objects.update(results_released_at=timezone.now())
    assert "0%" in text_of(client.get(f"{room}result/"))


def test_one_result_is_the_same_number_on_every_page(client: Api, student: Student) -> None:
    course = make_course()
    make_enrollment(student, course)
    assessment = make_assessment(course, max_attempts=1)
    given = {}
    for is_known in (True, True, False):
        question = make_question(assessment, "true_false")
        given[f"q-{question.id}"] = "true" if is_known == question.correct_true_false else "false"
    room = begin(client, assessment)
    form(client, f"{room}answers/", given | {"do": "save"})
    form(client, f"{room}submit/")
    pages = (
        f"{room}result/",
        f"/learn/assessments/{assessment.id}/",
        "/learn/assessments/?show=past",
        "/progress/",
    )
    for path in pages:
        told = set(re.findall(r"66[.0-9]*%", text_of(client.get(path))))
        assert told == {"66.7%"}, path


def test_handing_in_twice_and_an_old_room_lead_to_the_result(client: Api, student: Student) -> None:
    room = begin(client, quiz(student))
    for _time in range(2):
        assert form(client, f"{room}submit/")["Location"] == f"{room}result/"
    assert client.get(room, status=302)["Location"] == f"{room}result/"
    assert client.get(f"{room}hand-in/", status=302)["Location"] == f"{room}result/"
    assert form(client, f"{room}answers/")["Location"] == f"{room}result/"
    assert form(client, f"{room}take-over/")["Location"] == f"{room}result/"


def test_an_open_attempt_has_no_result_yet(client: Api, student: Student) -> None:
    room = begin(client, quiz(student))
    assert client.get(f"{room}result/", status=302)["Location"] == room


def test_somebody_elses_attempt_is_not_there(api: ApiMaker, client: Api, student: Student) -> None:
    room = begin(client, quiz(student))
    other = api(school=client.school).sign_in(make_student().user)
    for path in (room, f"{room}hand-in/", f"{room}result/", f"{room}pictures/{uuid.uuid4()}/"):
        other.get(path, status=404)
    for path in (f"{room}answers/", f"{room}submit/", f"{room}take-over/"):
        form(other, path, status=404)
    tell(other, f"{room}save/", [], status=404)
    assert Attempt.objects.get().is_open


def test_saving_tells_what_is_kept_and_the_time(client: Api, student: Student) -> None:
    assessment = quiz(student, time_limit_minutes=10)
    room = begin(client, assessment)
    found = questions(assessment)
    choice, essay = found["multiple_choice"], found["essay"]
    answers = [
        {"question": str(choice.id), "sequence": 5, "given": {"options": [right_option(choice)]}},
        {"question": str(essay.id), "sequence": 7, "given": {"text": "x" * 20_001}},
    ]
    answer = tell(client, f"{room}save/", answers).json()
    assert answer["state"] == "open"
    assert answer["saved"] == {str(choice.id): 5}
    assert answer["refused"] == {str(essay.id): "This text is too long."}
    expires = Attempt.objects.get().expires_at
    assert answer["expires_at"] == int(expires.timestamp() * 1000)
    # A late arrival changes nothing and is told what is kept.
    late = [{"question": str(choice.id), "sequence": 4, "given": {"options": [wrong_option(choice)]}}]
    assert tell(client, f"{room}save/", late).json()["saved"] == {str(choice.id): 5}
    assert Answer.objects.get().given == {"options": [right_option(choice)]}


def test_leaving_the_page_is_counted_and_decides_nothing(client: Api, student: Student) -> None:
    room = begin(client, quiz(student))
    for _time in range(2):
        tell(client, f"{room}save/", [], signals=["hidden", "paste", "nonsense"])
    assert Attempt.objects.get().signals == {"hidden": 2, "paste": 2}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"answers": 5}',
        '{"answers": [5]}',
        '{"answers": [{"question": "x", "sequence": 1, "given": null}]}',
        '{"answers": [{"question": "00000000-0000-0000-0000-000000000000", "sequence": 1, "given": 5}]}',
        '{"answers": [{"question": "00000000-0000-0000-0000-000000000000", "sequence": "1", "given": null}]}',
        "[" * 100_000,
    ],
)
def test_what_no_script_of_ours_sends_is_refused(client: Api, student: Student, body: str) -> None:
    room = begin(client, quiz(student))
    client.post(f"{room}save/", body, status=400, content_type="application/json")
    client.post(f"{room}submit/", body, status=400, content_type="application/json")
    assert Attempt.objects.get().is_open


def test_nobody_is_told_so_in_json(api: ApiMaker, client: Api, student: Student) -> None:
    room = begin(client, quiz(student))
    nobody = api(school=client.school)
    assert tell(nobody, f"{room}save/", [], status=401).json() == {"state": "signed_out"}


def test_the_second_device_takes_over_and_the_first_saves_nothing(
    api: ApiMaker, client: Api, student: Student
) -> None:
    assessment = quiz(student)
    room = begin(client, assessment)
    second = api(school=client.school).sign_in(student.user)
    assert "Open on another device" in text_of(second.get(room))
    assert form(second, f"{room}take-over/")["Location"] == room
    assert "Question 1 of 5" in text_of(second.get(room))
    truth = questions(assessment)["true_false"]
    answers = [{"question": str(truth.id), "sequence": 1, "given": {"bool": True}}]
    for path in (f"{room}save/", f"{room}submit/"):
        assert tell(client, path, answers).json() == {"state": "elsewhere"}
    assert tell(client, f"{room}save/", []).json() == {"state": "elsewhere"}
    assert form(client, f"{room}answers/", {f"q-{truth.id}": "true"})["Location"] == room
    assert form(client, f"{room}submit/")["Location"] == room
    assert (Answer.objects.count(), Attempt.objects.get().is_open) == (0, True)
    # Beginning again brings it back.
    assert begin(client, assessment) == room
    assert tell(client, f"{room}save/", answers).json()["saved"] == {str(truth.id): 1}


def test_an_attempt_that_no_device_holds_opens_anywhere(client: Api, student: Student) -> None:
    assessment = quiz(student)
    room = begin(client, assessment)
    Attempt.objects.update(held_by=None)
    assert "Question 1 of 5" in text_of(client.get(room))
    truth = questions(assessment)["true_false"]
    answers = [{"question": str(truth.id), "sequence": 1, "given": {"bool": True}}]
    assert tell(client, f"{room}save/", answers).json()["saved"] == {str(truth.id): 1}


@pytest.mark.parametrize(("late", "taken"), [(4, True), (6, False)])
def test_what_comes_after_the_end_is_taken_within_five_seconds(
    client: Api, student: Student, late: int, taken: bool
) -> None:
    assessment = quiz(student, time_limit_minutes=10)
    room = begin(client, assessment)
    truth = questions(assessment)["true_false"]
    Attempt.objects.update(expires_at=timezone.now() - timedelta(seconds=late))
    answers = [{"question": str(truth.id), "sequence": 1, "given": {"bool": True}}]
    answer = tell(client, f"{room}submit/", answers).json()
    assert answer == {"state": "over", "is_late": not taken, "next": f"{room}result/"}
    attempt = Attempt.objects.get()
    assert (attempt.is_open, attempt.score) == (False, Decimal(1 if taken else 0))
    assert attempt.closed_by == ("student" if taken else "clock")
