"""Questions as a table that spreadsheets open: CSV.

`columns` what the heads may be called, `cells` single values both ways, `reading` a file into rows,
`writing` rows into a file. What is written reads back as the same questions.
"""

from tenant_apps.assessments.rules.sheet.columns import HEADS
from tenant_apps.assessments.rules.sheet.reading import MAX_BYTES, MAX_ROWS, SheetRow, decode, read_sheet
from tenant_apps.assessments.rules.sheet.writing import write_sheet

__all__ = ["HEADS", "MAX_BYTES", "MAX_ROWS", "SheetRow", "decode", "read_sheet", "write_sheet"]
