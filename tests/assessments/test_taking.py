"""Starting, saving, handing in; time; devices."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tenant_apps.assessments.errors import (
    AlreadyAttempted,
    AlreadySubmitted,
    AnswersInvalid,
    AssessmentClosed,
    AssessmentNotAvailable,
    AssessmentNotOpenYet,
    AssessmentUnknown,
    AttemptElsewhere,
    AttemptExpired,
    AttemptUnknown,
    NotEnrolled,
)
from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.selectors import get_paper, saved_answers
from tenant_apps.assessments.services import (
    attempt_of_student,
    attempts_of_student,
    close_overdue,
    note_signal,
    save_answer,
    start_attempt,
    submit_attempt,
    take_over,
)
from tenant_apps.enrollments.errors import NotAStudentHere
from tenant_apps.students.services import remove_student
from tests.factories import (
    make_assessment,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_student,
    right_option,
    wrong_option,
)

pytestmark = pytest.mark.usefixtures("in_alpha")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PHONE, LAPTOP = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def bob(course):
    student = make_student()
    make_enrollment(student, course, ends_at=NOW + timedelta(days=30))
    return student


def start(student, assessment, *, now=NOW, device=PHONE):
    return start_attempt(student=student, assessment_id=assessment.id, device=device, now=now)


def save(student, attempt, question, given, *, sequence=1, device=PHONE, now=NOW):
    return save_answer(
        student=student,
        attempt_id=attempt.id,
        question_id=question.id,
        given=given,
        sequence=sequence,
        device=device,
        now=now,
    )


def submit(student, attempt, answers=None, *, device=PHONE, now=NOW):
    return submit_attempt(student=student, attempt_id=attempt.id, answers=answers, device=device, now=now)


def quiz(course, **fields):
    assessment = make_assessment(course, **fields)
    make_question(assessment)
    return assessment


# Starting


def test_start_freezes_the_paper_and_the_end(bob, course):
    assessment = make_assessment(course, time_limit_minutes=40, passing_percent=Decimal("60.00"))
    first = make_question(assessment, points=Decimal("2.50"), explanation="Because.")
    second = make_question(assessment, "true_false")

    attempt = start(bob, assessment)

    assert (attempt.number, attempt.state, attempt.held_by) == (1, "open", PHONE)
    assert (attempt.started_at, attempt.expires_at) == (NOW, NOW + timedelta(minutes=40))
    assert (attempt.score, attempt.max_score, attempt.is_passed) == (None, Decimal("3.50"), None)
    asked = get_paper(attempt=attempt)
    assert [one.id for one in asked] == [first.id, second.id]
    assert [option.text for option in asked[0].options] == ["Right", "Wrong"]


def test_end_is_the_closing_when_that_comes_first(bob, course):
    closing = NOW + timedelta(minutes=10)
    assert start(bob, quiz(course, time_limit_minutes=40, available_until=closing)).expires_at == closing


def test_nothing_limits_an_untimed_one(bob, course):
    assert start(bob, quiz(course)).expires_at is None


def test_starting_again_gives_the_same_attempt_to_the_new_device(bob, course):
    assessment = quiz(course)
    first = start(bob, assessment)
    again = start(bob, assessment, device=LAPTOP, now=NOW + timedelta(minutes=1))
    assert (again.id, again.held_by, again.held_changes, again.started_at) == (first.id, LAPTOP, 1, NOW)
    assert start(bob, assessment, device=LAPTOP).held_changes == 1
    assert Attempt.objects.count() == 1


def test_what_has_begun_is_resumed_whatever_became_of_the_rest(bob, course):
    assessment = quiz(course, available_until=NOW + timedelta(hours=1))
    attempt = start(bob, assessment)
    bob.enrollments.all().delete()
    type(assessment).objects.update(is_published=False)
    assert start(bob, assessment).id == attempt.id


def test_unknown(bob):
    with pytest.raises(AssessmentUnknown):
        start_attempt(student=bob, assessment_id=uuid.uuid4(), device=None, now=NOW)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"is_published": False}, AssessmentNotAvailable),
        ({"available_from": NOW + timedelta(seconds=1)}, AssessmentNotOpenYet),
        ({"available_until": NOW}, AssessmentClosed),
    ],
)
def test_not_available(bob, course, fields, refusal):
    with pytest.raises(AssessmentNotAvailable) as caught:
        start(bob, quiz(course, **fields))
    assert type(caught.value) is refusal


def test_available_from_its_first_moment_until_before_its_latest(bob, course):
    window = {"available_from": NOW, "available_until": NOW + timedelta(seconds=1)}
    assert start(bob, quiz(course, **window)).state == "open"


def test_without_a_complete_question_it_is_not_available(bob, course):
    assessment = make_assessment(course)
    make_question(assessment, options=[("only", True)])
    make_question(assessment, options=[("a", False), ("b", False)])
    make_question(assessment, "true_false", correct_true_false=None)
    with pytest.raises(AssessmentNotAvailable):
        start(bob, assessment)
    whole = make_question(assessment)
    assert [one.id for one in get_paper(attempt=start(bob, assessment))] == [whole.id]


@pytest.mark.parametrize("hidden", ["module", "lesson"])
def test_hidden_with_its_lesson_or_module(bob, course, hidden):
    lesson = make_lesson(make_module(course))
    assessment = make_assessment(lesson=lesson)
    make_question(assessment)
    row = getattr(assessment, hidden)
    row.is_published = False
    row.save()
    with pytest.raises(AssessmentNotAvailable):
        start(bob, assessment)


def test_not_enrolled_or_no_longer(course):
    assessment = quiz(course)
    dana = make_student()
    with pytest.raises(NotEnrolled):
        start(dana, assessment)
    make_enrollment(dana, course, ends_at=NOW)
    with pytest.raises(NotEnrolled):
        start(dana, assessment)


def test_module_alone_opens_its_own_and_not_the_courses(course):
    module, other = make_module(course), make_module(course)
    dana = make_student()
    make_enrollment(dana, course, module=module, ends_at=NOW + timedelta(days=1))
    of_lesson = make_assessment(lesson=make_lesson(module))
    make_question(of_lesson)
    assert start(dana, of_lesson).state == "open"
    for closed in (quiz(course), quiz(None, module=other)):
        with pytest.raises(NotEnrolled):
            start(dana, closed)


def test_free_lesson_does_not_open_its_quiz(course):
    assessment = make_assessment(lesson=make_lesson(make_module(course), is_free=True))
    make_question(assessment)
    with pytest.raises(NotEnrolled):
        start(make_student(), assessment)


def test_country_and_plan_of_the_course_hold_here_too(bob, course):
    assessment = quiz(course)
    course.plans = ["gold"]
    course.save()
    with pytest.raises(NotEnrolled):
        start(bob, assessment)


def test_blocked_student(bob, course):
    type(bob).objects.update(is_active=False)
    with pytest.raises(NotAStudentHere):
        start(bob, quiz(course))


def test_attempts_are_counted(bob, course):
    assessment = quiz(course, max_attempts=2)
    for number in (1, 2):
        attempt = start(bob, assessment)
        assert attempt.number == number
        submit(bob, attempt)
    with pytest.raises(AlreadyAttempted):
        start(bob, assessment)
    type(assessment).objects.update(max_attempts=None)
    assert start(bob, assessment).number == 3


def test_overdue_one_is_closed_and_counts(bob, course):
    assessment = quiz(course, time_limit_minutes=1)
    attempt = start(bob, assessment)
    with pytest.raises(AlreadyAttempted):
        start(bob, assessment, now=NOW + timedelta(hours=1))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.closed_by) == ("graded", "clock")
    assert attempt.submitted_at == NOW + timedelta(minutes=1)


# Saving


def test_every_kind_is_saved_and_taken_back(bob, course):
    assessment = make_assessment(course)
    kinds = ("multiple_choice", "true_false", "short_answer", "essay", "fill_blank")
    choice, truth, *texts = [make_question(assessment, kind) for kind in kinds]
    attempt = start(bob, assessment)
    given = {
        choice: {"options": [right_option(choice)]},
        truth: {"bool": False},
        **{question: {"text": question.kind} for question in texts},
    }
    for question, answer in given.items():
        save(bob, attempt, question, answer)

    assert {key: one.given for key, one in saved_answers(attempt=attempt).items()} == {
        question.id: answer for question, answer in given.items()
    }
    for question in given:
        save(bob, attempt, question, None, sequence=2)
    assert [one.given for one in saved_answers(attempt=attempt).values()] == [None] * 5


def test_save_says_what_is_stored_and_how_long_is_left(bob, course):
    assessment = make_assessment(course, time_limit_minutes=2)
    question = make_question(assessment, "essay")
    attempt = start(bob, assessment)
    later = NOW + timedelta(seconds=30, milliseconds=400)
    saved = save(bob, attempt, question, {"text": "one"}, sequence=5, now=later)
    assert (saved.sequence, saved.at, saved.left_seconds) == (5, later, 89)
    late = save(bob, attempt, question, {"text": "old"}, sequence=4, now=later + timedelta(seconds=9))
    again = save(bob, attempt, question, {"text": "one!"}, sequence=5, now=later + timedelta(seconds=9))
    assert (late, again) == ((type(saved)(5, later, 80)), type(saved)(5, later, 80))
    assert saved_answers(attempt=attempt)[question.id].given == {"text": "one"}


def test_only_what_is_on_the_paper(bob, course):
    assessment, other = quiz(course), quiz(course)
    attempt = start(bob, assessment)
    own, foreign = assessment.questions.get(), other.questions.get()
    with pytest.raises(AnswersInvalid) as caught:
        save(bob, attempt, foreign, {"options": [right_option(foreign)]})
    assert list(caught.value.errors) == ["answers.0.question"]
    with pytest.raises(AnswersInvalid) as caught:
        save(bob, attempt, own, {"options": [right_option(foreign)]})
    assert list(caught.value.errors) == ["answers.0.selected_options"]
    added = make_question(assessment)
    with pytest.raises(AnswersInvalid):
        save(bob, attempt, added, {"options": [right_option(added)]})
    assert Answer.objects.count() == 0


def test_other_device_is_refused_until_it_takes_over(bob, course):
    assessment = make_assessment(course)
    question = make_question(assessment, "essay")
    attempt = start(bob, assessment)
    for device in (LAPTOP, None):
        with pytest.raises(AttemptElsewhere):
            save(bob, attempt, question, {"text": "laptop"}, device=device)
        with pytest.raises(AttemptElsewhere):
            submit(bob, attempt, device=device)
    taken = take_over(student=bob, attempt_id=attempt.id, device=LAPTOP, now=NOW)
    assert (taken.held_by, taken.held_changes) == (LAPTOP, 1)
    save(bob, attempt, question, {"text": "laptop"}, device=LAPTOP)
    with pytest.raises(AttemptElsewhere):
        save(bob, attempt, question, {"text": "phone"}, sequence=9)
    assert saved_answers(attempt=attempt)[question.id].given == {"text": "laptop"}


def test_stranger_has_no_such_attempt(bob, course):
    attempt = start(bob, quiz(course))
    question = attempt.assessment.questions.get()
    dana = make_student()
    make_enrollment(dana, course)
    for act in (
        lambda: save(dana, attempt, question, None),
        lambda: submit(dana, attempt),
        lambda: take_over(student=dana, attempt_id=attempt.id, device=LAPTOP, now=NOW),
        lambda: attempt_of_student(student=dana, attempt_id=attempt.id, now=NOW),
        lambda: note_signal(student=dana, attempt_id=attempt.id, kind="blur", now=NOW),
    ):
        with pytest.raises(AttemptUnknown):
            act()


# The clock

MOMENTS = [(-1, True), (0, True), (4, True), (5, True), (6, False), (86_400, False)]


@pytest.mark.parametrize(("seconds", "is_taken"), MOMENTS)
def test_submission_around_the_end(bob, course, seconds, is_taken):
    assessment = quiz(course, time_limit_minutes=1)
    question = assessment.questions.get()
    attempt = start(bob, assessment)
    moment = NOW + timedelta(minutes=1, seconds=seconds)
    answers = [{"question": question.id, "options": [right_option(question)]}]
    if is_taken:
        done = submit(bob, attempt, answers, now=moment)
        assert (done.score, done.closed_by, done.submitted_at) == (Decimal("1.00"), "student", moment)
        return
    with pytest.raises(AttemptExpired):
        submit(bob, attempt, answers, now=moment)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.closed_by, attempt.score) == ("graded", "clock", Decimal("0.00"))
    assert attempt.submitted_at == NOW + timedelta(minutes=1)


@pytest.mark.parametrize(("seconds", "is_taken"), MOMENTS)
def test_saving_around_the_end(bob, course, seconds, is_taken):
    assessment = quiz(course, time_limit_minutes=1)
    question = assessment.questions.get()
    attempt = start(bob, assessment)
    save(bob, attempt, question, {"options": [wrong_option(question)]})
    moment = NOW + timedelta(minutes=1, seconds=seconds)
    right = {"options": [right_option(question)]}
    if is_taken:
        assert save(bob, attempt, question, right, sequence=2, now=moment).left_seconds == max(0, -seconds)
        return
    with pytest.raises(AttemptExpired):
        save(bob, attempt, question, right, sequence=2, now=moment)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.closed_by, attempt.score) == ("graded", "clock", Decimal("0.00"))


def test_taking_over_too_late_closes(bob, course):
    attempt = start(bob, quiz(course, time_limit_minutes=1))
    with pytest.raises(AttemptExpired):
        take_over(student=bob, attempt_id=attempt.id, device=LAPTOP, now=NOW + timedelta(minutes=2))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.held_by) == ("graded", PHONE)


def test_everything_after_the_clock_says_expired_and_after_the_student_submitted(bob, course):
    by_clock = start(bob, quiz(course, time_limit_minutes=1))
    assert close_overdue(now=NOW + timedelta(minutes=2)) == 1
    by_bob = start(bob, quiz(course))
    submit(bob, by_bob)
    for attempt, refusal in ((by_clock, AttemptExpired), (by_bob, AlreadySubmitted)):
        question = attempt.assessment.questions.get()
        for act in (lambda a=attempt, q=question: save(bob, a, q, None), lambda a=attempt: submit(bob, a)):
            with pytest.raises(refusal):
                act()


def test_looking_closes_what_is_overdue(bob, course):
    attempt = start(bob, quiz(course, time_limit_minutes=1))
    at_the_end = NOW + timedelta(minutes=1, seconds=5)
    assert attempt_of_student(student=bob, attempt_id=attempt.id, now=at_the_end).state == "open"
    after = at_the_end + timedelta(microseconds=1)
    assert attempt_of_student(student=bob, attempt_id=attempt.id, now=after).state == "graded"


def test_listing_closes_what_is_overdue(bob, course):
    start(bob, quiz(course, time_limit_minutes=1))
    listed = attempts_of_student(student=bob, now=NOW + timedelta(minutes=2))
    assert [(one.state, one.score, one.is_passed) for one in listed] == [("graded", Decimal("0.00"), False)]


def test_job_closes_only_what_is_overdue_and_as_many_as_asked(bob, course):
    for minutes in (1, 2, 30, None):
        start(bob, quiz(course, time_limit_minutes=minutes))
    later = NOW + timedelta(minutes=3)
    assert [close_overdue(now=later, limit=1) for _ in range(3)] == [1, 1, 0]
    assert sorted(Attempt.objects.values_list("state", flat=True)) == ["graded", "graded", "open", "open"]


def test_teacher_who_changes_the_times_does_not_move_the_end(bob, course):
    assessment = quiz(course, time_limit_minutes=30)
    attempt = start(bob, assessment)
    type(assessment).objects.update(time_limit_minutes=1, available_until=NOW + timedelta(minutes=2))
    assert submit(bob, attempt, now=NOW + timedelta(minutes=29)).closed_by == "student"


# Handing in


def test_submit_takes_what_was_saved_and_what_comes_along(bob, course):
    assessment = make_assessment(course, passing_percent=Decimal(75))
    questions = [make_question(assessment) for _ in range(4)]
    attempt = start(bob, assessment)
    save(bob, attempt, questions[0], {"options": [right_option(questions[0])]})
    save(bob, attempt, questions[1], {"options": [wrong_option(questions[1])]})
    answers = [{"question": str(one.id), "options": [right_option(one)]} for one in questions[1:3]]

    done = submit(bob, attempt, answers)

    assert (done.state, done.score, done.max_score) == ("graded", Decimal("3.00"), Decimal("4.00"))
    assert (done.percent, done.is_passed, done.graded_at) == (Decimal("75.00"), True, NOW)
    stored = Attempt.objects.get()
    assert (stored.score, stored.percent, stored.is_passed) == (Decimal("3.00"), Decimal("75.00"), True)
    assert Answer.objects.count() == 3


def test_wrong_answers_hand_nothing_in(bob, course):
    assessment = quiz(course)
    attempt = start(bob, assessment)
    with pytest.raises(AnswersInvalid):
        submit(bob, attempt, [{"question": assessment.questions.get().id, "options": []}])
    attempt.refresh_from_db()
    assert (attempt.state, Answer.objects.count()) == ("open", 0)


def test_essay_waits_and_keeps_the_grade_back(bob, course):
    assessment = make_assessment(course)
    choice, essay = make_question(assessment), make_question(assessment, "essay")
    attempt = start(bob, assessment)
    save(bob, attempt, essay, {"text": "Once upon a time"})
    done = submit(bob, attempt, [{"question": choice.id, "options": [right_option(choice)]}])
    assert (done.state, done.score, done.percent) == ("submitted", Decimal("1.00"), None)
    assert (done.is_passed, done.graded_at) == (None, None)
    rows = Answer.objects.order_by("question_kind").values_list("question_kind", "points", "needs_grading")
    assert list(rows) == [("essay", None, True), ("multiple_choice", Decimal("1.00"), False)]


def test_second_submit(bob, course):
    assessment = quiz(course)
    question = assessment.questions.get()
    attempt = start(bob, assessment)
    submit(bob, attempt)
    with pytest.raises(AlreadySubmitted):
        submit(bob, attempt, [{"question": question.id, "options": [right_option(question)]}])
    attempt.refresh_from_db()
    assert attempt.score == Decimal("0.00")


def test_signals_are_counted_and_decide_nothing(bob, course):
    attempt = start(bob, quiz(course))
    for kind in ("blur", "blur", "paste", "cheating"):
        note_signal(student=bob, attempt_id=attempt.id, kind=kind, now=NOW)
    attempt.refresh_from_db()
    assert attempt.signals == {"blur": 2, "paste": 1}
    submit(bob, attempt)
    with pytest.raises(AlreadySubmitted):
        note_signal(student=bob, attempt_id=attempt.id, kind="blur", now=NOW)


def test_student_who_is_removed_takes_the_attempts_along(bob, course):
    question = (assessment := quiz(course)).questions.get()
    dana = make_student()
    make_enrollment(dana, course, ends_at=NOW + timedelta(days=1))
    for student in (bob, dana):
        save(student, start(student, assessment), question, {"options": [right_option(question)]})
    remove_student(student=bob, now=NOW)
    assert Attempt.objects.get().student == dana
    assert Answer.objects.get().attempt.student == dana
