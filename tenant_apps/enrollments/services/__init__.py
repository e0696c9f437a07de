"""Writes about enrolments and progress.

`enrolling` into a course or module with a code, `buying` at a discount, `entering` what both share,
`leaving`, `progress` of lessons, `expiry` of access,
`settling` of everybody's progress when a course changes.
"""

from tenant_apps.enrollments.services.buying import Purchase, buy_course, buy_module
from tenant_apps.enrollments.services.enrolling import WithoutCode, enroll_in_course, enroll_in_module
from tenant_apps.enrollments.services.expiry import expire_enrollments
from tenant_apps.enrollments.services.leaving import leave_course, remove_enrollment, remove_place
from tenant_apps.enrollments.services.progress import mark_lesson, open_lesson, record_watch
from tenant_apps.enrollments.services.settling import recount_course, settle_course
from tenant_apps.enrollments.services.totals import uncount_student

__all__ = [
    "Purchase",
    "WithoutCode",
    "buy_course",
    "buy_module",
    "enroll_in_course",
    "enroll_in_module",
    "expire_enrollments",
    "leave_course",
    "mark_lesson",
    "open_lesson",
    "record_watch",
    "recount_course",
    "remove_enrollment",
    "remove_place",
    "settle_course",
    "uncount_student",
]
