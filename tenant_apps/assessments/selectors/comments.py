"""Words that staff say to students again and again."""

from __future__ import annotations

import uuid

from tenant_apps.assessments.models import SavedComment


def list_comments() -> list[SavedComment]:
    """All of them, oldest first, so that each keeps its place."""
    return list(SavedComment.objects.order_by("created_at", "id"))


def find_comment(*, comment_id: uuid.UUID) -> SavedComment | None:
    return SavedComment.objects.filter(pk=comment_id).first()
