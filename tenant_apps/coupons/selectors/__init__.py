"""Reads about access codes and discount coupons.

`codes` single codes, batches and what a printed sheet shows, `discounts` coupons that take something
off, their uses, and what a typed text is, `owner` the teacher's number,
`own_use` a student's own use of a code, `peeking` what a code would open, `revenue` what codes brought in.
"""

from tenant_apps.coupons.selectors.codes import (
    CodeCounts,
    SheetRow,
    code_counts,
    find_code,
    get_batch,
    get_code,
    list_batches,
    list_codes,
    list_uses,
    redeem_path,
    sheet_rows,
)
from tenant_apps.coupons.selectors.discounts import (
    Bill,
    TypedCode,
    bill_with,
    check_discount,
    get_discount,
    list_discount_uses,
    list_discounts,
    read_typed_code,
    takes_discounts,
)
from tenant_apps.coupons.selectors.own_use import find_own_use
from tenant_apps.coupons.selectors.owner import teacher_number
from tenant_apps.coupons.selectors.peeking import PeekedCode, peek_code
from tenant_apps.coupons.selectors.revenue import (
    CourseEarnings,
    CourseRevenue,
    PeriodRevenue,
    RevenueNow,
    SchoolRevenue,
    revenue_by_course,
    revenue_by_day,
    revenue_by_month,
    revenue_now,
    school_revenue,
    total_revenue,
)

__all__ = [
    "Bill",
    "CodeCounts",
    "CourseEarnings",
    "CourseRevenue",
    "PeekedCode",
    "PeriodRevenue",
    "RevenueNow",
    "SchoolRevenue",
    "SheetRow",
    "TypedCode",
    "bill_with",
    "check_discount",
    "code_counts",
    "find_code",
    "find_own_use",
    "get_batch",
    "get_code",
    "get_discount",
    "list_batches",
    "list_codes",
    "list_discount_uses",
    "list_discounts",
    "list_uses",
    "peek_code",
    "read_typed_code",
    "redeem_path",
    "revenue_by_course",
    "revenue_by_day",
    "revenue_by_month",
    "revenue_now",
    "school_revenue",
    "sheet_rows",
    "takes_discounts",
    "teacher_number",
    "total_revenue",
]
