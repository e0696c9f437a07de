"""What a student may hand in for a question, as it is stored: only ids of the paper count."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Text
from tenant_apps.assessments.errors import AnswersInvalid
from tenant_apps.assessments.rules.kinds import OPTION_KINDS, QuestionKind
from tenant_apps.assessments.rules.paper import Paper, PaperQuestion

MAX_TEXT = 20_000
MAX_OPTIONS = 50
MAX_ANSWERS = 1000
"""More than any paper has questions."""
MAX_SEQUENCE = 2**63 - 1

NO_SUCH_QUESTION = _("Invalid question ID.")
NO_SUCH_OPTION = _("Invalid option ID.")
ANSWERED_TWICE = _("This question is answered twice.")
TEXT_NEEDED = _("Text answer is required for short_answer/essay questions.")
OPTIONS_NEEDED = _("Selected options are required for multiple_choice questions.")
TRUTH_NEEDED = _("True/false answer is required for true_false questions.")
ONE_OPTION = _("Only one option may be selected.")
TOO_LONG = _("This text is too long.")
TOO_MANY = _("These are more answers than there are questions.")
NO_NUMBER = _("A valid integer is required.")


class GivenAnswer(TypedDict, total=False):
    """One answer as a client hands it in; a true/false question takes `bool` or one of `options`."""

    question: uuid.UUID | str
    text: str | None
    options: Sequence[uuid.UUID | str] | None
    bool: bool | None


class Wrong(Exception):
    """What is wrong with one answer, and in which of its fields."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(field)
        self.field = field
        self.text = text


def clean_answers(paper: Paper, answers: Sequence[Mapping[str, Any]]) -> dict[uuid.UUID, dict | None]:
    """What to store for each question named. Unnamed questions are left as they are.

    An optional question may be blank, a required one that is named may not.
    Raises `AnswersInvalid` with a path for each that is wrong.
    """
    if len(answers) > MAX_ANSWERS:
        raise AnswersInvalid({"answers": [TOO_MANY]})
    found: dict[uuid.UUID, dict | None] = {}
    errors: dict[str, list[Text]] = {}
    questions = paper.by_id()
    for place, answer in enumerate(answers):
        try:
            question = _question(questions, answer.get("question") if isinstance(answer, Mapping) else None)
            if question.id in found:
                raise Wrong("question", ANSWERED_TWICE)
            found[question.id] = clean_given(question, answer, may_be_blank=not question.is_required)
        except Wrong as wrong:
            errors[f"answers.{place}.{wrong.field}"] = [wrong.text]
    if errors:
        raise AnswersInvalid(errors)
    return found


def clean_one(paper: Paper, question_id: uuid.UUID, given: Mapping[str, Any] | None) -> dict | None:
    """As `clean_answers` for one answer that is being written: blank takes it back."""
    try:
        question = _question(paper.by_id(), question_id)
        return clean_given(question, given or {}, may_be_blank=True)
    except Wrong as wrong:
        raise AnswersInvalid({f"answers.0.{wrong.field}": [wrong.text]}) from wrong


def clean_sequence(sequence: int) -> int:
    """Raises `AnswersInvalid` on `sequence` unless it is a whole number of at most 63 bits."""
    if isinstance(sequence, bool) or not isinstance(sequence, int) or not 0 <= sequence <= MAX_SEQUENCE:
        raise AnswersInvalid({"sequence": [NO_NUMBER]})
    return sequence


def clean_given(question: PaperQuestion, given: Mapping[str, Any], *, may_be_blank: bool) -> dict | None:
    """The answer as it is stored; None for a blank one. Raises `Wrong`."""
    if question.kind == QuestionKind.TRUE_FALSE:
        field, refusal, found = "true_false_answer", TRUTH_NEEDED, _truth(question, given)
    elif question.kind in OPTION_KINDS:
        field, refusal, found = "selected_options", OPTIONS_NEEDED, _options(question, given.get("options"))
    else:
        field, refusal, found = "text_answer", TEXT_NEEDED, _text(given.get("text"))
    if found is None and not may_be_blank:
        raise Wrong(field, refusal)
    return found


def _question(questions: Mapping[uuid.UUID, PaperQuestion], named: object) -> PaperQuestion:
    key = _uuid(named)
    if key is None or key not in questions:
        raise Wrong("question", NO_SUCH_QUESTION)
    return questions[key]


def _truth(question: PaperQuestion, given: Mapping[str, Any]) -> dict | None:
    said = given.get("bool")
    if said is None:
        chosen = _options(question, given.get("options"))
        if chosen is None:
            return None
        is_right = uuid.UUID(chosen["options"][0]) in question.right_options
        return {"bool": question.truth if is_right else not question.truth}
    if not isinstance(said, bool):
        raise Wrong("true_false_answer", TRUTH_NEEDED)
    return {"bool": said}


def _options(question: PaperQuestion, chosen: object) -> dict | None:
    if chosen is None:
        return None
    if not isinstance(chosen, list | tuple) or len(chosen) > MAX_OPTIONS:
        raise Wrong("selected_options", OPTIONS_NEEDED)
    keys = {_uuid(one) for one in chosen}
    shown = [option.id for option in question.options]
    if not keys <= set(shown):
        raise Wrong("selected_options", NO_SUCH_OPTION)
    if len(keys) > 1 and not question.allows_several:
        raise Wrong("selected_options", ONE_OPTION)
    return {"options": [str(one) for one in shown if one in keys]} if keys else None


def _text(said: object) -> dict | None:
    if said is None:
        return None
    if not isinstance(said, str):
        raise Wrong("text_answer", TEXT_NEEDED)
    # What no database can hold: a client's bug must not cost the student the answer.
    text = said.replace("\x00", "").encode("utf-8", "ignore").decode()
    if len(text) > MAX_TEXT:
        raise Wrong("text_answer", TOO_LONG)
    return {"text": text} if text.strip() else None


def _uuid(named: object) -> uuid.UUID | None:
    if isinstance(named, uuid.UUID):
        return named
    try:
        return uuid.UUID(named) if isinstance(named, str) else None
    except ValueError:
        return None
