"""From where a request comes and at which place it signs in: the same for every contract."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypedDict

from django.utils import timezone
from rest_framework.request import Request

from shared_apps.accounts.errors import RefreshInvalid
from shared_apps.wire.throttles import client_address
from tenants import context
from tenants.hosts import HostKind
from tenants.tokens import peek_tenant


class Device(TypedDict):
    """From where a request comes, for sessions and limits."""

    now: Any
    address: str
    user_agent: str


def device_of(request: Request) -> Device:
    return {
        "now": timezone.now(),
        "address": client_address(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", ""),
    }


def place_of_sign_in(request: Request) -> AbstractContextManager[None]:
    """On the platform's host a token left over from some school does not choose the next one."""
    return context.platform() if request.host_kind is HostKind.PLATFORM else nullcontext()


def place_of_refresh(request: Request, raw: str) -> uuid.UUID | None:
    """The school (None: the platform) that the refresh token `raw` has to be for. Raises `RefreshInvalid`.

    On a school's host that is this school; on the platform's host whichever it was made for.
    """
    if request.host_kind is HostKind.SCHOOL:
        return context.active_id()
    is_token, tenant_id = peek_tenant(raw)
    if not is_token:
        raise RefreshInvalid
    return tenant_id
