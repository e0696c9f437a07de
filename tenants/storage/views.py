"""Serving files: public ones by key, private ones by signed link.

On a school's host only that school's files exist; on the platform's host every school's.
"""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage, storages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from tenants import context
from tenants.context import ActiveTenant
from tenants.hosts import HostKind, find_school_by_id
from tenants.storage.backends import S3SchoolStorage
from tenants.storage.keys import Key, KeyRefused, parse_key, small_key
from tenants.storage.links import WATCHING, LinkInvalid, opened_mark, read_link
from tenants.storage.ranges import answer_file

OPENED_COOKIE = "opened"
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def public_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """A picture or trailer that everybody may see. A key never changes its content.

    With `?small` a picture comes in its smaller copy, where there is one.
    """
    try:
        found = parse_key(key)
    except KeyRefused as error:
        raise Http404 from error
    if not found.is_public:
        raise Http404
    school = _school_of(request, uuid.UUID(found.school)) if found.school else None
    if "small" in request.GET:
        found = _smaller(found, school)
    storage = storages["default"]
    if isinstance(storage, S3SchoolStorage):
        return _redirect(storage, found)
    response = _answer(request, found, school)
    response["Cache-Control"] = FOR_EVER
    return response


@require_safe
def private_file(request: HttpRequest, school: uuid.UUID, token: str, name: str) -> HttpResponseBase:
    """A video or document of a course, for whoever holds a link that is not over."""
    owner = _school_of(request, school)
    now = timezone.now()
    try:
        link = read_link(
            school=owner.id, token=token, name=name, now=now, opened=request.COOKIES.get(OPENED_COOKIE, "")
        )
    except LinkInvalid as error:
        raise Http404 from error
    response = _answer(request, link.key, owner)
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = (
        "inline" if link.is_shown else f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    )
    if link.is_shown and OPENED_COOKIE not in request.COOKIES:
        _mark_opened(response, owner.id, token, now)
    return response


def _mark_opened(response: HttpResponseBase, school_id: uuid.UUID, token: str, now: datetime) -> None:
    response.set_cookie(
        OPENED_COOKIE,
        opened_mark(school=school_id, token=token, now=now),
        max_age=WATCHING,
        path=f"/files/{school_id}/{token}/",
        secure=settings.COOKIES_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _school_of(request: HttpRequest, school_id: uuid.UUID) -> ActiveTenant:
    found = find_school_by_id(tenant_id=school_id)
    if found is None or found.state != "active":
        raise Http404
    if request.host_kind is not HostKind.PLATFORM and found.id != context.active_id():
        raise Http404
    return found


def _answer(request: HttpRequest, key: Key, school: ActiveTenant | None) -> HttpResponseBase:
    with _within(school):
        file, size = _open(key)
    response = answer_file(request, file, size=size, content_type=key.content_type, etag=f'"{key.file}"')
    response["X-Content-Type-Options"] = "nosniff"
    # Front ends on other sites show these pictures and play these videos.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _smaller(key: Key, school: ActiveTenant | None) -> Key:
    small = small_key(key)
    with _within(school):
        return small if small and default_storage.exists(small.text) else key


def _within(school: ActiveTenant | None) -> AbstractContextManager[object]:
    return context.enter(school) if school else context.platform()


def _open(key: Key) -> tuple[File, int]:
    try:
        return default_storage.open(key.text), default_storage.size(key.text)
    except FileNotFoundError as error:
        raise Http404 from error


def _redirect(storage: S3SchoolStorage, key: Key) -> HttpResponseBase:
    """The bucket itself serves the bytes; the address of the file stays ours and lasting."""
    response = HttpResponseRedirect(storage.presigned(key.text, ResponseContentType=key.content_type))
    response["Cache-Control"] = "public, max-age=60"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
