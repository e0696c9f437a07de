"""Tables that leave for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

MARK = "\ufeff"
"""Excel reads UTF-8 only with this mark in front."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula; nothing for None."""
    if value is None:
        return ""
    text = str(value)
    if text.startswith(FORMULA_STARTS) and not isinstance(value, int | float | Decimal):
        return f"'{text}"
    return text


def csv_lines(*, heads: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The table line by line, every cell safe; the first line carries the mark."""
    line = io.StringIO()
    writer = csv.writer(line)
    for place, cells in enumerate(_with_heads(heads, rows)):
        writer.writerow([safe_cell(cell) for cell in cells])
        yield (MARK if place == 0 else "") + line.getvalue()
        line.seek(0)
        line.truncate()


def _with_heads(heads: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    yield heads
    yield from rows
