"""Answers and keys as a person reads them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.rules.paper import PaperQuestion

Readable = str | list[str] | bool | None


def said(question: PaperQuestion, given: Mapping | None) -> Readable:
    """What the student gave: texts of the chosen options, a text, true or false; None for nothing."""
    if given is None:
        return None
    if "options" in given:
        return [one.text for one in question.options if str(one.id) in given["options"]]
    return given["bool"] if "bool" in given else str(given["text"])


def chosen(question: PaperQuestion, given: Mapping | None) -> frozenset[uuid.UUID]:
    """The options that the student chose; of a true/false question the one that says the same."""
    if given is None or "text" in given:
        return frozenset()
    if "options" in given:
        return frozenset(uuid.UUID(one) for one in given["options"])
    says_right = given["bool"] == question.truth
    return frozenset(one.id for one in question.options if one.is_right == says_right)


def key_of(question: PaperQuestion) -> Readable:
    """The right answer: texts of the right options, accepted texts, true or false; None without a key."""
    if question.kind == QuestionKind.MULTIPLE_CHOICE:
        return [one.text for one in question.options if one.is_right]
    if question.kind == QuestionKind.TRUE_FALSE:
        return question.truth
    return list(question.accepted) if question.accepted and question.kind != QuestionKind.ESSAY else None
