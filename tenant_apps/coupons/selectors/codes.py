"""Codes, batches, uses."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from shared_apps.kernel.errors import NotFound
from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeUse
from tenant_apps.coupons.rules import grouped, normalise_code


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
    is_used: bool


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
            Q(student_name__icontains=search)
            | Q(student_email__icontains=search)
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


def sheet_rows(*, batch: CodeBatch) -> list[SheetRow]:
    """The cards of a batch in the order of their serials, which never changes."""
    codes = batch.codes.order_by("id").values_list("code", "used_count")
    return [
        SheetRow(
            serial=serial,
            code=code,
            printed=grouped(code),
            redeem_path=redeem_path(code=code),
            is_used=used > 0,
        )
        for serial, (code, used) in enumerate(codes, start=1)
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
