"""6.6 and 9.1: who used which coupon, and what came in."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import errors
from tenant_apps.coupons import selectors
from tenant_apps.coupons.api.edupro.discounts import SLICE, TAGS
from tenant_apps.coupons.selectors import PeriodRevenue
from tenant_apps.staff.api.permissions import IsTeacher, ManagesSchool


class UsedCodeOutput(serializers.Serializer):
    """As the coupon was when it was used."""

    id = serializers.UUIDField(source="coupon_id")
    code = serializers.CharField(source="coupon_code")
    discount_percentage = serializers.IntegerField(source="percent")


class CouponUserOutput(serializers.Serializer):
    id = serializers.UUIDField(source="student_user_id")
    username = serializers.CharField(source="student_username")


@extend_schema_serializer(component_name="UsedCoupon")
class UsedCouponOutput(serializers.Serializer):
    id = serializers.UUIDField()
    coupon = UsedCodeOutput(source="*")
    student = CouponUserOutput(source="*")
    used_at = serializers.DateTimeField()


class UsedCouponList(EduproView):
    """6.6"""

    permission_classes = [IsTeacher]
    scope = "codes"

    @extend_schema(
        operation_id="coupon_uses",
        parameters=SLICE,
        responses={200: UsedCouponOutput(many=True), **errors(401, 403)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        uses = sliced(selectors.list_discount_uses(), self)
        return Response(UsedCouponOutput(uses, many=True).data)


class AmountField(serializers.DecimalField):
    def __init__(self, source: str | None = None) -> None:
        super().__init__(max_digits=14, decimal_places=2, source=source)


class TeacherRevenue(EduproView):
    """9.1: for the owner; what a school earns is not its staff's business."""

    permission_classes = [ManagesSchool]

    @extend_schema_serializer(component_name="Revenue")
    class Output(serializers.Serializer):
        """`monthly_revenue` is this month's, `months` the latest twelve, the oldest first."""

        @extend_schema_serializer(component_name="RevenueOfCourse")
        class Course(serializers.Serializer):
            id = serializers.UUIDField(source="course_id")
            title = serializers.CharField()
            enrollments_count = serializers.IntegerField(source="enrollments")
            revenue = AmountField("amount")

        @extend_schema_serializer(component_name="RevenueOfMonth")
        class Month(serializers.Serializer):
            month = serializers.SerializerMethodField()
            revenue = AmountField("amount")

            def get_month(self, period: PeriodRevenue) -> str:
                """Year and month: 2026-11"""
                return f"{period.on:%Y-%m}"

        total_revenue = AmountField("now.total")
        monthly_revenue = AmountField("now.month")
        courses = Course(many=True)
        months = Month(many=True)

    @extend_schema(operation_id="revenue", responses={200: Output, **errors(401, 403)}, tags=["9 Revenue"])
    def get(self, request: Request) -> Response:
        return Response(self.Output(selectors.school_revenue(now=timezone.now())).data)
