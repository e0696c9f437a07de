"""Section 10 of the contract for who grades: attempts, the queue, points, grading anew."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.services import start_attempt, submit_attempt
from tenants import context
from tests.contracts.edupro_v1.words import NOT_FOUND
from tests.contracts.moments import moment
from tests.factories import make_course, make_enrollment, make_lesson, make_module, make_staff, make_student
from tests.factories.assessments import make_assessment, make_question

PENDING = "/api/v1/teacher/grading/pending/"
UNKNOWN = {"detail": "The specified assessment does not exist."}


def grade_at(key):
    return f"/api/v1/teacher/grading/answer/{key}/"


def attempts_of(key):
    return f"/api/v1/teacher/assessments/{key}/attempts/"


def taken(assessment, student=None, answers=()):
    """An attempt that was handed in, by a new student unless one is given."""
    if student is None:
        student = make_student()
        make_enrollment(student, assessment.course)
    now = timezone.now()
    attempt = start_attempt(student=student, assessment_id=assessment.id, device=None, now=now)
    given = [{"question": question.id, **answer} for question, answer in answers]
    return submit_attempt(student=student, attempt_id=attempt.id, answers=given, device=None, now=now)


@pytest.fixture
def grader(api, alpha, course):
    """An assistant: grading is theirs too."""
    return api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")


@pytest.fixture
def instructor(api, alpha, course):
    return api(school=alpha).sign_in(make_staff("instructor").user, kind="staff")


@pytest.fixture
def student(course):
    student = make_student()
    make_enrollment(student, course)
    return student


@pytest.fixture
def waiting(course, student):
    """Bob's answer to an essay of 4 points that waits for a person."""
    quiz = make_assessment(course, title="Sets")
    taken(quiz, student, answers=[(make_question(quiz, "essay", points=4), {"text": "Words"})])
    return Answer.objects.select_related("attempt__assessment", "attempt__student").get()


class TestQueue:
    def test_what_is_told(self, grader, course, waiting):
        attempt, question = waiting.attempt, waiting.question
        assert grader.get(PENDING).json() == [
            {
                "id": str(waiting.id),
                "attempt_id": str(attempt.id),
                "assessment": {
                    "id": str(attempt.assessment_id),
                    "title": "Sets",
                    "assessment_type": "quiz",
                },
                "course": str(course.id),
                "course_title": "Algebra",
                "student": {
                    "id": attempt.student.user_number,
                    "username": attempt.student.username,
                    "full_name": attempt.student.full_name,
                },
                "question": {
                    "id": str(question.id),
                    "question_text": question.text,
                    "question_type": "essay",
                    "points": 4,
                    "mark": 4,
                },
                "student_answer": "Words",
                "submitted_at": moment(attempt.submitted_at),
            }
        ]

    def test_by_course_assessment_type_and_question_type(self, grader, course, waiting):
        exam = make_assessment(make_course(), kind="exam")
        taken(exam, answers=[(make_question(exam, "short_answer"), {"text": "Giza"})])
        other = Answer.objects.exclude(pk=waiting.pk).get()
        base = "/api/v1/teacher"
        for path, expected in [
            (f"{base}/grading/pending", [waiting, other]),
            (f"{base}/courses/{course.id}/grading/pending/", [waiting]),
            (f"{base}/assessments/{exam.id}/grading/pending/", [other]),
            (f"{base}/assessments/quiz/grading/pending/", [waiting]),
            (f"{base}/assessments/exam/grading/pending/", [other]),
            (f"{base}/assessments/course_exam/grading/pending", [other]),
            (f"{base}/assessments/assignment/grading/pending/", []),
            (f"{base}/assessments/questions/essay/grading/pending/", [waiting]),
            (f"{base}/assessments/questions/short_answer/grading/pending/", [other]),
            (f"{base}/assessments/questions/true_false/grading/pending/", []),
        ]:
            assert [row["id"] for row in grader.get(path).json()] == [str(one.id) for one in expected]
        assert [one["id"] for one in grader.get(PENDING, {"page": 2, "page_size": 1}).json()] == [
            str(other.id)
        ]

    def test_what_is_not_there(self, grader, beta):
        with context.enter(beta):
            course = make_course()
            foreign = make_assessment(course)
        base = "/api/v1/teacher"
        for key in (course.id, uuid.uuid4()):
            path = f"{base}/courses/{key}/grading/pending/"
            assert grader.get(path, status=404).json() == NOT_FOUND
        for key in (foreign.id, uuid.uuid4()):
            path = f"{base}/assessments/{key}/grading/pending/"
            assert grader.get(path, status=404).json() == UNKNOWN
        for path in ("assessments/riddle", "assessments/questions/riddle", "assessments/%00"):
            assert grader.get(f"{base}/{path}/grading/pending/", status=404).json() == NOT_FOUND

    def test_same_cost_for_one_and_three(self, grader, course):
        counts = []
        for _ in range(3):
            quiz = make_assessment(lesson=make_lesson(make_module(course)))
            taken(quiz, answers=[(make_question(quiz, "essay"), {"text": "Words"})])
            grader.get(PENDING)
            with CaptureQueriesContext(connection) as queries:
                grader.get(PENDING)
            counts.append(len(queries))
        assert counts == [3, 3, 3]


