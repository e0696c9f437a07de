"""A pooler in transaction mode, small and really leaking.

It listens on loopback, lets any client in, and gives each transaction whichever of its server
connections is free, resetting nothing: what PgBouncer does with a search path it cannot follow.
"""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections import deque
from types import TracebackType
from typing import Self

import psycopg
from django.db import connection

SSL_REQUEST = 80877103
GSS_REQUEST = 80877104


def _read(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = sock.recv(size - len(data))
        if not more:
            raise ConnectionError
        data += more
    return data


def _message(sock: socket.socket) -> bytes:
    """One message with its type byte."""
    head = _read(sock, 5)
    return head + _read(sock, struct.unpack("!I", head[1:])[0] - 4)


def _build(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!I", len(body) + 4) + body


class Pooler:
    """`with Pooler(servers=1) as pooler:` connect to 127.0.0.1 at `pooler.port`.

    `in_turns` deals the server connections round; else the latest one returned is given again.
    """

    def __init__(self, *, servers: int = 1, in_turns: bool = False) -> None:
        self.in_turns = in_turns
        self._free: deque[socket.socket] = deque()
        self._changed = threading.Condition()
        params = connection.get_connection_params()
        for name in ("cursor_factory", "context", "options"):
            params.pop(name, None)
        # The driver signs in; after that its socket speaks for us.
        self._raw = [psycopg.connect(**params, sslmode="disable", autocommit=True) for _ in range(servers)]
        for raw in self._raw:
            self._free.append(socket.socket(fileno=os.dup(raw.fileno())))
        for server in self._free:
            server.setblocking(True)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        for raw in self._raw:
            raw.close()
        for server in self._free:
            server.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            self._greet(client)
            while True:
                self._one_transaction(client, _message(client))
        except OSError:
            client.close()

    def _greet(self, client: socket.socket) -> None:
        while True:
            (size,) = struct.unpack("!I", _read(client, 4))
            body = _read(client, size - 4)
            if struct.unpack("!I", body[:4])[0] not in (SSL_REQUEST, GSS_REQUEST):
                break
            client.sendall(b"N")
        facts = {
            "server_version": "15.0",
            "client_encoding": "UTF8",
            "DateStyle": "ISO, MDY",
            "integer_datetimes": "on",
            "standard_conforming_strings": "on",
            "TimeZone": "UTC",
        }
        told = b"".join(_build(b"S", f"{name}\0{value}\0".encode()) for name, value in facts.items())
        client.sendall(_build(b"R", struct.pack("!I", 0)) + told + _build(b"Z", b"I"))

    def _one_transaction(self, client: socket.socket, first: bytes) -> None:
        if first[:1] == b"X":
            raise ConnectionError
        server = self._take()
        try:
            message = first
            while True:
                server.sendall(message)
                # A query or a Sync is answered up to ReadyForQuery; anything else is followed by more.
                if message[:1] in b"QS" and self._answer(server, client) == b"I":
                    return
                message = _message(client)
        finally:
            self._give(server)

    def _answer(self, server: socket.socket, client: socket.socket) -> bytes:
        while True:
            message = _message(server)
            client.sendall(message)
            if message[:1] == b"Z":
                return message[5:]

    def _take(self) -> socket.socket:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._free), timeout=10)
            return self._free.popleft() if self.in_turns else self._free.pop()

    def _give(self, server: socket.socket) -> None:
        with self._changed:
            self._free.append(server)
            self._changed.notify()
