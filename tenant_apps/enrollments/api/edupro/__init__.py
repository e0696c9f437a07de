"""Enrolment in `edupro`: section 5 and 9.2. `words` has what other sections say about access."""

from tenant_apps.enrollments.api.edupro.enrolling import (
    CourseEnrollment,
    CourseEnrollmentRemoval,
    ModuleEnrollment,
)
from tenant_apps.enrollments.api.edupro.lists import CourseEnrollments, CourseStudents, EnrollmentList

__all__ = [
    "CourseEnrollment",
    "CourseEnrollmentRemoval",
    "CourseEnrollments",
    "CourseStudents",
    "EnrollmentList",
    "ModuleEnrollment",
]
