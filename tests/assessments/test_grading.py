"""Grading by a person, and regrading after the key was corrected."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shared_apps.kernel import events
from shared_apps.kernel.models import AuditEntry
from tenant_apps.assessments.errors import (
    AnswerUnknown,
    AssessmentUnknown,
    AttemptStillOpen,
    PointsNegative,
    PointsOutOfRange,
    PointsTooMany,
    TextTooLong,
)
from tenant_apps.assessments.events import AttemptGraded, AttemptSubmitted
from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.selectors import get_answer, get_paper, pending_answers, review_of_attempt
from tenant_apps.assessments.services import (
    close_overdue,
    delete_question,
    grade_answer,
    regrade_assessment,
    save_answer,
    start_attempt,
    submit_attempt,
    update_assessment,
    update_question,
)
from tests.factories import (
    make_assessment,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_staff,
    make_student,
    right_option,
    wrong_option,
)

pytestmark = pytest.mark.usefixtures("in_alpha")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def staff():
    return make_staff()


def enrolled(course):
    student = make_student()
    make_enrollment(student, course, ends_at=NOW + timedelta(days=30))
    return student


def start(student, assessment, *, now=NOW):
    return start_attempt(student=student, assessment_id=assessment.id, device=None, now=now)


def take(student, assessment, *answers, now=NOW):
    attempt = start(student, assessment, now=now)
    return submit_attempt(student=student, attempt_id=attempt.id, answers=answers, device=None, now=now)


def grade(answer, points, *, staff, feedback=None):
    return grade_answer(
        answer_id=answer.id, points=Decimal(points), feedback=feedback, staff=staff, now=LATER
    )


def essay(course, **fields):
    assessment = make_assessment(course, **fields)
    make_question(assessment, "essay", points=Decimal("10.00"))
    return assessment


def written(assessment, text="Once upon a time"):
    return {"question": assessment.questions.get(kind="essay").id, "text": text}


def test_attempt_is_graded_once_nothing_waits(course, staff):
    assessment = essay(course)
    second = make_question(assessment, "essay", points=Decimal("5.00"))
    attempt = take(
        enrolled(course),
        assessment,
        {"question": second.id, "text": "b"},
        {"question": assessment.questions.get(order=1).id, "text": "a"},
    )
    first, other = Answer.objects.order_by("question_id")

    graded = grade(first, "7.255", staff=staff, feedback="  Well told.  ")
    assert (graded.points, graded.is_right, graded.feedback) == (Decimal("7.25"), False, "Well told.")
    assert (graded.graded_at, graded.graded_by, graded.needs_grading) == (LATER, staff.user_id, False)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.percent) == ("submitted", Decimal("7.25"), None)

    assert grade(other, 5, staff=staff).is_right is True
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.percent, attempt.is_passed) == (
        "graded",
        Decimal("12.25"),
        Decimal("81.66"),
        True,
    )
    assert attempt.graded_at == LATER


def test_grade_may_be_changed_and_words_stay(course, staff):
    assessment = essay(course)
    attempt = take(enrolled(course), assessment, written(assessment))
    answer = Answer.objects.get()
    grade(answer, 10, staff=staff, feedback="Perfect")
    graded = grade(answer, 4, staff=staff)
    attempt.refresh_from_db()
    assert (graded.feedback, attempt.score, attempt.is_passed) == ("Perfect", Decimal("4.00"), False)
    assert grade(answer, 4, staff=staff, feedback="").feedback == ""


def test_what_the_key_decided_may_be_overruled(course, staff):
    assessment = make_assessment(course)
    question = make_question(assessment)
    attempt = take(
        enrolled(course), assessment, {"question": question.id, "options": [wrong_option(question)]}
    )
    grade(Answer.objects.get(), "0.5", staff=staff)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.percent, attempt.is_passed) == (Decimal("0.50"), Decimal("50.00"), True)


@pytest.mark.parametrize(
    ("points", "refusal", "text"),
    [
        ("10.01", PointsTooMany, "Points earned cannot exceed question points."),
        ("-1", PointsNegative, "Points earned cannot be negative."),
        ("NaN", PointsOutOfRange, "A valid number is required."),
        ("Infinity", PointsOutOfRange, "A valid number is required."),
        ("1e309", PointsTooMany, "Points earned cannot exceed question points."),
    ],
)
def test_points_within_the_question(course, staff, points, refusal, text):
    assessment = essay(course)
    take(enrolled(course), assessment, written(assessment))
    with pytest.raises(PointsOutOfRange) as caught:
        grade(Answer.objects.get(), points, staff=staff)
    assert (type(caught.value), str(caught.value)) == (refusal, text)
    assert Answer.objects.get().needs_grading is True


def test_feedback_has_an_end(course, staff):
    assessment = essay(course)
    take(enrolled(course), assessment, written(assessment))
    with pytest.raises(TextTooLong):
        grade(Answer.objects.get(), 1, staff=staff, feedback="x" * 5001)


def test_not_while_the_student_writes(course, staff):
    bob, assessment = enrolled(course), essay(course)
    attempt = start(bob, assessment)
    save_answer(
        student=bob,
        attempt_id=attempt.id,
        question_id=assessment.questions.get().id,
        given={"text": "a"},
        sequence=1,
        device=None,
        now=NOW,
    )
    answer = Answer.objects.get()
    with pytest.raises(AttemptStillOpen):
        grade(answer, 1, staff=staff)
    with pytest.raises(AnswerUnknown):
        get_answer(answer_id=answer.id)
    assert list(pending_answers()) == []


def test_unknown_answer(staff):
    for act in (
        lambda: grade_answer(answer_id=uuid.uuid4(), points=Decimal(1), staff=staff, now=NOW),
        lambda: get_answer(answer_id=uuid.uuid4()),
    ):
        with pytest.raises(AnswerUnknown):
            act()


# The queue


def test_queue_is_oldest_first_and_filtered(course, staff):
    lesson = make_lesson(make_module(course))
    exam, quiz, far = essay(course, kind="exam"), make_assessment(lesson=lesson), essay(make_course())
    short = make_question(quiz, "short_answer", accepted_answers=[])
    students = [enrolled(course) for _ in range(2)]
    make_enrollment(students[0], far.course, ends_at=NOW + timedelta(days=1))
    take(students[0], exam, written(exam), now=NOW + timedelta(minutes=3))
    take(students[1], exam, written(exam), now=NOW + timedelta(minutes=1))
    take(students[0], quiz, {"question": short.id, "text": "?"}, now=NOW + timedelta(minutes=2))
    take(students[0], far, written(far), now=NOW)

    def found(**filters):
        return [(one.attempt.assessment, one.attempt.student) for one in pending_answers(**filters)]

    dana, bob = students[1], students[0]
    assert found() == [(far, bob), (exam, dana), (quiz, bob), (exam, bob)]
    assert found(course_id=course.id) == [(exam, dana), (quiz, bob), (exam, bob)]
    assert found(assessment_id=exam.id) == [(exam, dana), (exam, bob)]
    assert found(kind="exam") == [(exam, dana), (exam, bob)]
    assert found(question_kind="short_answer") == [(quiz, bob)]
    assert found(kind="assignment") == []
    grade(pending_answers(assessment_id=far.id).get(), 3, staff=staff)
    assert found(assessment_id=far.id) == []


@pytest.mark.parametrize("count", [1, 3])
def test_queue_is_one_query_with_all_that_it_shows(course, count, django_assert_num_queries):
    assessment = essay(course)
    for _ in range(count):
        take(enrolled(course), assessment, written(assessment))
    with django_assert_num_queries(1):
        shown = [
            (one.question.text, one.question.points, one.given, one.attempt.assessment.course.title)
            for one in pending_answers()
            if one.attempt.student.username
        ]
    assert shown == [("Question 1", Decimal("10.00"), {"text": "Once upon a time"}, course.title)] * count


def test_queue_shows_the_question_as_it_was_asked(course):
    assessment = essay(course)
    take(enrolled(course), assessment, written(assessment))
    update_question(question_id=assessment.questions.get().id, changes={"text": "Something else"})
    assert [one.question.text for one in pending_answers()] == ["Question 1"]
    assert get_answer(answer_id=Answer.objects.get().id).question.text == "Question 1"


# News


@pytest.fixture
def heard():
    found = []

    def keep(event):
        found.append(event)

    for kind in (AttemptSubmitted, AttemptGraded):
        events.receive(kind)(keep)
    yield found
    for kind in (AttemptSubmitted, AttemptGraded):
        events._receivers[kind].remove(keep)


def test_news_of_handing_in_and_grading(course, staff, heard):
    bob, assessment = enrolled(course), essay(course, max_attempts=None, time_limit_minutes=10)
    attempt = take(bob, assessment, written(assessment))
    ids = {"attempt_id": attempt.id, "assessment_id": assessment.id, "student_id": bob.id}
    assert heard == [AttemptSubmitted(**ids, by_clock=False, needs_grading=True, at=NOW)]
    grade(Answer.objects.get(), 10, staff=staff)
    assert heard[1:] == [AttemptGraded(**ids, is_passed=True, at=LATER)]
    late = start(bob, assessment)
    close_overdue(now=LATER)
    end = NOW + timedelta(minutes=10)
    assert heard[2:] == [
        AttemptSubmitted(**{**ids, "attempt_id": late.id}, by_clock=True, needs_grading=False, at=end),
        AttemptGraded(**{**ids, "attempt_id": late.id}, is_passed=False, at=end),
    ]


# Correcting the key


def regrade(assessment, staff):
    return regrade_assessment(assessment_id=assessment.id, by=staff, now=LATER)


def test_edit_reaches_papers_only_by_regrading(course, staff):
    assessment = make_assessment(course)
    question = make_question(assessment, text="Which?", points=Decimal("2.00"))
    right, wrong = question.options.order_by("order")
    wrong_one = take(enrolled(course), assessment, {"question": question.id, "options": [wrong.id]})
    right_one = take(enrolled(course), assessment, {"question": question.id, "options": [right.id]})
    running = start(enrolled(course), assessment)
    before = get_paper(attempt=running)

    update_question(
        question_id=question.id,
        changes={
            "text": "Which one?",
            "points": Decimal("4.00"),
            "options": [{"id": wrong.id, "is_correct": True}, {"id": right.id, "is_correct": False}],
        },
    )
    update_assessment(assessment_id=assessment.id, changes={"passing_percent": Decimal(100)}, now=NOW)
    for attempt, score in ((wrong_one, "0.00"), (right_one, "2.00")):
        attempt.refresh_from_db()
        assert (attempt.score, attempt.max_score) == (Decimal(score), Decimal("2.00"))
    running.refresh_from_db()
    assert get_paper(attempt=running) == before

    rows = {row.attempt_id: row for row in regrade(assessment, staff)}

    assert set(rows) == {wrong_one.id, right_one.id}
    found = [
        (
            row.score_before,
            row.score_after,
            row.max_before,
            row.max_after,
            row.is_passed_before,
            row.is_passed_after,
        )
        for row in (rows[wrong_one.id], rows[right_one.id])
    ]
    assert found == [
        (Decimal("0.00"), Decimal("4.00"), Decimal("2.00"), Decimal("4.00"), False, True),
        (Decimal("2.00"), Decimal("0.00"), Decimal("2.00"), Decimal("4.00"), True, False),
    ]
    running.refresh_from_db()
    asked = get_paper(attempt=running)[0]
    assert (asked.text, asked.points, [one.text for one in asked.options]) == (
        "Which?",
        Decimal("4.00"),
        ["Right", "Wrong"],
    )
    assert (running.state, running.score, running.max_score) == ("open", None, Decimal("4.00"))
    entry = AuditEntry.objects.get(action="assessment.regrade")
    assert (entry.actor_id, entry.object_id, entry.after) == (
        staff.user_id,
        str(assessment.id),
        {"attempts": 2, "changed": 2},
    )


def test_running_attempt_is_graded_by_the_corrected_key(course, staff):
    bob, assessment = enrolled(course), make_assessment(course)
    question = make_question(assessment, "fill_blank", accepted_answers=["Giza"])
    attempt = start(bob, assessment)
    update_question(question_id=question.id, changes={"accepted_answers": ["Cairo"]})
    regrade(assessment, staff)
    done = submit_attempt(
        student=bob,
        attempt_id=attempt.id,
        answers=[{"question": question.id, "text": "Cairo"}],
        device=None,
        now=NOW,
    )
    assert done.score == Decimal("1.00")


def test_deleted_question_is_struck_and_new_ones_reach_nobody(course, staff):
    assessment = essay(course)
    choice = make_question(assessment)
    attempt = take(
        enrolled(course),
        assessment,
        written(assessment),
        {"question": choice.id, "options": [right_option(choice)]},
    )
    answer = pending_answers().get()
    delete_question(question_id=assessment.questions.get(kind="essay").id)
    make_question(assessment)

    row = regrade(assessment, staff)[0]

    assert (row.max_before, row.max_after, row.score_after, row.is_passed_after) == (
        Decimal("11.00"),
        Decimal("1.00"),
        Decimal("1.00"),
        True,
    )
    attempt.refresh_from_db()
    assert (attempt.state, attempt.percent) == ("graded", Decimal("100.00"))
    assert list(pending_answers()) == []
    assert [row.question_id for row in review_of_attempt(attempt_id=attempt.id).rows] == [choice.id]
    assert Answer.objects.get(pk=answer.id).given == {"text": "Once upon a time"}
    with pytest.raises(AnswerUnknown):
        grade(answer, 1, staff=staff)


def test_question_struck_while_a_student_writes(course, staff):
    bob, assessment = enrolled(course), make_assessment(course)
    gone, left = make_question(assessment), make_question(assessment)
    attempt = start(bob, assessment)
    for question in (gone, left):
        save_answer(
            student=bob,
            attempt_id=attempt.id,
            question_id=question.id,
            given={"options": [right_option(question)]},
            sequence=1,
            device=None,
            now=NOW,
        )
    delete_question(question_id=gone.id)
    regrade(assessment, staff)
    done = submit_attempt(student=bob, attempt_id=attempt.id, answers=None, device=None, now=NOW)
    assert (done.state, done.score, done.max_score) == ("graded", Decimal("1.00"), Decimal("1.00"))


@pytest.mark.parametrize("count", [1, 5])
def test_each_attempt_costs_one_query(course, staff, count, django_assert_num_queries):
    assessment = make_assessment(course)
    question = make_question(assessment, "fill_blank", accepted_answers=["Giza"])
    for _ in range(count):
        take(enrolled(course), assessment, {"question": question.id, "text": "Cairo"})
    update_question(question_id=question.id, changes={"accepted_answers": ["Cairo"]})
    with django_assert_num_queries(10 + count):
        assert [row.is_changed for row in regrade(assessment, staff)] == [True] * count
    assert list(Attempt.objects.values_list("score", "is_passed").distinct()) == [(Decimal("1.00"), True)]


def test_points_by_a_person_stay_within_the_new_points(course, staff):
    assessment = essay(course)
    attempt = take(enrolled(course), assessment, written(assessment))
    grade(Answer.objects.get(), 8, staff=staff)
    question = assessment.questions.get()
    update_question(question_id=question.id, changes={"points": Decimal("20.00")})
    assert regrade(assessment, staff)[0].score_after == Decimal("8.00")
    update_question(question_id=question.id, changes={"points": Decimal("5.00")})
    assert regrade(assessment, staff)[0].score_after == Decimal("5.00")
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (Decimal("5.00"), Decimal("5.00"))


def test_question_of_another_kind_keeps_its_old_key(course, staff):
    assessment = make_assessment(course)
    question = make_question(assessment)
    attempt = take(
        enrolled(course), assessment, {"question": question.id, "options": [right_option(question)]}
    )
    update_question(question_id=question.id, changes={"kind": "essay"})
    assert [row.is_changed for row in regrade(assessment, staff)] == [False]
    attempt.refresh_from_db()
    assert attempt.score == Decimal("1.00")


def test_twice_changes_nothing_more(course, staff, heard):
    assessment = make_assessment(course)
    question = make_question(assessment)
    take(enrolled(course), assessment, {"question": question.id, "options": [right_option(question)]})
    assert [row.is_changed for row in regrade(assessment, staff)] == [False]
    stored = list(Attempt.objects.values("score", "max_score", "state", "is_passed", "paper"))
    assert [row.is_changed for row in regrade(assessment, staff)] == [False]
    assert list(Attempt.objects.values("score", "max_score", "state", "is_passed", "paper")) == stored
    assert len(heard) == 2


def test_nothing_left_to_ask(course, staff):
    assessment = make_assessment(course)
    question = make_question(assessment)
    attempt = take(enrolled(course), assessment)
    delete_question(question_id=question.id)
    regrade(assessment, staff)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score, attempt.percent, attempt.is_passed) == (0, 0, 0, False)


def test_regrading_what_does_not_exist(staff):
    with pytest.raises(AssessmentUnknown):
        regrade_assessment(assessment_id=uuid.uuid4(), by=staff, now=NOW)
