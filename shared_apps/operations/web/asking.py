"""What an operator's page was asked for, out of its address."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from shared_apps.accounts.models import User
from shared_apps.accounts.web.pages import OperatorPage
from shared_apps.kernel.errors import NotFound

MAX_CHARS = 200


class ConsolePage(OperatorPage):
    """A page of the console. What is not there answers 404."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


def operator_of(request: HttpRequest) -> User:
    """The operator who asks."""
    user: User = request.actor.user  # type: ignore[attr-defined]  # set by the page middleware
    return user


def asked_text(request: HttpRequest, name: str) -> str:
    """What the address says under `name`, cleaned; empty when nothing."""
    return request.GET.get(name, "").replace("\0", "").strip()[:MAX_CHARS]


def asked_day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(asked_text(request, name))
    except ValueError:
        return None


def asked_id(request: HttpRequest, name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(asked_text(request, name))
    except ValueError:
        return None
