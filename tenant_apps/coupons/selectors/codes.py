"""Codes, batches, uses."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.searching import words_in
from tenant_apps.coupons.errors import SerialsRefused
from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeUse
from tenant_apps.coupons.rules import (
    Serials,
    State,
    grouped,
    normalise_code,
    printed_serial,
    read_serials,
    state_of,
)


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """How many codes the school made and what became of them; each code counts once."""

    made: int
    used: int
    open: int
    """Could be spent now."""
    expired: int
    void: int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One card of a printed sheet."""

    serial: int
    code: str
    printed: str
    redeem_path: str
    state: State
    printed_serial: str = ""

    @property
    def is_used(self) -> bool:
        return self.state == State.USED


def list_codes(
    *, search: str = "", is_used: bool | None = None, batch_id: uuid.UUID | None = None
) -> QuerySet:
    """Codes, newest first."""
    codes = AccessCode.objects.order_by("-created_at", "id")
    if batch_id is not None:
        codes = codes.filter(batch_id=batch_id)
    if search:
        codes = codes.filter(code__startswith=normalise_code(search))
    if is_used is not None:
        codes = codes.filter(used_count__gt=0) if is_used else codes.filter(used_count=0)
    return codes


def codes_of_batch(
    *, batch_id: uuid.UUID, now: datetime, search: str = "", state: State | None = None
) -> QuerySet:
    """A batch's codes by serial; `search` is the beginning of a code, a serial, or a range of serials."""
    codes = AccessCode.objects.filter(batch_id=batch_id).order_by("serial", "id")
    if search:
        codes = codes.filter(_named(search))
    return codes if state is None else codes.filter(_in_state(state, now))


def count_states(*, batch_id: uuid.UUID, now: datetime, serials: Serials | None = None) -> dict[State, int]:
    """How many codes of the batch, or of these serials, are in which state: one query."""
    codes = AccessCode.objects.filter(batch_id=batch_id)
    if serials is not None:
        codes = codes.filter(serial__range=(serials.first, serials.last))
    counts = codes.aggregate(**{state.value: Count("id", filter=_in_state(state, now)) for state in State})
    return {state: counts[state.value] for state in State}


def _named(search: str) -> Q:
    """Numbers are serials, unless they are a whole code."""
    code = normalise_code(search)
    try:
        serials = read_serials(search)
    except SerialsRefused:
        return Q(code__startswith=code)
    return Q(code=code) | Q(serial__range=(serials.first, serials.last))


def _in_state(state: State, now: datetime) -> Q:
    """The same as `rules.state_of`, for the database."""
    unused = Q(used_count=0)
    return {
        State.USED: ~unused,
        State.VOID: unused & Q(is_active=False),
        State.EXPIRED: unused & Q(is_active=True, expires_at__lte=now),
        State.OPEN: unused & Q(is_active=True, expires_at__gt=now),
    }[state]


def get_code(*, number: int) -> AccessCode:
    """The code with this number. Raises `NotFound`."""
    code = AccessCode.objects.filter(number=number).first()
    if code is None:
        raise NotFound()
    return code


def find_code(*, typed: str) -> AccessCode | None:
    """The code that somebody of the staff typed or scanned; students go through `peek_code`."""
    return AccessCode.objects.select_related("batch").filter(code=normalise_code(typed)).first()


def list_uses(*, search: str = "", course_id: uuid.UUID | None = None) -> QuerySet:
    """Uses of codes with their codes, newest first."""
    uses = CodeUse.objects.select_related("access_code").order_by("-used_at", "-id")
    if course_id is not None:
        uses = uses.filter(course_id=course_id)
    if search:
        uses = uses.filter(
            words_in(search, fields=["student_name", "student_email"])
            | Q(access_code__code=normalise_code(search))
        )
    return uses


def list_batches(*, now: datetime) -> QuerySet:
    """Batches, newest first, each with `used_codes`, `open_codes` and `void_codes`."""
    return CodeBatch.objects.annotate(
        used_codes=Count("codes", filter=Q(codes__used_count__gt=0)),
        open_codes=Count("codes", filter=_spendable(now, "codes__")),
        void_codes=Count("codes", filter=Q(codes__is_active=False, codes__used_count=0)),
    ).order_by("-created_at", "id")


def get_batch(*, batch_id: uuid.UUID) -> CodeBatch:
    """Raises `NotFound`."""
    batch = CodeBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound()
    return batch


def sheet_rows(*, batch: CodeBatch, now: datetime | None = None) -> list[SheetRow]:
    """The cards of a batch in the order of their serials, which never changes."""
    codes = batch.codes.order_by("serial", "id").values_list(
        "code", "used_count", "is_active", "expires_at", "serial"
    )
    moment = now or timezone.now()
    return [
        SheetRow(
            # Cards from before cards had numbers are counted as their sheet counted them.
            serial=serial or place,
            code=code,
            printed=grouped(code),
            redeem_path=redeem_path(code=code),
            state=state_of(used_count=used, is_active=is_active, expires_at=expires_at, now=moment),
            printed_serial=printed_serial(batch_number=batch.number, serial=serial),
        )
        for place, (code, used, is_active, expires_at, serial) in enumerate(codes, start=1)
    ]


def redeem_path(*, code: str) -> str:
    """Where the QR sign leads on the school's own host."""
    return f"/redeem/{code}"


def code_counts(*, now: datetime) -> CodeCounts:
    """One query over all codes of the school."""
    unused = Q(used_count=0)
    return CodeCounts(
        **AccessCode.objects.aggregate(
            made=Count("id"),
            used=Count("id", filter=Q(used_count__gt=0)),
            open=Count("id", filter=unused & _spendable(now)),
            expired=Count("id", filter=unused & Q(is_active=True, expires_at__lte=now)),
            void=Count("id", filter=unused & Q(is_active=False)),
        )
    )


def _spendable(now: datetime, prefix: str = "") -> Q:
    return Q(
        **{
            f"{prefix}is_active": True,
            f"{prefix}status": AccessCode.Status.FULL,
            f"{prefix}expires_at__gt": now,
            f"{prefix}used_count__lt": F(f"{prefix}max_uses"),
        }
    )
