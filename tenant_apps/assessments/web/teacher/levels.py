"""Levels in words, and what an assessment draws by them."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy

from shared_apps.kernel.errors import Text
from tenant_apps.assessments.rules.kinds import Level
from tenant_apps.assessments.selectors.bank import fitting_counts, list_draws

LEVELS: dict[str, Text] = {
    Level.EASY.value: gettext_lazy("Easy"),
    Level.MEDIUM.value: gettext_lazy("Medium"),
    Level.HARD.value: gettext_lazy("Hard"),
}


def draw_rows(assessment_id: uuid.UUID) -> list[dict[str, Any]]:
    """The assessment's draws in words; `fit` is how many of the bank each could take."""
    draws = list_draws(assessment_id=assessment_id)
    counts = fitting_counts(draws) if draws else {}
    return [
        {
            "draw": draw,
            "topic": draw.topic,
            "level": LEVELS.get(draw.level, ""),
            "is_short": counts[draw.id] < draw.number,
            "fit": counts[draw.id],
        }
        for draw in draws
    ]
