"""8.6: whether a lesson is done."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.models import Session
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.models import number_of
from shared_apps.wire.edupro_v1 import EduproV1View
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.enrollments import selectors, services
from tenant_apps.students.api.permissions import IsMember
from tenant_apps.students.models import Student


class LessonStatus(EduproV1View):
    """The student's own progress. Staff have none: 404, as for any progress that is not there."""

    permission_classes: list[type[BasePermission]] = [IsMember]
    scope = "students"

    @extend_schema_serializer(component_name="LessonStatusInput")
    class Input(serializers.Serializer):
        is_completed = serializers.BooleanField()

    @extend_schema_serializer(component_name="LessonStatus")
    class Output(serializers.Serializer):
        id = serializers.IntegerField()
        is_completed = serializers.BooleanField()

    _read = {200: Output, **refusals(400, 401, 403, 404)}
    _changed = {200: Output, **refusals(400, 401, 403, 404)}

    @extend_schema(operation_id="lesson_status_read", responses=_read, tags=["8 Lessons"])
    def get(self, request: Request, id: uuid.UUID) -> Response:
        student = _student(request)
        lesson = selectors.get_lesson_for_student(student=student, lesson_id=id, now=timezone.now())
        return self._told(lesson.id, selectors.is_lesson_completed(student=student, lesson_id=lesson.id))

    @extend_schema(operation_id="lesson_status_update", request=Input, responses=_changed, tags=["8 Lessons"])
    def put(self, request: Request, id: uuid.UUID) -> Response:
        return self._mark(request, id)

    @extend_schema(operation_id="lesson_status_change", request=Input, responses=_changed, tags=["8 Lessons"])
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        return self._mark(request, id)

    def _mark(self, request: Request, lesson_id: uuid.UUID) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        progress = services.mark_lesson(
            student=_student(request),
            lesson_id=lesson_id,
            is_completed=given.validated_data["is_completed"],
            now=timezone.now(),
        )
        return self._told(lesson_id, progress.is_completed)

    def _told(self, lesson_id: uuid.UUID, is_completed: bool) -> Response:
        # Made from the lesson, so that it is the same before anything was marked: clients never look
        # a progress up by it.
        return Response(self.Output({"id": number_of(lesson_id), "is_completed": is_completed}).data)


def _student(request: Request) -> Student:
    if request.auth.kind != Session.Kind.STUDENT:
        raise NotFound()
    student: Student = request.student
    return student
