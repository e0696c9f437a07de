"""Section 10 of the contract for who writes: assessments, questions, options."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.assessments.models import Assessment, Option, Question
from tenant_apps.assessments.services import start_attempt
from tenants import context
from tests.contracts.edupro_v1.words import NO_PERMISSION, NOT_TEACHER
from tests.contracts.moments import moment
from tests.factories import (
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
)
from tests.factories.assessments import make_assessment, make_question
from tests.uploads import picture

LIST = "/api/v1/teacher/assessments/"
UNKNOWN = {"detail": "The specified assessment does not exist."}
QUESTION_UNKNOWN = {"detail": "The specified question does not exist."}
OPTION_UNKNOWN = {"detail": "The specified option does not exist."}


def one(key, act=""):
    return f"{LIST}{key}/{act}"


def question_at(key):
    return f"{LIST}questions/{key}/"


def options_of(key):
    return f"/api/v1/teacher/questions/{key}/options/"


def option_at(key):
    return f"/api/v1/teacher/questions/options/{key}/"


@pytest.fixture
def assistant(api, alpha, course):
    return api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")


@pytest.fixture
def bob(api, alpha, course):
    return api(school=alpha).sign_in(make_student().user)


def told(assessment, **fields):
    assessment.refresh_from_db()
    return {
        "id": str(assessment.id),
        "title": assessment.title,
        "description": "",
        "assessment_type": "quiz",
        "course": str(assessment.course_id),
        "module": None,
        "lesson": None,
        "related_to": assessment.course.title,
        "passing_grade": 50,
        "passing_score": 50,
        "is_timed": False,
        "time_limit": None,
        "max_attempts": 1,
        "available_from": None,
        "available_until": None,
        "questions_count": 0,
        "total_points": 0,
        "is_published": True,
        "shuffle_questions": False,
        "shuffle_options": False,
        "results_shown": "at_once",
        "results_released_at": None,
        "show_explanations": True,
        "attempts_count": 0,
        "pending_count": 0,
        "created_at": moment(assessment.created_at),
        "updated_at": moment(assessment.updated_at),
        **fields,
    }


def told_question(question, **fields):
    return {
        "id": str(question.id),
        "question_text": question.text,
        "question_type": question.kind,
        "points": 1,
        "mark": 1,
        "order": question.order,
        "explanation": "",
        "image": None,
        "is_required": True,
        "allows_several": False,
        "true_false_answer": None,
        "accepted_answers": [],
        "options": [told_option(option) for option in question.options.order_by("order")],
        **fields,
    }


def told_option(option):
    return {
        "id": str(option.id),
        "option_text": option.text,
        "is_correct": option.is_correct,
        "order": option.order,
    }


class TestAssessments:
    def test_list_newest_first(self, alice, assistant, course):
        old = make_assessment(course)
        new = make_assessment(lesson=make_lesson(make_module(course), title="Sets"), kind="exam")
        make_question(new, points=Decimal("2.50"))
        expected = [
            told(
                new,
                assessment_type="exam",
                module=str(new.module_id),
                lesson=str(new.lesson_id),
                related_to="Sets",
                questions_count=1,
                total_points=2.5,
            ),
            told(old),
        ]
        assert alice.get(LIST).json() == expected
        assert assistant.get(LIST[:-1]).json() == expected
        assert alice.get(LIST, {"page": 2, "page_size": 1}).json() == expected[1:]

    def test_list_of_a_course(self, alice, course, beta):
        mine = make_assessment(course)
        make_assessment(make_course())
        path = f"/api/v1/teacher/courses/{course.id}/assessments/"
        assert alice.get(path).json() == [told(mine)]
        with context.enter(beta):
            foreign = make_course()
        for key in (foreign.id, uuid.uuid4()):
            there = f"/api/v1/teacher/courses/{key}/assessments/"
            assert alice.get(there, status=404).json() == {"detail": "Not found."}
            assert alice.post(there, {"title": "Quiz"}, status=404).json() == {"detail": "Not found."}

    def test_same_cost_for_one_and_three(self, alice, course):
        counts = []
        for _ in range(3):
            make_question(make_assessment(lesson=make_lesson(make_module(course))))
            alice.get(LIST)
            with CaptureQueriesContext(connection) as queries:
                alice.get(LIST)
            counts.append(len(queries))
        assert counts == [3, 3, 3]

    def test_create_as_documented(self, alice, course):
        body = {
            "title": " Final   exam ",
            "description": "All of it.",
            "course": str(course.id),
            "assessment_type": "exam",
            "passing_grade": 62.5,
        }
        made = alice.post(LIST, body, status=201).json()
        assert made == told(
            Assessment.objects.get(),
            title="Final exam",
            description="All of it.",
            assessment_type="exam",
            passing_grade=62.5,
            passing_score=62.5,
            is_published=False,
        )

    def test_create_in_the_other_spelling(self, alice, course):
        module = make_module(course, title="Sets")
        body = {
            "title": "Exam",
            "module": str(module.id),
            "course": "",
            "assessment_type": "course_exam",
            "passing_score": "70",
            "is_timed": True,
            "time_limit": 30,
            "max_attempts": None,
            "is_published": True,
            "available_from": "2026-01-01T00:00:00Z",
            "available_until": "2099-01-01T00:00:00Z",
            "shuffle_questions": True,
            "shuffle_options": True,
            "results_shown": "by_hand",
            "show_explanations": False,
        }
        made = alice.post(LIST, body, status=201).json()
        assert made == told(
            Assessment.objects.get(),
            assessment_type="exam",
            module=str(module.id),
            related_to="Sets",
            passing_grade=70,
            passing_score=70,
            **{name: body[name] for name in list(body)[5:]},
        )

    def test_create_for_the_course_of_the_path(self, alice, course):
        path = f"/api/v1/teacher/courses/{course.id}/assessments/"
        alice.post(path, {"title": "Quiz", "assessment_type": "quiz"}, status=201)
        assert Assessment.objects.get().course_id == course.id
        stray = make_module(make_course())
        body = {"title": "Quiz", "module": str(stray.id)}
        assert alice.post(path, body, status=400).json() == {
            "course": ["The lesson, the module and the course do not belong together."]
        }

    @pytest.mark.parametrize(
        ("fields", "refused"),
        [
            ({"title": ""}, {"title": ["This field may not be blank."]}),
            ({"course": None}, {"course": ["Choose a course, a module or a lesson."]}),
            (
                {"assessment_type": "riddle"},
                {"assessment_type": ["Invalid assessment type. Must be one of: quiz, assignment, exam"]},
            ),
            (
                {"passing_grade": 101},
                {"passing_grade": ["The passing grade must be between 0 and 100 percent."]},
            ),
            ({"passing_grade": "NaN"}, {"passing_grade": ["A valid number is required."]}),
            ({"is_timed": True}, {"time_limit": ["This field is required."]}),
            ({"time_limit": 0}, {"time_limit": ["Duration must be greater than 0."]}),
            ({"max_attempts": 0}, {"max_attempts": ["The number of attempts must be between 1 and 1,000."]}),
            ({"results_shown": "never"}, {"results_shown": ['"never" is not a valid choice.']}),
            (
                {"available_from": "2026-02-01T00:00:00Z", "available_until": "2026-01-01T00:00:00Z"},
                {"available_until": ["The end must come after the beginning."]},
            ),
        ],
    )
    def test_create_with_wrong_values(self, alice, course, fields, refused):
        body = {"title": "Quiz", "course": str(course.id), **fields}
        assert alice.post(LIST, body, status=400).json() == refused
        assert Assessment.objects.count() == 0

    def test_create_for_what_the_school_does_not_have(self, alice, beta):
        with context.enter(beta):
            foreign = make_course()
        for key in (foreign.id, uuid.uuid4()):
            assert alice.post(LIST, {"title": "Quiz", "course": str(key)}, status=403).json() == {
                "detail": "You can only create assessments for your own courses/modules/lessons."
            }

    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_change_what_is_given(self, alice, course, method):
        quiz = make_assessment(course, time_limit_minutes=20)
        send = getattr(alice, method)
        assert send(one(quiz.id), {"title": "New", "is_timed": True}).json() == told(
            quiz, title="New", is_timed=True, time_limit=20
        )
        assert send(one(quiz.id)[:-1], {"is_timed": False, "passing_score": 0}).json() == told(
            quiz, passing_grade=0, passing_score=0
        )

    def test_publish_with_a_half_written_question(self, alice, course):
        quiz = make_assessment(course, is_published=False)
        make_question(quiz, options=[("Only", True)])
        assert alice.patch(one(quiz.id), {"is_published": True}, status=400).json() == {
            "questions.1": ["This question needs at least two options."]
        }

    def test_delete(self, alice, course):
        quiz, taken = make_assessment(course), make_assessment(course)
        make_question(taken)
        student = make_student()
        make_enrollment(student, course)
        start_attempt(student=student, assessment_id=taken.id, device=None, now=timezone.now())
        alice.delete(one(quiz.id), status=204)
        assert alice.delete(one(taken.id), status=409).json() == {
            "detail": "Students have already taken this assessment. Unpublish it instead."
        }
        assert list(Assessment.objects.all()) == [taken]

    def test_what_is_not_there(self, alice, beta, course):
        with context.enter(beta):
            foreign = make_assessment(make_course())
        for key in (foreign.id, uuid.uuid4()):
            for method in ("get", "put", "patch", "delete"):
                assert getattr(alice, method)(one(key), status=404).json() == UNKNOWN
            for act in ("release-results/", "regrade/"):
                assert alice.post(one(key, act), status=404).json() == UNKNOWN
        alice.get(one("null"), status=404)


class TestQuestions:
    def test_list_with_the_key(self, alice, assistant, course):
        quiz = make_assessment(course)
        choice = make_question(quiz, explanation="Because.")
        truth = make_question(quiz, "true_false", points=Decimal("0.50"))
        blank = make_question(quiz, "fill_blank", allows_several=False)
        expected = [
            told_question(choice, explanation="Because."),
            told_question(truth, points=0.5, mark=0.5, true_false_answer=True),
            told_question(blank, accepted_answers=["Cairo"]),
        ]
        assert alice.get(one(quiz.id, "questions/")).json() == expected
        assert assistant.get(one(quiz.id, "questions")).json() == expected
        assert alice.get(question_at(truth.id)).json() == expected[1]

    def test_same_cost_for_one_and_three(self, alice, course):
        quiz, counts = make_assessment(course), []
        for _ in range(3):
            make_question(quiz)
            alice.get(one(quiz.id, "questions/"))
            with CaptureQueriesContext(connection) as queries:
                alice.get(one(quiz.id, "questions/"))
            counts.append(len(queries))
        assert counts == [5, 5, 5]

    def test_create_with_options(self, alice, course):
        quiz = make_assessment(course)
        body = {
            "question_text": "Two and two?",
            "question_type": "multiple_choice",
            "points": 2,
            "options": [{"option_text": "4", "is_correct": True}, {"option_text": "5"}],
        }
        made = alice.post(one(quiz.id, "questions/"), body, status=201).json()
        assert made == told_question(Question.objects.get(), points=2, mark=2)
        seen = [(option["option_text"], option["is_correct"]) for option in made["options"]]
        assert seen == [("4", True), ("5", False)]

    def test_create_in_the_other_spelling(self, alice, course):
        quiz = make_assessment(course)
        first = make_question(quiz)
        body = {
            "question_text": "Is it?",
            "question_type": "true_false",
            "mark": "1.5",
            "order": 1,
            "explanation": "It is.",
            "options": [
                {"option_text": "True", "is_correct": True},
                {"option_text": "False", "is_correct": False},
            ],
        }
        made = alice.post(one(quiz.id, "questions/"), body, status=201).json()
        question = Question.objects.get(kind="true_false")
        assert made == told_question(
            question, points=1.5, mark=1.5, explanation="It is.", true_false_answer=True
        )
        first.refresh_from_db()
        assert (question.order, first.order) == (1, 2)

    def test_create_by_a_form_with_a_picture(self, alice, course):
        quiz = make_assessment(course)
        options = [{"option_text": "A", "is_correct": True}, {"option_text": "B"}]
        body = {
            "question_text": "What is it?",
            "question_type": "multiple_choice",
            "points": "",
            "image": picture(),
            "options": json.dumps(options),
        }
        made = alice.post(one(quiz.id, "questions/"), body, status=201, format="multipart").json()
        question = Question.objects.get()
        assert made == told_question(question, image=made["image"])
        assert made["image"].startswith(f"http://alice.{settings.PLATFORM_DOMAIN}/files/")
        assert question.is_required
        kept = alice.put(question_at(question.id), {"image": ""}, format="multipart").json()
        assert kept["image"] is not None
        assert alice.patch(question_at(question.id), {"image": None}).json() == told_question(question)

    @pytest.mark.parametrize(
        ("fields", "refused"),
        [
            ({"question_text": " "}, {"question_text": ["Question text cannot be empty."]}),
            ({"question_type": "riddle"}, {"question_type": ["Invalid question type."]}),
            ({"points": 0}, {"points": ["Marks must be greater than 0."]}),
            ({"mark": "Infinity"}, {"mark": ["A valid number is required."]}),
            ({"order": 0}, {"order": ["Order must be greater than 0."]}),
            ({"options": "none"}, {"options": ['Expected a list of items but got type "str".']}),
            (
                {"question_type": "essay", "options": [{"option_text": "A"}]},
                {"options": ["Only multiple choice and true/false questions have options."]},
            ),
            ({"options": [{"option_text": ""}]}, {"option_text": ["Option text cannot be empty."]}),
        ],
    )
    def test_create_with_wrong_values(self, alice, course, fields, refused):
        quiz = make_assessment(course)
        body = {"question_text": "Why?", "question_type": "multiple_choice", **fields}
        assert alice.post(one(quiz.id, "questions/"), body, status=400).json() == refused
        assert Question.objects.count() == 0

    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_change_what_is_given(self, alice, course, method):
        question = make_question(make_assessment(course))
        kept = question.options.order_by("order")[1]
        body = {
            "mark": 3,
            "options": [
                {"id": str(kept.id), "is_correct": True, "option_text": "Kept"},
                {"option_text": "New"},
            ],
        }
        changed = getattr(alice, method)(question_at(question.id), body).json()
        assert changed == told_question(question, points=3, mark=3)
        assert [(one["id"] == str(kept.id), one["option_text"]) for one in changed["options"]] == [
            (True, "Kept"),
            (False, "New"),
        ]

    def test_delete(self, alice, course):
        question = make_question(make_assessment(course))
        alice.delete(question_at(question.id), status=204)
        assert Question.objects.count() == 0

    def test_new_sequence(self, alice, course):
        quiz = make_assessment(course)
        first, second = make_question(quiz), make_question(quiz)
        path = one(quiz.id, "questions/reorder/")
        assert alice.post(path, {"questions": [str(second.id), str(first.id)]}).json() == [
            {"id": str(second.id), "order": 1},
            {"id": str(first.id), "order": 2},
        ]
        assert alice.post(path, {"questions": [str(first.id)]}, status=400).json() == {
            "non_field_errors": ["The list has changed meanwhile. Reload the page and try again."]
        }
        assert alice.post(path, {}, status=400).json() == {"questions": ["This field is required."]}

    def test_what_is_not_there(self, alice, beta, course):
        with context.enter(beta):
            foreign = make_question(make_assessment(make_course()))
        for key in (foreign.id, uuid.uuid4()):
            for method in ("get", "put", "patch", "delete"):
                assert getattr(alice, method)(question_at(key), status=404).json() == QUESTION_UNKNOWN
            assert alice.get(options_of(key), status=404).json() == QUESTION_UNKNOWN
            assert alice.get(one(key, "questions/"), status=404).json() == UNKNOWN


class TestOptions:
    def test_list_create_change_delete(self, alice, course):
        question = make_question(make_assessment(course))
        right, wrong = question.options.order_by("order")
        assert alice.get(options_of(question.id)).json() == [told_option(right), told_option(wrong)]
        made = alice.post(options_of(question.id), {"option_text": "Third"}, status=201).json()
        third = Option.objects.get(text="Third")
        assert made == told_option(third)
        for method in ("put", "patch"):
            changed = getattr(alice, method)(option_at(third.id), {"is_correct": method == "put"}).json()
            third.refresh_from_db()
            assert changed == told_option(third)
            assert third.is_correct == (method == "put")
        assert alice.get(option_at(third.id)).json() == told_option(third)
        alice.delete(option_at(third.id), status=204)
        assert Option.objects.count() == 2

    def test_same_cost_for_one_and_three(self, alice, course):
        question, counts = make_question(make_assessment(course), options=[]), []
        for text in "abc":
            Option.objects.create(question=question, text=text, order=len(counts) + 1)
            alice.get(options_of(question.id))
            with CaptureQueriesContext(connection) as queries:
                alice.get(options_of(question.id))
            counts.append(len(queries))
        assert counts == [6, 6, 6]

    def test_refusals(self, alice, course):
        quiz = make_assessment(course)
        essay, truth = make_question(quiz, "essay"), make_question(quiz, "true_false")
        assert alice.post(options_of(essay.id), {"option_text": "A"}, status=400).json() == {
            "options": ["Only multiple choice and true/false questions have options."]
        }
        assert alice.post(options_of(truth.id), {"option_text": "Maybe"}, status=400).json() == {
            "option_text": ["The options of a true/false question are True and False."]
        }
        assert alice.post(options_of(essay.id), {}, status=400).json() == {
            "option_text": ["This field is required."]
        }
        alice.delete(option_at(truth.options.all()[0].id), status=400)

    def test_what_is_not_there(self, alice, beta, course):
        with context.enter(beta):
            foreign = make_question(make_assessment(make_course())).options.all()[0]
        for key in (foreign.id, uuid.uuid4()):
            for method in ("get", "put", "patch", "delete"):
                assert getattr(alice, method)(option_at(key), status=404).json() == OPTION_UNKNOWN


def test_who_may(api, alpha, bob, assistant, course):
    """Students nothing, assistants read."""
    question = make_question(make_assessment(course))
    key, option = question.assessment_id, question.options.all()[0].id
    reads = [LIST, one(key), one(key, "questions/"), question_at(question.id), options_of(question.id)]
    reads += [option_at(option), f"/api/v1/teacher/courses/{course.id}/assessments/"]
    for path in reads:
        api(school=alpha).get(path, status=401)
        assert bob.get(path, status=403).json() == NOT_TEACHER
        assistant.get(path)
    writes = [
        *(("post", path) for path in (LIST, one(key, "questions/"), options_of(question.id))),
        *(("post", one(key, act)) for act in ("release-results/", "regrade/", "questions/reorder/")),
        *(
            (method, path)
            for method in ("put", "patch", "delete")
            for path in (one(key), question_at(question.id), option_at(option))
        ),
    ]
    for method, path in writes:
        getattr(api(school=alpha), method)(path, {}, status=401)
        assert getattr(bob, method)(path, {}, status=403).json() == NOT_TEACHER
        assert getattr(assistant, method)(path, {}, status=403).json() == NO_PERMISSION
    assert (Assessment.objects.count(), Question.objects.count(), Option.objects.count()) == (1, 1, 2)
