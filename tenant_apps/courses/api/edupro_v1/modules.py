"""7.1 to 7.5: modules of a course."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.kernel.money import MAX_PRICE
from shared_apps.wire.edupro_v1 import EduproV1View, Phrase
from shared_apps.wire.edupro_v1_fields import (
    DetailBody,
    OptionalDecimal,
    OptionalFile,
    OptionalInteger,
    checked,
    refusals,
)
from tenant_apps.courses import rules, selectors, services
from tenant_apps.courses.api.edupro_v1.outputs import ModuleDetailOutput, ModuleOutput
from tenant_apps.courses.api.permissions import IsCourseOwner
from tenant_apps.courses.models import Module
from tenant_apps.students.api.permissions import IsMember

TAGS = ["7 Modules"]


class ModuleInput(serializers.Serializer):
    title = serializers.CharField(allow_blank=True)
    description = serializers.CharField(max_length=10_000, allow_blank=True, required=False)
    order = OptionalInteger()
    price = OptionalDecimal(max_digits=10, decimal_places=2, min_value=0, max_value=MAX_PRICE)
    is_free = serializers.BooleanField(required=False)
    is_published = serializers.BooleanField(required=False)
    image = OptionalFile()

    def validate_title(self, title: str) -> str:
        return str(checked(rules.clean_title, title, at_least=rules.MIN_MODULE_TITLE))

    def validate_order(self, order: int | None) -> int | None:
        checked(rules.check_module_order, order)
        return order

    def changes(self) -> services.ModuleChanges:
        given: services.ModuleChanges = {**self.validated_data}
        if given.get("price", 0) is None:
            del given["price"]
        return given


class ModuleList(EduproV1View):
    """7.1: all of them for staff, the published ones for students."""

    permission_classes = [IsMember]
    scope = "content"

    @extend_schema(responses={200: ModuleOutput(many=True), **refusals(401, 403, 404)}, tags=TAGS)
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        is_staff = request.staff_member is not None
        if is_staff:
            selectors.get_course(course_id=course_id)
        else:
            _visible_course(request, course_id)
        modules = selectors.list_modules(course_id=course_id, published_only=not is_staff)
        return Response(ModuleOutput(modules, many=True, context={"request": request}).data)


class ModuleCreate(EduproV1View):
    """7.2"""

    permission_classes = [IsCourseOwner]
    phrases = {
        "module_order_taken": Phrase(
            400, "non_field_errors", "there is already course in this order", listed=True
        )
    }

    @extend_schema(
        request=ModuleInput, responses={201: ModuleOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def post(self, request: Request, course_id: uuid.UUID) -> Response:
        given = ModuleInput(data=request.data)
        given.is_valid(raise_exception=True)
        module = services.create_module(course_id=course_id, changes=given.changes())
        body = ModuleOutput(module, context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class ModuleDetail(EduproV1View):
    """7.3: with all lessons for staff, the published ones for students."""

    permission_classes = [IsMember]
    scope = "content"

    @extend_schema(responses={200: ModuleDetailOutput, **refusals(401, 403, 404)}, tags=TAGS)
    def get(self, request: Request, module_id: uuid.UUID) -> Response:
        if request.staff_member is not None:
            return Response(_detail(request, selectors.get_module(module_id=module_id)))
        module = selectors.get_visible_module(
            module_id=module_id, user_id=request.student.user_id, now=timezone.now()
        )
        return Response(_detail(request, module, published_only=True))


class ModuleUpdate(EduproV1View):
    """7.4: PUT and PATCH alike change only what is given."""

    permission_classes = [IsCourseOwner]

    @extend_schema(
        request=ModuleInput, responses={200: ModuleDetailOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def put(self, request: Request, module_id: uuid.UUID) -> Response:
        given = ModuleInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        module = services.update_module(module_id=module_id, changes=given.changes())
        return Response(_detail(request, module))

    @extend_schema(
        request=ModuleInput, responses={200: ModuleDetailOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def patch(self, request: Request, module_id: uuid.UUID) -> Response:
        return self.put(request, module_id)


class ModuleDelete(EduproV1View):
    """7.5"""

    permission_classes = [IsCourseOwner]

    @extend_schema(responses={200: DetailBody, **refusals(401, 403, 404)}, tags=TAGS)
    def delete(self, request: Request, module_id: uuid.UUID) -> Response:
        services.delete_module(module_id=module_id)
        return Response({"detail": "Module deleted successfully."})


def _visible_course(request: Request, course_id: uuid.UUID) -> None:
    selectors.get_visible_course(course_id=course_id, user_id=request.student.user_id, now=timezone.now())


def _detail(request: Request, module: Module, *, published_only: bool = False) -> Any:
    lessons = selectors.list_lessons(module_id=module.id, published_only=published_only)
    return ModuleDetailOutput(module, context={"request": request, "lessons": lessons}).data
