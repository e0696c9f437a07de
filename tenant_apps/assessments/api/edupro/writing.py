"""8.1: assessments, for who writes them."""

from __future__ import annotations

import uuid
from typing import NoReturn

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import MessageBody, errors
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import change_assessment, create_assessment
from tenant_apps.assessments.api.edupro.inputs import AssessmentInput
from tenant_apps.assessments.api.edupro.outputs import AssessmentDetailOutput, AssessmentOutput
from tenant_apps.assessments.api.edupro.words import (
    ASSESSMENT_MISSING,
    ASSESSMENT_NAMES,
    COURSE_MISSING,
    NOT_OWN_TARGET,
    TAGS,
)
from tenant_apps.assessments.api.permissions import KeepsAssessments
from tenant_apps.assessments.api.reading import SLICE
from tenant_apps.assessments.errors import TargetUnknown
from tenant_apps.courses.selectors import get_course
from tenant_apps.staff.api.permissions import IsTeacher


class _Desk(EduproView):
    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    names = ASSESSMENT_NAMES
    phrases = {TargetUnknown.code: NOT_OWN_TARGET}

    def permission_denied(
        self, request: Request, message: str | None = None, code: str | None = None
    ) -> NoReturn:
        # Staff who may not create are told so in the words for a course that is not theirs.
        if request.method == "POST" and request.auth is not None and message != IsTeacher.message:
            raise TargetUnknown()
        super().permission_denied(request, message, code)

    def _list(self, course_id: uuid.UUID | None = None) -> Response:
        rows = sliced(selectors.list_assessments_for_staff(course_id=course_id), self)
        return Response(AssessmentOutput(rows, many=True).data)

    def _create(self, request: Request, **target: uuid.UUID) -> Response:
        made = create_assessment(AssessmentInput, request, **target)
        return Response(AssessmentOutput(made).data, status=status.HTTP_201_CREATED)


class AssessmentList(_Desk):
    """8.1.1: a new one is not active unless `is_active` says so."""

    @extend_schema(
        operation_id="assessment_list",
        parameters=SLICE,
        responses={200: AssessmentOutput(many=True), **errors(401, 403)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return self._list()

    @extend_schema(
        operation_id="assessment_create",
        request=AssessmentInput,
        responses={201: AssessmentOutput, **errors(400, 401, 403)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        return self._create(request)


class CourseAssessmentList(_Desk):
    """8.1.2"""

    missing = COURSE_MISSING

    @extend_schema(
        operation_id="course_assessment_list",
        parameters=SLICE,
        responses={200: AssessmentOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._list(get_course(course_id=course_id).id)

    @extend_schema(
        operation_id="course_assessment_create",
        request=AssessmentInput,
        responses={201: AssessmentOutput, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._create(request, course_id=get_course(course_id=course_id).id)


class AssessmentDetail(EduproView):
    """8.1.3: PUT and PATCH alike change only what is given; with attempts it is not deleted."""

    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    missing = ASSESSMENT_MISSING
    names = ASSESSMENT_NAMES
    phrases = {TargetUnknown.code: NOT_OWN_TARGET}
    _changed = {200: AssessmentDetailOutput, **errors(400, 401, 403, 404, 409)}

    @extend_schema(
        operation_id="assessment_read",
        responses={200: AssessmentDetailOutput, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, assessment_id: uuid.UUID) -> Response:
        return self._tell(assessment_id)

    @extend_schema(
        operation_id="assessment_update",
        request=AssessmentInput(partial=True),
        responses=_changed,
        tags=TAGS,
    )
    def put(self, request: Request, assessment_id: uuid.UUID) -> Response:
        return self._change(request, assessment_id)

    @extend_schema(
        operation_id="assessment_change",
        request=AssessmentInput(partial=True),
        responses=_changed,
        tags=TAGS,
    )
    def patch(self, request: Request, assessment_id: uuid.UUID) -> Response:
        return self._change(request, assessment_id)

    @extend_schema(
        operation_id="assessment_delete",
        request=None,
        responses={200: MessageBody, **errors(401, 403, 404, 409)},
        tags=TAGS,
    )
    def delete(self, request: Request, assessment_id: uuid.UUID) -> Response:
        services.delete_assessment(assessment_id=assessment_id)
        return Response({"message": "Assessment deleted successfully"})

    def _change(self, request: Request, assessment_id: uuid.UUID) -> Response:
        change_assessment(AssessmentInput, request, assessment_id)
        return self._tell(assessment_id)

    def _tell(self, assessment_id: uuid.UUID) -> Response:
        found = selectors.get_assessment(assessment_id=assessment_id)
        return Response(AssessmentDetailOutput(found).data)
