"""Questions and their options as their teacher writes them."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from shared_apps.kernel.errors import Refusal
from tenant_apps.assessments import errors
from tenant_apps.assessments.models import Option, Question
from tenant_apps.assessments.selectors import (
    get_option,
    get_paper,
    get_question,
    list_options,
    list_questions,
)
from tenant_apps.assessments.services import (
    create_option,
    create_question,
    delete_assessment,
    delete_option,
    delete_question,
    reorder_questions,
    start_attempt,
    update_option,
    update_question,
)
from tenant_apps.courses.errors import OrderIncomplete
from tenant_apps.courses.services import delete_course, delete_lesson, delete_module
from tests.factories import (
    make_assessment,
    make_enrollment,
    make_lesson,
    make_question,
    make_student,
)

pytestmark = pytest.mark.usefixtures("in_alpha")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TWO = [("True", 1), ("False", 2)]


@pytest.fixture
def assessment():
    return make_assessment()


def ask(assessment, kind="essay", **changes):
    changes = {"kind": kind, "text": "Why?", **changes}
    return create_question(assessment_id=assessment.id, changes=changes)


def change(question, **changes):
    return update_question(question_id=question.id, changes=changes)


def options_of(question):
    return [(one.text, one.is_correct) for one in list_options(question_id=question.id)]


def orders(assessment):
    return list(assessment.questions.order_by("order").values_list("text", "order"))


def picture(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return ContentFile(out.getvalue(), name="drawing.png")


def test_created_with_what_one_would_expect(assessment):
    made = ask(assessment, text="  What is two and two?\n")
    assert (made.text, made.points, made.order, made.is_required) == (
        "What is two and two?",
        Decimal("1.00"),
        1,
        True,
    )
    assert (made.explanation, made.accepted_answers, made.correct_true_false) == ("", [], None)
    assert list(made.options.all()) == []


def test_multiple_choice_with_its_options(assessment):
    made = ask(
        assessment,
        "multiple_choice",
        points=Decimal("2.5"),
        options=[{"text": " 3 "}, {"text": "4", "is_correct": True}],
    )
    assert options_of(made) == [("3", False), ("4", True)]
    assert [one.order for one in made.options.all()] == [1, 2]
    assert made.points == Decimal("2.50")


def test_accepted_answers_are_tidied(assessment):
    made = ask(assessment, "fill_blank", accepted_answers=[" New  York", "", "New York", "NYC"])
    assert made.accepted_answers == ["New York", "NYC"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"text": " "}, "question_text_empty", "text"),
        ({"text": "x" * 20_001}, "assessment_text_too_long", "text"),
        ({"kind": "riddle"}, "question_kind_unknown", "kind"),
        ({"points": Decimal(0)}, "question_points_refused", "points"),
        ({"points": Decimal("0.001")}, "question_points_refused", "points"),
        ({"points": Decimal("NaN")}, "question_points_refused", "points"),
        ({"points": Decimal(-1)}, "question_points_refused", "points"),
        ({"points": Decimal(10_000)}, "question_points_too_many", "points"),
        ({"points": Decimal("1e309")}, "question_points_too_many", "points"),
        ({"order": 0}, "question_order_refused", "order"),
        ({"order": 1_000_001}, "question_order_refused", "order"),
        ({"explanation": "x" * 10_001}, "assessment_text_too_long", "explanation"),
        ({"accepted_answers": [str(n) for n in range(51)]}, "accepted_answers_refused", "accepted_answers"),
        ({"accepted_answers": ["x" * 501]}, "accepted_answers_refused", "accepted_answers"),
        ({"options": [{"text": "a"}]}, "options_not_taken", "options"),
        ({"kind": "multiple_choice", "options": [{"text": ""}]}, "option_text_empty", "option_text"),
        ({"kind": "multiple_choice", "options": [{"text": "a"}] * 51}, "too_many_options", "options"),
        ({"kind": "true_false", "options": [{"text": "maybe"}]}, "true_false_option_refused", "option_text"),
        ({"picture": ContentFile(b"<svg/>", name="x.png")}, "picture_refused", "picture"),
    ],
)
def test_refused(assessment, changes, code, field):
    made = make_question(assessment, "essay")
    for act in (lambda: ask(assessment, **changes), lambda: change(made, **changes)):
        with pytest.raises(Refusal) as caught:
            act()
        assert (caught.value.code, caught.value.field) == (code, field)
    assert Question.objects.get().text == made.text


def test_nothing_but_kind_and_text_is_needed(assessment):
    with pytest.raises(errors.QuestionKindUnknown):
        create_question(assessment_id=assessment.id, changes={"text": "?"})
    with pytest.raises(errors.QuestionTextEmpty):
        create_question(assessment_id=assessment.id, changes={"kind": "essay"})


def test_at_most_five_hundred(assessment):
    Question.objects.bulk_create(
        Question(assessment=assessment, kind="essay", text="?", order=n) for n in range(1, 501)
    )
    with pytest.raises(errors.TooManyQuestions):
        ask(assessment)


# Places


def test_taken_place_moves_the_others_behind(assessment):
    for text in "abc":
        ask(assessment, text=text)
    ask(assessment, text="new", order=2)
    assert orders(assessment) == [("a", 1), ("new", 2), ("b", 3), ("c", 4)]


def test_free_place_is_kept_as_given(assessment):
    ask(assessment, text="a", order=10)
    ask(assessment, text="b")
    ask(assessment, text="c", order=5)
    assert orders(assessment) == [("c", 5), ("a", 10), ("b", 11)]


def test_moved_by_update(assessment):
    made = [ask(assessment, text=text) for text in "abc"]
    change(made[2], order=1)
    assert orders(assessment) == [("c", 1), ("a", 2), ("b", 3)]
    change(made[2], order=1)
    assert orders(assessment) == [("c", 1), ("a", 2), ("b", 3)]


def test_reordered(assessment):
    a, b, c = (ask(assessment, text=text) for text in "abc")
    reorder_questions(assessment_id=assessment.id, question_ids=[c.id, a.id, b.id])
    assert orders(assessment) == [("c", 1), ("a", 2), ("b", 3)]
    for wrong in ([a.id, b.id], [a.id, b.id, b.id], [a.id, b.id, uuid.uuid4()], []):
        with pytest.raises(OrderIncomplete):
            reorder_questions(assessment_id=assessment.id, question_ids=wrong)


# True or false


def test_true_false_has_its_two_however_the_key_comes(assessment):
    by_field = ask(assessment, "true_false", correct_true_false=False)
    by_options = ask(
        assessment, "true_false", options=[{"text": "False", "is_correct": True}, {"text": "True"}]
    )
    for made in (by_field, by_options):
        assert (made.correct_true_false, options_of(made)) == (False, [("True", False), ("False", True)])
    without = ask(assessment, "true_false")
    assert (without.correct_true_false, options_of(without)) == (None, [("True", False), ("False", False)])


def test_true_false_keeps_its_own_words(assessment):
    made = ask(assessment, "true_false", options=[{"text": "صح", "is_correct": True}, {"text": "خطأ"}])
    assert (made.correct_true_false, options_of(made)) == (True, [("صح", True), ("خطأ", False)])


def test_true_false_by_single_options(assessment):
    made = ask(assessment, "true_false")
    first, second = made.options.all()
    assert create_option(question_id=made.id, changes={"text": "True", "is_correct": True}).id == first.id
    assert create_option(question_id=made.id, changes={"text": "False", "is_correct": False}).id == second.id
    made.refresh_from_db()
    assert (made.correct_true_false, options_of(made)) == (True, [("True", True), ("False", False)])
    update_option(option_id=second.id, changes={"is_correct": True, "order": 1})
    made.refresh_from_db()
    assert (made.correct_true_false, options_of(made)) == (False, [("True", False), ("False", True)])
    change(made, correct_true_false=True)
    assert options_of(made) == [("True", True), ("False", False)]


def test_true_false_has_no_third_and_loses_none(assessment):
    made = ask(assessment, "true_false")
    first = made.options.first()
    for act in (
        lambda: create_option(question_id=made.id, changes={"text": "Maybe"}),
        lambda: update_option(option_id=first.id, changes={"text": "False"}),
        lambda: delete_option(option_id=first.id),
        lambda: change(
            made, options=[{"text": "True", "is_correct": True}, {"text": "No", "is_correct": True}]
        ),
    ):
        with pytest.raises(errors.TrueFalseOptionRefused):
            act()
    assert options_of(made) == [("True", False), ("False", False)]


def test_kind_may_change(assessment):
    made = make_question(assessment, options=[("no", True), ("blue", False), ("true", False)])
    made = change(made, kind="true_false", correct_true_false=True)
    assert options_of(made) == [("true", True), ("no", False)]
    made = change(made, kind="multiple_choice")
    assert (made.correct_true_false, options_of(made)) == (None, [("true", True), ("no", False)])
    made = change(made, kind="short_answer", accepted_answers=["Cairo"])
    assert (options_of(made), made.accepted_answers) == ([], ["Cairo"])


# Options


def test_options_one_by_one(assessment):
    made = ask(assessment, "multiple_choice")
    b = create_option(question_id=made.id, changes={"text": "b"})
    a = create_option(question_id=made.id, changes={"text": "a", "is_correct": True, "order": 1})
    assert options_of(made) == [("a", True), ("b", False)]
    update_option(option_id=b.id, changes={"text": "B"})
    assert (get_option(option_id=b.id).text, get_option(option_id=b.id).is_correct) == ("B", False)
    delete_option(option_id=a.id)
    assert options_of(made) == [("B", False)]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({}, "option_text_empty", "option_text"),
        ({"text": " "}, "option_text_empty", "option_text"),
        ({"text": "x" * 2001}, "assessment_text_too_long", "option_text"),
        ({"text": "a", "order": 0}, "option_order_refused", "order"),
    ],
)
def test_option_refused(assessment, changes, code, field):
    made = ask(assessment, "multiple_choice")
    with pytest.raises(Refusal) as caught:
        create_option(question_id=made.id, changes=changes)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert Option.objects.count() == 0


def test_options_only_where_there_is_a_choice_and_at_most_fifty(assessment):
    with pytest.raises(errors.OptionsNotTaken):
        create_option(question_id=ask(assessment).id, changes={"text": "a"})
    full = ask(assessment, "multiple_choice", options=[{"text": "a"}] * 50)
    with pytest.raises(errors.TooManyOptions):
        create_option(question_id=full.id, changes={"text": "a"})


def test_whole_set_keeps_the_options_that_it_names(assessment):
    made = make_question(assessment, options=[("a", True), ("b", False), ("c", False)])
    a, _b, c = made.options.order_by("order")
    foreign = make_question(assessment).options.first()
    sent = [{"id": c.id, "is_correct": True}, {"id": a.id, "text": "A", "is_correct": False}]
    change(made, options=[*sent, {"id": foreign.id, "text": "d"}])
    assert options_of(made) == [("c", True), ("A", False), ("d", False)]
    kept = list(list_options(question_id=made.id).values_list("id", flat=True))
    assert kept[:2] == [c.id, a.id]
    assert foreign.id not in kept
    foreign.refresh_from_db()
    assert foreign.text == "Right"


def test_unknown():
    key = uuid.uuid4()
    cases = [
        (
            errors.AssessmentUnknown,
            lambda: create_question(assessment_id=key, changes={"kind": "essay", "text": "?"}),
        ),
        (errors.AssessmentUnknown, lambda: reorder_questions(assessment_id=key, question_ids=[])),
        (errors.QuestionUnknown, lambda: update_question(question_id=key, changes={})),
        (errors.QuestionUnknown, lambda: delete_question(question_id=key)),
        (errors.QuestionUnknown, lambda: get_question(question_id=key)),
        (errors.QuestionUnknown, lambda: create_option(question_id=key, changes={"text": "a"})),
        (errors.OptionUnknown, lambda: update_option(option_id=key, changes={})),
        (errors.OptionUnknown, lambda: delete_option(option_id=key)),
        (errors.OptionUnknown, lambda: get_option(option_id=key)),
    ]
    for refusal, act in cases:
        with pytest.raises(refusal):
            act()


# Pictures


def stored(question):
    question.refresh_from_db()
    return default_storage.exists(question.picture.name)


def test_picture_is_private_and_goes_with_the_question(assessment, django_capture_on_commit_callbacks):
    made = ask(assessment, picture=picture())
    first = made.picture.name
    assert (first.startswith("private/questions/") or "/private/questions/" in first, stored(made)) == (
        True,
        True,
    )
    with django_capture_on_commit_callbacks(execute=True):
        made = change(made, picture=picture("blue"))
    second = made.picture.name
    assert (default_storage.exists(first), default_storage.exists(second)) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        delete_question(question_id=made.id)
    assert default_storage.exists(second) is False


def test_picture_of_a_paper_that_was_given_out_stays(assessment, django_capture_on_commit_callbacks):
    made = ask(assessment, picture=picture())
    student = make_student()
    make_enrollment(student, assessment.course)
    attempt = start_attempt(student=student, assessment_id=assessment.id, device=None, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        change(made, picture=None)
    shown = get_paper(attempt=attempt)[0].picture
    assert default_storage.exists(shown) is True


@pytest.mark.parametrize("gone", ["assessment", "lesson", "module", "course"])
def test_pictures_go_with_what_they_belong_to(gone, django_capture_on_commit_callbacks):
    lesson = make_lesson()
    targets = {
        "assessment": make_assessment(),
        "lesson": make_assessment(lesson=lesson),
        "module": make_assessment(module=lesson.module),
        "course": make_assessment(lesson.course),
    }
    questions = {name: ask(one, picture=picture()) for name, one in targets.items()}
    acts = {
        "assessment": lambda: delete_assessment(assessment_id=targets["assessment"].id),
        "lesson": lambda: delete_lesson(lesson_id=lesson.id),
        "module": lambda: delete_module(module_id=lesson.module_id),
        "course": lambda: delete_course(course_id=lesson.course_id),
    }
    with django_capture_on_commit_callbacks(execute=True):
        acts[gone]()
    goes = {
        "assessment": {"assessment"},
        "lesson": {"lesson"},
        "module": {"lesson", "module"},
        "course": {"lesson", "module", "course"},
    }[gone]
    left = {name for name, one in questions.items() if default_storage.exists(one.picture.name)}
    assert left == set(targets) - goes


@pytest.mark.parametrize("count", [1, 3])
def test_list_is_two_queries(assessment, count, django_assert_num_queries):
    for _ in range(count):
        make_question(assessment)
    with django_assert_num_queries(2):
        listed = [
            [one.text for one in row.options.all()] for row in list_questions(assessment_id=assessment.id)
        ]
    assert listed == [["Right", "Wrong"]] * count
