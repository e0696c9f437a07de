"""Writes about enrolments and progress.

`enrolling` into a course or module, `leaving`, `progress` of lessons, `expiry` of access.
"""

from tenant_apps.enrollments.services.enrolling import WithoutCode, enroll_in_course, enroll_in_module
from tenant_apps.enrollments.services.expiry import expire_enrollments
from tenant_apps.enrollments.services.leaving import leave_course, remove_enrollment
from tenant_apps.enrollments.services.progress import mark_lesson, open_lesson, record_watch

__all__ = [
    "WithoutCode",
    "enroll_in_course",
    "enroll_in_module",
    "expire_enrollments",
    "leave_course",
    "mark_lesson",
    "open_lesson",
    "record_watch",
    "remove_enrollment",
]
