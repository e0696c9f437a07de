"""A whole question that belongs nowhere yet: on its way into the bank, an assessment, or a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tenant_apps.assessments import errors
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules.kinds import Level, QuestionKind

MAX_TOPIC = 120
MAX_TAGS = 20
MAX_TAG = 40
WITH_KEY = frozenset({QuestionKind.SHORT_ANSWER, QuestionKind.FILL_BLANK})
"""Kinds whose accepted answers count."""


@dataclass(frozen=True, slots=True)
class DraftOption:
    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Draft:
    kind: str
    text: str
    points: Decimal = Decimal("1.00")
    explanation: str = ""
    is_required: bool = True
    allows_several: bool = False
    truth: bool | None = None
    accepted: tuple[str, ...] = ()
    options: tuple[DraftOption, ...] = ()
    topic: str = ""
    level: str = Level.MEDIUM.value
    tags: tuple[str, ...] = ()


def clean_draft(draft: Draft) -> Draft:
    """The draft as it may be kept: complete, tidy, without what its kind does not have.

    Raises the refusals of `services.create_question` and of options, `OptionsMissing`,
    `RightOptionMissing`, `TruthMissing`, `LevelUnknown`, `TagsRefused`, and `TextTooLong` on `topic`.
    """
    kind = cleaning.clean_question_kind(draft.kind)
    is_choice = kind == QuestionKind.MULTIPLE_CHOICE
    cleaned = replace(
        draft,
        kind=kind,
        text=cleaning.clean_question_text(draft.text),
        points=cleaning.clean_question_points(draft.points),
        explanation=_explanation(draft.explanation),
        allows_several=is_choice and draft.allows_several,
        truth=draft.truth if kind == QuestionKind.TRUE_FALSE else None,
        accepted=tuple(cleaning.clean_accepted(draft.accepted)) if kind in WITH_KEY else (),
        options=clean_options(draft.options) if is_choice else (),
        topic=clean_topic(draft.topic),
        level=clean_level(draft.level),
        tags=clean_tags(draft.tags),
    )
    if kind == QuestionKind.TRUE_FALSE and cleaned.truth is None:
        raise errors.TruthMissing()
    return cleaned


def clean_options(options: Iterable[DraftOption]) -> tuple[DraftOption, ...]:
    """Raises `TooManyOptions`, `OptionTextEmpty`, `TextTooLong`, `OptionsMissing`, `RightOptionMissing`."""
    cleaned = tuple(replace(one, text=cleaning.clean_option_text(one.text)) for one in options)
    if len(cleaned) > cleaning.MAX_OPTIONS:
        raise errors.TooManyOptions()
    if len(cleaned) < 2:
        raise errors.OptionsMissing()
    if not any(one.is_right for one in cleaned):
        raise errors.RightOptionMissing()
    return cleaned


def clean_topic(topic: str) -> str:
    """Single spaces. Raises `TextTooLong`."""
    return cleaning.clean_text(" ".join(topic.split()), field="topic", at_most=MAX_TOPIC)


def clean_level(level: str) -> str:
    """Raises `LevelUnknown`."""
    if level not in Level.values:
        raise errors.LevelUnknown()
    return Level(level).value


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Each once, with single spaces, blanks left out. Raises `TagsRefused`."""
    cleaned = tuple(one for one in dict.fromkeys(" ".join(tag.split()) for tag in tags) if one)
    if len(cleaned) > MAX_TAGS or any(len(one) > MAX_TAG or "," in one for one in cleaned):
        raise errors.TagsRefused()
    return cleaned


def split_tags(typed: str) -> tuple[str, ...]:
    """Tags as they are typed, with commas of both scripts between them."""
    return tuple(typed.replace("\u060c", ",").split(","))


def _explanation(text: str) -> str:
    return cleaning.clean_text(text.strip(), field="explanation", at_most=cleaning.MAX_EXPLANATION)
