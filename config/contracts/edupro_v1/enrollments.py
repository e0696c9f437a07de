"""3.10, 3.11: who is in a course; 4 and 7.6: getting in and out."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.enrollments.api import edupro_v1 as enrollments

ROUTES: list[list[URLPattern]] = [
    # 3.10, 3.11 enrolments of a course
    route("get_student-enrollments/<uuid:course_id>", enrollments.CourseStudents),
    route("teacher/courses/<uuid:course_id>/enrollments/", enrollments.CourseEnrollments),
    route("teacher/students/<int:student_id>/enrollments/", enrollments.StudentPlaces),
    # 4 enrolment
    route("course/course-enrollment/", enrollments.CourseEnrollment),
    route("course/course-enrollment-list/<str:teacher_username>", enrollments.MyCourses),
    route("course/course-enrollment-list/", enrollments.MyCoursesHere),
    route(
        "course/course-enrollment-delete/<uuid:course_id>/<int:enrollment_id>",
        enrollments.CourseEnrollmentRemoval,
    ),
    route("course/course-enrollment-delete/<uuid:course_id>/", enrollments.CourseLeaving),
    # 7.6 module enrolment
    route("course/module-enrollment/", enrollments.ModuleEnrollment),
]
