"""Options of a question. A true/false question always has its two, and its key is in both places alike."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TypedDict

from django.db import transaction

from tenant_apps.assessments.errors import (
    OptionsNotTaken,
    TooManyOptions,
    TrueFalseOptionRefused,
)
from tenant_apps.assessments.models import Option, Question
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules.kinds import OPTION_KINDS, QuestionKind
from tenant_apps.assessments.services.keeping import lock_option, lock_question
from tenant_apps.assessments.services.orders import take_place

TWO = ((True, "True"), (False, "False"))


class OptionChanges(TypedDict, total=False):
    """Only the keys that are present change; `id` names an option within a question's whole set."""

    id: uuid.UUID | None
    text: str
    is_correct: bool
    order: int | None


@transaction.atomic
def create_option(*, question_id: uuid.UUID, changes: OptionChanges) -> Option:
    """A new option, last unless `order` is given. `text` is needed.

    A true/false question has its two already: naming one by its text gives that one back, changed.
    Raises `QuestionUnknown`, `OptionsNotTaken`, `OptionTextEmpty`, `TextTooLong`, `OptionOrderRefused`,
    `TooManyOptions`, `TrueFalseOptionRefused`.
    """
    question = lock_question(question_id=question_id)
    text = cleaning.clean_option_text(changes.get("text", ""))
    if question.kind not in OPTION_KINDS:
        raise OptionsNotTaken()
    if question.kind == QuestionKind.TRUE_FALSE:
        truth = cleaning.truth_of(text)
        option = next(one for one in question.options.all() if cleaning.truth_of(one.text) == truth)
        option.question = question
    else:
        if question.options.count() >= cleaning.MAX_OPTIONS:
            raise TooManyOptions()
        option = Option(question=question)
        take_place(option, Option.objects.filter(question=question), None)
    return _change(option, {**changes, "text": text})


@transaction.atomic
def update_option(*, option_id: uuid.UUID, changes: OptionChanges) -> Option:
    """Change what `changes` names. Raises `OptionUnknown` and the refusals of `create_option`."""
    option = lock_option(option_id=option_id)
    if option.question.kind == QuestionKind.TRUE_FALSE and "text" in changes:
        text = cleaning.clean_option_text(changes["text"])
        if cleaning.truth_of(text) != cleaning.truth_of(option.text):
            raise TrueFalseOptionRefused()
    return _change(option, changes)


@transaction.atomic
def delete_option(*, option_id: uuid.UUID) -> None:
    """Raises `OptionUnknown`, and `TrueFalseOptionRefused` for one of those two."""
    option = lock_option(option_id=option_id)
    if option.question.kind == QuestionKind.TRUE_FALSE:
        raise TrueFalseOptionRefused()
    option.delete()


def set_options(question: Question, options: Sequence[OptionChanges]) -> None:
    """Make these the question's options, in this sequence: the rest goes. The caller holds the lock.

    Raises `OptionsNotTaken`, `TooManyOptions`, `OptionTextEmpty`, `TextTooLong`, `TrueFalseOptionRefused`.
    """
    if question.kind == QuestionKind.TRUE_FALSE:
        _set_two(question, options)
        return
    if options and question.kind not in OPTION_KINDS:
        raise OptionsNotTaken()
    if len(options) > cleaning.MAX_OPTIONS:
        raise TooManyOptions()
    present = {one.id: one for one in Option.objects.filter(question=question)}
    kept = [_one_of_set(question, present, place, one) for place, one in enumerate(options, start=1)]
    Option.objects.filter(question=question).exclude(pk__in=[one.pk for one in kept]).delete()
    for one in kept:
        one.save()


def keep_two(question: Question, words: Mapping[bool, str] | None = None) -> None:
    """Give a true/false question its two options, the right one marked by `correct_true_false`.

    Their places are fixed; `words` are their texts where they are to change.
    The caller holds the lock and has saved the question.
    """
    present = _those_that_say_so(question)
    Option.objects.filter(question=question).exclude(pk__in=[one.pk for one in present.values()]).delete()
    for place, (truth, word) in enumerate(TWO, start=1):
        option = present.get(truth) or Option(question=question, text=word)
        option.text = (words or {}).get(truth, option.text)
        option.order = place
        option.is_correct = question.correct_true_false is truth
        option.save()


def _change(option: Option, changes: OptionChanges) -> Option:
    if "text" in changes:
        option.text = cleaning.clean_option_text(changes["text"])
    option.is_correct = changes.get("is_correct", option.is_correct)
    order = changes.get("order")
    if order is not None:
        cleaning.check_option_order(order)
    is_one_of_two = option.question.kind == QuestionKind.TRUE_FALSE
    if order is not None and not is_one_of_two:
        take_place(option, Option.objects.filter(question=option.question), order)
    option.save()
    if is_one_of_two and "is_correct" in changes:
        truth = cleaning.truth_of(option.text)
        option.question.correct_true_false = truth if option.is_correct else not truth
        option.question.save(update_fields=["correct_true_false", "updated_at"])
        keep_two(option.question)
    return option


def _one_of_set(
    question: Question, present: dict[uuid.UUID, Option], place: int, changes: OptionChanges
) -> Option:
    named = changes.get("id")
    option = (present.pop(named, None) if named else None) or Option(question=question)
    if "text" in changes or option._state.adding:
        option.text = cleaning.clean_option_text(changes.get("text", ""))
    option.is_correct = changes.get("is_correct", option.is_correct)
    option.order = place
    return option


def _set_two(question: Question, options: Sequence[OptionChanges]) -> None:
    texts = [cleaning.clean_option_text(one.get("text", "")) for one in options]
    words = {cleaning.truth_of(text): text for text in texts}
    right = {
        cleaning.truth_of(text)
        for text, one in zip(texts, options, strict=True)
        if one.get("is_correct", False)
    }
    if len(right) > 1:
        raise TrueFalseOptionRefused()
    if right:
        question.correct_true_false = right.pop()
        question.save(update_fields=["correct_true_false", "updated_at"])
    keep_two(question, words)


def _those_that_say_so(question: Question) -> dict[bool, Option]:
    """The question's options that say true or false; others are from when it was of another kind."""
    found = {}
    for option in Option.objects.filter(question=question).order_by("order"):
        with suppress(TrueFalseOptionRefused):
            found[cleaning.truth_of(option.text)] = option
    return found
