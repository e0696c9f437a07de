"""Before release no answer to a student tells the key, by no name and by no text, in no contract."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from tenant_apps.assessments.models import Attempt
from tests.factories import make_course, make_enrollment, make_student, owner_of
from tests.factories.assessments import make_assessment, make_question

WORDS = ("is_correct", "correct", "correct_answer", "answer_key", "explanation", "accepted", "is_right")
SECRETS = ("Because-it-is", "Cairo-the-accepted")
KINDS = ("multiple_choice", "true_false", "short_answer", "essay", "fill_blank")


def names_in(value):
    """Every key of every object within a JSON value."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from names_in(inner)
    if isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


def assert_no_key(told):
    leaked = [name for name in names_in(told) if any(word in name for word in WORDS)]
    assert leaked == []
    assert [secret for secret in SECRETS if secret in json.dumps(told)] == []


@pytest.fixture
def course(in_alpha):
    return make_course()


@pytest.fixture
def exam(course):
    """Of all kinds of questions, its results to be released by hand."""
    exam = make_assessment(course, results_shown="by_hand", time_limit_minutes=5)
    for kind in KINDS:
        accepted = [SECRETS[1]] if kind in ("short_answer", "fill_blank") else []
        make_question(exam, kind, explanation=SECRETS[0], accepted_answers=accepted)
    return exam


@pytest.fixture
def student(course):
    student = make_student()
    make_enrollment(student, course)
    return student


def answer_to(exam, kind):
    return exam.questions.get(kind=kind)


def answers(exam):
    choice, truth = answer_to(exam, "multiple_choice"), answer_to(exam, "true_false")
    return [
        {"question": str(choice.id), "selected_options": [str(choice.options.all()[0].id)]},
        {"question": str(truth.id), "true_false_answer": False},
        *(
            {"question": str(answer_to(exam, kind).id), "text_answer": "Giza"}
            for kind in ("short_answer", "essay", "fill_blank")
        ),
    ]


def grade_all(api, alpha):
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    for waiting in alice.get("/api/v1/teacher/grading/pending/").json():
        alice.post(f"/api/v1/teacher/grading/answer/{waiting['id']}/", {"points_awarded": 1})


def test_answers_of_edupro_v1(api, alpha, student, exam):
    bob = api(school=alpha).sign_in(student.user)
    base = "/api/v1"
    lists = (f"{base}/student/assessments/alice/", f"{base}/student/alice/attempts/")
    told = [bob.get(path).json() for path in lists]
    started = bob.post(f"{base}/student/assessments/{exam.id}/alice/start/", status=201).json()
    room = f"{base}/students/attempts/{started['attempt_id']}/"
    result = f"{base}/student/attempts/{started['attempt_id']}/result/"
    told += [started, bob.get(result, status=409).json()]
    for sequence, answer in enumerate(answers(exam)):
        path = f"{room}answers/{answer['question']}/"
        told.append(bob.put(path, {**answer, "sequence": sequence}).json())
    told += [bob.post(f"{room}take-over/").json(), bob.get(room).json()]
    wrong = {"answers": [{"question": "x", "text_answer": "y"}]}
    told.append(bob.post(f"{room}submit/", wrong, status=400).json())
    told.append(bob.post(f"{room}submit/", {"answers": answers(exam)}).json())
    for _ in ("waiting for a person", "graded and not released"):
        told += [bob.get(path).json() for path in (*lists, room)]
        told.append(bob.get(result, status=202).json())
        grade_all(api, alpha)
    assert Attempt.objects.get().state == "graded"
    assert_no_key(told)


def test_answers_of_edupro(api, alpha, student, exam):
    bob = api(school=alpha).sign_in(student.user, bearer=True)
    lists = ("/api/student/assessments/alice/", "/api/student/alice/attempts/")
    told = [bob.get(path).json() for path in lists]
    started = bob.post(f"/api/student/assessments/{exam.id}/alice/start/", status=201).json()
    key = started["attempt_id"]
    result, submit = f"/api/student/attempts/{key}/result/", f"/api/students/attempts/{key}/submit/"
    told += [started, bob.get(result, status=409).json()]
    told.append(bob.post(submit, {"answers": [{"question": "x"}]}, status=400).json())
    told.append(bob.post(submit, {"answers": answers(exam)}).json())
    for _ in ("waiting for a person", "graded and not released"):
        told += [bob.get(path).json() for path in lists]
        told.append(bob.get(result, status=202).json())
        grade_all(api, alpha)
    assert Attempt.objects.get().state == "graded"
    assert_no_key(told)


def test_pages(api, alpha, student, exam):
    """The key's texts; words such as "correct" are a page's own."""
    bob = api(school=alpha).sign_in(student.user)
    pages = [reverse("my_assessments", urlconf="config.urls.school")]
    key = bob.post(f"/api/v1/student/assessments/{exam.id}/alice/start/", status=201).json()["attempt_id"]
    for name in ("attempt_room", "attempt_hand_in"):
        pages.append(reverse(name, args=[key], urlconf="config.urls.school"))
    told = [bob.get(path).content.decode() for path in pages]
    bob.post(f"/api/v1/students/attempts/{key}/submit/", {"answers": answers(exam)})
    result = reverse("attempt_result", args=[key], urlconf="config.urls.school")
    told.append(bob.get(result).content.decode())
    grade_all(api, alpha)
    told.append(bob.get(result).content.decode())
    leaked = [
        word for page in told for word in (*SECRETS, "is_correct", "answer_key", "is_right") if word in page
    ]
    assert leaked == []
    assert exam.title in told[0]


def test_the_walk_finds_a_key(api, alpha, exam):
    """What staff read has it: were it told to a student, the walk would see it."""
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    told = alice.get(f"/api/v1/teacher/assessments/{exam.id}/questions/").json()
    assert {"is_correct", "explanation", "accepted_answers"} <= set(names_in(told))
    with pytest.raises(AssertionError):
        assert_no_key(told)
