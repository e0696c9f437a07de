"""News between apps.

An event is a past-tense fact with fields. The publisher's transaction is still open while the
receivers run, so what they write stands or falls with it; slow or outside work belongs in a
task that a receiver starts after commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_receivers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def receive(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register the decorated function for one type of event, once."""

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        if function not in _receivers[event_type]:
            _receivers[event_type].append(function)
        return function

    return register


def publish(event: object) -> None:
    """Hand the event to each receiver in the order of their registration; errors propagate."""
    for receiver in _receivers[type(event)]:
        receiver(event)
