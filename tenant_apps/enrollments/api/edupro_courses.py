"""2.11 and 2.12 of `edupro`: the staff's own view of courses, with what they earned for the owner."""

from __future__ import annotations

import uuid
from decimal import Decimal

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.catalogue.api.edupro import SLICE
from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import errors
from tenant_apps.coupons.selectors import revenue_by_course
from tenant_apps.courses import selectors
from tenant_apps.courses.api.edupro import COURSE_MISSING, OwnCourseOutput
from tenant_apps.courses.api.permissions import EditsCourses
from tenant_apps.courses.models import Course
from tenant_apps.staff.api.permissions import IsTeacher, ManagesSchool

TAGS = ["2 Courses"]
_AMOUNT = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)


class EarningCourseOutput(OwnCourseOutput):
    """2.11: `total_revenue` is null for staff who may not see money."""

    is_published = serializers.BooleanField()
    total_revenue = serializers.SerializerMethodField()

    @extend_schema_field(_AMOUNT)
    def get_total_revenue(self, course: Course) -> str | None:
        earned: dict[uuid.UUID, Decimal] | None = self.context["earned"]
        return None if earned is None else _AMOUNT.to_representation(earned.get(course.id, Decimal("0.00")))


class PrivateCourseOutput(EarningCourseOutput):
    """2.12: counts drafts too."""

    modules_count = serializers.SerializerMethodField()
    lessons_count = serializers.SerializerMethodField()
    enrollments_count = serializers.IntegerField(source="total_enrollments")

    def get_modules_count(self, course: Course) -> int:
        return selectors.list_modules(course_id=course.id).count()

    def get_lessons_count(self, course: Course) -> int:
        return sum(selectors.count_lessons_by_module(course_id=course.id).values())


class OwnCourseList(EduproView):
    """2.11"""

    permission_classes = [IsTeacher]
    scope = "content"

    @extend_schema(
        operation_id="course_list_own",
        parameters=SLICE,
        responses={200: EarningCourseOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        courses = sliced(selectors.list_courses_for_staff(), self)
        return Response(EarningCourseOutput(courses, many=True, context=_context(request)).data)


class CoursePrivateDetails(EduproView):
    """2.12"""

    permission_classes = [EditsCourses]
    missing = COURSE_MISSING

    @extend_schema(
        operation_id="course_private_details",
        responses={200: PrivateCourseOutput, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        course = selectors.get_course(course_id=course_id)
        return Response(PrivateCourseOutput(course, context=_context(request)).data)


def _context(request: Request) -> dict[str, object]:
    """With what each course earned, for whoever may know it."""
    shown = request.staff_member.role in ManagesSchool.roles
    earned = {row.course_id: row.amount for row in revenue_by_course()} if shown else None
    return {"request": request, "earned": earned}
