"""What an assistant may see and do, and how long an invitation lives."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable
from datetime import timedelta

CONTENT, STUDENTS, CODES, DISCOUNTS, GRADING = "content", "students", "codes", "discounts", "grading"
SCOPES = (CONTENT, STUDENTS, CODES, DISCOUNTS, GRADING)
"""Areas of a school that an owner may open and close to an assistant; money is never one of them."""
INVITATION_LIFETIME = timedelta(days=3)
INVITED_ROLES = frozenset({"instructor", "assistant"})


def all_scopes() -> list[str]:
    """What an assistant has unless the owner said otherwise."""
    return list(SCOPES)


def may(*, role: str, scopes: Collection[str], scope: str) -> bool:
    """Whether `scope` is open to somebody of this role; only assistants are narrowed."""
    return role != "assistant" or scope in scopes


def clean_scopes(given: Iterable[str]) -> list[str]:
    """The known ones of `given`, each once, in the usual order."""
    wanted = set(given)
    return [scope for scope in SCOPES if scope in wanted]


def username_for(*, email: str, attempt: int) -> str:
    """A username like the e-mail's first part; after the first attempt with digits behind it."""
    stem = re.sub(r"[^a-z0-9]+", ".", email.partition("@")[0].lower()).strip(".")[:20].strip(".")
    if not stem or not stem[0].isalpha():
        stem = f"teacher.{stem}".strip(".")[:20].strip(".")
    if attempt == 0 and len(stem) > 2:
        return stem
    return f"{stem}.{secrets.randbelow(9000) + 1000}"
