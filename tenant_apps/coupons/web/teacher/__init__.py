"""The teacher's codes: `batches` made and listed, `batch` one of them, `paper` what leaves the screen.

`discounts` are coupons that take something off.
"""

from tenant_apps.coupons.web.teacher.batch import BatchAct, BatchPage, CodeAct
from tenant_apps.coupons.web.teacher.batches import BatchNew, CodesPage
from tenant_apps.coupons.web.teacher.discounts import DiscountAct, DiscountNew, DiscountPage, DiscountsPage
from tenant_apps.coupons.web.teacher.paper import BatchExport, SheetPage

__all__ = [
    "BatchAct",
    "BatchExport",
    "BatchNew",
    "BatchPage",
    "CodeAct",
    "CodesPage",
    "DiscountAct",
    "DiscountNew",
    "DiscountPage",
    "DiscountsPage",
    "SheetPage",
]
