"""A Chromium that starts: the given one, else the machine's, else apt's, else the browser tool's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from deploy.needs import apt

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = "chromium"
OWN_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as tool:
    print(tool.chromium.executable_path)
"""
FETCH_SECONDS = 600


class CannotRun(Exception):
    """A program ended badly; the text is the last line it said."""


def chromium_path() -> str | None:
    """The path of a Chromium that the browser tool can drive, or None with one line said."""
    try:
        if os.environ.get("CHROMIUM"):
            return os.environ["CHROMIUM"]
        _require_tool()
        return _found()
    except CannotRun as error:
        print(f"needs: Chromium: {error}; set CHROMIUM to its path or install chromium", flush=True)
        return None


def _require_tool() -> None:
    """The browser tool brings a program of its own, which wants a library that small systems lack."""
    try:
        _python("-m", "playwright", "--version")
    except CannotRun:
        if not apt.install(package="libatomic1"):
            raise
        _python("-m", "playwright", "--version")


def _found() -> str:
    for path in _candidates():
        if _starts(path):
            return path
    raise CannotRun("none that starts here")


def _candidates() -> Iterator[str]:
    """From the cheapest to the dearest; what has to be fetched is fetched only when asked for."""
    yield from filter(None, map(shutil.which, PROGRAMS))
    if os.path.exists(own := _python("-c", OWN_PATH)):
        yield own
    if apt.install(package=PACKAGE):
        yield from filter(None, [shutil.which(PACKAGE)])
    print("needs: fetching Chromium with the browser tool", flush=True)
    _python("-m", "playwright", "install", "chromium")
    yield _python("-c", OWN_PATH)


def _python(*arguments: str) -> str:
    """What a Python program of the environment printed. Raises CannotRun."""
    command = [sys.executable, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise CannotRun("fetching it took too long") from error
    if done.returncode != 0:
        said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise CannotRun(next((line for line in said if "rror" in line), "it cannot be fetched")[:200])
    return done.stdout.strip()


def _starts(path: str) -> bool:
    """A browser without its libraries is on the disk and of no use."""
    command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"<html>" in done.stdout
