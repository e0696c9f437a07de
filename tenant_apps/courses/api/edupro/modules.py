"""3: modules of a course. The contract knows no drafts of modules: a new one is published."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.catalogue.api.edupro import SLICE
from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView, Error, Field
from shared_apps.wire.edupro_fields import MessageBody, errors
from tenant_apps.courses import rules, selectors, services
from tenant_apps.courses.api.edupro.outputs import MadeModuleOutput, ModuleDetailOutput, ModuleLineOutput
from tenant_apps.courses.api.permissions import EditsCourses
from tenant_apps.courses.models import Module
from tenant_apps.students.api.permissions import IsMember

TAGS = ["3 Modules"]
COURSE_MISSING = Error(404, "Course not found", "The specified course does not exist.")
MODULE_MISSING = Error(404, "Module not found", "The specified module does not exist.")
ORDER_WRONG = "Order must be greater than 0."
ORDER_PHRASES = {"module_order_taken": Field("order")}


class ModuleInput(serializers.Serializer):
    title = serializers.CharField(max_length=rules.MAX_TITLE)
    description = serializers.CharField(max_length=10_000)
    order = serializers.IntegerField(
        min_value=1, max_value=rules.MAX_ORDER, error_messages={"min_value": ORDER_WRONG}
    )


class ModuleList(EduproView):
    """3.1: all of them for staff, the published ones for students."""

    permission_classes = [IsMember]
    scope = "content"
    missing = COURSE_MISSING

    @extend_schema(
        operation_id="module_list",
        parameters=SLICE,
        responses={200: ModuleLineOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        is_staff = request.staff_member is not None
        if is_staff:
            selectors.get_course(course_id=course_id)
        else:
            selectors.get_visible_course(
                course_id=course_id, user_id=request.student.user_id, now=timezone.now()
            )
        modules = sliced(selectors.list_modules(course_id=course_id, published_only=not is_staff), self)
        counts = selectors.count_lessons_by_module(course_id=course_id, published_only=not is_staff)
        return Response(ModuleLineOutput(modules, many=True, context={"lessons": counts}).data)


class ModuleCreate(EduproView):
    """3.2"""

    permission_classes = [EditsCourses]
    missing = COURSE_MISSING
    forbidden = Error(403, "Permission denied", "You can only create modules for your own courses.")
    phrases = ORDER_PHRASES

    @extend_schema(
        operation_id="module_create",
        request=ModuleInput,
        responses={201: MadeModuleOutput, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, course_id: uuid.UUID) -> Response:
        given = ModuleInput(data=request.data)
        given.is_valid(raise_exception=True)
        changes: services.ModuleChanges = {**given.validated_data, "is_published": True}
        module = services.create_module(course_id=course_id, changes=changes)
        return Response(MadeModuleOutput(module).data, status=status.HTTP_201_CREATED)


class ModuleDetail(EduproView):
    """3.3: with all lessons for staff, the published ones for students."""

    permission_classes = [IsMember]
    scope = "content"
    missing = MODULE_MISSING

    @extend_schema(
        operation_id="module_detail",
        responses={200: ModuleDetailOutput, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, module_id: uuid.UUID) -> Response:
        is_staff = request.staff_member is not None
        module = selectors.get_module(module_id=module_id) if is_staff else _visible(request, module_id)
        lessons = selectors.list_lessons(module_id=module.id, published_only=not is_staff)
        return Response(ModuleDetailOutput(module, context={"lessons": lessons}).data)


class ModuleUpdate(EduproView):
    """3.4: PUT and PATCH alike change only what is given."""

    permission_classes = [EditsCourses]
    missing = MODULE_MISSING
    phrases = ORDER_PHRASES
    _changed = {200: MessageBody, **errors(400, 401, 403, 404)}

    @extend_schema(
        operation_id="module_update", request=ModuleInput(partial=True), responses=_changed, tags=TAGS
    )
    def put(self, request: Request, module_id: uuid.UUID) -> Response:
        return self._change(request, module_id)

    @extend_schema(
        operation_id="module_change", request=ModuleInput(partial=True), responses=_changed, tags=TAGS
    )
    def patch(self, request: Request, module_id: uuid.UUID) -> Response:
        return self._change(request, module_id)

    def _change(self, request: Request, module_id: uuid.UUID) -> Response:
        given = ModuleInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        services.update_module(module_id=module_id, changes={**given.validated_data})
        return Response({"message": "Module updated successfully"})


class ModuleDelete(EduproView):
    """3.5: an empty one only."""

    permission_classes = [EditsCourses]
    missing = MODULE_MISSING
    phrases = {"module_has_lessons": Error(400, "Cannot delete module")}

    @extend_schema(
        operation_id="module_delete",
        request=None,
        responses={200: MessageBody, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, module_id: uuid.UUID) -> Response:
        services.delete_module(module_id=module_id, refuse_if_filled=True)
        return Response({"message": "Module deleted successfully"})


def _visible(request: Request, module_id: uuid.UUID) -> Module:
    return selectors.get_visible_module(
        module_id=module_id, user_id=request.student.user_id, now=timezone.now()
    )
