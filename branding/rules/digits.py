"""Numbers of a page in the digits that its reader prefers.

Only text between tags changes: amounts, dates, times, counts, telephone numbers. Addresses, values of
inputs and other attributes, scripts, codes and whatever is written with Latin letters stay as they are,
and so do names and texts typed by people (`<bdi>`, `dir="auto"`), unless they are nothing but a number.
"""

from __future__ import annotations

import re
from typing import Final

ARABIC: Final = "arab"
LATIN: Final = "latn"
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_MARK = "\N{LEFT-TO-RIGHT MARK}"

_PIECE = re.compile(
    r"<!--.*?-->|<!\[?[^>]*>|(?P<tag></?[a-zA-Z](?:[^'\">]++|\"[^\"]*\"|'[^']*')*+>)|(?P<text>[^<]+)|<",
    re.DOTALL,
)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_CLASS = re.compile(r"\sclass=\"([^\"]*)\"")
_WORD = re.compile(r"&#?\w+;|[^\s&]+")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_BARE = re.compile(r"[\s\d.,:/%+−–-]+")
_LATIN_LETTER = re.compile(r"[A-Za-z_@]")
_RUNS = re.compile(r"(?<=[٠-٩])([ \u00a0–-])(?=[٠-٩])")

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_VERBATIM = frozenset(["code", "kbd", "pre", "samp", "script", "style", "textarea"])
_CODE_CLASSES = frozenset({"font-mono", "code-shown", "code-card-code", "art-code"})

_PLAIN, _TYPED, _LEFT_TO_RIGHT, _KEPT = 0, 1, 2, 4


def in_arabic_digits(text: str) -> str:
    """A plain text with its numbers written as in Arabic: ١٬٢٥٠٫٥٠, ٦٤٪, ١٠:٣٠."""
    return _WORD.sub(lambda found: _word(found.group()), text)


def page_in_arabic_digits(html: str) -> str:
    """A page, or a fragment of one, with the numbers of its text written in Arabic-Indic digits."""
    stack: list[tuple[str, int]] = []
    pieces = []
    for found in _PIECE.finditer(html):
        piece = found.group()
        if found.lastgroup == "tag":
            _follow(piece, stack)
        elif found.lastgroup == "text" and any("0" <= sign <= "9" for sign in piece):
            piece = _text(piece, stack[-1][1] if stack else _PLAIN)
        pieces.append(piece)
    return "".join(pieces)


def _follow(tag: str, stack: list[tuple[str, int]]) -> None:
    found = _NAME.match(tag)
    name = found.group(1).lower() if found else ""
    if tag.startswith("</"):
        while stack and any(open_name == name for open_name, _kind in stack):
            if stack.pop()[0] == name:
                break
    elif name not in _VOID and not tag.endswith("/>"):
        stack.append((name, (stack[-1][1] if stack else _PLAIN) | _kind(name, tag)))


def _kind(name: str, tag: str) -> int:
    """What the text inside the element is."""
    found = _CLASS.search(tag)
    classes = set(found.group(1).split()) if found else set()
    if name in _VERBATIM or 'translate="no"' in tag or classes & _CODE_CLASSES:
        return _KEPT
    kind = _LEFT_TO_RIGHT if "ltr" in classes or (name != "html" and 'dir="ltr"' in tag) else _PLAIN
    return kind | (_TYPED if name == "bdi" or 'dir="auto"' in tag else _PLAIN)


def _text(text: str, kind: int) -> str:
    if kind & _KEPT or (kind & _TYPED and not _BARE.fullmatch(text)):
        return text
    changed = in_arabic_digits(text)
    # Between two of these numbers a space takes their direction, right to left: `0100 000 0000`
    # would show its groups in reverse.
    return _RUNS.sub(rf"\1{_MARK}", changed) if kind & _LEFT_TO_RIGHT else changed


def _word(word: str) -> str:
    if word.startswith("&") or _LATIN_LETTER.search(word):
        return word
    if word.count(".") < 2:
        word = _NUMBER.sub(lambda found: found.group().replace(",", "٬").replace(".", "٫"), word)
    return re.sub(r"(?<=[٠-٩])%", "٪", word.translate(_DIGITS))
