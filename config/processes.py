"""The processes of a running copy, started and ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings


@dataclass
class Supervisor:
    """Starts commands, ends all of them when one ends or when this process is told to stop."""

    commands: Sequence[tuple[str, list[str], dict[str, str]]]
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _stopping: bool = False

    def start(self) -> None:
        for name, command, environment in self.commands:
            self._running[name] = subprocess.Popen(
                command, env={**os.environ, **environment}, cwd=settings.BASE_DIR
            )

    def wait(self) -> int:
        """Wait until a process ends or a signal comes; the exit code to leave with."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        code = 0
        while not self._stopping:
            ended = {name: process for name, process in self._running.items() if process.poll() is not None}
            if ended:
                name, process = next(iter(ended.items()))
                sys.stderr.write(f"{name} ended with {process.returncode}; stopping the rest\n")
                code = process.returncode or 1
                break
            time.sleep(0.2)
        self._end()
        return code

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _end(self) -> None:
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        for process in self._running.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def _celery(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "config.celery", *arguments]


def _gunicorn(bind: str) -> list[str]:
    return [sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "deploy/gunicorn.conf.py", "--bind", bind]


def everything(*, bind: str) -> Supervisor:
    """Web, worker and beat: three processes with Redis, one without."""
    environment = {
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "DATABASE_URL": settings.DATABASE_URL,
    }
    if not settings.REDIS_URL:
        alone = {**environment, "EDUPRO_ONE_PROCESS": "1", "WEB_CONCURRENCY": "1"}
        return Supervisor([("web", _gunicorn(bind), alone)])
    schedule = str(settings.STATE_DIR / "beat-schedule")
    return Supervisor(
        [
            ("web", _gunicorn(bind), environment),
            ("worker", _celery("worker", "--loglevel", "warning", "--concurrency", "2"), environment),
            ("beat", _celery("beat", "--loglevel", "warning", "--schedule", schedule), environment),
        ]
    )
