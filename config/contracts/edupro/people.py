"""1: who signs in, profiles, who is whose student."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from shared_apps.accounts.api import edupro as accounts
from shared_apps.teachers.api import edupro as teachers
from tenant_apps.staff.api import edupro as staff
from tenant_apps.students.api import edupro as students

ROUTES: list[list[URLPattern]] = [
    route("teacher/teacher-register/", teachers.TeacherRegister),
    route("student/student-register/<str:teacher_username>/", students.StudentRegister),
    route("student/student-register/", students.TeacherNameMissing),
    route("teacher/login/", staff.TeacherLogin),
    route("student/login/<str:teacher_username>/", students.StudentLogin),
    route("token/refresh/", accounts.TokenRefresh),
    route("student/refresh/<str:teacher_username>/", students.StudentRefresh),
    route("logout/", accounts.Logout),
    route("change-password/", accounts.ChangePassword),
    route("password-reset/request/", accounts.PasswordResetRequest),
    route("password-reset/verify/", accounts.PasswordResetVerify),
    route("password-reset/confirm/", accounts.PasswordResetConfirm),
    route("teacher/teacher-profile/", staff.TeacherProfile),
    route("teacher/teacher-profile/<str:teacher_username>/", teachers.TeacherPublicProfile),
    route("teacher/update-profile/", staff.TeacherProfileUpdate),
    route("student/student-profile/<str:teacher_username>/", students.OwnProfile),
    route("student/update-profile/", students.OwnProfileUpdate),
    route("join-teacher/<str:teacher_username>/", students.JoinTeacher),
    route("teacher/get_students/", students.StudentList),
    route("teacher/get-student-profile/<uuid:student_id>/", students.StudentProfile),
    route("teacher/students/remove/<uuid:student_id>/", students.StudentRemoval),
    route("teacher/students/toggle-block/<uuid:student_id>/", students.StudentBlocking),
]
