"""What the suite needs beside Python is taken from where it is, and its absence said in one line."""

import os
import socket
from pathlib import Path

import pytest

from deploy.needs.chromium import chromium_path
from deploy.needs.redis import redis_url


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No Redis, no browser, no apt: nothing but what is put into this folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    # The browser tool asks its own host; here there is none to ask.
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    for name in ("REDIS_URL", "CHROMIUM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def listening(url: str) -> bool:
    port = int(url.rpartition(":")[2].partition("/")[0])
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.needs_redis
def test_own_redis_answers_and_ends_with_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL")
    with redis_url() as url:
        assert url is not None
        assert url.startswith("redis://127.0.0.1:")
        assert listening(url)
    assert not listening(url)


def test_given_redis_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://cache.example/1")

    with redis_url() as url:
        assert url == "redis://cache.example/1"


def test_redis_that_is_not_wanted_is_not_looked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://cache.example/1")

    with redis_url(wanted=False) as url:
        assert url is None
    assert capsys.readouterr().out == ""


def test_machine_without_redis_says_so_in_one_line(
    bare_machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with redis_url() as url:
        assert url is None
    assert capsys.readouterr().out == (
        "needs: Redis: not on this machine; set REDIS_URL or install redis-server\n"
    )


def test_redis_that_does_not_start_says_so_in_one_line(
    bare_machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program(bare_machine / "redis-server", "exit 1")

    with redis_url() as url:
        assert url is None
    assert capsys.readouterr().out == f"needs: Redis: {bare_machine}/redis-server does not start\n"


def test_given_browser_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/browser")

    assert chromium_path() == "/opt/browser"


@pytest.mark.needs_browser
def test_browser_that_does_not_start_is_passed_over_for_one_that_does(bare_machine: Path) -> None:
    program(bare_machine / "chromium", "exit 127")
    program(bare_machine / "chromium-browser", "exit 0")
    program(bare_machine / "google-chrome", "echo '<html></html>'")

    assert chromium_path() == f"{bare_machine}/google-chrome"


def test_machine_without_a_browser_says_so(bare_machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert chromium_path() is None
    *_, said = capsys.readouterr().out.splitlines()
    assert said.startswith("needs: Chromium: ")
    assert said.endswith("; set CHROMIUM to its path or install chromium")


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    assert os.access(path, os.X_OK)
