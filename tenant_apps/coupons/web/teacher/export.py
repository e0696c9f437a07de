"""A batch as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tenant_apps.coupons.models import AccessCode, CodeEvent
from tenant_apps.coupons.selectors import get_batch, list_codes, sheet_rows
from tenant_apps.coupons.selectors.codes import SheetRow
from tenant_apps.coupons.services import note_paper
from tenant_apps.coupons.web.teacher.batch import CodesOfBatch, code_rows, labels, member

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class BatchExport(CodesOfBatch):
    """Every code of the batch as CSV that spreadsheets open as text. Posted: it goes into the history."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        serials = {row.code: row for row in sheet_rows(batch=batch)}
        codes = list(list_codes(batch_id=batch_id))
        origin = f"{request.scheme}://{request.get_host()}"
        response = HttpResponse(_table(codes, serials, origin), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="codes-{batch.created_at:%Y-%m-%d}.csv"'
        note_paper(
            batch_id=batch_id,
            kind=CodeEvent.Kind.EXPORTED,
            count=len(codes),
            by=member(request),
            now=timezone.now(),
        )
        return response


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _table(codes: list[AccessCode], serials: dict[str, SheetRow], origin: str) -> str:
    states = {state.value: label for state, label in labels().items()}
    rows = code_rows(codes=codes, now=timezone.now())
    out = io.StringIO()
    # Excel reads UTF-8 only with this mark in front.
    out.write("\ufeff")
    writer = csv.writer(out)
    heads = (_("No."), _("Code"), _("Price"), _("State"), _("Valid until"), _("Used by"), _("For"), _("Link"))
    writer.writerow(heads)
    for row in sorted(rows, key=lambda row: serials[row.code.code].serial):
        sheet = serials[row.code.code]
        cells: Iterable[object] = (
            sheet.printed_serial or sheet.serial,
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
