"""6: discount coupons, for the people of the school."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView, Error
from shared_apps.wire.edupro_fields import MessageBody, errors
from shared_apps.wire.fields import Flag
from tenant_apps.coupons import selectors, services
from tenant_apps.coupons.models import DiscountCoupon
from tenant_apps.staff.api.permissions import IsTeacher, ManagesStudents

TAGS = ["6 Coupons"]
SLICE = [
    OpenApiParameter("page", int, description="one page of the array; without it, all"),
    OpenApiParameter("page_size", int, description="how many a page, at most 1000"),
]
COUPON_MISSING = Error(404, "Coupon not found", "The specified coupon does not exist.")
DATES = {"invalid": "Invalid date format."}
MOST_COURSES = 1000


class CourseIds(serializers.ListField):
    """Ids of courses. A form has no empty list: one empty text in its place means none."""

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)
        is_blank = hasattr(dictionary, "getlist") and value == [""]
        return None if is_blank else value


class CouponInput(serializers.Serializer):
    """An empty list of courses, or null, means all courses of the school."""

    code = serializers.CharField(max_length=64)
    discount_percentage = serializers.IntegerField(source="percent")
    valid_from = serializers.DateTimeField(error_messages=DATES)
    valid_until = serializers.DateTimeField(error_messages=DATES)
    max_uses = serializers.IntegerField(required=False, allow_null=True)
    courses = CourseIds(
        child=serializers.UUIDField(error_messages={"invalid": "Invalid course ID."}),
        max_length=MOST_COURSES,
        required=False,
        allow_null=True,
    )
    is_active = Flag(required=False)


class NewCouponInput(CouponInput):
    number_of_coupons = serializers.IntegerField(
        required=False, default=1, help_text="several: `code` is then their common beginning"
    )


class CouponOutput(serializers.Serializer):
    """`courses` is null for a coupon that counts for all courses."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    discount_percentage = serializers.IntegerField(source="percent")
    valid_from = serializers.DateTimeField()
    valid_until = serializers.DateTimeField()
    max_uses = serializers.IntegerField(allow_null=True)
    courses = serializers.SerializerMethodField()

    def get_courses(self, coupon: DiscountCoupon) -> list[uuid.UUID] | None:
        return None if coupon.is_for_all else [row.course_id for row in coupon.courses.all()]


@extend_schema_serializer(component_name="NewCoupon")
class NewCouponOutput(CouponOutput):
    """`codes` only when several were made: all of them, the first is described."""

    codes = serializers.ListField(child=serializers.CharField(), required=False)

    def to_representation(self, coupons: list[DiscountCoupon]) -> dict[str, Any]:
        described = CouponOutput(selectors.get_discount(coupon_id=coupons[0].id)).data
        codes = {"codes": [coupon.code for coupon in coupons]} if len(coupons) > 1 else {}
        return {**described, **codes}


@extend_schema_serializer(component_name="Coupon")
class ListedCouponOutput(CouponOutput):
    is_active = serializers.BooleanField()


@extend_schema_serializer(component_name="CouponDetail")
class CouponDetailOutput(ListedCouponOutput):
    usage_count = serializers.IntegerField(source="used_count")


class CouponCreate(EduproView):
    """6.1"""

    permission_classes = [ManagesStudents]

    @extend_schema(
        operation_id="coupon_create",
        request=NewCouponInput,
        responses={201: NewCouponOutput, **errors(400, 401, 403)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = NewCouponInput(data=request.data)
        given.is_valid(raise_exception=True)
        changes: Any = dict(given.validated_data)
        count = changes.pop("number_of_coupons")
        coupons = services.create_discounts(changes=changes, count=count, now=timezone.now())
        return Response(NewCouponOutput(coupons).data, status=status.HTTP_201_CREATED)


class CouponList(EduproView):
    """6.2"""

    permission_classes = [IsTeacher]
    scope = "discounts"

    @extend_schema(
        operation_id="coupon_list",
        parameters=SLICE,
        responses={200: ListedCouponOutput(many=True), **errors(401, 403)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        coupons = sliced(selectors.list_discounts(), self)
        return Response(ListedCouponOutput(coupons, many=True).data)


class CouponDetail(EduproView):
    """6.3"""

    permission_classes = [IsTeacher]
    scope = "discounts"
    missing = COUPON_MISSING

    @extend_schema(
        operation_id="coupon_detail",
        responses={200: CouponDetailOutput, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, coupon_id: uuid.UUID) -> Response:
        return Response(CouponDetailOutput(selectors.get_discount(coupon_id=coupon_id)).data)


class CouponUpdate(EduproView):
    """6.4: PUT and PATCH alike change only what is given."""

    permission_classes = [ManagesStudents]
    missing = COUPON_MISSING
    _changed: Mapping[int, Any] = {200: MessageBody, **errors(400, 401, 403, 404)}

    @extend_schema(
        operation_id="coupon_update", request=CouponInput(partial=True), responses=_changed, tags=TAGS
    )
    def put(self, request: Request, coupon_id: uuid.UUID) -> Response:
        return self._change(request, coupon_id)

    @extend_schema(
        operation_id="coupon_change", request=CouponInput(partial=True), responses=_changed, tags=TAGS
    )
    def patch(self, request: Request, coupon_id: uuid.UUID) -> Response:
        return self._change(request, coupon_id)

    def _change(self, request: Request, coupon_id: uuid.UUID) -> Response:
        selectors.get_discount(coupon_id=coupon_id)  # what is not there has no fields to be wrong
        given = CouponInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        changes: Any = given.validated_data
        services.update_discount(coupon_id=coupon_id, changes=changes, now=timezone.now())
        return Response({"message": "Coupon updated successfully"})


class CouponDelete(EduproView):
    """6.5: its past uses stay on record."""

    permission_classes = [ManagesStudents]
    missing = COUPON_MISSING

    @extend_schema(
        operation_id="coupon_delete",
        request=None,
        responses={200: MessageBody, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, coupon_id: uuid.UUID) -> Response:
        services.delete_discount(coupon_id=coupon_id)
        return Response({"message": "Coupon deleted successfully"})
