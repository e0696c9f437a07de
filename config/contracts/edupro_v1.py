"""What `edupro_v1` offers, in the order of its document."""

from __future__ import annotations

from itertools import chain

from django.urls import URLPattern

from config.contracts.routing import route
from shared_apps.catalogue.api import edupro_v1 as catalogue
from shared_apps.categories.api import edupro_v1 as categories
from shared_apps.wire.edupro_v1_docs import EndpointIndex
from tenant_apps.coupons.api import edupro_v1 as codes
from tenant_apps.courses.api import edupro_v1 as courses
from tenant_apps.enrollments.api import edupro_v1 as enrollments
from tenant_apps.video.api import edupro_v1 as video

_ROUTES: list[list[URLPattern]] = [
    # 0 index
    route("", EndpointIndex),
    # 1 authentication, profiles, roster
    # 1.12, 1.21 one student's profile; 1.22 revenue
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
    # 4 enrolment
    route("course/course-enrollment/", enrollments.CourseEnrollment),
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
    route("lessons/<uuid:id>/status/", enrollments.LessonStatus),
    # 8 lessons: writes
    route("modules/<uuid:module_id>/lessons/create/", video.LessonCreate),
    route("lessons/<uuid:id>/update/", video.LessonUpdate),
    route("lessons/<uuid:id>/delete/", video.LessonDelete),
]

urlpatterns = list(chain.from_iterable(_ROUTES))
