"""The real product on a free port: web, worker and schedule, with a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.database import ROOT

START_SECONDS = 60


@dataclass(frozen=True)
class Product:
    """A running copy: `url("amira", "/teach/")` is a school's page, `url("", "/")` the platform's."""

    port: int
    state: Path
    database_url: str = ""
    redis_url: str = ""

    def url(self, school: str = "", path: str = "/") -> str:
        host = f"{school}.localhost" if school else "localhost"
        return f"http://{host}:{self.port}{path}"

    def mails(self) -> list[str]:
        """The texts of the mails sent so far, oldest first."""
        files = sorted((self.state / "mail").glob("*"), key=lambda file: file.stat().st_mtime)
        return [file.read_text() for file in files]


@contextmanager
def running_product(
    *, database_url: str, state: Path, redis_url: str = "", settings: str = "config.settings.development"
) -> Iterator[Product]:
    """Start `manage.py serve` and wait until it is ready; end it after the block."""
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "EDUPRO_STATE_DIR": str(state),
        "PLATFORM_DOMAIN": "localhost",
        "LOG_LEVEL": "WARNING",
    }
    log = state / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(port, process, log)
        yield Product(port=port, state=state, database_url=database_url, redis_url=redis_url)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the product ended at its start:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the product was not ready in {START_SECONDS} s:\n{log.read_text()[-4000:]}")
