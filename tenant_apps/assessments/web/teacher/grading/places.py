"""Where a sitting of grading goes: its addresses carry which exam, how many are done and the latest."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

MOST_DONE = 9999


@dataclass(frozen=True, slots=True)
class Sitting:
    only: uuid.UUID | None = None
    """The one assessment that is graded; None for all of them."""
    done: int = 0
    latest: uuid.UUID | None = None
    """The answer that was graded last, to take it back."""

    @classmethod
    def of(cls, request: HttpRequest) -> Sitting:
        done = request.GET.get("done", "")
        return cls(
            only=key_of(request.GET.get("assessment", "")),
            done=int(done) if done.isascii() and done.isdigit() and len(done) < 5 else 0,
            latest=key_of(request.GET.get("latest", "")),
        )

    def after(self, answer_id: uuid.UUID) -> Sitting:
        """The same with one more done."""
        return replace(self, done=min(self.done + 1, MOST_DONE), latest=answer_id)

    def before(self) -> Sitting:
        """The same with the latest taken back."""
        return replace(self, done=max(self.done - 1, 0), latest=None)

    @property
    def tail(self) -> str:
        """As it stands behind an address."""
        words = {"assessment": self.only, "done": self.done, "latest": self.latest}
        told = urlencode({name: str(value) for name, value in words.items() if value})
        return f"?{told}" if told else ""

    def place(self, answer_id: uuid.UUID | None) -> str:
        """The page of an answer, or of the queue without one."""
        path = reverse("teacher_grade", args=[answer_id]) if answer_id else reverse("teacher_grading")
        return path + self.tail


def key_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
