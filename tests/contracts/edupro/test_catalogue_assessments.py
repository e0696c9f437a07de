"""Section 8 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tenant_apps.assessments.models import Answer, Assessment, Attempt, Option, Question
from tenant_apps.assessments.services import start_attempt, submit_attempt
from tenants import context
from tests.factories import make_course, make_enrollment, make_staff, make_student
from tests.factories.assessments import make_assessment, make_question, right_option

CREATE = "/api/teacher/assessments/"
NOT_OWN = {
    "error": "Permission denied",
    "detail": "You can only create assessments for your own courses/modules/lessons.",
}
ASSESSMENT_UNKNOWN = {
    "error": "Assessment not found",
    "detail": "The specified assessment does not exist.",
}
QUESTION_UNKNOWN = {"error": "Question not found", "detail": "The specified question does not exist."}
NOT_AVAILABLE = {
    "error": "Assessment not available",
    "detail": "This assessment is not active or available for students.",
}
EXPIRED = {
    "error": "Assessment expired",
    "detail": "The time limit for this assessment has expired.",
}
ATTEMPT_UNKNOWN = {
    "error": "Attempt not found",
    "detail": "The specified assessment attempt does not exist.",
}
ANSWER_UNKNOWN = {"error": "Answer not found", "detail": "The specified student answer does not exist."}
NOT_OWN_ANSWER = {
    "error": "Permission denied",
    "detail": "You can only grade answers for your own questions.",
}


def questions_of(assessment_id):
    return f"/api/teacher/assessments/{assessment_id}/questions/"


def options_of(question_id):
    return f"/api/teacher/questions/{question_id}/options/"


def start_at(assessment_id):
    return f"/api/student/assessments/{assessment_id}/alice/start/"


def submit_at(attempt_id):
    return f"/api/students/attempts/{attempt_id}/submit/"


def grade_at(answer_id):
    return f"/api/teacher/grading/answer/{answer_id}/"


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
    return make_assessment(course)


@pytest.fixture
def waiting(student, course):
    """An answer to an essay of 4 points that waits for a person."""
    assessment = make_assessment(course)
    essay = make_question(assessment, "essay", points=4)
    now = timezone.now()
    attempt = start_attempt(student=student, assessment_id=assessment.id, device=None, now=now)
    submit_attempt(
        student=student,
        attempt_id=attempt.id,
        answers=[{"question": essay.id, "text": "Words"}],
        device=None,
        now=now,
    )
    return Answer.objects.get()


@pytest.mark.catalogue("C8.1 assessment create: type, duration, passing score")
class TestAssessmentValues:
    def test_nothing_given(self, alice):
        assert alice.post(CREATE, {}, status=400).json() == {
            "title": ["This field is required."],
            "description": ["This field is required."],
            "assessment_type": ["This field is required."],
        }

    @pytest.mark.parametrize(
        ("duration", "duration_text"),
        [("long", "A valid integer is required."), (0, "Duration must be greater than 0.")],
    )
    @pytest.mark.parametrize(
        ("score", "score_text"),
        [("high", "A valid integer is required."), (0, "Passing score must be greater than 0.")],
    )
    def test_wrong_values(self, alice, course, duration, duration_text, score, score_text):
        body = {
            "title": "Quiz",
            "description": "Words.",
            "course": str(course.id),
            "assessment_type": "riddle",
            "duration_minutes": duration,
            "passing_score": score,
        }
        assert alice.post(CREATE, body, status=400).json() == {
            "assessment_type": ["Invalid assessment type. Must be one of: quiz, assignment, exam"],
            "duration_minutes": [duration_text],
            "passing_score": [score_text],
        }
        assert Assessment.objects.count() == 0


@pytest.mark.catalogue("C8.1 assessment create: not own course/module/lesson")
def test_assessment_for_what_is_not_ones_own(api, alpha, beta, alice, course):
    with context.enter(beta):
        foreign = make_course()
    body = {"title": "Quiz", "description": "Words.", "assessment_type": "quiz"}
    for name in ("course", "module", "lesson"):
        for key in (foreign.id, uuid.uuid4()):
            told = alice.post(CREATE, {**body, name: str(key)}, status=403).json()
            assert told == NOT_OWN
    assistant = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True)
    assert assistant.post(CREATE, {**body, "course": str(course.id)}, status=403).json() == NOT_OWN
    assert Assessment.objects.count() == 0


@pytest.mark.catalogue("C8.2 question create: empty text, type, marks, order")
@pytest.mark.parametrize(
    ("order", "order_text"),
    [("next", "A valid integer is required."), (0, "Order must be greater than 0.")],
)
@pytest.mark.parametrize("names", [("text", "points"), ("question_text", "mark")])
def test_question_with_wrong_values(alice, quiz, order, order_text, names):
    text, points = names
    body = {text: " ", "question_type": "riddle", points: 0, "order": order}
    assert alice.post(questions_of(quiz.id), body, status=400).json() == {
        "question_text": ["Question text cannot be empty."],
        "question_type": ["Invalid question type."],
        "valid_types": ["multiple_choice", "true_false", "short_answer", "essay", "fill_blank"],
        "mark": ["Marks must be greater than 0."],
        "order": [order_text],
    }
    assert Question.objects.count() == 0


@pytest.mark.catalogue("C8.2 question create: assessment not found")
def test_question_for_no_assessment(alice, beta, course):
    with context.enter(beta):
        foreign = make_assessment(make_course())
    body = {"text": "Why?", "question_type": "essay"}
    for key in (foreign.id, uuid.uuid4()):
        assert alice.post(questions_of(key), body, status=404).json() == ASSESSMENT_UNKNOWN


@pytest.mark.catalogue("C8.3 option create: empty text, correctness, order")
@pytest.mark.parametrize(
    ("order", "order_text"),
    [("next", "A valid integer is required."), (0, "Order must be greater than 0.")],
)
@pytest.mark.parametrize("name", ["text", "option_text"])
def test_option_with_wrong_values(alice, quiz, order, order_text, name):
    question = make_question(quiz)
    assert alice.post(options_of(question.id), {name: "", "order": order}, status=400).json() == {
        "option_text": ["Option text cannot be empty."],
        "is_correct": ["You must specify if this option is correct."],
        "order": [order_text],
    }
    assert Option.objects.count() == 2


@pytest.mark.catalogue("C8.3 option create: question not found")
def test_option_for_no_question(alice, beta, course):
    with context.enter(beta):
        foreign = make_question(make_assessment(make_course()))
    for key in (foreign.id, uuid.uuid4()):
        body = {"text": "Blue", "is_correct": False}
        assert alice.post(options_of(key), body, status=404).json() == QUESTION_UNKNOWN


@pytest.mark.catalogue("C8.4 assessment start: not available")
@pytest.mark.parametrize(
    "fields",
    [
        {"is_published": False},
        {"available_from": timezone.now() + timedelta(days=1)},
        {"available_until": timezone.now() - timedelta(days=1)},
    ],
)
def test_start_of_what_is_not_available(bob, course, fields):
    quiz = make_assessment(course, **fields)
    make_question(quiz)
    assert bob.post(start_at(quiz.id), status=400).json() == NOT_AVAILABLE
    assert Attempt.objects.count() == 0


@pytest.mark.catalogue("C8.4 assessment start: not enrolled")
def test_start_without_a_place(api, alpha, quiz):
    make_question(quiz)
    stranger = api(school=alpha).sign_in(make_student().user, bearer=True)
    assert stranger.post(start_at(quiz.id), status=403).json() == {
        "error": "Not enrolled",
        "detail": "You must be enrolled in the course to take this assessment.",
    }
    assert Attempt.objects.count() == 0


@pytest.mark.catalogue("C8.4 assessment start: already attempted")
def test_start_twice(bob, quiz):
    make_question(quiz)
    attempt = bob.post(start_at(quiz.id), status=201).json()["attempt_id"]
    bob.post(submit_at(attempt), {"answers": []})
    assert bob.post(start_at(quiz.id), status=400).json() == {
        "error": "Already attempted",
        "detail": "You have already attempted this assessment.",
    }
    assert Attempt.objects.count() == 1


@pytest.mark.catalogue("C8.4 assessment start/submit: time limit expired")
def test_submit_after_the_end(bob, course, time_machine):
    quiz = make_assessment(course, time_limit_minutes=10)
    question = make_question(quiz)
    began = timezone.now()
    time_machine.move_to(began, tick=False)
    attempt = bob.post(start_at(quiz.id), status=201).json()["attempt_id"]
    body = {"answers": [{"question": str(question.id), "selected_options": [right_option(question)]}]}
    time_machine.move_to(began + timedelta(minutes=10, seconds=6), tick=False)
    assert bob.post(submit_at(attempt), body, status=400).json() == EXPIRED
    assert bob.post(submit_at(attempt), body, status=400).json() == EXPIRED
    closed = Attempt.objects.get()
    assert (closed.state, closed.closed_by, closed.score) == ("graded", "clock", 0)


@pytest.mark.catalogue("C8.5 assessment submit: answer shape per question type")
class TestAnswerShapes:
    def test_nothing_given(self, bob, quiz):
        make_question(quiz)
        attempt = bob.post(start_at(quiz.id), status=201).json()["attempt_id"]
        told = bob.post(submit_at(attempt), {}, status=400).json()
        assert told == {"answers": ["This field is required."]}

    def test_each_kind(self, bob, quiz):
        kinds = ("short_answer", "essay", "multiple_choice", "true_false")
        keys = [str(make_question(quiz, kind).id) for kind in kinds]
        stranger = make_question(make_assessment(quiz.course))
        attempt = bob.post(start_at(quiz.id), status=201).json()["attempt_id"]
        answers = [{"question": key} for key in [*keys, str(stranger.id), "none"]]
        assert bob.post(submit_at(attempt), {"answers": answers}, status=400).json() == {
            "answers.0.text_answer": ["Text answer is required for short_answer/essay questions."],
            "answers.1.text_answer": ["Text answer is required for short_answer/essay questions."],
            "answers.2.selected_options": ["Selected options are required for multiple_choice questions."],
            "answers.3.true_false_answer": ["True/false answer is required for true_false questions."],
            "answers.4.question": ["Invalid question ID."],
            "answers.5.question": ["Invalid question ID."],
        }
        assert Attempt.objects.get().state == "open"
        assert Answer.objects.count() == 0


@pytest.mark.catalogue("C8.5 assessment submit: attempt not found")
def test_submit_of_no_attempt(api, alpha, beta, bob, quiz):
    make_question(quiz)
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
        told = bob.post(submit_at(key), {"answers": []}, status=404).json()
        assert told == ATTEMPT_UNKNOWN
    theirs.refresh_from_db()
    assert theirs.state == "open"


@pytest.mark.catalogue("C8.5 assessment submit: already submitted")
def test_submit_twice(bob, quiz):
    question = make_question(quiz)
    attempt = bob.post(start_at(quiz.id), status=201).json()["attempt_id"]
    bob.post(submit_at(attempt), {"answers": []})
    body = {"answers": [{"question": str(question.id), "selected_options": [right_option(question)]}]}
    assert bob.post(submit_at(attempt), body, status=400).json() == {
        "error": "Already submitted",
        "detail": "This assessment attempt has already been submitted.",
    }
    assert Attempt.objects.get().score == 0


@pytest.mark.catalogue("C8.6 grading: answer not found")
def test_grade_for_no_answer(alice, waiting):
    assert alice.post(grade_at(uuid.uuid4()), {"points_earned": 1}, status=404).json() == ANSWER_UNKNOWN
    assert alice.post(grade_at(waiting.attempt_id), {"points_earned": 1}, status=404).json() == ANSWER_UNKNOWN


@pytest.mark.catalogue("C8.6 grading: points above maximum or negative")
@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("many", "A valid integer is required."),
        ("NaN", "A valid integer is required."),
        ("1e309", "Points earned cannot exceed question points."),
        ("4.001", "Points earned cannot exceed question points."),
        (5, "Points earned cannot exceed question points."),
        (-1, "Points earned cannot be negative."),
        (None, "This field may not be null."),
    ],
)
def test_grade_with_wrong_points(alice, waiting, points, text):
    told = alice.post(grade_at(waiting.id), {"points_earned": points}, status=400).json()
    assert told == {"points_earned": [text]}
    waiting.refresh_from_db()
    assert (waiting.points, waiting.needs_grading) == (None, True)


@pytest.mark.catalogue("C8.6 grading: not own question")
def test_grade_by_who_does_not_teach_it(bob, waiting):
    told = bob.post(grade_at(waiting.id), {"points_earned": 4}, status=403).json()
    assert told == NOT_OWN_ANSWER
    waiting.refresh_from_db()
    assert waiting.needs_grading
