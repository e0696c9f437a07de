"""A Chromium that starts: the given one, else the machine's, else apt's, else the browser tool's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from deploy.needs import apt

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = "chromium"
MISSING = "Chromium: none that starts here; set CHROMIUM to its path or install chromium"
OWN_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as tool:
    print(tool.chromium.executable_path)
"""
FETCH_SECONDS = 600


def chromium_path() -> str | None:
    """The path of a Chromium that starts, or None with one line said."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    for path in _candidates():
        if _starts(path):
            return path
    print(f"needs: {MISSING}", flush=True)
    return None


def _candidates() -> Iterator[str]:
    """From the cheapest to the dearest; what has to be fetched is fetched only when asked for."""
    yield from filter(None, map(shutil.which, PROGRAMS))
    own = _own()
    if own:
        yield own
    if apt.install(package=PACKAGE):
        yield from filter(None, [shutil.which(PACKAGE)])
    print("needs: fetching Chromium with the browser tool", flush=True)
    if _python("-m", "playwright", "install", "chromium") is not None:
        yield from filter(None, [_own()])


def _own() -> str | None:
    path = _python("-c", OWN_PATH)
    return path if path and os.path.exists(path) else None


def _python(*arguments: str) -> str | None:
    command = [sys.executable, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _starts(path: str) -> bool:
    """A browser without its libraries is on the disk and of no use."""
    command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"<html>" in done.stdout
