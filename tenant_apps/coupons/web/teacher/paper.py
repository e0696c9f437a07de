"""Codes that leave the screen: a sheet of cards to cut, and a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tenant_apps.coupons.models import AccessCode
from tenant_apps.coupons.selectors import get_batch, list_codes, sheet_rows
from tenant_apps.coupons.selectors.codes import SheetRow
from tenant_apps.coupons.web.teacher.batch import CodesOfBatch, code_rows

LAYOUTS = {"10": 10, "24": 24}
"""Cards on a page: 2 by 5 and 3 by 8."""
CARDS_AT_ONCE = 240
"""More in one document and a browser on a phone gives up; the rest follows in parts."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class SheetPage(CodesOfBatch):
    """A4 pages of cards with cut marks. Used codes are left out."""

    def get(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        layout = request.GET.get("cards", "10")
        per_page = LAYOUTS.get(layout, 10)
        rows = [row for row in sheet_rows(batch=batch) if not row.is_used]
        parts = max(1, -(-len(rows) // CARDS_AT_ONCE))
        part = min(_whole(request.GET.get("part", "1")), parts)
        shown = rows[(part - 1) * CARDS_AT_ONCE : part * CARDS_AT_ONCE]
        origin = f"{request.scheme}://{request.get_host()}"
        context = {
            "batch": batch,
            "back_url": reverse("teacher_batch", args=[batch_id]),
            "per_page": per_page,
            "pages": [shown[start : start + per_page] for start in range(0, len(shown), per_page)],
            "origin": origin,
            "host": request.get_host(),
            "part": part,
            "parts": range(1, parts + 1),
            "is_over": batch.expires_at <= timezone.now(),
        }
        return render(request, "coupons/teacher/sheet.html", context)


class BatchExport(CodesOfBatch):
    """Every code of the batch as CSV that spreadsheets open as text."""

    def get(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        serials = {row.code: row for row in sheet_rows(batch=batch)}
        codes = list(list_codes(batch_id=batch_id))
        origin = f"{request.scheme}://{request.get_host()}"
        response = HttpResponse(_table(codes, serials, origin), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="codes-{batch.created_at:%Y-%m-%d}.csv"'
        return response


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _table(codes: list[AccessCode], serials: dict[str, SheetRow], origin: str) -> str:
    now = timezone.now()
    states = {"open": _("Not used"), "used": _("Used"), "void": _("Void"), "expired": _("Over")}
    rows = sorted(code_rows(codes=codes, now=now), key=lambda row: serials[row.code.code].serial)
    out = io.StringIO()
    # Excel reads UTF-8 only with this mark in front.
    out.write("\ufeff")
    writer = csv.writer(out)
    heads = (_("No."), _("Code"), _("Price"), _("State"), _("Valid until"), _("Used by"), _("For"), _("Link"))
    writer.writerow(heads)
    for row in rows:
        sheet = serials[row.code.code]
        cells: Iterable[object] = (
            sheet.serial,
            sheet.printed,
            row.code.price,
            states[row.state],
            row.code.expires_at.date().isoformat(),
            row.use.student_name if row.use else "",
            (row.use.module_title or row.use.course_title) if row.use else "",
            origin + sheet.redeem_path,
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
