"""Tests without their tool are counted as not run, in one process and in several, and CI refuses them."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

PROJECT = Path(__file__).resolve().parents[2]
SUITE = """
import pytest

def test_plain():
    pass

@pytest.mark.needs_redis
def test_with_redis():
    pass

@pytest.mark.needs_browser
@pytest.mark.parametrize("language", ["ar", "en"])
def test_with_browser(language):
    pass
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    for name in ("REDIS_URL", "CHROMIUM", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    # Loading every plugin there is takes each of these processes longer than its tests.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest('pytest_plugins = ["tests.plugins.not_run"]')
    pytester.makepyfile(test_suite=SUITE)
    return pytester


def run(suite: pytest.Pytester, *arguments: str) -> tuple[int, list[str]]:
    result = suite.runpytest_subprocess("-p", "xdist", "--strict-markers", *arguments)
    return result.ret, [line for line in result.outlines if line.endswith(" not run")]


@pytest.mark.parametrize("workers", ["0", "2"])
def test_tests_without_their_tools_are_counted_once(suite: pytest.Pytester, workers: str) -> None:
    assert run(suite, "-n", workers) == (0, ["1 passed, 0 failed, 3 not run"])


@pytest.mark.parametrize("workers", ["0", "2"])
def test_ci_fails_when_something_was_not_run(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setenv("CI", "true")

    assert run(suite, "-n", workers) == (1, ["1 passed, 0 failed, 3 not run"])


def test_ci_passes_when_all_tools_are_there(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("CHROMIUM", "/usr/bin/chromium")

    assert run(suite) == (0, ["4 passed, 0 failed, 0 not run"])


def test_one_tool_brings_its_own_tests_only(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")

    assert run(suite) == (0, ["2 passed, 0 failed, 2 not run"])


def test_tests_left_out_by_choice_are_not_counted(suite: pytest.Pytester) -> None:
    assert run(suite, "-k", "plain or redis") == (0, ["1 passed, 0 failed, 3 not run"])
    assert run(suite, "-k", "redis", "test_suite.py::test_with_redis") == (
        5,
        ["0 passed, 0 failed, 1 not run"],
    )


def test_failures_and_errors_are_counted_together(suite: pytest.Pytester) -> None:
    suite.makepyfile(
        test_more="""
import pytest

@pytest.fixture
def broken():
    raise RuntimeError

def test_fails():
    raise AssertionError

def test_has_no_fixture(broken):
    pass
"""
    )

    assert run(suite, "-n", "2") == (1, ["1 passed, 2 failed, 3 not run"])
