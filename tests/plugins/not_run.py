"""Tests that need a tool this machine has not are not run, and are counted as not run.

`needs_browser` needs CHROMIUM, the path of a browser; `needs_redis` needs REDIS_URL; `needs_ffmpeg`
needs FFMPEG, the path of one. The suite's last line says how many passed, failed and were not run.
Where CI is set, one not run is a failure.
"""

import os
from collections.abc import Generator, Iterable
from typing import Any

import pytest

TOOLS = {"needs_browser": "CHROMIUM", "needs_redis": "REDIS_URL", "needs_ffmpeg": "FFMPEG"}
NOT_RUN = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[NOT_RUN] = set()
    for marker, variable in TOOLS.items():
        config.addinivalue_line("markers", f"{marker}: not run unless {variable} is set")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = {marker for marker, variable in TOOLS.items() if not os.environ.get(variable)}
    without = [item for item in items if any(item.get_closest_marker(marker) for marker in missing)]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]
        config.stash[NOT_RUN].update(item.nodeid for item in without)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every parallel worker collects the same tests; the names are joined, not added up."""
    node.config.stash[NOT_RUN].update(getattr(node, "workeroutput", {}).get("not_run", ()))


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["not_run"] = sorted(config.stash[NOT_RUN])
    yield
    otherwise_good = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    if otherwise_good and _in_ci() and _not_run(config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    stats = terminalreporter.stats
    passed = len(stats.get("passed", ()))
    failed = len(_names(stats.get("failed", ())) | _names(stats.get("error", ())))
    not_run = len(_not_run(config) | _names(stats.get("skipped", ())))
    terminalreporter.write_line(f"{passed} passed, {failed} failed, {not_run} not run")


def _not_run(config: pytest.Config) -> set[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return config.stash[NOT_RUN] | _names(reporter.stats.get("skipped", ()) if reporter else ())


def _names(reports: Iterable[Any]) -> set[str]:
    return {report.nodeid for report in reports}


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")
