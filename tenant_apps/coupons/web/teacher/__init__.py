"""The teacher's codes: `batches` made and listed, `batch` one of them, `batch_changes` many codes at once,
`desk` one code found and mended, `paper` and `export` what leaves the screen.

`discounts` are coupons that take something off.
"""

from tenant_apps.coupons.web.teacher.batch import BatchAct, BatchPage, CodeAct
from tenant_apps.coupons.web.teacher.batch_changes import BatchExtend, BatchVoid
from tenant_apps.coupons.web.teacher.batches import BatchNew, CodesPage
from tenant_apps.coupons.web.teacher.desk import CodeDesk, CodeDo, CodePage, TriesForgiven
from tenant_apps.coupons.web.teacher.discounts import DiscountAct, DiscountNew, DiscountPage, DiscountsPage
from tenant_apps.coupons.web.teacher.export import BatchExport
from tenant_apps.coupons.web.teacher.paper import SheetPage

__all__ = [
    "BatchAct",
    "BatchExport",
    "BatchExtend",
    "BatchNew",
    "BatchPage",
    "BatchVoid",
    "CodeAct",
    "CodeDesk",
    "CodeDo",
    "CodePage",
    "CodesPage",
    "DiscountAct",
    "DiscountNew",
    "DiscountPage",
    "DiscountsPage",
    "SheetPage",
    "TriesForgiven",
]
