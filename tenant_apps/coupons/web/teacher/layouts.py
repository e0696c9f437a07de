"""Papers on which cards are printed, in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Text

MARK = 4.0
"""Length of a cut mark."""
RULER = 100


@dataclass(frozen=True)
class Tick:
    """A short line at the edge of the paper along which one cuts."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Layout:
    """A page of cards. The grid stands in the middle of the paper."""

    key: str
    label: Text
    width: float
    height: float
    columns: int
    rows: int
    card_width: float
    card_height: float
    gap: float = 0
    """Between columns: labels that are cut already have one."""
    is_cut: bool = True
    """Whether somebody has to cut it."""

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    @property
    def left(self) -> float:
        return round((self.width - self.columns * self.card_width - (self.columns - 1) * self.gap) / 2, 2)

    @property
    def top(self) -> float:
        return round((self.height - self.rows * self.card_height) / 2, 2)

    @cached_property
    def ticks(self) -> list[Tick]:
        """The cut marks at all four edges."""
        return [*self._upright(), *self._level()] if self.is_cut else []

    @property
    def has_ruler(self) -> bool:
        """Whether a line fits on it whose length shows that nothing was scaled."""
        return self.width > RULER + 20

    @property
    def ruler_start(self) -> int:
        return int(self.width - RULER) // 2

    @property
    def ruler_end(self) -> int:
        return self.ruler_start + RULER

    @property
    def ruler_top(self) -> int:
        """Below the cut marks, in the margin that every printer reaches."""
        return int(self.height - 6)

    def _upright(self) -> Iterator[Tick]:
        above, below = self.top - 1 - MARK, self.height - self.top + 1
        for column in range(self.columns + 1):
            x = round(self.left + column * (self.card_width + self.gap), 2)
            yield Tick(x, above, x, above + MARK)
            yield Tick(x, below, x, below + MARK)

    def _level(self) -> Iterator[Tick]:
        before, after = self.left - 1 - MARK, self.width - self.left + 1
        for row in range(self.rows + 1):
            y = round(self.top + row * self.card_height, 2)
            yield Tick(before, y, before + MARK, y)
            yield Tick(after, y, after + MARK, y)


LAYOUTS = {
    layout.key: layout
    for layout in (
        Layout("8", _("8 large cards, A4"), 210, 297, 2, 4, 95, 66),
        Layout("10", _("10 cards, A4"), 210, 297, 2, 5, 95, 54),
        Layout("21", _("21 labels 63.5 × 38.1, A4"), 210, 297, 3, 7, 63.5, 38.1, gap=2.5, is_cut=False),
        Layout("24", _("24 small cards, A4"), 210, 297, 3, 8, 63, 34),
        Layout("a5", _("8 small cards, A5"), 148, 210, 2, 4, 65, 47),
        Layout("roll", _("One by one, roll of 80 mm"), 80, 62, 1, 1, 72, 56, is_cut=False),
    )
}
USUAL = "10"
