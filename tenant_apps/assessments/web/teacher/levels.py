"""Levels in words, and what an assessment draws by them."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy

from shared_apps.kernel.errors import Text
from tenant_apps.assessments.rules.kinds import Level
from tenant_apps.assessments.selectors.bank import list_draws

LEVELS: dict[str, Text] = {
    Level.EASY.value: gettext_lazy("Easy"),
    Level.MEDIUM.value: gettext_lazy("Medium"),
    Level.HARD.value: gettext_lazy("Hard"),
}


def draw_rows(assessment_id: uuid.UUID) -> list[dict[str, object]]:
    """The assessment's draws in words."""
    return [
        {"draw": draw, "topic": draw.topic, "level": LEVELS.get(draw.level, "")}
        for draw in list_draws(assessment_id=assessment_id)
    ]
