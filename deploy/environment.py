"""Make .venv and install what the locked requirement files say, only when they have changed.

Usage: python deploy/environment.py run|dev. Standard library only: this runs before anything
is installed. Packages are taken from wherever pip on this machine is told to take them.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "requirements.json"
PIN = re.compile(r"^([A-Za-z0-9][\w.\-\[\],]*==[^\s;\\]+)", re.MULTILINE)


class NoEnvironment(Exception):
    """The environment cannot be made; the text says what is missing."""


def main(which: str) -> int:
    requirements = PROJECT / "requirements" / f"{which}.txt"
    try:
        with _only_one():
            _ensure_venv()
            if _stamps().get(which) != _digest(requirements):
                _install(requirements)
                _stamp(which, requirements)
    except NoEnvironment as error:
        print(f"environment: {error}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def _only_one() -> Iterator[None]:
    """Two commands started together must not make the environment twice."""
    state = PROJECT / ".edupro"
    try:
        state.mkdir(mode=0o711, exist_ok=True)
        lock = (state / "environment.lock").open("a")
    except PermissionError:
        raise NoEnvironment(
            f"{state} cannot be written by this user. "
            "Run as the owner of this checkout, or make a clone of your own."
        ) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ensure_venv() -> None:
    if _works(PYTHON, "import pip") or _works(PYTHON, "import ensurepip; ensurepip.bootstrap()"):
        return
    if VENV.exists():
        if not (VENV / "pyvenv.cfg").exists():
            raise NoEnvironment(f"{VENV} is there and is not a virtual environment; move it away.")
        print("environment: .venv does not work here, making it anew", flush=True)
        shutil.rmtree(VENV)
    print(f"environment: making .venv with Python {sys.version.split()[0]}", flush=True)
    if not _works(sys.executable, "import ensurepip, venv"):
        _add_ensurepip()
    done = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise NoEnvironment(f"python -m venv failed:\n{done.stdout}{done.stderr}")


def _add_ensurepip() -> None:
    """Debian and its relatives ship Python without the part that makes environments."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"environment: this Python cannot make environments, installing {package}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-qq", "update"], env=quiet, capture_output=True, check=False)
        wanted = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", package]
        subprocess.run(wanted, env=quiet, capture_output=True, check=False)
    if not _works(sys.executable, "import ensurepip, venv"):
        raise NoEnvironment(
            f"{sys.executable} has no ensurepip, so it cannot make a virtual environment. "
            f"On Debian or Ubuntu: apt-get install {package}. "
            "Or name another Python: make demo PYTHON=/path/to/python3.11"
        )


def _works(python: Path | str, code: str) -> bool:
    try:
        return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _install(requirements: Path) -> None:
    pins = len(PIN.findall(requirements.read_text()))
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-input",
    ]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", str(requirements)]
    started = time.monotonic()
    print(f"environment: installing {pins} packages from {requirements.name}", flush=True)
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            _show(line, sum(one.startswith(("Collecting ", "Requirement already")) for one in lines), pins)
    if pip.returncode != 0:
        raise NoEnvironment("pip failed:\n" + "".join(lines[-25:]))
    print(f"{_clear()}environment: ready in {time.monotonic() - started:.0f} s", flush=True)


def _show(line: str, done: int, pins: int) -> None:
    if not sys.stdout.isatty():
        return
    what = "unpacking" if line.startswith("Installing") else f"{done}/{pins}"
    print(f"{_clear()}environment: {what}", end="", flush=True)


def _clear() -> str:
    return "\r\033[K" if sys.stdout.isatty() else ""


def _digest(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def _stamps() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _stamp(which: str, requirements: Path) -> None:
    """Record what is installed now; what pins other versions than these is no longer."""
    pins = set(PIN.findall(requirements.read_text()))
    stamps = {which: _digest(requirements)}
    for other in (requirements.parent / "run.txt", requirements.parent / "dev.txt"):
        if other.exists() and set(PIN.findall(other.read_text())) <= pins:
            stamps[other.stem] = _digest(other)
    STAMP.write_text(json.dumps(stamps))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("run", "dev"):
        sys.exit("usage: environment.py run|dev")
    sys.exit(main(sys.argv[1]))
