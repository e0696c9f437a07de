"""5.1 to 5.5: codes of the signed-in teacher's school."""

from __future__ import annotations

from typing import Any, NoReturn

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro_v1.answers import DetailOutput
from shared_apps.kernel.money import MAX_PRICE
from shared_apps.wire.edupro_v1 import CouponPages, EduproV1View, Phrase
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.coupons import rules, selectors, services
from tenant_apps.coupons.models import AccessCode
from tenant_apps.staff.api.permissions import IsTeacher, ManagesStudents

TAGS = ["5 Access codes"]


class CouponOutput(serializers.Serializer):
    """One code; `price` is a JSON number, as its clients calculate with it."""

    id = serializers.IntegerField(source="number")
    teacher = serializers.SerializerMethodField()
    code = serializers.CharField()
    status = serializers.ChoiceField(choices=AccessCode.Status.choices)
    max_uses = serializers.IntegerField()
    used_count = serializers.IntegerField()
    expiration_date = serializers.DateTimeField(source="expires_at")
    price = serializers.FloatField()
    is_active = serializers.BooleanField()
    date = serializers.DateTimeField(source="created_at")

    def get_teacher(self, code: AccessCode) -> int:
        return int(self.context["teacher"])


class CouponPageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CouponOutput(many=True)


class OwnersAct(EduproV1View):
    """The document's words for people who do not own the code: the framework's, not the role's."""

    permission_classes = [ManagesStudents]

    def permission_denied(
        self, request: Request, message: str | None = None, code: str | None = None
    ) -> NoReturn:
        super().permission_denied(request, code=code)  # no text: the default one


def _told(codes: Any, **options: Any) -> Any:
    return CouponOutput(codes, context={"teacher": selectors.teacher_number()}, **options).data


class CouponCreate(EduproV1View):
    """5.1"""

    permission_classes = [ManagesStudents]

    @extend_schema_serializer(component_name="CouponCreate")
    class Input(serializers.Serializer):
        number_of_coupons = serializers.IntegerField(min_value=1, max_value=rules.CODES_PER_BATCH)
        price = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=0, max_value=MAX_PRICE)

    @extend_schema(
        request=Input, responses={201: CouponOutput(many=True), **refusals(400, 401, 403)}, tags=TAGS
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        batch = services.create_batch(
            count=given.validated_data["number_of_coupons"],
            price=given.validated_data["price"],
            now=timezone.now(),
        )
        codes = selectors.list_codes(batch_id=batch.id)
        return Response(_told(codes, many=True), status=status.HTTP_201_CREATED)


class CouponList(EduproV1View):
    """5.2"""

    permission_classes = [IsTeacher]
    scope = "codes"

    @extend_schema(
        parameters=[
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int, description="10 unless said otherwise, at most 100"),
            OpenApiParameter("is_used", bool),
            OpenApiParameter("search", str, description="the beginning of a code"),
        ],
        responses={200: CouponPageOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        pages = CouponPages()
        codes = selectors.list_codes(
            search=request.query_params.get("search", ""),
            is_used=_yes_or_no(request.query_params.get("is_used", "")),
        )
        page = pages.paginate(codes, self)
        return pages.get_paginated_response(_told(page, many=True))


def _yes_or_no(text: str) -> bool | None:
    return {"true": True, "false": False, "1": True, "0": False}.get(text.strip().lower())


class CouponDetail(EduproV1View):
    """5.3"""

    permission_classes = [IsTeacher]
    scope = "codes"

    @extend_schema(responses={200: CouponOutput, **refusals(401, 403, 404)}, tags=TAGS)
    def get(self, request: Request, coupon_id: int) -> Response:
        return Response(_told(selectors.get_code(number=coupon_id)))


class CouponUpdate(OwnersAct):
    """5.4: PUT and PATCH alike change only what is given."""

    @extend_schema_serializer(component_name="CouponChange")
    class Input(serializers.Serializer):
        status = serializers.ChoiceField(choices=AccessCode.Status.choices, required=False)
        max_uses = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)
        expiration_date = serializers.DateTimeField(source="expires_at", required=False)
        price = serializers.DecimalField(
            max_digits=10, decimal_places=2, min_value=0, max_value=MAX_PRICE, required=False
        )
        is_active = serializers.BooleanField(required=False)

    _answers = {200: CouponOutput, **refusals(400, 401, 403, 404)}

    @extend_schema(request=Input, responses=_answers, tags=TAGS)
    def put(self, request: Request, coupon_id: int) -> Response:
        return self._update(request, coupon_id)

    @extend_schema(request=Input, responses=_answers, tags=TAGS)
    def patch(self, request: Request, coupon_id: int) -> Response:
        return self._update(request, coupon_id)

    def _update(self, request: Request, coupon_id: int) -> Response:
        code = selectors.get_code(number=coupon_id)
        # partial: a field that is not sent, also an unticked box of a form, stays as it is
        given = self.Input(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        return Response(_told(services.update_code(code_id=code.id, **given.validated_data)))


class CouponDelete(OwnersAct):
    """5.5: a used code is part of the revenue and stays."""

    phrases = {"code_is_used": Phrase(status.HTTP_400_BAD_REQUEST)}

    @extend_schema(
        request=None,
        responses={204: None, 400: DetailOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, coupon_id: int) -> Response:
        services.delete_code(code_id=selectors.get_code(number=coupon_id).id)
        return Response(status=status.HTTP_204_NO_CONTENT)
