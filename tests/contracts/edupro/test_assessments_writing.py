"""Section 8 of the contract for staff: assessments, questions, options, grading."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.assessments.models import Answer, Assessment, Option, Question
from tenant_apps.assessments.services import start_attempt, submit_attempt
from tenants import context
from tests.contracts.edupro.words import COURSE_MISSING, NOBODY, NOT_ALLOWED, WRONG_TYPE
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

LIST = "/api/teacher/assessments/"
PENDING = "/api/teacher/grading/pending/"
MISSING = {"error": "Assessment not found", "detail": "The specified assessment does not exist."}
QUESTION_MISSING = {"error": "Question not found", "detail": "The specified question does not exist."}
OPTION_MISSING = {"error": "Option not found", "detail": "The specified option does not exist."}


def one(key, act=""):
    return f"{LIST}{key}/{act}"


def question_at(key):
    return f"{LIST}questions/{key}/"


def options_of(key):
    return f"/api/teacher/questions/{key}/options/"


def option_at(key):
    return f"/api/teacher/questions/options/{key}/"


def of_course(key):
    return f"/api/teacher/courses/{key}/assessments/"


@pytest.fixture
def course(in_alpha):
    return make_course()


@pytest.fixture
def assistant(api, alpha, course):
    return api(school=alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True)


@pytest.fixture
def student(course):
    student = make_student(username="bob")
    make_enrollment(student, course)
    return student


def told(assessment, **fields):
    return {
        "id": str(assessment.id),
        "title": assessment.title,
        "description": assessment.description,
        "assessment_type": assessment.kind,
        "duration_minutes": assessment.time_limit_minutes,
        "passing_score": 50,
        "course": str(assessment.course_id),
        "module": str(assessment.module_id) if assessment.module_id else None,
        "lesson": str(assessment.lesson_id) if assessment.lesson_id else None,
        "is_active": assessment.is_published,
        "created_at": moment(assessment.created_at),
        **fields,
    }


def told_question(question, **fields):
    return {
        "id": str(question.id),
        "text": question.text,
        "question_type": question.kind,
        "points": 1,
        "order": question.order,
        "is_required": question.is_required,
        **fields,
    }


def told_option(option):
    return {
        "id": str(option.id),
        "text": option.text,
        "is_correct": option.is_correct,
        "order": option.order,
    }


def waiting_answer(student, assessment, text="Words", kind="essay"):
    question = make_question(assessment, kind, points=4)
    now = timezone.now()
    attempt = start_attempt(student=student, assessment_id=assessment.id, device=None, now=now)
    given = [{"question": question.id, "text": text}]
    submit_attempt(student=student, attempt_id=attempt.id, answers=given, device=None, now=now)
    return Answer.objects.get(attempt=attempt)


class TestAssessments:
    BODY = {
        "title": "Final",
        "description": "All of it.",
        "assessment_type": "exam",
        "duration_minutes": 90,
        "passing_score": 60,
        "is_active": True,
    }

    def test_list(self, alice, assistant, course):
        old = make_assessment(course)
        new = make_assessment(lesson=make_lesson(make_module(course)), passing_percent=Decimal("62.50"))
        expected = [told(new, passing_score=62.5), told(old)]
        assert alice.get(LIST).json() == expected
        assert assistant.get(LIST[:-1]).json() == expected
        assert alice.get(LIST, {"page": 2, "page_size": 1}).json() == expected[1:]

    def test_empty(self, alice):
        assert alice.get(LIST).json() == []

    def test_list_of_a_course(self, alice, course):
        mine = make_assessment(course)
        make_assessment(make_course())
        assert alice.get(of_course(course.id)).json() == [told(mine)]

    def test_same_cost_for_one_and_three(self, alice, course):
        for path in (LIST, of_course(course.id)):
            counts = []
            for _ in range(3):
                make_question(make_assessment(lesson=make_lesson(make_module(course))))
                alice.get(path)
                with CaptureQueriesContext(connection) as queries:
                    alice.get(path)
                counts.append(len(queries))
            assert counts == [counts[0]] * 3
            assert counts[0] <= 4

    @pytest.mark.parametrize("target", ["course", "module", "lesson"])
    def test_create(self, alice, course, target):
        module = make_module(course)
        rows = {"course": course, "module": module, "lesson": make_lesson(module)}
        body = {**self.BODY, target: str(rows[target].id)}
        made = alice.post(LIST, body, status=201).json()
        assessment = Assessment.objects.get()
        assert made == told(assessment, passing_score=60)
        assert {name: made[name] for name in body} == body

    def test_create_for_the_course_of_the_path(self, alice, course):
        made = alice.post(of_course(course.id), self.BODY, status=201).json()
        assert made["course"] == str(course.id)

    def test_create_as_little_as_there_must_be(self, alice, course):
        names = ("title", "description", "assessment_type")
        body = {**{name: self.BODY[name] for name in names}, "course": str(course.id)}
        made = alice.post(LIST, body, status=201).json()
        assert (made["duration_minutes"], made["passing_score"], made["is_active"]) == (None, 50, False)

    def test_without_a_target(self, alice):
        assert alice.post(LIST, self.BODY, status=400).json() == {
            "course": ["Choose a course, a module or a lesson."]
        }

    def test_detail(self, alice, course):
        quiz = make_assessment(course)
        make_question(quiz)
        assert alice.get(one(quiz.id)).json() == told(quiz, questions_count=1)

    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_change_what_is_given(self, alice, course, method):
        quiz = make_assessment(course, description="Kept.")
        body = {"title": "New", "duration_minutes": 5, "is_active": False}
        changed = getattr(alice, method)(one(quiz.id), body).json()
        quiz.refresh_from_db()
        assert changed == told(quiz, questions_count=0, **body)
        assert quiz.description == "Kept."
        assert getattr(alice, method)(one(quiz.id), {"passing_score": 101}, status=400).json() == {
            "passing_score": ["Passing score cannot exceed 100."]
        }

    def test_delete(self, alice, course, student):
        quiz, taken = make_assessment(course), make_assessment(course)
        waiting_answer(student, taken)
        assert alice.delete(one(quiz.id), status=200).json() == {"message": "Assessment deleted successfully"}
        assert alice.delete(one(taken.id), status=409).json() == {
            "error": "Conflict",
            "detail": "Students have already taken this assessment. Unpublish it instead.",
        }
        assert Assessment.objects.get() == taken

    def test_what_is_not_there(self, alice, beta):
        with context.enter(beta):
            course = make_course()
            foreign = make_assessment(course)
        for key in (foreign.id, uuid.uuid4()):
            for method in ("get", "put", "patch", "delete"):
                assert getattr(alice, method)(one(key), status=404).json() == MISSING
            assert alice.get(one(key, "questions/"), status=404).json() == MISSING
        for key in (course.id, uuid.uuid4()):
            assert alice.get(of_course(key), status=404).json() == COURSE_MISSING
            assert alice.post(of_course(key), self.BODY, status=404).json() == COURSE_MISSING
        alice.get(one("null"), status=404)


class TestQuestions:
    def test_list_create_change_delete(self, alice, assistant, course):
        quiz = make_assessment(course)
        first = make_question(quiz, points=Decimal("2.50"))
        path = one(quiz.id, "questions/")
        body = {"text": "Why?", "question_type": "essay", "points": 4, "order": 1, "is_required": False}
        made = alice.post(path, body, status=201).json()
        second = Question.objects.exclude(pk=first.pk).get()
        assert made == {"id": str(second.id), **body}
        first.refresh_from_db()
        listed = [made, told_question(first, points=2.5, order=2)]
        assert assistant.get(path).json() == alice.get(path[:-1]).json() == listed
        assert alice.get(question_at(second.id)).json() == made
        for method in ("put", "patch"):
            changed = getattr(alice, method)(question_at(second.id), {"mark": 3}).json()
            assert changed == {**made, "points": 3}
        assert alice.delete(question_at(second.id), status=200).json() == {
            "message": "Question deleted successfully"
        }
        assert Question.objects.get() == first

    def test_same_cost_for_one_and_three(self, alice, course):
        quiz, counts = make_assessment(course), []
        for _ in range(3):
            make_question(quiz)
            alice.get(one(quiz.id, "questions/"))
            with CaptureQueriesContext(connection) as queries:
                alice.get(one(quiz.id, "questions/"))
            counts.append(len(queries))
        assert counts == [5, 5, 5]

    def test_change_with_wrong_values(self, alice, course):
        question = make_question(make_assessment(course))
        assert alice.patch(question_at(question.id), {"points": 10000}, status=400).json() == {
            "mark": ["A question can have at most 9,999.99 marks."]
        }

    def test_what_is_not_there(self, alice, beta):
        with context.enter(beta):
            foreign = make_question(make_assessment(make_course()))
        for key in (foreign.id, uuid.uuid4()):
            for method in ("get", "put", "patch", "delete"):
                assert getattr(alice, method)(question_at(key), status=404).json() == QUESTION_MISSING
            assert alice.get(options_of(key), status=404).json() == QUESTION_MISSING


class TestOptions:
    def test_list_create_change_delete(self, alice, assistant, course):
        question = make_question(make_assessment(course))
        path = options_of(question.id)
        made = alice.post(path, {"text": "Third", "is_correct": False, "order": 1}, status=201).json()
        listed = [told_option(option) for option in question.options.order_by("order")]
        assert assistant.get(path).json() == alice.get(path[:-1]).json() == listed
        assert made == listed[0]
        assert alice.get(option_at(made["id"])).json() == made
        for method in ("put", "patch"):
            changed = getattr(alice, method)(option_at(made["id"]), {"is_correct": True}).json()
            assert changed == {**made, "is_correct": True}
        assert alice.delete(option_at(made["id"]), status=200).json() == {
            "message": "Option deleted successfully"
        }
        assert Option.objects.count() == 2

    def test_true_or_false_is_marked_by_its_options(self, alice, course):
        question = make_question(make_assessment(course), "true_false", correct_true_false=None)
        alice.post(options_of(question.id), {"text": "False", "is_correct": True}, status=201)
        question.refresh_from_db()
        assert question.correct_true_false is False
        assert [one["is_correct"] for one in alice.get(options_of(question.id)).json()] == [False, True]

    def test_same_cost_for_one_and_three(self, alice, course):
        question, counts = make_question(make_assessment(course), options=[]), []
        for text in "abc":
            Option.objects.create(question=question, text=text, order=len(counts) + 1)
            alice.get(options_of(question.id))
            with CaptureQueriesContext(connection) as queries:
                alice.get(options_of(question.id))
            counts.append(len(queries))
        assert counts == [6, 6, 6]

    def test_what_is_not_there(self, alice, beta):
        with context.enter(beta):
            foreign = make_question(make_assessment(make_course())).options.all()[0]
        for key in (foreign.id, uuid.uuid4()):
            for method in ("get", "put", "patch", "delete"):
                assert getattr(alice, method)(option_at(key), status=404).json() == OPTION_MISSING


class TestGrading:
    def test_queue(self, assistant, course, student):
        quiz = make_assessment(course, title="Sets")
        answer = waiting_answer(student, quiz)
        question = quiz.questions.get()
        assert assistant.get(PENDING).json() == [
            {
                "id": str(answer.id),
                "question": {
                    "id": str(question.id),
                    "text": question.text,
                    "question_type": "essay",
                    "points": 4,
                },
                "student_answer": "Words",
                "assessment": {"id": str(quiz.id), "title": "Sets"},
                "student": {"id": str(student.user_id), "username": "bob"},
                "attempt": str(answer.attempt_id),
            }
        ]

    def test_queue_by_filter(self, assistant, course, student):
        quiz, exam = make_assessment(course), make_assessment(course, kind="exam")
        first = waiting_answer(student, quiz)
        second = waiting_answer(student, exam, "Giza", "short_answer")
        for asked, expected in [
            ({}, [first, second]),
            ({"assessment_id": "", "assessment_type": "", "question_type": ""}, [first, second]),
            ({"assessment_id": str(exam.id)}, [second]),
            ({"assessment_id": str(uuid.uuid4())}, []),
            ({"assessment_type": "quiz"}, [first]),
            ({"question_type": "short_answer"}, [second]),
            ({"question_type": "essay", "assessment_type": "exam"}, []),
            ({"page": 2, "page_size": 1}, [second]),
        ]:
            rows = assistant.get(PENDING, asked).json()
            assert [row["id"] for row in rows] == [str(one.id) for one in expected]
        wrong = {"assessment_id": "x", "assessment_type": "riddle", "question_type": "riddle"}
        assert assistant.get(PENDING, wrong, status=400).json() == {
            "assessment_id": ["Must be a valid UUID."],
            "assessment_type": ['"riddle" is not a valid choice.'],
            "question_type": ['"riddle" is not a valid choice.'],
        }

    def test_same_cost_for_one_and_three(self, assistant, course, student):
        counts = []
        for _ in range(3):
            waiting_answer(student, make_assessment(course))
            assistant.get(PENDING)
            with CaptureQueriesContext(connection) as queries:
                assistant.get(PENDING)
            counts.append(len(queries))
        assert counts == [3, 3, 3]

    def test_grade(self, assistant, course, student):
        answer = waiting_answer(student, make_assessment(course))
        path = f"/api/teacher/grading/answer/{answer.id}/"
        body = {"points_earned": 2.5, "feedback": "Well said"}
        assert assistant.post(path, body).json() == {"message": "Answer graded successfully"}
        answer.refresh_from_db()
        assert (answer.points, answer.feedback, answer.needs_grading) == (
            Decimal("2.50"),
            "Well said",
            False,
        )
        assistant.post(path[:-1], {"points_earned": 3})
        answer.refresh_from_db()
        assert (answer.points, answer.feedback) == (3, "Well said")


def test_who_may(api, alpha, bob, assistant, course, student):
    quiz = make_assessment(course)
    question = make_question(quiz)
    option = question.options.all()[0].id
    grading = f"/api/teacher/grading/answer/{waiting_answer(student, quiz).id}/"
    reads = [LIST, of_course(course.id), one(quiz.id), one(quiz.id, "questions/"), PENDING]
    reads += [question_at(question.id), options_of(question.id), option_at(option)]
    for path in reads:
        assert api(school=alpha).get(path, status=401).json() == NOBODY
        assert bob.get(path, status=403).json() == WRONG_TYPE
        assistant.get(path)
    writes = [("post", one(quiz.id, "questions/")), ("post", options_of(question.id))]
    for key in (one(quiz.id), question_at(question.id), option_at(option)):
        writes += [(method, key) for method in ("put", "patch", "delete")]
    for method, path in writes:
        assert getattr(assistant, method)(path, {}, status=403).json() == NOT_ALLOWED
    writes += [("post", LIST), ("post", of_course(course.id))]
    for method, path in writes:
        assert getattr(api(school=alpha), method)(path, {}, status=401).json() == NOBODY
        assert getattr(bob, method)(path, {}, status=403).json() == WRONG_TYPE
    assert api(school=alpha).post(grading, {}, status=401).json() == NOBODY
    assert (Assessment.objects.count(), Question.objects.count(), Option.objects.count()) == (1, 2, 2)
