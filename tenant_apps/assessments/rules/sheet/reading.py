"""A file as a spreadsheet saves it, read row by row: what is right becomes a draft, the rest says why not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from shared_apps.kernel.errors import Refusal, Text
from tenant_apps.assessments import errors
from tenant_apps.assessments.rules.draft import Draft, clean_draft
from tenant_apps.assessments.rules.sheet.cells import unguarded
from tenant_apps.assessments.rules.sheet.columns import NEEDED, column_of
from tenant_apps.assessments.rules.sheet.values import Wrong, draft_of

MAX_BYTES = 1_000_000
MAX_ROWS = 500
SEPARATORS = ",;\t"
_FIELDS = {
    "text": "question",
    "question_type": "kind",
    "accepted_answers": "right",
    "truth": "right",
    "options": "option 1",
    "option_text": "option 1",
}
"""Where a refusal's field stands in a file, where the names differ."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One question of the file. Without `draft` it says in which `column` it is wrong, and why."""

    line: int
    """Where it begins in the file, counted from 1."""
    text: str
    draft: Draft | None
    column: str = ""
    """As the file heads it."""
    why: Text = ""


def decode(data: bytes) -> str:
    """The file's text: UTF-8 with or without its mark, UTF-16 with one, else Windows-1256.

    Raises `SheetTooLarge`, `SheetUnreadable`.
    """
    if len(data) > MAX_BYTES:
        raise errors.SheetTooLarge()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1256", "replace")
    if "\0" in text or text.startswith(("PK\x03\x04", "%PDF")):
        raise errors.SheetUnreadable()
    return text


def read_sheet(text: str) -> list[SheetRow]:
    """The questions in it, in their sequence; rows without any text are left out.

    Raises `SheetTooLarge`, `SheetUnreadable`, `SheetHeadMissing`, `SheetEmpty`, `SheetTooLong`.
    """
    if len(text.encode("utf-8", "ignore")) > MAX_BYTES:
        raise errors.SheetTooLarge()
    if "\0" in text:
        raise errors.SheetUnreadable()
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        raise errors.SheetUnreadable() from error
    if not lines:
        raise errors.SheetEmpty()
    heads = [unguarded(cell).strip() for cell in lines[0][1]]
    columns = [column_of(head) for head in heads]
    if not set(columns) >= NEEDED:
        raise errors.SheetHeadMissing()
    if len(lines) == 1:
        raise errors.SheetEmpty()
    if len(lines) - 1 > MAX_ROWS:
        raise errors.SheetTooLong()
    return [_row(line, cells, columns, heads) for line, cells in lines[1:]]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that says something, with the line on which it begins."""
    lines = text.removeprefix("\ufeff")
    start, separator = 0, ""
    if lines[:4].casefold() == "sep=":  # how Excel is told, and tells, what stands between cells
        first, _break, lines = lines.partition("\n")
        separator, start = first.rstrip("\r")[4:5], 1
    head = lines.lstrip("\r\n").partition("\n")[0]
    separator = separator or max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield start + before + 1, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
        before = reader.line_num


def _row(line: int, cells: list[str], columns: list[str | None], heads: list[str]) -> SheetRow:
    found: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column is not None:
            found.setdefault(column, unguarded(cell))
    text = found.get("question", "").strip()
    try:
        return SheetRow(line=line, text=text, draft=clean_draft(draft_of(found)))
    except Wrong as wrong:
        column, why = wrong.column, wrong.why
    except Refusal as refusal:
        field = refusal.field or "question"
        column, why = _FIELDS.get(field, field), refusal.message
    head = heads[columns.index(column)] if column in columns else column
    return SheetRow(line=line, text=text, draft=None, column=head, why=why)
