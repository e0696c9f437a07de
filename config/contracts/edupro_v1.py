"""What `edupro_v1` offers, in the order of its document."""

from __future__ import annotations

from itertools import chain

from django.urls import URLPattern

from config.contracts.routing import route
from shared_apps.wire.edupro_v1_docs import EndpointIndex
from tenant_apps.coupons.api import edupro_v1 as codes
from tenant_apps.enrollments.api import edupro_v1 as enrollments

_ROUTES: list[list[URLPattern]] = [
    # 0 index
    route("", EndpointIndex),
    # 1 authentication, profiles, roster
    # 1.12, 1.21 one student's profile; 1.22 revenue
    route("teacher/revenue/", codes.TeacherRevenue),
    # 2 categories
    # 3 courses
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
    # 7.6 module enrolment
    route("course/module-enrollment/", enrollments.ModuleEnrollment),
    # 8 lessons: reads and progress
    route("lessons/<uuid:id>/status/", enrollments.LessonStatus),
    # 8 lessons: writes
]

urlpatterns = list(chain.from_iterable(_ROUTES))
