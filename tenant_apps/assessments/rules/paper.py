"""The frozen paper of an attempt: what is asked, in the order shown, with its key.

It is kept as JSON beside the attempt. `asked` is all of it that a student may see before release.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tenant_apps.assessments.rules.kinds import QuestionKind


@dataclass(frozen=True, slots=True)
class PaperOption:
    id: uuid.UUID
    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question with its key. Never for a student before release."""

    id: uuid.UUID
    kind: str
    text: str
    points: Decimal
    is_required: bool = True
    allows_several: bool = False
    picture: str = ""
    """Storage key of a private file; empty without one."""
    explanation: str = ""
    options: tuple[PaperOption, ...] = ()
    truth: bool | None = None
    """The key of a true/false question."""
    accepted: tuple[str, ...] = ()
    is_drawn: bool = False
    """Drawn from the bank: the id is one of its questions."""

    @property
    def right_options(self) -> frozenset[uuid.UUID]:
        return frozenset(option.id for option in self.options if option.is_right)


@dataclass(frozen=True, slots=True)
class Paper:
    passing_percent: Decimal
    questions: tuple[PaperQuestion, ...]

    @property
    def max_score(self) -> Decimal:
        return sum((question.points for question in self.questions), Decimal("0.00"))

    def by_id(self) -> dict[uuid.UUID, PaperQuestion]:
        return {question.id: question for question in self.questions}


@dataclass(frozen=True, slots=True)
class AskedOption:
    id: uuid.UUID
    text: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as the student is asked it: no key, no explanation."""

    id: uuid.UUID
    kind: str
    text: str
    points: Decimal
    is_required: bool
    allows_several: bool
    picture: str
    options: tuple[AskedOption, ...]


def asked(paper: Paper) -> tuple[AskedQuestion, ...]:
    """The paper without its key, in the order shown."""
    return tuple(
        AskedQuestion(
            id=question.id,
            kind=question.kind,
            text=question.text,
            points=question.points,
            is_required=question.is_required,
            allows_several=question.allows_several,
            picture=question.picture,
            options=tuple(AskedOption(id=option.id, text=option.text) for option in question.options),
        )
        for question in paper.questions
    )


def missing(question: PaperQuestion) -> str | None:
    """What a question lacks to be asked: `options`, `right_option`, `truth`; None when it is complete."""
    if question.kind == QuestionKind.MULTIPLE_CHOICE:
        if len(question.options) < 2:
            return "options"
        return None if question.right_options else "right_option"
    if question.kind == QuestionKind.TRUE_FALSE and question.truth is None:
        return "truth"
    return None


def to_json(paper: Paper) -> dict[str, Any]:
    """As it is stored: `read` gives the same paper back."""
    return {
        "passing_percent": str(paper.passing_percent),
        "order": [str(question.id) for question in paper.questions],
        "questions": {str(question.id): _question_to_json(question) for question in paper.questions},
    }


def read(stored: dict[str, Any]) -> Paper:
    """The paper that `to_json` wrote."""
    return Paper(
        passing_percent=Decimal(stored["passing_percent"]),
        questions=tuple(read_question(stored["questions"][key]) for key in stored["order"]),
    )


def read_question(stored: dict[str, Any]) -> PaperQuestion:
    """One question of a stored paper."""
    return PaperQuestion(
        id=uuid.UUID(stored["id"]),
        kind=stored["kind"],
        text=stored["text"],
        points=Decimal(stored["points"]),
        is_required=stored["is_required"],
        allows_several=stored["allows_several"],
        picture=stored["picture"],
        explanation=stored["explanation"],
        options=tuple(
            PaperOption(id=uuid.UUID(one["id"]), text=one["text"], is_right=one["is_right"])
            for one in stored["options"]
        ),
        truth=stored["truth"],
        accepted=tuple(stored["accepted"]),
        is_drawn=stored.get("is_drawn", False),
    )


def _question_to_json(question: PaperQuestion) -> dict[str, Any]:
    return {
        "id": str(question.id),
        "kind": str(question.kind),
        "text": question.text,
        "points": str(question.points),
        "is_required": question.is_required,
        "allows_several": question.allows_several,
        "picture": question.picture,
        "explanation": question.explanation,
        "options": [
            {"id": str(one.id), "text": one.text, "is_right": one.is_right} for one in question.options
        ],
        "truth": question.truth,
        "accepted": list(question.accepted),
        **({"is_drawn": True} if question.is_drawn else {}),
    }
