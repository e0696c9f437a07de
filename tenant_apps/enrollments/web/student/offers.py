"""What a code opens, as cards to choose from, and why it opens nothing, in words that help."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenant_apps.coupons.models import CodeUse
from tenant_apps.coupons.rules import CODE_MAX_LENGTH, normalise_code
from tenant_apps.coupons.selectors import PeekedCode
from tenant_apps.courses.models import Course, Module
from tenant_apps.enrollments.selectors.shelf import list_open_places
from tenant_apps.enrollments.web.student.reading import access_in_words, length_in_words, lessons_in_words
from tenant_apps.students.models import Student

ADDRESS = re.compile(r"/r(?:edeem)?/([^/?#\s]+)", re.IGNORECASE)
KINDS = ("course", "module")


@dataclass(frozen=True, slots=True)
class Target:
    """A course or module that the code pays for."""

    key: str
    course: Course
    module: Module | None
    is_mine: bool

    @property
    def title(self) -> str:
        return self.module.title if self.module else self.course.title

    @property
    def image(self) -> str:
        picture = (self.module.image if self.module else None) or self.course.thumbnail
        return picture.url if picture else ""

    @property
    def note(self) -> str:
        """Lessons, length, and how long it stays open."""
        whole = self.module or self.course
        words = [
            lessons_in_words(count=whole.total_lessons),
            length_in_words(seconds=whole.total_duration_seconds),
            access_in_words(days=self.course.access_days),
        ]
        return " · ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a code opens nothing, and what to do about it."""

    art: str
    title: str | Promise
    text: str | Promise


TROUBLES: Mapping[str, Trouble] = {
    "code_unknown": Trouble(
        "search",
        _("We do not know this code"),
        _("Look at the card again, letter by letter. Small or capital makes no difference, nor do dashes."),
    ),
    "code_spent": Trouble(
        "ticket",
        _("This code has been used"),
        _(
            "A code works once, and somebody has opened a course with this one. "
            "If the card was new, take it back to where you bought it."
        ),
    ),
    "code_expired": Trouble(
        "ticket",
        _("This code is too old"),
        _("The day until which it was valid has passed. Ask your teacher whether it can be exchanged."),
    ),
    "code_inactive": Trouble(
        "ticket",
        _("This code was withdrawn"),
        _("Your teacher has taken it out of use. Ask for a new one."),
    ),
    "code_status_refuses": Trouble(
        "lock",
        _("This code does not open anything yet"),
        _("It has not been released. Ask your teacher."),
    ),
    "too_many_attempts": Trouble(
        "lock",
        _("Too many tries"),
        _("Codes are guarded against guessing. Take a break, then type it once more in peace."),
    ),
}


def own_trouble(use: CodeUse) -> Trouble:
    """The student spent this very code."""
    text = _("It opened “%(title)s” for you. Nothing more needs to be done: go on learning.")
    return Trouble(
        "celebrate",
        _("You have used this code already"),
        text % {"title": use.module_title or use.course_title},
    )


def list_targets(*, code: PeekedCode, student: Student | None, now: datetime) -> list[Target]:
    """Whole courses first; what the student has already is marked."""
    courses = {course.id for course in code.courses} | {module.course_id for module in code.modules}
    places = list_open_places(student=student, course_ids=courses, now=now) if student and courses else set()
    whole = [Target(f"course:{one.id}", one, None, (one.id, None) in places) for one in code.courses]
    parts = [
        Target(
            f"module:{one.id}",
            one.course,
            one,
            bool({(one.course_id, None), (one.course_id, one.id)} & places),
        )
        for one in code.modules
    ]
    return whole + parts


def chosen_first(targets: list[Target], wanted: str) -> list[Target]:
    """The target that the reader came for leads the list."""
    return sorted(targets, key=lambda target: target.key != wanted)


def read_key(key: str) -> tuple[str, uuid.UUID] | None:
    """`course:<id>` or `module:<id>`; None for anything else."""
    kind, _colon, number = key.partition(":")
    try:
        return (kind, uuid.UUID(number)) if kind in KINDS else None
    except ValueError:
        return None


def read_code(typed: str) -> str:
    """The code in whatever was typed, pasted or scanned, a whole address too; empty when there is none."""
    found = ADDRESS.search(typed)
    code = normalise_code(found[1] if found else typed)
    return code if code.isascii() and len(code) <= CODE_MAX_LENGTH else ""


def key_context(key: str) -> dict[str, Any]:
    """What forms carry along about the wish with which the reader came."""
    return {"wanted": key if read_key(key) else ""}
