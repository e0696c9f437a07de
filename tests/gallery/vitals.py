"""What a slow phone feels, by the browser's own figures.

Four times slower processor, 1.6 Mbit/s down, 150 ms of delay, nothing in the cache. Each page is opened
several times and the middle figure counts.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.gallery.table import Shown
from tests.gallery.walk import Walk

MEASURED = ("school_home", "school_course", "lesson_player", "student_sign_in")
HEAD = (
    "page",
    "largest_paint_ms",
    "layout_shift",
    "blocked_ms",
    "first_paint_ms",
    "server_ms",
    "bytes",
    "load",
)
RUNS = 3
PROCESSOR = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
WATCH = """
window.felt = {largest: 0, shift: 0, blocked: 0, first: 0};
const watch = (type, each) =>
    new PerformanceObserver(list => list.getEntries().forEach(each)).observe({type, buffered: true});
watch("largest-contentful-paint", entry => { felt.largest = entry.startTime });
watch("layout-shift", entry => { if (!entry.hadRecentInput) felt.shift += entry.value });
watch("longtask", entry => { felt.blocked += Math.max(0, entry.duration - 50) });
watch("paint", entry => { if (entry.name === "first-contentful-paint") felt.first = entry.startTime });
"""
SERVER = """() => {
    const line = performance.getEntriesByType("navigation")[0];
    return line.responseStart - line.requestStart;
}"""
SETTLE_MS = 1500


@dataclass(frozen=True)
class Vitals:
    """Times in ms, shift without a unit; `server` is until the first byte, the line's delay included."""

    largest: float
    shift: float
    blocked: float
    first: float
    server: float
    size: int
    """Bytes that came over the line."""


def measure_all(walk: Walk, pages: list[Shown]) -> Iterator[tuple[object, ...]]:
    """A row of `HEAD` for each page, in Arabic, each time as somebody who comes for the first time."""
    for shown in pages:
        runs = [_visit(walk, shown) for _run in range(RUNS)]
        middle = [statistics.median(figures) for figures in zip(*map(astuple, runs), strict=True)]
        largest, shift, blocked, *others = middle
        load = f"{os.getloadavg()[0]:.1f}"
        yield (shown.key, round(largest), round(shift, 4), round(blocked), *map(round, others), load)


def _visit(walk: Walk, shown: Shown) -> Vitals:
    context = walk.visitor(shown, "ar", "phone")
    try:
        return measure(context.new_page(), walk.address(shown, "ar"))
    finally:
        context.close()


def measure(page: Page, address: str) -> Vitals:
    """Open `address` as a first visit on a slow phone."""
    line = page.context.new_cdp_session(page)
    sizes = _listen(line)
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", NETWORK)
    line.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_timeout(SETTLE_MS)
    felt, server = page.evaluate("felt"), page.evaluate(SERVER)
    line.detach()
    return Vitals(felt["largest"], felt["shift"], felt["blocked"], felt["first"], server, sum(sizes))


def _listen(line: CDPSession) -> list[int]:
    """A list that grows by the bytes of each answer."""
    sizes: list[int] = []

    def told(event: dict[str, Any]) -> None:
        sizes.append(int(event["encodedDataLength"]))

    line.on("Network.loadingFinished", told)
    line.send("Network.enable")
    return sizes
