"""The HTTP client of the tests: names the host, keeps cookies, asserts the status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient

from tenants import context
from tenants.context import ActiveTenant
from tests.openapi import check_answer


def host_of(school: ActiveTenant | None) -> str:
    return f"{school.username}.{settings.PLATFORM_DOMAIN}" if school else settings.PLATFORM_DOMAIN


class Api(APIClient):
    """`Api(school=alpha).get("/api/v1/…", status=200)`; paths may be given without the base."""

    def __init__(self, *, school: ActiveTenant | None = None, host: str | None = None) -> None:
        super().__init__()
        self.school = school
        self.host = host or host_of(school)
        self.defaults["HTTP_HOST"] = self.host
        self.defaults["SERVER_NAME"] = self.host
        # Tests read English whatever the school speaks; one of another language says so itself.
        self.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    def sign_in(
        self,
        user: Any,
        *,
        kind: str = "student",
        school: ActiveTenant | None = None,
        bearer: bool = False,
        second_factor: bool = True,
    ) -> Api:
        """Carry the tokens of a real session: `student`, `staff` or `operator` (of the platform).

        An operator's has a second factor, unless told otherwise.

        In the cookies, or with `bearer` in the header, as clients of `edupro` send them.
        """
        from shared_apps.accounts.services import start_session

        place = None if kind == "operator" else (school or self.school)
        # A sign-in happens on the platform's side of the wire, whatever school the test body is in.
        with context.platform():
            tokens = start_session(
                user=user,
                tenant_id=place.id if place else None,
                kind=kind,
                now=timezone.now(),
                user_agent="tests",
                address="127.0.0.1",
                second_factor_at=timezone.now() if kind == "operator" and second_factor else None,
            )
        if bearer:
            self.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.access}")
            return self
        self.cookies[settings.ACCESS_COOKIE] = tokens.access
        self.cookies[settings.REFRESH_COOKIE] = tokens.refresh
        return self

    def _checked(self, response: Response, status: int | None) -> Response:
        if status is not None and response.status_code != status:
            body = getattr(response, "content", b"")[:2000].decode(errors="replace")
            raise AssertionError(f"expected {status}, got {response.status_code}: {body}")
        return response

    def _send(self, method: str, path: str, data: Any, status: int | None, **extra: Any) -> Response:
        # The request decides its own school; a test body inside another one must not help it.
        with context.platform():
            response = getattr(super(), method)(path, data, **extra)
            self._checked(response, status)
            check_answer(method, path, response)
        return response

    def get(self, path: str, data: Any = None, status: int | None = 200, **extra: Any) -> Response:
        return self._send("get", path, data, status, **extra)

    def head(self, path: str, data: Any = None, status: int | None = 200, **extra: Any) -> Response:
        return self._send("head", path, data, status, **extra)

    def post(self, path: str, data: Any = None, status: int | None = 200, **extra: Any) -> Response:
        return self._send("post", path, data, status, **extra)

    def put(self, path: str, data: Any = None, status: int | None = 200, **extra: Any) -> Response:
        return self._send("put", path, data, status, **extra)

    def patch(self, path: str, data: Any = None, status: int | None = 200, **extra: Any) -> Response:
        return self._send("patch", path, data, status, **extra)

    def delete(self, path: str, data: Any = None, status: int | None = 204, **extra: Any) -> Response:
        return self._send("delete", path, data, status, **extra)


ApiMaker = Callable[..., Api]
"""What the fixture `api` is."""
