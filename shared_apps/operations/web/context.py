"""What every template of a school may show its staff: the notice that stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from shared_apps.operations.selectors.notices import find_notice


def notice_context(request: HttpRequest) -> dict[str, Any]:
    """Django's context processor; costs no query once the notice is known."""
    actor, school = getattr(request, "actor", None), getattr(request, "school", None)
    if actor is None or school is None or actor.kind != "staff":
        return {}
    return {"standing_notice": find_notice(tenant_id=school.id)}
