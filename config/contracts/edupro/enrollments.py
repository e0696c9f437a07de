"""5: enrolment, and 9.2 who is in a course."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.enrollments.api import edupro as enrollments

ROUTES: list[list[URLPattern]] = [
    route("course/course-enrollment/", enrollments.CourseEnrollment),
    route("course/course-enrollment-list/<str:teacher_username>/", enrollments.EnrollmentList),
    route(
        "course/course-enrollment-delete/<uuid:course_id>/<uuid:enrollment_id>/",
        enrollments.CourseEnrollmentRemoval,
    ),
    route("teacher/courses/<uuid:course_id>/enrollments/", enrollments.CourseEnrollments),
    route("course/module-enrollment/", enrollments.ModuleEnrollment),
    # 9.2
    route("get_student-enrollments/<uuid:course_id>/", enrollments.CourseStudents),
]
