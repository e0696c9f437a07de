"""How figures are taken and said."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import quantiles


def seconds_of(act: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def said(name: str, times: list[float]) -> str:
    """One line: how often, median, 95th percentile, slowest, in milliseconds."""
    cuts = quantiles(times, n=20, method="inclusive")
    p50, p95, worst = (f"{1000 * value:.1f}" for value in (cuts[9], cuts[18], max(times)))
    return f"{name}: n={len(times)} p50={p50} ms p95={p95} ms max={worst} ms"
