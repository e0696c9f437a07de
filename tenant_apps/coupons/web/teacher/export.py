"""A batch as a table for a spreadsheet."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.tables import csv_answer
from tenant_apps.coupons.models import AccessCode, CodeEvent
from tenant_apps.coupons.selectors import get_batch, list_codes, sheet_rows
from tenant_apps.coupons.selectors.codes import SheetRow
from tenant_apps.coupons.services import note_paper
from tenant_apps.coupons.web.teacher.batch import CodesOfBatch, code_rows, labels, member


class BatchExport(CodesOfBatch):
    """Every code of the batch as CSV that spreadsheets open as text. Posted: it goes into the history."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
        batch = get_batch(batch_id=batch_id)
        serials = {row.code: row for row in sheet_rows(batch=batch)}
        codes = list(list_codes(batch_id=batch_id))
        origin = f"{request.scheme}://{request.get_host()}"
        heads = (_("No."), _("Code"), _("Price"), _("State"), _("Valid until"))
        response = csv_answer(
            name=f"codes-{batch.created_at:%Y-%m-%d}",
            heads=(*heads, _("Used by"), _("For"), _("Link")),
            rows=_rows(codes, serials, origin),
        )
        note_paper(
            batch_id=batch_id,
            kind=CodeEvent.Kind.EXPORTED,
            count=len(codes),
            by=member(request),
            now=timezone.now(),
        )
        return response


def _rows(codes: list[AccessCode], serials: dict[str, SheetRow], origin: str) -> Iterator[tuple[object, ...]]:
    states = {state.value: label for state, label in labels().items()}
    rows = code_rows(codes=codes, now=timezone.now())
    for row in sorted(rows, key=lambda row: serials[row.code.code].serial):
        sheet = serials[row.code.code]
        yield (
            sheet.printed_serial or sheet.serial,
            sheet.printed,
            row.code.price,
            states[row.state],
            row.code.expires_at.date().isoformat(),
            row.use.student_name if row.use else "",
            (row.use.module_title or row.use.course_title) if row.use else "",
            origin + sheet.redeem_path,
        )
