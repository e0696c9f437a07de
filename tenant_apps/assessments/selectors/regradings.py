"""What became of counting anew."""

from __future__ import annotations

import uuid

from tenant_apps.assessments.models import Regrading


def latest_regrading(*, assessment_id: uuid.UUID) -> Regrading | None:
    """The assessment's latest counting anew, waiting or over."""
    return Regrading.objects.filter(assessment_id=assessment_id).order_by("-created_at", "-id").first()
