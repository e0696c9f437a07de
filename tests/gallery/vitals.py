"""What a slow phone feels, by the browser's own figures.

Four times slower processor, 1.6 Mbit/s down, 150 ms of delay, nothing in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

PROCESSOR = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
WATCH = """
window.felt = {largest: 0, shift: 0, blocked: 0};
const watch = (type, each) =>
    new PerformanceObserver(list => list.getEntries().forEach(each)).observe({type, buffered: true});
watch("largest-contentful-paint", entry => { felt.largest = entry.startTime });
watch("layout-shift", entry => { if (!entry.hadRecentInput) felt.shift += entry.value });
watch("longtask", entry => { felt.blocked += Math.max(0, entry.duration - 50) });
"""
SETTLE_MS = 1500


@dataclass(frozen=True)
class Vitals:
    """Largest paint and blocked time in ms, shift without a unit."""

    largest: float
    shift: float
    blocked: float


def measure(page: Page, address: str) -> Vitals:
    """Open `address` as a first visit on a slow phone."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", NETWORK)
    line.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_timeout(SETTLE_MS)
    felt = page.evaluate("felt")
    line.detach()
    return Vitals(felt["largest"], felt["shift"], felt["blocked"])
