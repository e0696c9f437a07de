"""A stand-in as a server on the loopback: one thread a request, nothing but the standard library."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

LOOPBACK = "127.0.0.1"
App = Callable[..., Any]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away in the middle are what these servers are for."""


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: a test says itself what it saw."""


def open_server(app: App, *, port: int = 0) -> WSGIServer:
    """A server that listens already; port 0 takes a free one (`server_port`)."""
    return make_server(LOOPBACK, port, app, server_class=_Server, handler_class=_Handler)


@contextmanager
def running(app: App, *, port: int = 0) -> Iterator[str]:
    """The stand-in runs for the block; gives its address without a final slash."""
    server = open_server(app, port=port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
