"""How long a person would take for what a journey does: fields, keys, clicks, and measured waits.

The seconds of a person are those of the keystroke-level model (Card, Moran and Newell, 1980): a key of an
average typist 0.28, pointing 1.1 and pressing 0.2, thinking before a field or a press 1.35.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

KEY, POINT, PRESS, THINK = 0.28, 1.1, 0.2, 1.35


@dataclass
class Clock:
    """Counts; `waited` are seconds that the machine took after a press."""

    fields: int = 0
    keys: int = 0
    clicks: int = 0
    waited: float = 0.0

    @property
    def seconds(self) -> float:
        """A person's time and the machine's together."""
        pointed = (self.fields + self.clicks) * (THINK + POINT + PRESS)
        return pointed + self.keys * KEY + self.waited

    def field(self, text: str) -> None:
        self.fields += 1
        self.keys += len(text)

    @contextmanager
    def click(self) -> Iterator[None]:
        """A press and what comes of it."""
        self.clicks += 1
        began = time.monotonic()
        yield
        self.waited += time.monotonic() - began

    def told(self, what: str) -> str:
        return (
            f"{what}: {self.fields} fields, {self.keys} keys, {self.clicks} clicks, "
            f"{self.waited:.1f} s of waiting, {self.seconds:.0f} s of a person's time"
        )
