"""What the student's pages of assessments share: which device reads, and what was typed."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.web.clock import BySchoolClock
from tenant_apps.enrollments.web.student.reading import LearnerPage

MOST_ENTRIES = 50
"""Answers that one call may bring along."""


class TakerPage(BySchoolClock, LearnerPage):
    """A page for students of this school; what does not exist is a 404."""


def device_of(request: HttpRequest) -> uuid.UUID:
    """The device is the sign-in: two tabs of one browser are one device, two browsers are two."""
    session_id: uuid.UUID = request.actor.session.pk  # type: ignore[attr-defined]  # set by the page middleware
    return session_id


def is_elsewhere(attempt: Attempt, *, device: uuid.UUID) -> bool:
    """Whether another device holds the attempt."""
    return attempt.held_by is not None and attempt.held_by != device


def milliseconds(moment: datetime | None) -> int | None:
    """As a script counts time."""
    return None if moment is None else int(moment.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as the room's script tells it; `given` None takes the answer back."""

    question: uuid.UUID
    sequence: int
    given: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Told:
    entries: list[Entry]
    signals: list[str]


def read_told(request: HttpRequest) -> Told | None:
    """What the script sent; None for what no script of ours sends."""
    try:
        told = json.loads(request.body)
        entries = [_entry(one) for one in told["answers"]]
        signals = [str(one)[:20] for one in told.get("signals", ())][:MOST_ENTRIES]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Told(entries, signals) if len(entries) <= MOST_ENTRIES else None


def _entry(told: Any) -> Entry:
    given, sequence = told["given"], told["sequence"]
    if (given is not None and not isinstance(given, dict)) or not isinstance(sequence, int):
        raise TypeError
    return Entry(question=uuid.UUID(told["question"]), sequence=sequence, given=given)
