"""5.1, 5.5 and 5.3: into a course or module, and out again."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro import EduproView, Error
from shared_apps.wire.edupro_fields import MessageBody, errors
from tenant_apps.enrollments import services
from tenant_apps.enrollments.api.edupro.words import COUPON, COURSE_MISSING, ENTRY, MODULE_MISSING, PAYMENT
from tenant_apps.enrollments.api.permissions import MayRemovePlaces
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.api.permissions import IsStudent

TAGS = ["5 Enrolment"]


class CodeField(serializers.CharField):
    """A code as typed: optional, and absent when empty or null."""

    def __init__(self) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, max_length=64)


class MoneyField(serializers.DecimalField):
    def __init__(self, source: str) -> None:
        super().__init__(max_digits=10, decimal_places=2, source=source)


@extend_schema_serializer(component_name="EnrollmentBill")
class PlaceOutput(serializers.Serializer):
    """Whether the course is open (active) or waits for what is due: pending, or expired since it was paid."""

    id = serializers.UUIDField(source="enrollment.id")
    status = serializers.ChoiceField(choices=Enrollment.Status.choices)
    price = MoneyField("bill.price")
    discount = MoneyField("bill.discount")
    amount_due = MoneyField("left_to_pay")


class CourseEnrollment(EduproView):
    """5.1: free at once; paid by a coupon, an access code, or both; else a pending place."""

    permission_classes = [IsStudent]
    missing = COURSE_MISSING
    forbidden = Error(403, "Permission denied", "You must be a student to enroll in courses.")
    phrases = {
        "course_already_open": Error(400, "Already enrolled", "You are already enrolled in this course."),
        "course_not_published": Error(
            400, "Course not available", "This course is not published or available for enrollment."
        ),
        "not_a_student_here": COURSE_MISSING,
        **ENTRY,
        **PAYMENT,
        **COUPON,
    }

    @extend_schema_serializer(component_name="CourseEnrollmentInput")
    class Input(serializers.Serializer):
        course = serializers.UUIDField()
        coupon_code = CodeField()
        access_code = CodeField()

    @extend_schema_serializer(component_name="CourseEnrolled")
    class Output(serializers.Serializer):
        message = serializers.CharField()
        enrollment = PlaceOutput()

    @extend_schema(
        operation_id="course_enroll",
        request=Input,
        responses={201: Output, **errors(400, 401, 403, 404, 429)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        purchase = services.buy_course(
            student=request.student,
            course_id=given.validated_data["course"],
            coupon_code=given.validated_data.get("coupon_code") or "",
            access_code=given.validated_data.get("access_code") or "",
            now=timezone.now(),
        )
        told = {"message": "Successfully enrolled in course", "enrollment": purchase}
        return Response(self.Output(told).data, status=status.HTTP_201_CREATED)


class ModuleEnrollment(EduproView):
    """5.5: for whoever has the course; a module that is sold alone, for an access code."""

    permission_classes = [IsStudent]
    missing = MODULE_MISSING
    phrases = {
        "course_not_enrolled": Error(400, "Course not enrolled"),
        **ENTRY,
        **PAYMENT,
    }

    @extend_schema_serializer(component_name="ModuleEnrollmentInput")
    class Input(serializers.Serializer):
        module = serializers.UUIDField()
        access_code = CodeField()
        coupon_code = CodeField()

    @extend_schema(
        operation_id="module_enroll",
        request=Input,
        responses={201: MessageBody, **errors(400, 401, 403, 404, 429)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        services.buy_module(
            student=request.student,
            module_id=told["module"],
            access_code=told.get("access_code") or told.get("coupon_code") or "",
            now=timezone.now(),
        )
        return Response({"message": "Successfully enrolled in module"}, status=status.HTTP_201_CREATED)


class CourseEnrollmentRemoval(EduproView):
    """5.3: by the student whose place it is, or by the school."""

    permission_classes: list[type[BasePermission]] = [MayRemovePlaces]

    @extend_schema(
        operation_id="enrollment_delete",
        request=None,
        responses={200: MessageBody, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, course_id: uuid.UUID, enrollment_id: uuid.UUID) -> Response:
        services.remove_place(course_id=course_id, enrollment_id=enrollment_id, student=request.student)
        return Response({"message": "Enrollment deleted successfully"})
