"""5.6 and 1.22: who used which code, and what came in."""

from __future__ import annotations

from typing import NoReturn

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.kernel.errors import PermissionRefused
from shared_apps.kernel.models import number_of
from shared_apps.wire.edupro_v1 import CouponPages, EduproV1View, Phrase
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.coupons import selectors
from tenant_apps.coupons.api.edupro_v1.codes import TAGS
from tenant_apps.coupons.models import AccessCode, CodeUse
from tenant_apps.staff.api.permissions import IsTeacher, ManagesSchool


class UsedCodeOutput(serializers.Serializer):
    """The code of a use; `price` is what it paid then, also when the code's own was changed since."""

    id = serializers.IntegerField(source="access_code.number")
    code = serializers.CharField(source="access_code.code")
    price = serializers.FloatField()
    status = serializers.ChoiceField(choices=AccessCode.Status.choices, source="access_code.status")


class UsedCouponOutput(serializers.Serializer):
    """One use. Exactly one of `course` and `module` is a text: what the code was spent on."""

    id = serializers.SerializerMethodField()
    coupon = UsedCodeOutput(source="*")
    student = serializers.CharField(source="student_name")
    used_at = serializers.DateTimeField()
    course = serializers.SerializerMethodField()
    module = serializers.SerializerMethodField()

    def get_id(self, use: CodeUse) -> int:
        return number_of(use.id)

    def get_course(self, use: CodeUse) -> str | None:
        return None if use.module_id else use.course_title

    def get_module(self, use: CodeUse) -> str | None:
        return use.module_title if use.module_id else None


class UsedCouponPageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = UsedCouponOutput(many=True)


class UsedCouponList(EduproV1View):
    """5.6"""

    permission_classes = [IsTeacher]
    scope = "codes"

    @extend_schema(
        parameters=[
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int, description="10 unless said otherwise, at most 100"),
            OpenApiParameter("search", str, description="name or e-mail of the student, or a whole code"),
        ],
        responses={200: UsedCouponPageOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        pages = CouponPages()
        uses = selectors.list_uses(search=request.query_params.get("search", "").strip())
        page = pages.paginate(uses, self)
        return pages.get_paginated_response(UsedCouponOutput(page, many=True).data)


class TeacherRevenue(EduproV1View):
    """1.22: for the owner; what a school earns is not its staff's business."""

    permission_classes = [ManagesSchool]
    phrases = {"permission_denied": Phrase(status.HTTP_403_FORBIDDEN, "error", "You are not a teacher.")}

    @extend_schema_serializer(component_name="Revenue")
    class Output(serializers.Serializer):
        revenue = serializers.DecimalField(max_digits=14, decimal_places=2)

    @extend_schema_serializer(component_name="RevenueRefused")
    class Refused(serializers.Serializer):
        error = serializers.CharField()
        detail = serializers.CharField()

    @extend_schema(responses={200: Output, 403: Refused, **refusals(401)}, tags=["1 People"])
    def get(self, request: Request) -> Response:
        return Response(self.Output({"revenue": selectors.total_revenue()}).data)

    def permission_denied(
        self, request: Request, message: str | None = None, code: str | None = None
    ) -> NoReturn:
        if not request.user.is_authenticated:
            raise NotAuthenticated()
        raise PermissionRefused()
