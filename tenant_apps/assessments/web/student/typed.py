"""Answers as a form without script sends them, and as the room shows them again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.rules.paper import AskedQuestion
from tenant_apps.assessments.selectors import SavedAnswer

TRUTHS = {"true": True, "false": False}
MOST_FIELDS = 180
"""That one form may send: fewer than `DATA_UPLOAD_MAX_NUMBER_FIELDS`, which counts what else is in it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the room with what the server has of its answer."""

    number: int
    question: AskedQuestion
    given: dict[str, Any] | None
    sequence: int
    picture_url: str
    part: int = 1
    """Which of the page's forms it is sent with when there is no script."""

    @property
    def name(self) -> str:
        return field_name(self.question.id)

    @property
    def chosen(self) -> list[str]:
        """Ids of the options chosen; `true` or `false` of a true/false question."""
        if not self.given:
            return []
        if "bool" in self.given:
            return ["true" if self.given["bool"] else "false"]
        return [str(one) for one in self.given.get("options", ())]

    @property
    def text(self) -> str:
        return str((self.given or {}).get("text", ""))


def field_name(question_id: uuid.UUID) -> str:
    return f"q-{question_id}"


def asked_rows(
    attempt: Attempt, questions: tuple[AskedQuestion, ...], saved: Mapping[uuid.UUID, SavedAnswer]
) -> list[Asked]:
    """The questions in the order shown, each with its saved answer."""
    rows, part, fields = [], 1, 0
    for number, question in enumerate(questions, start=1):
        answer, needed = saved.get(question.id), len(question.options) if question.allows_several else 1
        if fields + needed > MOST_FIELDS:
            part, fields = part + 1, 0
        fields += needed
        rows.append(
            Asked(
                number=number,
                question=question,
                given=answer.given if answer else None,
                sequence=answer.sequence if answer else 0,
                picture_url=picture_url(attempt, question),
                part=part,
            )
        )
    return rows


def picture_url(attempt: Attempt, question: AskedQuestion) -> str:
    return reverse("attempt_picture", args=[attempt.id, question.id]) if question.picture else ""


def typed_answer(question: AskedQuestion, posted: QueryDict) -> dict[str, Any] | None:
    """What the form says about one question; None for nothing."""
    name = field_name(question.id)
    if question.kind == QuestionKind.TRUE_FALSE:
        truth = TRUTHS.get(posted.get(name, ""))
        return None if truth is None else {"bool": truth}
    if question.kind == QuestionKind.MULTIPLE_CHOICE:
        chosen = [one for one in posted.getlist(name) if one]
        return {"options": chosen} if chosen else None
    text = posted.get(name, "").replace("\r\n", "\n")
    return {"text": text} if text.strip() else None


def is_changed(row: Asked, given: dict[str, Any] | None) -> bool:
    """Whether `given` differs from what the server has."""
    if given is None or row.given is None:
        return given is not row.given
    if "options" in given:
        return set(given["options"]) != set(row.chosen)
    return given != row.given
