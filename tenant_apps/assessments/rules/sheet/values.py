"""One row's cells as a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Text
from shared_apps.kernel.phones import western_digits
from tenant_apps.assessments.errors import TrueFalseOptionRefused
from tenant_apps.assessments.rules.cleaning import MAX_OPTIONS, truth_of
from tenant_apps.assessments.rules.draft import WITH_KEY, Draft, DraftOption
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.rules.sheet.cells import parted
from tenant_apps.assessments.rules.sheet.columns import kind_of, level_of, place_of, plain, yes_or_no

NO_KIND = _("This kind is not known: multiple choice, true/false, short answer, fill in the blank, essay.")
NO_LEVEL = _("Write easy, medium or hard.")
NO_NUMBER = _("This is not a number.")
NO_TRUTH = _("Write true or false.")
NO_YES = _("Write yes or no.")
NO_RIGHT = _("Say which option is right: its number or letter.")
NO_SUCH_OPTION = _("There is no such option.")
_BETWEEN = re.compile(r"[\s|,;/+&\u060c\u061b]+")


class Wrong(Exception):
    """What is wrong with a row, and in which of its columns."""

    def __init__(self, column: str, why: Text) -> None:
        super().__init__(column)
        self.column = column
        self.why = why


def draft_of(cells: Mapping[str, str]) -> Draft:
    """The question that the cells say, not yet cleaned. Raises `Wrong`."""
    kind = kind_of(cells.get("kind", ""))
    if kind is None:
        raise Wrong("kind", NO_KIND)
    level = level_of(cells.get("level", ""))
    if level is None:
        raise Wrong("level", NO_LEVEL)
    right = cells.get("right", "")
    return Draft(
        kind=kind,
        text=cells.get("question", ""),
        points=_points(cells.get("points", "")),
        explanation=cells.get("explanation", ""),
        is_required=_yes(cells, "required", otherwise=True),
        allows_several=_yes(cells, "several", otherwise=False),
        truth=_truth(right) if kind == QuestionKind.TRUE_FALSE else None,
        accepted=tuple(parted(right)) if kind in WITH_KEY else (),
        options=_options(cells, right) if kind == QuestionKind.MULTIPLE_CHOICE else (),
        topic=cells.get("topic", ""),
        level=level,
        tags=_tags(cells.get("tags", "")),
    )


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(tag for part in parted(cell) for tag in part.replace("\u060c", ",").split(","))


def _points(cell: str) -> Decimal:
    text = western_digits(cell).replace("\u066b", ".").replace(",", ".").strip()
    try:
        return Decimal(text or "1")
    except InvalidOperation as error:
        raise Wrong("points", NO_NUMBER) from error


def _yes(cells: Mapping[str, str], column: str, *, otherwise: bool) -> bool:
    said = yes_or_no(cells.get(column, ""), otherwise=otherwise)
    if said is None:
        raise Wrong(column, NO_YES)
    return said


def _truth(cell: str) -> bool:
    try:
        return truth_of(cell)
    except TrueFalseOptionRefused as error:
        raise Wrong("right", NO_TRUTH) from error


def _options(cells: Mapping[str, str], right: str) -> tuple[DraftOption, ...]:
    """The options that say something; `right` names columns, so that a gap between them is harmless."""
    texts = {place: cells.get(f"option {place}", "") for place in range(1, MAX_OPTIONS + 1)}
    texts = {place: text for place, text in texts.items() if text.strip()}
    places = _right_places(texts, right) if len(texts) > 1 else set()
    return tuple(DraftOption(text=text, is_right=place in places) for place, text in texts.items())


def _right_places(texts: Mapping[int, str], right: str) -> set[int]:
    words = [word for word in _BETWEEN.split(right.strip()) if word]
    if not words:
        raise Wrong("right", NO_RIGHT)
    places = [place_of(word) for word in words]
    if None in places:  # no numbers and letters: perhaps the option itself
        said = {plain(part) for part in parted(right)}
        places = [place for place, text in texts.items() if plain(text) in said]
    found = {place for place in places if place is not None and place in texts}
    if not found or len(found) < len(set(places)):
        raise Wrong("right", NO_SUCH_OPTION)
    return found
