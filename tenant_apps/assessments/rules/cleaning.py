"""What a teacher may write: texts, numbers, the window, the key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from shared_apps.kernel.moments import is_far_away
from shared_apps.kernel.money import rounded
from tenant_apps.assessments import errors
from tenant_apps.assessments.rules.kinds import AssessmentKind, QuestionKind, ResultsShown

MAX_TITLE = 200
MAX_DESCRIPTION = 20_000
MAX_QUESTION = 20_000
MAX_EXPLANATION = 10_000
MAX_OPTION = 2000
MAX_ACCEPTED = 50
MAX_ACCEPTED_TEXT = 500
MAX_QUESTIONS = 500
MAX_OPTIONS = 50
MAX_MINUTES = 7 * 24 * 60
MAX_ATTEMPTS = 1000
MAX_POINTS = Decimal("9999.99")
MAX_ORDER = 1_000_000
MAX_FEEDBACK = 5000

TRUE_WORDS = frozenset({"true", "t", "yes", "right", "correct", "صح", "صحيح", "صواب", "نعم"})
FALSE_WORDS = frozenset({"false", "f", "no", "wrong", "incorrect", "خطأ", "خطا", "غلط", "لا"})


def clean_title(title: str) -> str:
    """Single spaces. Raises `AssessmentTitleEmpty`, `TextTooLong`."""
    cleaned = " ".join(title.split())
    if not cleaned:
        raise errors.AssessmentTitleEmpty()
    return clean_text(cleaned, field="title", at_most=MAX_TITLE)


def clean_text(text: str, *, field: str, at_most: int) -> str:
    """Raises `TextTooLong` on `field`."""
    if len(text) > at_most:
        raise errors.TextTooLong(field=field)
    return text


def clean_kind(kind: str) -> str:
    """Raises `AssessmentKindUnknown`."""
    if kind not in AssessmentKind.values:
        raise errors.AssessmentKindUnknown()
    return AssessmentKind(kind).value


def clean_passing_percent(percent: Decimal) -> Decimal:
    """Raises `PassingPercentRefused`."""
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise errors.PassingPercentRefused()
    return rounded(percent)


def clean_minutes(minutes: int | None) -> int | None:
    """None is not timed. Raises `TimeLimitRefused`, `TimeLimitTooLong`."""
    if minutes is not None and minutes < 1:
        raise errors.TimeLimitRefused()
    if minutes is not None and minutes > MAX_MINUTES:
        raise errors.TimeLimitTooLong()
    return minutes


def clean_max_attempts(count: int | None) -> int | None:
    """None is any number. Raises `MaxAttemptsRefused`."""
    if count is not None and not 1 <= count <= MAX_ATTEMPTS:
        raise errors.MaxAttemptsRefused()
    return count


def clean_results_shown(when: str) -> str:
    """Raises `ResultsShownUnknown`."""
    if when not in ResultsShown.values:
        raise errors.ResultsShownUnknown()
    return ResultsShown(when).value


def clean_moment(moment: datetime | None, *, field: str) -> datetime | None:
    """None is open on that side. Raises `MomentTooFar` on `field`."""
    if moment and is_far_away(moment):
        raise errors.MomentTooFar(field=field)
    return moment


def check_window(*, opens: datetime | None, closes: datetime | None, results_shown: str) -> None:
    """Raises `WindowRefused`, `ClosingTimeMissing`."""
    if opens and closes and closes <= opens:
        raise errors.WindowRefused()
    if results_shown == ResultsShown.AFTER_CLOSING and closes is None:
        raise errors.ClosingTimeMissing()


def clean_question_text(text: str) -> str:
    """Raises `QuestionTextEmpty`, `TextTooLong`."""
    if not text.strip():
        raise errors.QuestionTextEmpty()
    return clean_text(text.strip(), field="text", at_most=MAX_QUESTION)


def clean_question_kind(kind: str) -> str:
    """Raises `QuestionKindUnknown`."""
    if kind not in QuestionKind.values:
        raise errors.QuestionKindUnknown()
    return QuestionKind(kind).value


def clean_question_points(points: Decimal) -> Decimal:
    """Raises `QuestionPointsRefused`, `QuestionPointsTooMany`."""
    if not points.is_finite() or points <= 0:
        raise errors.QuestionPointsRefused()
    if points > MAX_POINTS:
        raise errors.QuestionPointsTooMany()
    if not rounded(points):
        raise errors.QuestionPointsRefused()
    return rounded(points)


def clean_accepted(answers: Iterable[str]) -> list[str]:
    """Each once, with single spaces, blanks left out. Raises `AcceptedAnswersRefused`."""
    cleaned = [one for one in dict.fromkeys(" ".join(answer.split()) for answer in answers) if one]
    if len(cleaned) > MAX_ACCEPTED or any(len(one) > MAX_ACCEPTED_TEXT for one in cleaned):
        raise errors.AcceptedAnswersRefused()
    return cleaned


def clean_option_text(text: str) -> str:
    """Raises `OptionTextEmpty`, `TextTooLong`."""
    if not text.strip():
        raise errors.OptionTextEmpty()
    return clean_text(text.strip(), field="option_text", at_most=MAX_OPTION)


def check_question_order(order: int) -> None:
    """Raises `QuestionOrderRefused`."""
    if not 1 <= order <= MAX_ORDER:
        raise errors.QuestionOrderRefused()


def check_option_order(order: int) -> None:
    """Raises `OptionOrderRefused`."""
    if not 1 <= order <= MAX_ORDER:
        raise errors.OptionOrderRefused()


def truth_of(text: str) -> bool:
    """Which of the two options of a true/false question a text names. Raises `TrueFalseOptionRefused`."""
    word = " ".join(text.casefold().split()).rstrip(".")
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise errors.TrueFalseOptionRefused()
