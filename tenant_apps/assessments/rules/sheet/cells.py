"""Single cells: guarded against spreadsheets that take text for formulas, and lists in one cell."""

from __future__ import annotations

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula when it comes first."""


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet might run it; `unguarded` takes it off."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(DANGEROUS) else cell


def joined(texts: tuple[str, ...]) -> str:
    r"""Several texts in one cell, a bar between them; a bar inside one is written `\|`."""
    return "|".join(one.replace("\\", "\\\\").replace("|", "\\|") for one in texts)


def parted(cell: str) -> list[str]:
    """The texts that `joined` put together."""
    found, text, is_escaped = [], "", False
    for one in cell:
        if is_escaped:
            text, is_escaped = text + (one if one in "\\|" else "\\" + one), False
        elif one == "\\":
            is_escaped = True
        elif one == "|":
            found.append(text)
            text = ""
        else:
            text += one
    return [*found, text + ("\\" if is_escaped else "")]
