"""Which usernames a school may have: they become host labels, so the rules are strict."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Refusal

PATTERN = re.compile(r"^[a-z](?:[a-z0-9]|-(?!-)){2,28}[a-z0-9]$")
"""4 to 30 letters, digits and single hyphens; begins with a letter, does not end with a hyphen."""

FOLDS = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("-", ""))


class UsernameInvalid(Refusal):
    code = "username_invalid"
    field = "username"
    message = _("Use 4 to 30 small letters, digits or single hyphens, beginning with a letter.")


class UsernameReserved(Refusal):
    code = "username_reserved"
    field = "username"
    message = _("This name is reserved. Please choose another.")


class UsernameTaken(Refusal):
    code = "username_taken"
    field = "username"
    message = _("This name is already taken.")


@cache
def reserved_names() -> frozenset[str]:
    """The names that the platform, mail, certificates and phishing would want."""
    text = (Path(__file__).parent / "reserved_names.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def folded(name: str) -> str:
    """`name` with look-alikes made equal: `arnira`, `amira` and `am1ra` are one face."""
    for seen, meant in FOLDS:
        name = name.replace(seen, meant)
    return name


@cache
def _reserved_faces() -> frozenset[str]:
    return frozenset(folded(name) for name in reserved_names())


def clean_username(raw: str) -> str:
    """The username that `raw` asks for, in small letters.

    Raises `UsernameInvalid` or `UsernameReserved`.
    """
    name = raw.strip().lower()
    if not PATTERN.match(name) or name.startswith("xn--"):
        raise UsernameInvalid
    if name in reserved_names() or folded(name) in _reserved_faces():
        raise UsernameReserved
    return name
