"""What may be handed in for a question, in the words and paths that clients know."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest

from tenant_apps.assessments.errors import AnswersInvalid
from tenant_apps.assessments.rules.given import clean_answers, clean_one, clean_sequence
from tenant_apps.assessments.rules.paper import Paper, PaperOption, PaperQuestion

RED, BLUE, GREEN = (
    PaperOption(uuid.uuid4(), text, right)
    for text, right in [("red", True), ("blue", False), ("green", True)]
)
YES, NO = PaperOption(uuid.uuid4(), "True", False), PaperOption(uuid.uuid4(), "False", True)


def asked(kind, **fields):
    return PaperQuestion(id=uuid.uuid4(), kind=kind, text="?", points=Decimal("2.00"), **fields)


ONE = asked("multiple_choice", options=(RED, BLUE))
SEVERAL = asked("multiple_choice", options=(RED, BLUE, GREEN), allows_several=True)
TRUTH = asked("true_false", options=(YES, NO), truth=False)
SHORT, ESSAY, BLANK = asked("short_answer"), asked("essay"), asked("fill_blank")
OPTIONAL = asked("essay", is_required=False)
PAPER = Paper(Decimal(50), (ONE, SEVERAL, TRUTH, SHORT, ESSAY, BLANK, OPTIONAL))

TEXT_NEEDED = "Text answer is required for short_answer/essay questions."
OPTIONS_NEEDED = "Selected options are required for multiple_choice questions."
TRUTH_NEEDED = "True/false answer is required for true_false questions."


def clean(*answers):
    return clean_answers(PAPER, answers)


def errors_of(*answers):
    with pytest.raises(AnswersInvalid) as caught:
        clean(*answers)
    return {path: [str(text) for text in texts] for path, texts in caught.value.errors.items()}


def test_each_kind_is_kept_as_the_grading_reads_it():
    assert clean(
        {"question": str(ONE.id), "options": [str(BLUE.id)]},
        {"question": SEVERAL.id, "options": [GREEN.id, RED.id]},
        {"question": TRUTH.id, "bool": True},
        {"question": SHORT.id, "text": " Cairo "},
        {"question": ESSAY.id, "text": "Long\nago"},
        {"question": BLANK.id, "text": "7"},
        {"question": OPTIONAL.id, "text": "  "},
    ) == {
        ONE.id: {"options": [str(BLUE.id)]},
        SEVERAL.id: {"options": [str(RED.id), str(GREEN.id)]},
        TRUTH.id: {"bool": True},
        SHORT.id: {"text": " Cairo "},
        ESSAY.id: {"text": "Long\nago"},
        BLANK.id: {"text": "7"},
        OPTIONAL.id: None,
    }


@pytest.mark.parametrize(("option", "said"), [(YES, True), (NO, False)])
def test_true_false_by_option(option, said):
    assert clean({"question": TRUTH.id, "options": [str(option.id)]}) == {TRUTH.id: {"bool": said}}


@pytest.mark.parametrize(
    ("answer", "path", "text"),
    [
        ({}, "question", "Invalid question ID."),
        ({"question": None}, "question", "Invalid question ID."),
        ({"question": 7}, "question", "Invalid question ID."),
        ({"question": "x"}, "question", "Invalid question ID."),
        ({"question": str(uuid.uuid4()), "text": "a"}, "question", "Invalid question ID."),
        ({"question": SHORT.id}, "text_answer", TEXT_NEEDED),
        ({"question": SHORT.id, "text": ""}, "text_answer", TEXT_NEEDED),
        ({"question": ESSAY.id, "text": " \n"}, "text_answer", TEXT_NEEDED),
        ({"question": ESSAY.id, "text": 5}, "text_answer", TEXT_NEEDED),
        ({"question": BLANK.id, "options": [str(RED.id)]}, "text_answer", TEXT_NEEDED),
        ({"question": ESSAY.id, "text": "x" * 20_001}, "text_answer", "This text is too long."),
        ({"question": ONE.id}, "selected_options", OPTIONS_NEEDED),
        ({"question": ONE.id, "options": []}, "selected_options", OPTIONS_NEEDED),
        ({"question": ONE.id, "options": str(RED.id)}, "selected_options", OPTIONS_NEEDED),
        ({"question": ONE.id, "options": [str(RED.id)] * 51}, "selected_options", OPTIONS_NEEDED),
        ({"question": ONE.id, "options": [str(GREEN.id)]}, "selected_options", "Invalid option ID."),
        ({"question": ONE.id, "options": [None]}, "selected_options", "Invalid option ID."),
        (
            {"question": ONE.id, "options": [RED.id, BLUE.id]},
            "selected_options",
            "Only one option may be selected.",
        ),
        ({"question": TRUTH.id}, "true_false_answer", TRUTH_NEEDED),
        ({"question": TRUTH.id, "bool": "true"}, "true_false_answer", TRUTH_NEEDED),
        ({"question": TRUTH.id, "bool": 1}, "true_false_answer", TRUTH_NEEDED),
    ],
)
def test_refused_with_its_path(answer, path, text):
    good = {"question": OPTIONAL.id, "text": "fine"}
    assert errors_of(good, answer) == {f"answers.1.{path}": [text]}


def test_all_that_is_wrong_is_said_at_once():
    assert errors_of({"question": SHORT.id}, {"question": ONE.id}, {"question": "x"}) == {
        "answers.0.text_answer": [TEXT_NEEDED],
        "answers.1.selected_options": [OPTIONS_NEEDED],
        "answers.2.question": ["Invalid question ID."],
    }


def test_question_answered_twice():
    answer = {"question": SHORT.id, "text": "a"}
    assert errors_of(answer, answer) == {"answers.1.question": ["This question is answered twice."]}


def test_more_answers_than_any_paper_asks():
    assert errors_of(*[{"question": "x"}] * 1001) == {
        "answers": ["These are more answers than there are questions."]
    }


@pytest.mark.parametrize("answer", [None, 5, "x", []])
def test_what_is_no_answer(answer):
    assert errors_of(answer) == {"answers.0.question": ["Invalid question ID."]}


def test_what_no_database_can_hold_is_dropped():
    assert clean({"question": SHORT.id, "text": "a\x00b\ud800c"}) == {SHORT.id: {"text": "abc"}}
    assert clean_one(PAPER, SHORT.id, {"text": "\x00"}) is None


@pytest.mark.parametrize("given", [None, {}, {"text": ""}, {"text": None}])
def test_one_that_is_being_written_may_be_blank(given):
    assert clean_one(PAPER, SHORT.id, given) is None


@pytest.mark.parametrize("given", [{"options": []}, {"bool": None}, {}])
def test_choice_may_be_taken_back(given):
    assert clean_one(PAPER, ONE.id, given) is None
    assert clean_one(PAPER, TRUTH.id, given) is None


@pytest.mark.parametrize("sequence", [-1, 2**63, True, "1", 1.5, None])
def test_sequence_refused(sequence):
    with pytest.raises(AnswersInvalid) as caught:
        clean_sequence(sequence)
    assert {path: [str(one) for one in texts] for path, texts in caught.value.errors.items()} == {
        "sequence": ["A valid integer is required."]
    }


def test_sequence_bounds():
    assert (clean_sequence(0), clean_sequence(2**63 - 1)) == (0, 2**63 - 1)
