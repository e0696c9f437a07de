"""What `edupro_v1` offers, in the order of its document."""

from __future__ import annotations

from itertools import chain

from django.urls import URLPattern, path

from config.contracts.routing import route
from shared_apps.accounts.api import edupro_v1 as accounts
from shared_apps.catalogue.api import edupro_v1 as catalogue
from shared_apps.categories.api import edupro_v1 as categories
from shared_apps.teachers.api import edupro_v1 as teachers
from shared_apps.wire.edupro_v1_docs import EndpointIndex
from tenant_apps.coupons.api import edupro_v1 as codes
from tenant_apps.courses.api import edupro_v1 as courses
from tenant_apps.enrollments.api import edupro_v1 as enrollments
from tenant_apps.staff.api import edupro_v1 as staff
from tenant_apps.students.api import edupro_v1 as students
from tenant_apps.video.api import edupro_v1 as video

# Answers at addresses whose last argument was left out.
TEACHER_REQUIRED = {"teacher": ["Teacher username is required."]}
TEACHER_REQUIRED_TO_JOIN = {"error": "Teacher username is required in the URL."}
STUDENT_REQUIRED = {"student_id": "student id is required"}
STUDENT_REQUIRED_TO_BLOCK = {"student_id": "Student ID is required in the URL."}

_ROUTES: list[list[URLPattern]] = [
    # 0 index
    [path("", EndpointIndex.as_view())],
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
    # 3 courses
    route("course/create/", courses.CourseCreate),
    route("course/list/", catalogue.CourseList),
    route("course/course-detail/<uuid:course_id>", courses.CourseDetail),
    route("course/update/<uuid:course_id>", courses.CourseUpdate),
    route("course/course-delete/<uuid:course_id>", courses.CourseDelete),
    route("course/course-search-filter/", catalogue.CourseSearch),
    route("course/list-by-teacher/", courses.OwnCourseList),
    route("course/teacher-list/<str:teacher_username>", catalogue.TeacherCourseList),
    route("course/private-deatils/<uuid:course_id>", courses.CoursePrivateDetails),
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
    # 5 access codes
    route("coupon/create/", codes.CouponCreate),
    route("coupon/list/", codes.CouponList),
    route("coupon/detail/<int:coupon_id>", codes.CouponDetail),
    route("coupon/update/<int:coupon_id>", codes.CouponUpdate),
    route("coupon/delete/<int:coupon_id>", codes.CouponDelete),
    route("coupon/used-coupons/", codes.UsedCouponList),
    # 7 modules
    route("courses/<uuid:course_id>/modules/", courses.ModuleList),
    route("courses/<uuid:course_id>/modules/create/", courses.ModuleCreate),
    route("modules/<uuid:module_id>/", courses.ModuleDetail),
    route("modules/<uuid:module_id>/update/", courses.ModuleUpdate),
    route("modules/<uuid:module_id>/delete/", courses.ModuleDelete),
    # 7.6 module enrolment
    route("course/module-enrollment/", enrollments.ModuleEnrollment),
    # 8 lessons: reads and progress
    route("modules/<uuid:module_id>/lessons/", enrollments.ModuleLessons),
    route("lessons/<uuid:id>/", enrollments.LessonDetail),
    route("lessons/<uuid:id>/status/", enrollments.LessonStatus),
    # 8 lessons: writes
    route("modules/<uuid:module_id>/lessons/create/", video.LessonCreate),
    route("lessons/<uuid:id>/update/", video.LessonUpdate),
    route("lessons/<uuid:id>/delete/", video.LessonDelete),
]

urlpatterns = list(chain.from_iterable(_ROUTES))
