"""Reads about access codes and discount coupons.

`codes` single codes, batches and what a printed sheet shows, `discounts` coupons that take something
off, their uses, and what a typed text is, `owner` the teacher's number and helpline,
`own_use` a student's own use of a code, `peeking` what a code would open, `revenue` what codes brought in,
`finding` what staff type at the desk, `life` all that happened to one code.
"""

from tenant_apps.coupons.selectors.codes import (
    CodeCounts,
    SheetRow,
    code_counts,
    codes_of_batch,
    count_states,
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
from tenant_apps.coupons.selectors.finding import Found, find_codes
from tenant_apps.coupons.selectors.life import CodeLife, Moment, get_code_life, list_events
from tenant_apps.coupons.selectors.own_use import find_own_use
from tenant_apps.coupons.selectors.owner import helpline, teacher_number
from tenant_apps.coupons.selectors.peeking import PeekedCode, opens_at, peek_code, targets_at
from tenant_apps.coupons.selectors.revenue import (
    CourseEarnings,
    CourseRevenue,
    PeriodRevenue,
    RevenueNow,
    SchoolRevenue,
    earned_by_courses,
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
    "CodeLife",
    "CourseEarnings",
    "CourseRevenue",
    "Found",
    "Moment",
    "PeekedCode",
    "PeriodRevenue",
    "RevenueNow",
    "SchoolRevenue",
    "SheetRow",
    "TypedCode",
    "bill_with",
    "check_discount",
    "code_counts",
    "codes_of_batch",
    "count_states",
    "earned_by_courses",
    "find_code",
    "find_codes",
    "find_own_use",
    "get_batch",
    "get_code",
    "get_code_life",
    "get_discount",
    "helpline",
    "list_batches",
    "list_codes",
    "list_discount_uses",
    "list_discounts",
    "list_events",
    "list_uses",
    "opens_at",
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
    "targets_at",
    "teacher_number",
    "total_revenue",
]
