"""One request, one school, decided before any other code.

In this order: the host; on the platform host, the `<teacher_username>` in the path; else the
school that the access token is for; for reads of a course without a token, the catalogue (through
`register_locator`); else the platform. Whatever else names a school must agree.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from tenants import context
from tenants.context import ActiveTenant
from tenants.hosts import HostKind, HostMatch, find_school, find_school_by_id, resolve_host
from tenants.names import PATTERN
from tenants.tokens import TokenInvalid, peek_tenant, read_token

PLATFORM_URLS = "config.urls.platform"
SCHOOL_URLS = "config.urls.school"
CLOSED_URLS = "config.urls.closed"
HEALTH_URLS = "config.urls.health"
ANY_HOST_PATHS = frozenset({"/health", "/health/", "/ready", "/ready/", "/tls/allowed"})

Locator = Callable[[uuid.UUID], uuid.UUID | None]
_locators: dict[str, Locator] = {}


def register_locator(*, kwarg: str, locate: Locator) -> None:
    """Let an app say in which school a public object lives: URL argument name, object id to school id."""
    _locators[kwarg] = locate


class TenantMiddleware:
    """Sets `request.host_kind`, `request.school` and `request.named_school`, and the active school.

    `named_school` is the school that `<teacher_username>` in the path names, None when there is
    none of that name or when it disagrees with the host: views then answer as for no such teacher.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in ANY_HOST_PATHS:
            # A load balancer and the proxy ask by address: no host is right for them, and the
            # process has to answer even when the database does not.
            return resolve(request.path_info, urlconf=HEALTH_URLS).func(request)
        match = resolve_host(request.META.get("HTTP_HOST", ""))
        request.host_kind = match.kind
        request.school = match.tenant
        request.named_school = None
        if match.kind is HostKind.UNKNOWN:
            return _led_to_the_finder(request) or _plain("404 Not Found\n", 404)
        if _has_doubled_cookie(request):
            return _plain("400 Bad Request\n", 400)
        request.urlconf = PLATFORM_URLS if match.kind is HostKind.PLATFORM else SCHOOL_URLS
        return self._answer(request, match)

    def _answer(self, request: HttpRequest, match: HostMatch) -> HttpResponse:
        kwargs = _url_arguments(request)
        school = _choose(request, match, kwargs)
        request.school = school
        if school is None:
            with context.platform():
                return self.get_response(request)
        if school.state != "active":
            request.urlconf = CLOSED_URLS
        with context.enter(school):
            return self.get_response(request)


def _led_to_the_finder(request: HttpRequest) -> HttpResponse | None:
    """A person who mistyped a school's name is led to the platform, which knows names that are alike."""
    host, _colon, port = request.META.get("HTTP_HOST", "").lower().partition(":")
    label, _dot, rest = host.partition(".")
    is_person = request.method == "GET" and "text/html" in request.META.get("HTTP_ACCEPT", "")
    if not is_person or rest != settings.PLATFORM_DOMAIN or not PATTERN.fullmatch(label):
        return None
    place = rest if not port else f"{rest}:{port}"
    response = HttpResponse(status=302, headers={"Cache-Control": "no-store"})
    response["Location"] = f"{request.scheme}://{place}/find/?school={label}"
    return response


def _plain(text: str, status: int) -> HttpResponse:
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def _url_arguments(request: HttpRequest) -> dict[str, Any]:
    try:
        return resolve(request.path_info, urlconf=request.urlconf).kwargs
    except Resolver404:
        return {}


def _choose(request: HttpRequest, match: HostMatch, kwargs: dict[str, Any]) -> ActiveTenant | None:
    username = kwargs.get("teacher_username")
    if username is not None:
        named = find_school(username=str(username).lower())
        if match.tenant is not None:
            request.named_school = named if named and named.id == match.tenant.id else None
            return match.tenant
        request.named_school = named
        return named
    if match.tenant is not None:
        return match.tenant
    return _school_of_token(request) or _school_of_object(kwargs)


def _school_of_token(request: HttpRequest) -> ActiveTenant | None:
    raw = access_credential(request)
    if not raw:
        return None
    known, tenant_id = peek_tenant(raw)
    if not known or tenant_id is None:
        return None
    try:
        read_token(raw, use="access", tenant_id=tenant_id)
    except TokenInvalid:
        return None
    return find_school_by_id(tenant_id=tenant_id)


def _school_of_object(kwargs: dict[str, Any]) -> ActiveTenant | None:
    for name, locate in _locators.items():
        if isinstance(kwargs.get(name), uuid.UUID):
            tenant_id = locate(kwargs[name])
            return find_school_by_id(tenant_id=tenant_id) if tenant_id else None
    return None


def access_credential(request: HttpRequest) -> str:
    """The raw access token of the request: the cookie, else a bearer header; empty when none."""
    cookie = request.COOKIES.get(settings.ACCESS_COOKIE, "")
    if cookie:
        return cookie
    scheme, _space, value = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _has_doubled_cookie(request: HttpRequest) -> bool:
    # A page on a sibling host can plant a second cookie of the same name; which one counts would
    # be the attacker's choice.
    names = [part.partition("=")[0].strip() for part in request.META.get("HTTP_COOKIE", "").split(";")]
    return any(names.count(name) > 1 for name in (settings.ACCESS_COOKIE, settings.REFRESH_COOKIE))
