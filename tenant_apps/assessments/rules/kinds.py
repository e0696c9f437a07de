"""The kinds of assessments and questions, and who of the staff may do what."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssessmentKind(TextChoices):
    QUIZ = "quiz", _("quiz")
    ASSIGNMENT = "assignment", _("assignment")
    EXAM = "exam", _("exam")


class QuestionKind(TextChoices):
    MULTIPLE_CHOICE = "multiple_choice", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")
    SHORT_ANSWER = "short_answer", _("short answer")
    ESSAY = "essay", _("essay")
    FILL_BLANK = "fill_blank", _("fill in the blank")


class Level(TextChoices):
    EASY = "easy", _("easy")
    MEDIUM = "medium", _("medium")
    HARD = "hard", _("hard")


class ResultsShown(TextChoices):
    AT_ONCE = "at_once", _("as soon as everything is graded")
    AFTER_CLOSING = "after_closing", _("after the assessment closes")
    BY_HAND = "by_hand", _("when I release them")


TEXT_KINDS = frozenset({QuestionKind.SHORT_ANSWER, QuestionKind.ESSAY, QuestionKind.FILL_BLANK})
OPTION_KINDS = frozenset({QuestionKind.MULTIPLE_CHOICE, QuestionKind.TRUE_FALSE})
EDITORS = frozenset({"owner", "instructor"})
GRADERS = frozenset({"owner", "instructor", "assistant"})


def may_edit_assessments(*, role: str) -> bool:
    """Whether staff of this role may write assessments, questions and options, and release results."""
    return role in EDITORS


def may_grade(*, role: str) -> bool:
    """Whether staff of this role may read attempts and give points."""
    return role in GRADERS
