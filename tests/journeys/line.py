"""A line between browser and product that can be cut, for the browser's workers, too."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PIECE = 65_536


class Line:
    """Passes bytes on to `port` from a port of its own until it is cut."""

    def __init__(self, *, port: int) -> None:
        self._target, self._ends, self._listener = port, list[socket.socket](), _listen(0)
        self.port = int(self._listener.getsockname()[1])
        self._begin()

    def cut(self) -> None:
        """Nothing is listened to any more, and what is open ends."""
        self._listener.shutdown(socket.SHUT_RDWR)
        for end in (self._listener, *self._ends):
            _end(end)
        self._ends.clear()

    def mend(self) -> None:
        """As before, at the same port."""
        self._listener = _listen(self.port)
        self._begin()

    def _begin(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


@contextmanager
def open_line(*, port: int) -> Iterator[Line]:
    """A line to `port`, cut after the block."""
    line = Line(port=port)
    try:
        yield line
    finally:
        with contextlib.suppress(OSError):
            line.cut()


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)
    return listener


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := one.recv(_PIECE):
            other.sendall(piece)
    _end(other)


def _end(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
