"""Answers and outcomes in the reader's words, for pages of both sides."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tenant_apps.assessments.rules.reading import Readable
from tenant_apps.assessments.selectors import Result, ResultRow


def outcome_of(row: ResultRow) -> str:
    """One word for a row of a result: right, partly, wrong, empty, waiting."""
    if row.needs_grading:
        return "waiting"
    if row.said is None:
        return "empty"
    if not row.points:
        return "wrong"
    return "right" if row.points >= row.max_points else "partly"


def tally(result: Result) -> list[tuple[str, int]]:
    """How many answers came out how, in words; what did not happen is left out."""
    words = {
        "right": _("Right"),
        "partly": _("Partly right"),
        "wrong": _("Wrong"),
        "empty": _("Not answered"),
        "waiting": _("Waits for grading"),
    }
    found = [outcome_of(row) for row in result.rows]
    return [(text, found.count(word)) for word, text in words.items() if word in found]


def in_words(said: Readable) -> str:
    """An answer or a key as one text."""
    if isinstance(said, bool):
        return _("True") if said else _("False")
    if isinstance(said, list | tuple):
        return " · ".join(said)
    return said or ""
