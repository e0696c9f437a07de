"""1: who signs in, who is whose student; 2: categories."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from shared_apps.accounts.api import edupro_v1 as accounts
from shared_apps.categories.api import edupro_v1 as categories
from shared_apps.teachers.api import edupro_v1 as teachers
from tenant_apps.coupons.api import edupro_v1 as codes
from tenant_apps.enrollments.api import edupro_v1 as enrollments
from tenant_apps.staff.api import edupro_v1 as staff
from tenant_apps.students.api import edupro_v1 as students

# Answers at addresses whose last argument was left out.
TEACHER_REQUIRED = {"teacher": ["Teacher username is required."]}
TEACHER_REQUIRED_TO_JOIN = {"error": "Teacher username is required in the URL."}
STUDENT_REQUIRED = {"student_id": "student id is required"}
STUDENT_REQUIRED_TO_BLOCK = {"student_id": "Student ID is required in the URL."}

ROUTES: list[list[URLPattern]] = [
    # 1 authentication, profiles, roster
    route("teacher/login/", staff.TeacherLogin),
    route("student/login/<str:teacher_username>/", students.StudentLogin),
    route("logout/", accounts.Logout),
    route("token/refresh/", accounts.TokenRefresh),
    route("student/refresh/<str:teacher_username>/", students.StudentRefresh),
    route("password-reset/request/", accounts.PasswordResetRequest),
    route("password-reset/verify/", accounts.PasswordResetVerify),
    route("password-reset/confirm/", accounts.PasswordResetConfirm),
    route("teacher/teacher-register/", teachers.TeacherRegister),
    route("student/student-register/<str:teacher_username>", students.StudentRegister),
    route("student/student-register/", accounts.MissingArgument, answer=TEACHER_REQUIRED),
    route("join-teacher/<str:teacher_username>/", students.JoinTeacher),
    route("join-teacher/", accounts.MissingArgument, answer=TEACHER_REQUIRED_TO_JOIN),
    route("student/update-profile/", students.StudentProfileUpdate),
    route("teacher/teacher-profile/", staff.TeacherProfile),
    route("teacher/teacher-profile/<str:teacher_username>", teachers.TeacherPublicProfile),
    route("teacher/update-profile/", staff.TeacherProfileUpdate),
    route("teacher/students/remove/<int:student_id>/", students.StudentRemoval),
    route("teacher/students/remove/", accounts.MissingArgument, answer=STUDENT_REQUIRED),
    route("teacher/students/toggle-block/<int:student_id>/", students.StudentBlocking),
    route("teacher/students/toggle-block/", accounts.MissingArgument, answer=STUDENT_REQUIRED_TO_BLOCK),
    route("teacher/get_students/", students.StudentList),
    route("change-password/", accounts.ChangePassword),
    # 1.12, 1.21 one student's profile; 1.22 revenue
    route("student/student-profile/<str:teacher_username>", enrollments.OwnProfile),
    route("student/student-profile/", enrollments.OwnProfileWithoutTeacher),
    route("teacher/get-student-profile/<int:student_id>", enrollments.StudentProfile),
    route("teacher/revenue/", codes.TeacherRevenue),
    # 2 categories
    route("course/category/create/", categories.CategoryCreate),
    route("course/category/list/", categories.CategoryList),
    route("course/category/update/<int:category_id>", categories.CategoryUpdate),
]
