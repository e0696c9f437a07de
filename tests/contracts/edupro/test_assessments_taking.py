"""Section 8 of the contract for students: what there is to take, an attempt, its result."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.assessments.models import Answer, Attempt
from tests.contracts.edupro.words import NOBODY, WRONG_TYPE
from tests.contracts.moments import moment
from tests.factories import make_course, make_enrollment, make_lesson, make_module, make_student, owner_of
from tests.factories.assessments import make_assessment, make_question, right_option, wrong_option

LIST = "/api/student/assessments/alice/"
ATTEMPTS = "/api/student/alice/attempts/"
WAIT = {"message": "Please wait until all questions are graded."}
NOT_RELEASED = {"message": "Results have not been released yet."}
MISSING = {"error": "Object not found", "detail": "The requested object does not exist."}
ATTEMPT_MISSING = {
    "error": "Attempt not found",
    "detail": "The specified assessment attempt does not exist.",
}


def start_at(key, teacher="alice"):
    return f"/api/student/assessments/{key}/{teacher}/start/"


def submit_at(key):
    return f"/api/students/attempts/{key}/submit/"


def result_at(key):
    return f"/api/student/attempts/{key}/result/"


@pytest.fixture
def course(in_alpha):
    return make_course()


@pytest.fixture
def student(course):
    student = make_student()
    make_enrollment(student, course)
    return student


@pytest.fixture
def quiz(course):
    return make_assessment(course, title="Sets")


def begin(client, assessment):
    return client.post(start_at(assessment.id), status=201).json()["attempt_id"]


class TestList:
    def test_what_is_told(self, bob, course):
        quiz = make_assessment(lesson=make_lesson(make_module(course)), time_limit_minutes=30)
        make_question(quiz)
        make_question(make_assessment(course, is_published=False))
        make_question(make_assessment(make_course()))
        expected = {
            "id": str(quiz.id),
            "title": quiz.title,
            "description": "",
            "assessment_type": "quiz",
            "duration_minutes": 30,
            "passing_score": 50,
            "course": str(course.id),
            "module": str(quiz.module_id),
            "lesson": str(quiz.lesson_id),
        }
        assert bob.get(LIST).json() == bob.get(LIST[:-1]).json() == [expected]

    def test_empty_and_slices(self, bob, course):
        assert bob.get(LIST).json() == []
        for _ in range(3):
            make_question(make_assessment(course))
        assert len(bob.get(LIST, {"page": 2, "page_size": 2}).json()) == 1

    def test_same_cost_for_one_and_three(self, bob, course):
        for path, cost in ((LIST, 5), (ATTEMPTS, 4)):
            counts = []
            for _ in range(3):
                quiz = make_assessment(lesson=make_lesson(make_module(course)))
                make_question(quiz)
                begin(bob, quiz)
                bob.get(path)
                with CaptureQueriesContext(connection) as queries:
                    bob.get(path)
                counts.append(len(queries))
            assert counts == [cost] * 3

    def test_another_teachers_name(self, bob, beta, quiz):
        make_question(quiz)
        for name in ("basma", "nobody"):
            assert bob.get(f"/api/student/assessments/{name}/", status=404).json() == MISSING
            assert bob.get(f"/api/student/{name}/attempts/", status=404).json() == MISSING
            bob.post(start_at(quiz.id, name), status=404)
        assert Attempt.objects.count() == 0


class TestStart:
    def test_what_is_told(self, bob, course, time_machine):
        now = timezone.now().replace(microsecond=0)
        time_machine.move_to(now, tick=False)
        quiz = make_assessment(course, time_limit_minutes=30)
        choice, essay = make_question(quiz, points=Decimal("2.50")), make_question(quiz, "essay")
        options = [{"id": str(option.id), "text": option.text} for option in choice.options.order_by("order")]
        assert bob.post(start_at(quiz.id)[:-1], status=201).json() == {
            "attempt_id": str(Attempt.objects.get().id),
            "started_at": moment(now),
            "expires_at": moment(now + timedelta(minutes=30)),
            "questions": [
                {
                    "id": str(question.id),
                    "text": question.text,
                    "question_type": question.kind,
                    "points": points,
                    "image": None,
                    "options": shown,
                }
                for question, points, shown in ((choice, 2.5, options), (essay, 1, []))
            ],
        }

    def test_without_an_end(self, bob, quiz):
        make_question(quiz)
        assert bob.post(start_at(quiz.id), status=201).json()["expires_at"] is None

    def test_an_open_attempt_is_given_back(self, api, alpha, student, bob, quiz):
        make_question(quiz)
        tablet = api(school=alpha).sign_in(student.user, bearer=True)
        assert begin(bob, quiz) == begin(bob, quiz) == begin(tablet, quiz)
        assert Attempt.objects.count() == 1


class TestSubmit:
    def test_each_kind(self, bob, quiz):
        choice, truth = make_question(quiz), make_question(quiz, "true_false")
        short, blank = make_question(quiz, "short_answer"), make_question(quiz, "fill_blank")
        answers = [
            {"question": str(choice.id), "selected_options": [right_option(choice)], "text_answer": ""},
            {"question": str(truth.id), "true_false_answer": False, "selected_options": []},
            {"question": str(short.id), "text_answer": "CAIRO", "true_false_answer": None},
            {"question": str(blank.id), "text_answer": "Giza"},
        ]
        assert bob.post(submit_at(begin(bob, quiz)), {"answers": answers}).json() == {
            "message": "Assessment submitted successfully",
            "score": 2,
            "total_points": 4,
            "passed": True,
        }

    def test_while_something_waits(self, bob, quiz):
        essay = make_question(quiz, "essay", points=Decimal("2.50"))
        answers = [{"question": str(essay.id), "text_answer": "Words"}]
        attempt = begin(bob, quiz)
        assert bob.post(submit_at(attempt)[:-1], {"answers": answers}).json() == {
            "message": "Assessment submitted successfully",
            "score": None,
            "total_points": 2.5,
            "passed": None,
        }
        assert bob.get(result_at(attempt), status=202).json() == WAIT

    def test_before_release(self, bob, course):
        quiz = make_assessment(course, results_shown="by_hand")
        make_question(quiz)
        attempt = begin(bob, quiz)
        told = bob.post(submit_at(attempt), {"answers": []}).json()
        assert (told["score"], told["total_points"], told["passed"]) == (None, 1, None)
        assert bob.get(result_at(attempt), status=202).json() == NOT_RELEASED

    def test_from_another_device(self, api, alpha, student, bob, quiz):
        make_question(quiz)
        attempt = begin(bob, quiz)
        tablet = api(school=alpha).sign_in(student.user, bearer=True)
        assert tablet.post(submit_at(attempt), {"answers": []}).json()["score"] == 0
        assert bob.post(submit_at(attempt), {"answers": []}, status=400).json() == {
            "error": "Already submitted",
            "detail": "This assessment attempt has already been submitted.",
        }

    def test_bodies_that_are_none(self, bob, quiz):
        make_question(quiz)
        path = submit_at(begin(bob, quiz))
        for body, refused in [
            ({"answers": "all"}, {"answers.non_field_errors"}),
            ({"answers": None}, {"answers"}),
            ({"answers": [5]}, {"answers.0.non_field_errors"}),
            ({"answers": [{"question": str(uuid.uuid4())}] * 1001}, {"answers.non_field_errors"}),
            ({"answers": [{"selected_options": "x"}]}, {"answers.0.question", "answers.0.selected_options"}),
        ]:
            assert set(bob.post(path, body, status=400).json()) == refused
        assert (Attempt.objects.get().state, Answer.objects.count()) == ("open", 0)


class TestResults:
    def test_result(self, api, alpha, bob, quiz):
        choice, essay = (
            make_question(quiz, options=[("A", True), ("B", True), ("C", False)]),
            make_question(quiz, "essay", points=Decimal("2.50")),
        )
        truth, blank = make_question(quiz, "true_false"), make_question(quiz, "fill_blank")
        attempt = begin(bob, quiz)
        answers = [
            {"question": str(choice.id), "selected_options": [wrong_option(choice)]},
            {"question": str(essay.id), "text_answer": "Words"},
            {"question": str(truth.id), "true_false_answer": True},
        ]
        bob.post(submit_at(attempt), {"answers": answers})
        alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
        grading = f"/api/teacher/grading/answer/{Answer.objects.get(question_id=essay.id).id}/"
        alice.post(grading, {"points_earned": 1.5, "feedback": "Good"})
        row = Attempt.objects.get()
        head = {
            "id": attempt,
            "assessment": {"id": str(quiz.id), "title": "Sets", "assessment_type": "quiz"},
            "started_at": moment(row.started_at),
            "submitted_at": moment(row.submitted_at),
            "score": 2.5,
            "total_points": 5.5,
            "passed": False,
        }
        assert bob.get(ATTEMPTS).json() == bob.get(ATTEMPTS[:-1]).json() == [head]
        assert bob.get(result_at(attempt)).json() == {
            **head,
            "answers": [
                {
                    "question": {
                        "id": str(question.id),
                        "text": question.text,
                        "question_type": question.kind,
                        "points": points,
                    },
                    "student_answer": said,
                    "correct_answer": right,
                    "points_earned": earned,
                    "feedback": feedback,
                }
                for question, points, said, right, earned, feedback in [
                    (choice, 1, ["C"], ["A", "B"], 0, None),
                    (essay, 2.5, "Words", None, 1.5, "Good"),
                    (truth, 1, "True", "True", 1, None),
                    (blank, 1, None, ["Cairo"], 0, None),
                ]
            ],
        }

    def test_no_key_while_an_attempt_is_left(self, bob, course):
        quiz = make_assessment(course, max_attempts=2)
        make_question(quiz)
        attempt = begin(bob, quiz)
        bob.post(submit_at(attempt), {"answers": []})
        told = bob.get(result_at(attempt)).json()
        assert [row["correct_answer"] for row in told["answers"]] == [None]

    def test_attempt_in_progress(self, bob, quiz):
        make_question(quiz)
        attempt = begin(bob, quiz)
        listed = bob.get(ATTEMPTS).json()[0]
        assert (listed["submitted_at"], listed["score"], listed["passed"]) == (None, None, None)
        assert bob.get(result_at(attempt), status=409).json() == {
            "error": "Conflict",
            "detail": "This attempt has not been submitted yet.",
        }

    def test_of_somebody_else(self, api, alpha, bob, quiz):
        make_question(quiz)
        attempt = begin(bob, quiz)
        stranger = api(school=alpha).sign_in(make_student().user, bearer=True)
        for key in (attempt, uuid.uuid4()):
            assert stranger.get(result_at(key), status=404).json() == ATTEMPT_MISSING
        assert stranger.get(ATTEMPTS).json() == []


def test_who_may(api, alpha, bob, quiz):
    make_question(quiz)
    attempt = begin(bob, quiz)
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
    calls = [("get", LIST), ("get", ATTEMPTS), ("get", result_at(attempt))]
    calls += [("post", start_at(quiz.id)), ("post", submit_at(attempt))]
    for method, path in calls:
        assert getattr(api(school=alpha), method)(path, status=401).json() == NOBODY
        assert getattr(alice, method)(path, status=403).json() == WRONG_TYPE
    assert Attempt.objects.get().state == "open"
