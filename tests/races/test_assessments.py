"""Students, teachers and the clock at the same attempt at once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from tenant_apps.assessments.models import Answer, Attempt, Question
from tenant_apps.assessments.services import (
    close_overdue,
    create_question,
    delete_assessment,
    delete_question,
    grade_answer,
    regrade_assessment,
    save_answer,
    start_attempt,
    submit_attempt,
    take_over,
    update_question,
)
from tests.factories import (
    make_assessment,
    make_course,
    make_enrollment,
    make_question,
    make_staff,
    make_student,
    right_option,
    wrong_option,
)
from tests.parallel import run_parallel

pytestmark = pytest.mark.usefixtures("committed", "in_alpha")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def kinds(answers):
    return Counter(type(answer).__name__ for answer in answers)


@pytest.fixture
def assessment():
    made = make_assessment(make_course(), max_attempts=1, time_limit_minutes=10)
    for _ in range(4):
        make_question(made)
    make_question(made, "essay", points=Decimal("6.00"))
    return made


def enrolled(assessment):
    student = make_student()
    make_enrollment(student, assessment.course, ends_at=NOW + timedelta(days=30))
    return student


def start(student, assessment):
    return start_attempt(student=student, assessment_id=assessment.id, device=None, now=NOW)


def saving(student, attempt, question, given, sequence):
    return partial(
        save_answer,
        student=student,
        attempt_id=attempt.id,
        question_id=question.id,
        given=given,
        sequence=sequence,
        device=None,
        now=NOW,
    )


def submitting(student, attempt, answers=None, *, now=NOW):
    return partial(
        submit_attempt, student=student, attempt_id=attempt.id, answers=answers, device=None, now=now
    )


def choices(assessment):
    return list(assessment.questions.filter(kind="multiple_choice").order_by("order"))


def test_fifty_starts_with_one_attempt_allowed_make_one(assessment):
    bob = enrolled(assessment)
    begun = run_parallel([partial(start, bob, assessment)] * 50)
    assert kinds(begun) == {"Attempt": 50}
    assert len({one.id for one in begun}) == Attempt.objects.count() == 1


def test_a_classroom_starts_together(assessment):
    students = [enrolled(assessment) for _ in range(30)]
    begun = run_parallel([partial(start, one, assessment) for one in students])
    assert kinds(begun) == {"Attempt": 30}
    assert Attempt.objects.count() == 30


def test_fifty_submits_make_one_score(assessment):
    bob = enrolled(assessment)
    attempt = start(bob, assessment)
    right = [{"question": one.id, "options": [right_option(one)]} for one in choices(assessment)]
    wrong = [{"question": one.id, "options": [wrong_option(one)]} for one in choices(assessment)]

    done = run_parallel([submitting(bob, attempt, right), submitting(bob, attempt, wrong)] * 25)

    assert kinds(done) == {"Attempt": 1, "AlreadySubmitted": 49}
    told = next(one for one in done if isinstance(one, Attempt))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == ("graded", told.score)
    assert attempt.score in (Decimal("4.00"), Decimal("0.00"))
    assert Answer.objects.count() == 4


def test_saves_of_one_question_leave_the_latest(assessment):
    essays = [make_question(assessment, "essay") for _ in range(6)]
    bob = enrolled(assessment)
    attempt = start(bob, assessment)
    # The latest among the first: whoever read the row before it would overwrite it.
    calls = [
        saving(bob, attempt, essay, {"text": f"draft {n}"}, n)
        for essay in essays
        for n in (3, 8, 1, 7, 2, 6, 5, 4)
    ]
    assert kinds(run_parallel(calls, threads=8)) == {"Saved": 48}
    stored = Answer.objects.values_list("sequence", "given")
    assert list(stored) == [(8, {"text": "draft 8"})] * 6


def test_saves_while_handing_in_count_or_are_refused(assessment):
    bob = enrolled(assessment)
    attempt = start(bob, assessment)
    saves = [saving(bob, attempt, one, {"options": [right_option(one)]}, 1) for one in choices(assessment)]
    done = run_parallel([*saves[:2], submitting(bob, attempt), *saves[2:]], threads=5)
    counted = kinds(done)
    assert counted["Attempt"] == 1
    assert counted["Saved"] + counted["AlreadySubmitted"] == 4
    attempt.refresh_from_db()
    assert attempt.score == Decimal(counted["Saved"]) == Answer.objects.filter(points=1).count()


def test_job_and_student_close_once(assessment):
    at_the_end = NOW + timedelta(minutes=10, seconds=4)
    after = NOW + timedelta(minutes=10, seconds=6)
    students = [enrolled(assessment) for _ in range(10)]
    attempts = [start(one, assessment) for one in students]
    calls = [submitting(one, two, now=at_the_end) for one, two in zip(students, attempts, strict=True)]
    done = run_parallel([*calls[:5], *[partial(close_overdue, now=after)] * 4, *calls[5:]], threads=14)
    by_students = Attempt.objects.filter(closed_by="student").count()
    by_clock = sum(one for one in done if isinstance(one, int))
    assert Attempt.objects.filter(closed_by="clock").count() == by_clock
    assert by_students + by_clock == 10
    assert kinds(done)["Attempt"] == by_students
    assert kinds(done)["AttemptExpired"] == by_clock
    assert set(Attempt.objects.values_list("state", flat=True)) == {"graded"}


def test_two_devices_never_both_write(assessment):
    bob = enrolled(assessment)
    attempt = start(bob, assessment)
    essay = assessment.questions.get(kind="essay")
    devices = [UUID(int=n) for n in range(1, 9)]

    def use(device, sequence):
        def run():
            take_over(student=bob, attempt_id=attempt.id, device=device, now=NOW)
            return save_answer(
                student=bob,
                attempt_id=attempt.id,
                question_id=essay.id,
                given={"text": str(device)},
                sequence=sequence,
                device=device,
                now=NOW,
            )

        return run

    done = run_parallel([use(device, n) for n, device in enumerate(devices, start=1)])
    assert set(kinds(done)) <= {"Saved", "AttemptElsewhere"}
    attempt.refresh_from_db()
    assert attempt.held_by in devices
    assert attempt.held_changes == 8


def test_two_graders_leave_a_true_sum(assessment):
    bob = enrolled(assessment)
    for _ in range(3):
        make_question(assessment, "essay", points=Decimal("6.00"))
    attempt = start(bob, assessment)
    essays = assessment.questions.filter(kind="essay")
    submitting(bob, attempt, [{"question": one.id, "text": "a"} for one in essays])()
    graders = [make_staff() for _ in range(2)]
    calls = [
        partial(grade_answer, answer_id=answer.id, points=Decimal(points), staff=grader, now=NOW)
        for answer in Answer.objects.all()
        for points, grader in zip((2, 5), graders, strict=True)
    ]
    assert kinds(run_parallel(calls)) == {"Answer": 8}
    attempt.refresh_from_db()
    assert attempt.state == "graded"
    assert attempt.score == sum(Answer.objects.values_list("points", flat=True))


def test_regrading_while_students_work_and_teachers_write(assessment):
    staff = make_staff()
    students = [enrolled(assessment) for _ in range(10)]
    question = choices(assessment)[0]

    def learn(student):
        attempt = start(student, assessment)
        saving(student, attempt, question, {"options": [right_option(question)]}, 1)()
        return submitting(student, attempt)()

    teach = [
        partial(regrade_assessment, assessment_id=assessment.id, by=staff, now=NOW),
        partial(update_question, question_id=question.id, changes={"points": Decimal("3.00")}),
    ] * 5
    learners = [partial(learn, student) for student in students]
    done = run_parallel([call for pair in zip(learners, teach, strict=True) for call in pair], threads=16)
    assert kinds(done) == {"Attempt": 10, "list": 5, "Question": 5}
    regrade_assessment(assessment_id=assessment.id, by=staff, now=NOW)
    scores = Attempt.objects.values_list("score", "max_score").distinct()
    assert list(scores) == [(Decimal("3.00"), Decimal("12.00"))]


def test_deleting_while_students_start_leaves_one_or_the_other(assessment):
    students = [enrolled(assessment) for _ in range(8)]
    calls = [partial(start, one, assessment) for one in students]
    calls.insert(4, partial(delete_assessment, assessment_id=assessment.id))
    done = kinds(run_parallel(calls))
    if done["NoneType"]:
        assert (done["AssessmentUnknown"], Attempt.objects.count()) == (8, 0)
    else:
        assert done == {"Attempt": done["Attempt"], "AssessmentHasAttempts": 1}
        assert done["Attempt"] == Attempt.objects.count() == 8


def test_questions_written_at_once_have_places_of_their_own(assessment):
    first = assessment.questions.order_by("order").first()
    new = partial(
        create_question, assessment_id=assessment.id, changes={"kind": "essay", "text": "?", "order": 2}
    )
    done = run_parallel([*[new] * 8, partial(delete_question, question_id=first.id)])
    assert kinds(done) == {"Question": 8, "NoneType": 1}
    orders = list(Question.objects.filter(assessment=assessment).values_list("order", flat=True))
    assert len(orders) == len(set(orders)) == 12