class TestGrading:
    @pytest.mark.parametrize("method", ["post", "put", "patch"])
    @pytest.mark.parametrize(
        ("points", "feedback"),
        [
            ("points_awarded", "feedback"),
            ("points_earned", "teacher_feedback"),
            ("marks_awarded", "feedback"),
        ],
    )
    def test_each_spelling(self, grader, waiting, method, points, feedback):
        told = getattr(grader, method)(grade_at(waiting.id), {points: 2.5, feedback: "Well said"}).json()
        assert told == {
            "message": "Answer graded successfully.",
            "answer_id": str(waiting.id),
            "points_awarded": 2.5,
            "feedback": "Well said",
            "attempt_status": "graded",
        }
        assert grader.get(PENDING).json() == []

    def test_the_student_sees_it(self, bob, grader, waiting):
        path = f"/api/v1/student/attempts/{waiting.attempt_id}/result/"
        bob.get(path, status=202)
        grader.patch(grade_at(waiting.id)[:-1], {"points_awarded": 3, "feedback": "Good"})
        result = bob.get(path).json()
        assert (result["total_score"], result["percentage"], result["is_passed"]) == (3, 75, True)
        row = result["answers"][0]
        told = (row["student_answer"], row["correct_answer"], row["points_awarded"], row["feedback"])
        assert told == ("Words", None, 3, "Good")

    def test_again_without_words_keeps_them(self, grader, waiting):
        grader.put(grade_at(waiting.id), {"points_awarded": 3, "feedback": "Good"})
        told = grader.put(grade_at(waiting.id), {"points_awarded": 4}).json()
        assert (told["points_awarded"], told["feedback"]) == (4, "Good")

    @pytest.mark.parametrize(
        ("body", "refused"),
        [
            ({}, {"points_awarded": ["This field is required."]}),
            ({"points_awarded": 5}, {"points_awarded": ["Points earned cannot exceed question points."]}),
            ({"marks_awarded": -1}, {"points_awarded": ["Points earned cannot be negative."]}),
            ({"points_earned": "NaN"}, {"points_earned": ["A valid number is required."]}),
            ({"points_awarded": 1, "feedback": "x" * 5001}, {"feedback": ["This text is too long."]}),
        ],
    )
    def test_wrong_values(self, grader, waiting, body, refused):
        assert grader.put(grade_at(waiting.id), body, status=400).json() == refused
        waiting.refresh_from_db()
        assert waiting.needs_grading

    def test_what_is_not_there(self, grader, beta):
        with context.enter(beta):
            quiz = make_assessment(make_course())
            taken(quiz, answers=[(make_question(quiz, "essay"), {"text": "Words"})])
            foreign = Answer.objects.get()
        for key in (foreign.id, uuid.uuid4()):
            assert grader.put(grade_at(key), {"points_awarded": 1}, status=404).json() == {
                "detail": "The specified student answer does not exist."
            }


