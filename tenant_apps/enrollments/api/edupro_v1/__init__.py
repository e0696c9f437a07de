"""Enrolment and progress in `edupro_v1`: sections 4, 3.10, 3.11, 7.6, 8.1, 8.3, 8.6, 1.12, 1.21."""

from tenant_apps.enrollments.api.edupro_v1.enrolling import (
    CourseEnrollment,
    CourseEnrollmentRemoval,
    CourseLeaving,
    ModuleEnrollment,
)
from tenant_apps.enrollments.api.edupro_v1.lessons import LessonDetail, ModuleLessons
from tenant_apps.enrollments.api.edupro_v1.of_course import CourseEnrollments, CourseStudents
from tenant_apps.enrollments.api.edupro_v1.of_student import MyCourses, MyCoursesHere, StudentPlaces
from tenant_apps.enrollments.api.edupro_v1.profiles import (
    OwnProfile,
    OwnProfileWithoutTeacher,
    StudentProfile,
)
from tenant_apps.enrollments.api.edupro_v1.progress import LessonStatus

__all__ = [
    "CourseEnrollment",
    "CourseEnrollmentRemoval",
    "CourseEnrollments",
    "CourseLeaving",
    "CourseStudents",
    "LessonDetail",
    "LessonStatus",
    "ModuleEnrollment",
    "ModuleLessons",
    "MyCourses",
    "MyCoursesHere",
    "OwnProfile",
    "OwnProfileWithoutTeacher",
    "StudentPlaces",
    "StudentProfile",
]
