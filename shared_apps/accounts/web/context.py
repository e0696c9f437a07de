"""What every template may rely on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def page_context(request: HttpRequest) -> dict[str, Any]:
    return {"school": getattr(request, "page_school", None), "actor": getattr(request, "actor", None)}