class TestAttempts:
    def test_of_an_assessment(self, grader, waiting):
        attempt = waiting.attempt
        row = {
            "id": str(attempt.id),
            "assessment": {"id": str(attempt.assessment_id), "title": "Sets", "assessment_type": "quiz"},
            "related_to": "Algebra",
            "attempt_number": 1,
            "status": "submitted",
            "started_at": moment(attempt.started_at),
            "expires_at": None,
            "submitted_at": moment(attempt.submitted_at),
            "total_score": 0,
            "max_score": 4,
            "percentage": None,
            "is_passed": None,
            "student": {
                "id": attempt.student.user_number,
                "username": attempt.student.username,
                "full_name": attempt.student.full_name,
            },
        }
        assert grader.get(attempts_of(attempt.assessment_id)).json() == [row]
        path = f"/api/v1/teacher/assessments/attempts/{attempt.student.username}/"
        page = {"count": 1, "next": None, "previous": None, "results": [row]}
        assert grader.get(path).json() == page

    def test_pages_of_one_student_or_of_all(self, grader, course):
        quiz = make_assessment(course, max_attempts=None)
        make_question(quiz)
        student = make_student(username="carol")
        make_enrollment(student, course)
        for _ in range(6):
            taken(quiz, student)
        taken(quiz)
        path = "/api/v1/teacher/assessments/attempts"
        first = grader.get(f"{path}/Carol").json()
        assert (first["count"], len(first["results"])) == (6, 5)
        assert len(grader.get(first["next"]).json()["results"]) == 1
        assert grader.get(f"{path}/alice/").json()["count"] == 7
        for name in ("nobody", "%00", "basma"):
            assert grader.get(f"{path}/{name}/", status=404).json() == NOT_FOUND

    def test_what_is_not_there(self, grader, beta):
        with context.enter(beta):
            foreign = make_assessment(make_course())
        for key in (foreign.id, uuid.uuid4()):
            assert grader.get(attempts_of(key), status=404).json() == UNKNOWN

    def test_same_cost_for_one_and_three(self, grader, course):
        quiz, counts = make_assessment(course), []
        make_question(quiz)
        for path in (attempts_of(quiz.id), "/api/v1/teacher/assessments/attempts/alice/"):
            costs = []
            for _ in range(3):
                taken(quiz)
                grader.get(path)
                with CaptureQueriesContext(connection) as queries:
                    grader.get(path)
                costs.append(len(queries))
            counts.append(costs)
        assert counts == [[4, 4, 4], [5, 5, 5]]


class TestRegrading:
    def test_after_the_key_was_corrected(self, instructor, course):
        quiz = make_assessment(course)
        question = make_question(quiz)
        right, wrong = question.options.order_by("order")
        attempt = taken(quiz, answers=[(question, {"options": [str(wrong.id)]})])
        for option, is_correct in ((right, False), (wrong, True)):
            path = f"/api/v1/teacher/questions/options/{option.id}/"
            instructor.patch(path, {"is_correct": is_correct})
        attempt.refresh_from_db()
        assert attempt.score == 0
        path = f"/api/v1/teacher/assessments/{quiz.id}/regrade/"
        assert instructor.post(path).json() == {
            "changed_count": 1,
            "attempts": [
                {
                    "attempt_id": str(attempt.id),
                    "student_name": attempt.student.full_name,
                    "score_before": 0,
                    "score_after": 1,
                    "max_before": 1,
                    "max_after": 1,
                    "is_passed_before": False,
                    "is_passed_after": True,
                    "is_changed": True,
                }
            ],
        }
        assert instructor.post(path).json()["changed_count"] == 0
        assert Attempt.objects.get().score == 1


def test_who_may(api, alpha, bob, waiting):
    key = waiting.attempt.assessment_id
    base = "/api/v1/teacher"
    reads = [PENDING, attempts_of(key), f"{base}/assessments/attempts/alice/"]
    reads += [f"{base}/courses/{waiting.attempt.assessment.course_id}/grading/pending/"]
    reads += [f"{base}/assessments/{key}/grading/pending/"]
    reads += [f"{base}/assessments/questions/essay/grading/pending/"]
    calls = [("get", path) for path in reads]
    calls += [(method, grade_at(waiting.id)) for method in ("post", "put", "patch")]
    for method, path in calls:
        getattr(api(school=alpha), method)(path, status=401)
        told = getattr(bob, method)(path, {"points_awarded": 4}, status=403).json()
        assert told == {"detail": "You are not a Teacher."}
    waiting.refresh_from_db()
    assert waiting.needs_grading
