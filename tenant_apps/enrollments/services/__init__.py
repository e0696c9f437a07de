"""Writes about enrolments and progress.

`enrolling` into a course or module with a code, `buying` at a discount, `entering` what both share,
`leaving`, `progress` of lessons, `notes` beside them, `expiry` of access,
`granting` what staff gives without a code, `bulk` the same for many,
`settling` of everybody's progress when a course changes.
"""

from tenant_apps.enrollments.services.bulk import carry_on, start_work
from tenant_apps.enrollments.services.buying import Purchase, buy_course, buy_module
from tenant_apps.enrollments.services.enrolling import WithoutCode, enroll_in_course, enroll_in_module
from tenant_apps.enrollments.services.expiry import expire_enrollments
from tenant_apps.enrollments.services.granting import extend_access, grant_course
from tenant_apps.enrollments.services.leaving import leave_course, remove_enrollment, remove_place, take_out
from tenant_apps.enrollments.services.notes import add_note, change_note, remove_note
from tenant_apps.enrollments.services.progress import mark_lesson, open_lesson, record_watch
from tenant_apps.enrollments.services.settling import recount_course, settle_course
from tenant_apps.enrollments.services.totals import uncount_student

__all__ = [
    "Purchase",
    "WithoutCode",
    "add_note",
    "buy_course",
    "buy_module",
    "carry_on",
    "change_note",
    "enroll_in_course",
    "enroll_in_module",
    "expire_enrollments",
    "extend_access",
    "grant_course",
    "leave_course",
    "mark_lesson",
    "open_lesson",
    "record_watch",
    "recount_course",
    "remove_enrollment",
    "remove_note",
    "remove_place",
    "settle_course",
    "start_work",
    "take_out",
    "uncount_student",
]
