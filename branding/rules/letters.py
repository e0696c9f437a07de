"""A mail's plain text as parts, so that the framed mail says exactly what the plain one says.

Parts are parted by empty lines. An indented line is what the mail is about: a code, or a link to press.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

PartKind = Literal["words", "code", "link"]
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class LetterPart:
    """`words` are lines joined into one paragraph; `code` and `link` stand alone."""

    kind: PartKind
    text: str


def parse_letter(*, text: str) -> list[LetterPart]:
    """The parts in their order."""
    blocks = re.split(r"\n\s*\n", text.strip("\n"))
    return [_part(block) for block in blocks if block.strip()]


def _part(block: str) -> LetterPart:
    words = " ".join(block.split())
    if not block.startswith("    "):
        return LetterPart("words", words)
    return LetterPart("link" if _LINK.fullmatch(words) else "code", words)
