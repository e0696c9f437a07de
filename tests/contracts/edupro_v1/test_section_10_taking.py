"""Section 10 of the contract for students: the list, an attempt from start to result."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.services import start_attempt
from tenants import context
from tests.contracts.edupro_v1.words import NOT_FOUND, NOT_STUDENT
from tests.contracts.moments import moment
from tests.factories import make_course, make_enrollment, make_lesson, make_module, make_student, owner_of
from tests.factories.assessments import make_assessment, make_question, right_option, wrong_option

LIST = "/api/v1/student/assessments/alice/"
ATTEMPTS = "/api/v1/student/alice/attempts/"
UNKNOWN = {"detail": "The specified assessment attempt does not exist."}
SUBMITTED = {"message": "Assessment submitted successfully. Results will be available shortly."}
WAIT = {"message": "Please wait until all questions are graded."}
NOT_RELEASED = {"message": "Results have not been released yet."}
EXPIRED = {"detail": "The time limit for this assessment has expired."}
ELSEWHERE = {"detail": "This attempt is open on another device."}


def start_at(key):
    return f"/api/v1/student/assessments/{key}/alice/start/"


def attempt_at(key, act=""):
    return f"/api/v1/students/attempts/{key}/{act}"


def result_at(key):
    return f"/api/v1/student/attempts/{key}/result/"


@pytest.fixture
def student(course):
    student = make_student(username="bob")
    make_enrollment(student, course)
    return student


@pytest.fixture
def quiz(course):
    return make_assessment(course, time_limit_minutes=5)


def begin(client, assessment):
    return client.post(start_at(assessment.id), status=201).json()["attempt_id"]


class TestList:
    def test_what_is_told(self, bob, course):
        quiz = make_assessment(
            lesson=make_lesson(make_module(course), title="Sets"),
            time_limit_minutes=30,
            available_until=timezone.now() + timedelta(days=1),
            max_attempts=2,
        )
        make_question(quiz, points=Decimal("2.50"))
        expected = {
            "id": str(quiz.id),
            "title": quiz.title,
            "description": "",
            "assessment_type": "quiz",
            "course": str(course.id),
            "module": str(quiz.module_id),
            "lesson": str(quiz.lesson_id),
            "related_to": "Sets",
            "passing_grade": 50,
            "passing_score": 50,
            "is_timed": True,
            "time_limit": 30,
            "max_attempts": 2,
            "available_from": None,
            "available_until": moment(quiz.available_until),
            "questions_count": 1,
            "total_points": 2.5,
            "state": "open",
            "attempts_used": 0,
            "attempts_left": 2,
            "open_attempt_id": None,
        }
        assert bob.get(LIST).json() == [expected]
        attempt = begin(bob, quiz)
        assert bob.get(LIST[:-1]).json() == [
            {
                **expected,
                "state": "in_progress",
                "attempts_used": 1,
                "attempts_left": 1,
                "open_attempt_id": attempt,
            }
        ]

    def test_only_published_ones_of_open_courses(self, bob, course, quiz):
        make_question(quiz)
        make_question(make_assessment(course, is_published=False))
        make_question(make_assessment(make_course()))
        make_assessment(course)
        assert [row["id"] for row in bob.get(LIST).json()] == [str(quiz.id)]

    def test_of_one_course(self, bob, student, course, quiz):
        make_question(quiz)
        other = make_course()
        make_enrollment(student, other)
        make_question(make_assessment(other))
        assert len(bob.get(LIST, {"course_id": ""}).json()) == 2
        assert [row["id"] for row in bob.get(LIST, {"course_id": str(course.id)}).json()] == [str(quiz.id)]
        assert bob.get(LIST, {"course_id": "x"}, status=400).json() == {
            "course_id": ["Must be a valid UUID."]
        }
        assert bob.get(LIST, {"course_id": str(uuid.uuid4())}).json() == []

    def test_empty_and_slices(self, bob, course):
        assert bob.get(LIST).json() == []
        for _ in range(3):
            make_question(make_assessment(course))
        assert len(bob.get(LIST, {"page": 2, "page_size": 2}).json()) == 1

    def test_same_cost_for_one_and_three(self, bob, course):
        counts = []
        for _ in range(3):
            begin_here = make_assessment(lesson=make_lesson(make_module(course)))
            make_question(begin_here)
            bob.get(LIST)
            with CaptureQueriesContext(connection) as queries:
                bob.get(LIST)
            counts.append(len(queries))
        assert counts == [5, 5, 5]

    def test_another_teachers_name(self, bob, beta, quiz):
        for name in ("basma", "nobody"):
            assert bob.get(f"/api/v1/student/assessments/{name}/", status=404).json() == NOT_FOUND
            assert bob.get(f"/api/v1/student/{name}/attempts/", status=404).json() == NOT_FOUND
            path = f"/api/v1/student/assessments/{quiz.id}/{name}/start/"
            assert bob.post(path, status=404).json() == NOT_FOUND


class TestStart:
    def test_both_shapes(self, bob, course, time_machine):
        now = timezone.now().replace(microsecond=0)
        time_machine.move_to(now, tick=False)
        quiz = make_assessment(course, title="Sets", time_limit_minutes=30)
        choice, essay = make_question(quiz), make_question(quiz, "essay", points=4)
        told = bob.post(start_at(quiz.id), status=201).json()
        options = [(str(option.id), option.text) for option in choice.options.order_by("order")]
        assert told == {
            "attempt_id": str(Attempt.objects.get().id),
            "assessment_title": "Sets",
            "started_at": moment(now),
            "expires_at": moment(now + timedelta(minutes=30)),
            "server_time": moment(now),
            "seconds_left": 1800,
            "time_limit": 30,
            "questions": [
                {
                    "question_id": str(question.id),
                    "question_text": question.text,
                    "question_type": question.kind,
                    "points": points,
                    "is_required": True,
                    "allows_several": False,
                    "image": None,
                    "options": [{"option_id": key, "option_text": text} for key, text in shown],
                }
                for question, points, shown in ((choice, 1, options), (essay, 4, []))
            ],
            "assessment": {
                "id": str(quiz.id),
                "title": "Sets",
                "questions": [
                    {
                        "id": str(question.id),
                        "question_text": question.text,
                        "question_type": question.kind,
                        "mark": points,
                        "options": [{"id": key, "option_text": text} for key, text in shown],
                    }
                    for question, points, shown in ((choice, 1, options), (essay, 4, []))
                ],
            },
        }

    def test_an_open_attempt_is_given_back(self, bob, quiz):
        make_question(quiz)
        assert begin(bob, quiz) == begin(bob, quiz)
        assert Attempt.objects.count() == 1

    def test_an_end_that_is_the_last_moment_of_all(self, api, alpha, bob, course):
        alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
        body = {"title": "Ever", "course": str(course.id), "is_published": True}
        body |= {"available_until": "9999-12-31T23:59:59.999999Z", "results_shown": "after_closing"}
        # It is another day in the school, for which there is no date: no page could show it.
        refused = alice.post("/api/v1/teacher/assessments/", body, status=400).json()
        assert refused == {"available_until": ["These dates are too far away."]}
        body |= {"available_until": "2200-12-31T23:59:59.999999Z"}
        made = alice.post("/api/v1/teacher/assessments/", body, status=201).json()
        path = f"/api/v1/teacher/assessments/{made['id']}/questions/"
        alice.post(path, {"question_text": "Why?", "question_type": "essay"}, status=201)
        attempt = bob.post(start_at(made["id"]), status=201).json()
        assert attempt["expires_at"] == made["available_until"] == body["available_until"]
        bob.post(attempt_at(attempt["attempt_id"], "submit/"), {})
        assert bob.get(result_at(attempt["attempt_id"]), status=202).json() == NOT_RELEASED

    def test_refusals(self, api, alpha, bob, course, quiz):
        draft = make_assessment(course, is_published=False)
        for assessment in (quiz, draft):  # one without questions, one that is a draft
            assert bob.post(start_at(assessment.id), status=400).json() == {
                "detail": "This assessment is not active or available for students."
            }
        make_question(quiz)
        stranger = api(school=alpha).sign_in(make_student().user)
        assert stranger.post(start_at(quiz.id), status=403).json() == {
            "detail": "You must be enrolled in the course to take this assessment."
        }
        bob.post(attempt_at(begin(bob, quiz), "submit/"))
        assert bob.post(start_at(quiz.id), status=400).json() == {
            "detail": "You have already attempted this assessment."
        }

    def test_what_is_not_there(self, bob, beta, course):
        with context.enter(beta):
            foreign = make_assessment(make_course())
        for key in (foreign.id, uuid.uuid4()):
            assert bob.post(start_at(key), status=404).json() == {
                "detail": "The specified assessment does not exist."
            }


class TestSubmit:
    @pytest.mark.parametrize("method", ["post", "put"])
    @pytest.mark.parametrize(
        ("question_name", "option_name", "text_name"),
        [
            ("question_id", "selected_option_id", "short_answer_text"),
            ("question", "selected_option", "text_answer"),
        ],
    )
    def test_each_spelling(self, bob, quiz, method, question_name, option_name, text_name):
        choice, truth = make_question(quiz), make_question(quiz, "true_false")
        short, several = (
            make_question(quiz, "short_answer"),
            make_question(quiz, options=[("A", True), ("B", True), ("C", False)]),
        )
        answers = [
            {question_name: str(choice.id), option_name: right_option(choice), text_name: ""},
            {question_name: str(truth.id), "true_false_answer": True, option_name: None},
            {question_name: str(short.id), text_name: " cairo "},
            {
                question_name: str(several.id),
                "selected_options": [str(one.id) for one in several.options.filter(is_correct=True)],
            },
        ]
        path = attempt_at(begin(bob, quiz), "submit/")
        assert getattr(bob, method)(path, {"answers": answers}).json() == SUBMITTED
        attempt = Attempt.objects.get()
        assert (attempt.score, attempt.max_score, attempt.is_passed) == (4, 4, True)

    def test_true_or_false_as_an_option(self, bob, quiz):
        truth = make_question(quiz, "true_false")
        answers = [{"question_id": str(truth.id), "selected_option_id": right_option(truth)}]
        bob.post(attempt_at(begin(bob, quiz), "submit"), {"answers": answers})
        assert Attempt.objects.get().score == 1

    def test_questions_left_open_are_no_error(self, bob, quiz):
        choice, essay = make_question(quiz), make_question(quiz, "essay")
        answers = [
            {"question_id": str(choice.id), "selected_option_id": None, "short_answer_text": ""},
            {"question_id": str(essay.id), "short_answer_text": "", "selected_options": []},
        ]
        bob.post(attempt_at(begin(bob, quiz), "submit/"), {"answers": answers})
        attempt = Attempt.objects.get()
        assert (attempt.state, attempt.score) == ("graded", 0)
        assert Answer.objects.count() == 0

    def test_over_what_was_saved(self, bob, quiz):
        first, second = make_question(quiz), make_question(quiz)
        attempt = begin(bob, quiz)
        for question in (first, second):
            body = {"selected_option": wrong_option(question), "sequence": 1}
            bob.put(attempt_at(attempt, f"answers/{question.id}/"), body)
        answers = [{"question": str(second.id), "selected_option": right_option(second)}]
        bob.post(attempt_at(attempt, "submit/"), {"answers": answers})
        assert Attempt.objects.get().score == 1

    def test_wrong_answers_are_told_by_place(self, bob, quiz):
        choice = make_question(quiz)
        stranger = make_question(make_assessment(quiz.course))
        answers = [
            {"question_id": str(stranger.id), "selected_option_id": right_option(stranger)},
            {"question_id": str(choice.id), "selected_option_id": right_option(stranger)},
            {"question_id": str(choice.id), "short_answer_text": "Right"},
        ]
        path = attempt_at(begin(bob, quiz), "submit/")
        assert bob.post(path, {"answers": answers}, status=400).json() == {
            "answers.0.question": ["Invalid question ID."],
            "answers.1.selected_options": ["Invalid option ID."],
            "answers.2.selected_options": ["Selected options are required for multiple_choice questions."],
        }
        assert bob.post(path, {"answers": [5]}, status=400).json() == {
            "answers.0.non_field_errors": ["Invalid data. Expected a dictionary, but got int."]
        }
        assert Attempt.objects.get().state == "open"

    def test_too_late_and_in_the_grace(self, api, alpha, bob, quiz, time_machine):
        question = make_question(quiz)
        other = make_student()
        make_enrollment(other, quiz.course)
        carol = api(school=alpha).sign_in(other.user)
        began = timezone.now()
        time_machine.move_to(began, tick=False)
        bobs, carols = begin(bob, quiz), begin(carol, quiz)
        body = {"answers": [{"question_id": str(question.id), "selected_option_id": right_option(question)}]}
        time_machine.move_to(began + timedelta(minutes=5, seconds=4), tick=False)
        bob.post(attempt_at(bobs, "submit/"), body)
        time_machine.move_to(began + timedelta(minutes=5, seconds=6), tick=False)
        assert carol.post(attempt_at(carols, "submit/"), body, status=400).json() == EXPIRED
        scores = dict(Attempt.objects.values_list("id", "score"))
        assert scores == {uuid.UUID(bobs): 1, uuid.UUID(carols): 0}

    def test_twice(self, bob, quiz):
        make_question(quiz)
        path = attempt_at(begin(bob, quiz), "submit/")
        bob.post(path, {"answers": []})
        assert bob.post(path, {"answers": []}, status=400).json() == {
            "detail": "This assessment attempt has already been submitted."
        }

    def test_from_another_device(self, api, alpha, student, bob, quiz):
        """A student who had to sign in anew hands in what there is."""
        make_question(quiz)
        attempt = begin(bob, quiz)
        api(school=alpha).sign_in(student.user).post(attempt_at(attempt, "submit/"), {"answers": []})
        assert Attempt.objects.get().held_changes == 1


def test_on_the_platforms_host(api, alpha, student, quiz):
    """The name in the path, or the token, says which school."""
    question = make_question(quiz)
    bob = api().sign_in(student.user, school=alpha)
    attempt = bob.get(LIST).json() and begin(bob, quiz)
    body = {"selected_option": right_option(question), "sequence": 1}
    bob.put(attempt_at(attempt, f"answers/{question.id}/"), body)
    bob.post(attempt_at(attempt, "submit/"), {})
    assert bob.get(result_at(attempt)).json()["total_score"] == 1
    assert [row["id"] for row in bob.get(ATTEMPTS).json()] == [attempt]


class TestRoom:
    def test_come_back(self, bob, course, time_machine):
        now = timezone.now().replace(microsecond=0)
        time_machine.move_to(now, tick=False)
        quiz = make_assessment(course, title="Sets", time_limit_minutes=1)
        question = make_question(quiz)
        attempt = begin(bob, quiz)
        body = {"selected_options": [right_option(question)], "sequence": 3}
        saved = bob.put(attempt_at(attempt, f"answers/{question.id}"), body).json()
        assert saved == {"sequence": 3, "saved_at": moment(now), "seconds_left": 60}
        time_machine.move_to(now + timedelta(seconds=20), tick=False)
        room = bob.get(attempt_at(attempt)).json()
        questions = room.pop("questions")
        assert [one["question_id"] for one in questions] == [str(question.id)]
        assert room == {
            "attempt_id": attempt,
            "assessment": {"id": str(quiz.id), "title": "Sets", "assessment_type": "quiz"},
            "attempt_number": 1,
            "status": "open",
            "is_elsewhere": False,
            "started_at": moment(now),
            "expires_at": moment(now + timedelta(minutes=1)),
            "submitted_at": None,
            "server_time": moment(now + timedelta(seconds=20)),
            "seconds_left": 40,
            "answers": [
                {
                    "question_id": str(question.id),
                    "selected_options": [right_option(question)],
                    "text_answer": None,
                    "true_false_answer": None,
                    "sequence": 3,
                    "saved_at": moment(now),
                }
            ],
        }

    def test_late_arrivals_change_nothing(self, bob, quiz):
        essay = make_question(quiz, "essay")
        path = attempt_at(begin(bob, quiz), f"answers/{essay.id}/")
        for sequence, text in ((2, "later"), (1, "earlier"), (2, "again")):
            told = bob.put(path, {"text_answer": text, "sequence": sequence}).json()
            assert told["sequence"] == 2
        assert Answer.objects.get().given == {"text": "later"}
        bob.put(path, {"text_answer": "", "sequence": 3})
        assert Answer.objects.get().given is None

    def test_an_attempt_that_no_device_holds_is_the_first_ones(self, api, alpha, student, bob, quiz):
        essay = make_question(quiz, "essay")
        attempt = start_attempt(student=student, assessment_id=quiz.id, device=None, now=timezone.now())
        path, body = attempt_at(attempt.id, f"answers/{essay.id}/"), {"text_answer": "x", "sequence": 1}
        assert bob.get(attempt_at(attempt.id)).json()["is_elsewhere"] is False
        bob.put(path, body)
        tablet = api(school=alpha).sign_in(student.user)
        assert tablet.put(path, {**body, "sequence": 2}, status=409).json() == ELSEWHERE

    def test_two_devices(self, api, alpha, student, bob, quiz):
        essay = make_question(quiz, "essay")
        attempt = begin(bob, quiz)
        tablet = api(school=alpha).sign_in(student.user)
        path = attempt_at(attempt, f"answers/{essay.id}/")
        assert tablet.get(attempt_at(attempt)).json()["is_elsewhere"] is True
        body = {"text_answer": "x", "sequence": 1}
        assert tablet.put(path, body, status=409).json() == ELSEWHERE
        assert tablet.post(attempt_at(attempt, "take-over/")).json()["is_elsewhere"] is False
        tablet.put(path, body)
        assert bob.put(path, {**body, "sequence": 2}, status=409).json() == ELSEWHERE
        assert Answer.objects.get().given == {"text": "x"}

    def test_save_refusals(self, bob, quiz, time_machine):
        question = make_question(quiz)
        stranger = make_question(make_assessment(quiz.course))
        began = timezone.now()
        time_machine.move_to(began, tick=False)
        attempt = begin(bob, quiz)
        path = attempt_at(attempt, f"answers/{question.id}/")
        assert bob.put(path, {}, status=400).json() == {"sequence": ["This field is required."]}
        assert bob.put(path, {"sequence": 2**63}, status=400).json() == {
            "sequence": ["Ensure this value is less than or equal to 9223372036854775807."]
        }
        body = {"selected_option": right_option(stranger), "sequence": 1}
        assert bob.put(path, body, status=400).json() == {"selected_options": ["Invalid option ID."]}
        for key in (stranger.id, uuid.uuid4()):
            assert bob.put(attempt_at(attempt, f"answers/{key}/"), body, status=404).json() == {
                "detail": "The specified question does not exist."
            }
        time_machine.move_to(began + timedelta(minutes=6), tick=False)
        body = {"selected_option": right_option(question), "sequence": 1}
        assert bob.put(path, body, status=400).json() == EXPIRED
        assert bob.post(attempt_at(attempt, "take-over/"), status=400).json() == EXPIRED
        room = bob.get(attempt_at(attempt)).json()
        assert (room["status"], room["questions"], room["answers"]) == ("graded", [], [])

    def test_what_is_not_ones_own(self, api, alpha, beta, bob, quiz):
        question = make_question(quiz)
        other = make_student()
        make_enrollment(other, quiz.course)
        now = timezone.now()
        theirs = start_attempt(student=other, assessment_id=quiz.id, device=None, now=now)
        with context.enter(beta):
            student, course = make_student(), make_course()
            make_enrollment(student, course)
            there = make_assessment(course)
            make_question(there)
            foreign = start_attempt(student=student, assessment_id=there.id, device=None, now=now)
        for key in (theirs.id, foreign.id, uuid.uuid4()):
            assert bob.get(attempt_at(key), status=404).json() == UNKNOWN
            assert bob.get(result_at(key), status=404).json() == UNKNOWN
            for act in ("submit/", "take-over/"):
                assert bob.post(attempt_at(key, act), {}, status=404).json() == UNKNOWN
            path = attempt_at(key, f"answers/{question.id}/")
            assert bob.put(path, {"sequence": 1}, status=404).json() == UNKNOWN


class TestResults:
    def test_result(self, bob, course):
        quiz = make_assessment(course, title="Sets", passing_percent=Decimal("62.5"))
        choice = make_question(quiz, points=Decimal("1.50"), explanation="Because.")
        truth = make_question(quiz, "true_false", points=2)
        attempt = begin(bob, quiz)
        answers = [{"question_id": str(choice.id), "selected_option_id": right_option(choice)}]
        bob.post(attempt_at(attempt, "submit/"), {"answers": answers})
        submitted = moment(Attempt.objects.get().submitted_at)
        assert bob.get(result_at(attempt)).json() == {
            "attempt_id": attempt,
            "assessment_id": str(quiz.id),
            "assessment_title": "Sets",
            "submitted_at": submitted,
            "total_score": 1.5,
            "max_score": 3.5,
            "percentage": 42.85,
            "passing_grade": 62.5,
            "is_passed": False,
            "answers": [
                {
                    "question_id": str(choice.id),
                    "question_text": choice.text,
                    "question_type": "multiple_choice",
                    "points": 1.5,
                    "points_awarded": 1.5,
                    "correct_answer": "Right",
                    "student_answer": "Right",
                    "is_correct": True,
                    "feedback": "",
                    "explanation": "Because.",
                },
                {
                    "question_id": str(truth.id),
                    "question_text": truth.text,
                    "question_type": "true_false",
                    "points": 2,
                    "points_awarded": 0,
                    "correct_answer": "True",
                    "student_answer": None,
                    "is_correct": False,
                    "feedback": "",
                    "explanation": "",
                },
            ],
        }

    def test_while_something_waits(self, bob, quiz):
        essay = make_question(quiz, "essay")
        attempt = begin(bob, quiz)
        assert bob.get(result_at(attempt), status=409).json() == {
            "detail": "This attempt has not been submitted yet."
        }
        answers = [{"question_id": str(essay.id), "short_answer_text": "Words"}]
        bob.post(attempt_at(attempt, "submit/"), {"answers": answers})
        assert bob.get(result_at(attempt)[:-1], status=202).json() == WAIT

    def test_before_release(self, api, alpha, bob, course):
        quiz = make_assessment(course, results_shown="by_hand")
        question = make_question(quiz)
        attempt = begin(bob, quiz)
        answers = [{"question_id": str(question.id), "selected_option_id": right_option(question)}]
        bob.post(attempt_at(attempt, "submit/"), {"answers": answers})
        assert bob.get(result_at(attempt), status=202).json() == NOT_RELEASED
        seen = bob.get(ATTEMPTS).json()[0]
        assert (seen["status"], seen["total_score"], seen["percentage"], seen["is_passed"]) == (
            "graded",
            None,
            None,
            None,
        )
        alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
        released = alice.post(f"/api/v1/teacher/assessments/{quiz.id}/release-results/").json()
        assert released["results_released_at"] is not None
        assert bob.get(result_at(attempt)).json()["total_score"] == 1

    def test_attempts(self, bob, course):
        quiz = make_assessment(course, title="Sets", max_attempts=None)
        make_question(quiz)
        assert bob.get(ATTEMPTS).json() == []
        first = begin(bob, quiz)
        bob.post(attempt_at(first, "submit/"), {})
        second = begin(bob, quiz)

        def row(key, **fields):
            attempt = Attempt.objects.get(pk=key)
            return {
                "id": key,
                "assessment": {"id": str(quiz.id), "title": "Sets", "assessment_type": "quiz"},
                "related_to": "Algebra",
                "attempt_number": attempt.number,
                "status": attempt.state,
                "started_at": moment(attempt.started_at),
                "expires_at": None,
                "submitted_at": moment(attempt.submitted_at) if attempt.submitted_at else None,
                "total_score": None,
                "max_score": 1,
                "percentage": None,
                "is_passed": None,
                **fields,
            }

        rows = [row(second), row(first, total_score=0, percentage=0, is_passed=False)]
        assert bob.get(ATTEMPTS).json() == rows
        assert bob.get(ATTEMPTS[:-1], {"page": 2, "page_size": 1}).json() == rows[1:]

    def test_attempts_cost_the_same_for_one_and_three(self, bob, course):
        counts = []
        for _ in range(3):
            quiz = make_assessment(lesson=make_lesson(make_module(course)))
            make_question(quiz)
            begin(bob, quiz)
            bob.get(ATTEMPTS)
            with CaptureQueriesContext(connection) as queries:
                bob.get(ATTEMPTS)
            counts.append(len(queries))
        assert counts == [4, 4, 4]


def test_who_may(api, alpha, bob, quiz):
    question = make_question(quiz)
    attempt = begin(bob, quiz)
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    calls = [("get", LIST), ("get", ATTEMPTS), ("get", result_at(attempt)), ("get", attempt_at(attempt))]
    calls += [("post", start_at(quiz.id)), ("put", attempt_at(attempt, f"answers/{question.id}/"))]
    calls += [("post", attempt_at(attempt, act)) for act in ("submit/", "take-over/")]
    calls += [("put", attempt_at(attempt, "submit/"))]
    for method, path in calls:
        getattr(api(school=alpha), method)(path, status=401)
        assert getattr(alice, method)(path, status=403).json() == NOT_STUDENT
    assert Attempt.objects.get().state == "open"
