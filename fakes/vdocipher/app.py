"""One application: the API, the form to upload to, the player, and a path for tests to script it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fakes.faults import Faults
from fakes.vdocipher import admin, api, bucket, library, player
from fakes.vdocipher.state import State
from fakes.web import Answer, Environ, Refused, Request, Routes, send

ROUTES = Routes(admin.ROUTES, api.ROUTES, library.ROUTES, bucket.ROUTES, player.ROUTES)


class VdoCipherFake:
    """A WSGI application; `state` and `faults` are open to whoever runs it in their own process."""

    def __init__(self) -> None:
        self.state = State()
        self.faults = Faults()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        if request.path.startswith(admin.BASE):
            return send(self._handle(request), start_response)
        return send(self.faults.around(request, self._handle), start_response)

    def _handle(self, request: Request) -> Answer:
        found = ROUTES.find(request.method, request.path)
        if found is None:
            return Answer({"message": "Not found"}, 404)
        handler, names = found
        try:
            return handler(self, request, **names)
        except Refused as refused:
            return refused.answer
