"""Tables that a page hands out as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from shared_apps.kernel.spreadsheets import csv_lines


def csv_answer(*, name: str, heads: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows as `name`.csv.

    All of it is read before the answer leaves: a streamed body would be read after the request,
    when no school is active any more.
    """
    response = HttpResponse(csv_lines(heads=heads, rows=rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
