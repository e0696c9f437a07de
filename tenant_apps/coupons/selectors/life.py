"""One code's whole life, and why it does not work now."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q

from shared_apps.kernel.errors import NotFound
from tenant_apps.coupons.models import AccessCode, CodeEvent, CodeUse
from tenant_apps.coupons.rules import State, Trouble, grouped, printed_serial, state_of
from tenant_apps.coupons.selectors.peeking import opens_at
from tenant_apps.students.models import Student

Kind = CodeEvent.Kind


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the life: made, an event, or a use."""

    kind: str
    at: datetime
    by: str = ""
    reason: str = ""
    until: datetime | None = None
    other_code: str = ""
    use: CodeUse | None = None
    """With `has_student`: whether the student is still in the school."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class CodeLife:
    """A code, what happened to it (newest first), and what keeps it from working."""

    code: AccessCode
    moments: list[Moment]
    troubles: list[Trouble]
    state: State
    replaced_by: str
    replaces: str
    opens: int
    """How many things of its price students could open with it."""

    @property
    def printed(self) -> str:
        return grouped(self.code.code)

    @property
    def printed_serial(self) -> str:
        return printed_serial(batch_number=self.code.batch.number, serial=self.code.serial)

    @property
    def is_partly_used(self) -> bool:
        return 0 < self.code.used_count < self.code.max_uses

    @property
    def paid(self) -> Decimal:
        return sum((moment.use.price for moment in self.moments if moment.use), Decimal(0))


def get_code_life(*, code_id: uuid.UUID, now: datetime) -> CodeLife:
    """Everything about one code in five queries. Raises `NotFound`."""
    code = AccessCode.objects.select_related("batch").filter(pk=code_id).first()
    if code is None:
        raise NotFound()
    # A use outlives its student.
    here = Exists(Student.objects.filter(pk=OuterRef("student_id")))
    uses = list(CodeUse.objects.filter(access_code=code).annotate(has_student=here).order_by("used_at"))
    about = Q(code="") | Q(code=code.code) | Q(other_code=code.code)
    events = list(CodeEvent.objects.filter(about, batch_id=code.batch_id).order_by("at"))
    own = list(_own_events(code, events, uses))
    opens = opens_at(price=code.price)
    return CodeLife(
        code=code,
        moments=_moments(code, own, uses),
        troubles=list(_troubles(code, opens, now)),
        state=state_of(
            used_count=code.used_count, is_active=code.is_active, expires_at=code.expires_at, now=now
        ),
        replaced_by=next((e.other_code for e in own if e.kind == Kind.REPLACED and e.code == code.code), ""),
        replaces=next((e.code for e in own if e.kind == Kind.REPLACED and e.other_code == code.code), ""),
        opens=opens,
    )


def _own_events(code: AccessCode, events: list[CodeEvent], uses: Sequence[CodeUse]) -> Iterator[CodeEvent]:
    """The events that touched this code: those of a range leave out what was used up or void already."""
    spent_at = uses[-1].used_at if uses and code.used_count >= code.max_uses else None
    is_active = True
    for event in events:
        if event.code:
            is_own = code.code in (event.code, event.other_code)
        else:
            is_own = _is_in_range(code, event) and event.at >= code.created_at
            if event.kind in (Kind.VOIDED, Kind.EXTENDED) and spent_at and event.at >= spent_at:
                is_own = False
            if event.kind == Kind.VOIDED and not is_active:
                is_own = False
        if is_own:
            if event.kind == Kind.VOIDED or (event.kind == Kind.REPLACED and event.code == code.code):
                is_active = False
            elif event.kind == Kind.RESTORED:
                is_active = True
            yield event


def _is_in_range(code: AccessCode, event: CodeEvent) -> bool:
    if event.first_serial is None or event.last_serial is None:
        return True
    return event.first_serial <= code.serial <= event.last_serial


def _moments(code: AccessCode, events: list[CodeEvent], uses: Sequence[CodeUse]) -> list[Moment]:
    is_replacement = any(event.other_code == code.code for event in events)
    moments = [] if is_replacement else [Moment("made", code.created_at, count=code.batch.size)]
    moments += [
        Moment(
            "replaces" if event.other_code == code.code else event.kind,
            event.at,
            by=event.by_name,
            reason=event.reason,
            until=event.until,
            other_code=event.code if event.other_code == code.code else event.other_code,
        )
        for event in events
    ]
    moments += [Moment("used", use.used_at, use=use) for use in uses]
    return sorted(moments, key=attrgetter("at"), reverse=True)


def _troubles(code: AccessCode, opens: int, now: datetime) -> Iterator[Trouble]:
    """Spent alone when nothing is left of it: no other reason could be mended."""
    if code.used_count >= code.max_uses:
        yield Trouble.SPENT
        return
    if not code.is_active:
        yield Trouble.VOID
    if code.expires_at <= now:
        yield Trouble.EXPIRED
    if code.status != AccessCode.Status.FULL:
        yield Trouble.LIMITED
    if not opens:
        yield Trouble.NOTHING_COSTS_THAT


def list_events(*, batch_id: uuid.UUID, at_most: int = 50) -> list[CodeEvent]:
    """What was done with the batch, newest first."""
    return list(CodeEvent.objects.filter(batch_id=batch_id).order_by("-at", "-id")[:at_most])
