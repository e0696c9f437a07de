"""A Redis server: the given one, else one of our own on the loopback for as long as it is needed."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.needs import apt

PROGRAMS = ("redis-server", "valkey-server")
PACKAGES = ("redis-server", "valkey-server")
START_SECONDS = 15
MISSING = "Redis: not on this machine; set REDIS_URL or install redis-server"


@contextmanager
def redis_url(*, wanted: bool = True) -> Iterator[str | None]:
    """The address of a Redis server, or None with one line said; ours ends with the block."""
    given = os.environ.get("REDIS_URL")
    program = _program() if wanted and not given else None
    if not wanted or given or program is None:
        if wanted and not given:
            print(f"needs: {MISSING}", flush=True)
        yield given if wanted and given else None
        return
    with tempfile.TemporaryDirectory(prefix="edupro-redis-") as folder, _server(program, folder) as url:
        if url is None:
            print(f"needs: Redis: {program} does not start", flush=True)
        yield url


def _program() -> str | None:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found:
        return found
    for package in PACKAGES:
        if apt.install(package=package):
            return next(filter(None, map(shutil.which, PROGRAMS)), None)
    return None


@contextmanager
def _server(program: str, folder: str) -> Iterator[str | None]:
    port = _free_port()
    options = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": folder,
        "save": "",
        "appendonly": "no",
        "databases": "64",
    }
    command = [program, *(part for name, value in options.items() for part in (f"--{name}", value))]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
        try:
            yield f"redis://127.0.0.1:{port}/0" if _answers(server, port) else None
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(5) == b"+PONG"
        except OSError:
            time.sleep(0.05)
    return False
