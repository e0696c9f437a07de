"""Is the server of a data folder alive? What PostgreSQL itself writes there is the only witness."""

import os
import signal
import socket
import time
from pathlib import Path

STOP_SECONDS = 30


def port_of(*, data: Path) -> int | None:
    """The port of the living server of this folder, or None."""
    lines = _pid_file(data)
    if len(lines) < 4 or not _is_alive(int(lines[0]), data):
        return None
    return int(lines[3])


def forget_the_dead(*, data: Path) -> None:
    """Remove the pid file of a server that was killed, so that a stranger with its number is no obstacle."""
    lines = _pid_file(data)
    if lines and not _is_alive(int(lines[0]), data):
        (data / "postmaster.pid").unlink(missing_ok=True)


def stop(*, data: Path) -> bool:
    """Stop the server of this folder, first politely; whether there was one."""
    lines = _pid_file(data)
    if not lines or not _is_alive(int(lines[0]), data):
        return False
    pid = int(lines[0])
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        os.kill(pid, how)
        if _gone(pid, data):
            return True
    return True


def free_port(*, preferred: int | None) -> int:
    """A free port on the loopback: the preferred one when it is still free."""
    for port in (preferred, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port on 127.0.0.1")


def _pid_file(data: Path) -> list[str]:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []
    return lines if lines and lines[0].isdigit() else []


def _is_alive(pid: int, data: Path) -> bool:
    """Alive, and really the server of this folder: numbers are used again after a crash."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's process: its command line decides below
    if not Path("/proc/self/cmdline").exists():
        return True
    try:
        # Readable by all, where the working folder is not, even for root in a container.
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(data) in command


def _gone(pid: int, data: Path) -> bool:
    until = time.monotonic() + STOP_SECONDS
    while time.monotonic() < until:
        if not _is_alive(pid, data):
            return True
        time.sleep(0.05)
    return False
