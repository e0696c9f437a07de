"""10.1, 10.2: assessments, for who writes them; releasing their results, grading them anew."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import change_assessment, create_assessment
from tenant_apps.assessments.api.edupro_v1.inputs import AssessmentInput
from tenant_apps.assessments.api.edupro_v1.outputs import AssessmentOutput
from tenant_apps.assessments.api.edupro_v1.words import TAGS, AssessmentsView
from tenant_apps.assessments.api.permissions import KeepsAssessments, WritesAssessments
from tenant_apps.assessments.api.reading import SLICE, Number
from tenant_apps.courses.selectors import get_course

NAMES = {
    "kind": "assessment_type",
    "time_limit_minutes": "time_limit",
    "passing_percent": "passing_grade",
}


class _Desk(AssessmentsView):
    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    names = NAMES

    def _list(self, course_id: uuid.UUID | None = None) -> Response:
        rows = sliced(selectors.list_assessments_for_staff(course_id=course_id), self)
        return Response(AssessmentOutput(rows, many=True).data)

    def _create(self, request: Request, **target: uuid.UUID) -> Response:
        made = create_assessment(AssessmentInput, request, **target)
        return Response(_told(made.id), status=status.HTTP_201_CREATED)


class AssessmentList(_Desk):
    """10.1"""

    @extend_schema(
        operation_id="assessment_list",
        parameters=SLICE,
        responses={200: AssessmentOutput(many=True), **refusals(401, 403)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return self._list()

    @extend_schema(
        operation_id="assessment_create",
        request=AssessmentInput,
        responses={201: AssessmentOutput, **refusals(400, 401, 403)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        return self._create(request)


class CourseAssessmentList(_Desk):
    """The same for one course."""

    @extend_schema(
        operation_id="course_assessment_list",
        parameters=SLICE,
        responses={200: AssessmentOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._list(get_course(course_id=course_id).id)

    @extend_schema(
        operation_id="course_assessment_create",
        request=AssessmentInput,
        responses={201: AssessmentOutput, **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._create(request, course_id=get_course(course_id=course_id).id)


class AssessmentDetail(_Desk):
    """10.2: PUT and PATCH alike change only what is given; with attempts it is not deleted."""

    _changed = {200: AssessmentOutput, **refusals(400, 401, 403, 404, 409)}

    @extend_schema(
        operation_id="assessment_read",
        responses={200: AssessmentOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, assessment_id: uuid.UUID) -> Response:
        return Response(_told(assessment_id))

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
        responses={204: None, **refusals(401, 403, 404, 409)},
        tags=TAGS,
    )
    def delete(self, request: Request, assessment_id: uuid.UUID) -> Response:
        services.delete_assessment(assessment_id=assessment_id)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _change(self, request: Request, assessment_id: uuid.UUID) -> Response:
        change_assessment(AssessmentInput, request, assessment_id)
        return Response(_told(assessment_id))


class ResultsRelease(AssessmentsView):
    """Show the results now, whatever `results_shown` says."""

    permission_classes: list[type[BasePermission]] = [WritesAssessments]

    @extend_schema(
        operation_id="assessment_release_results",
        request=None,
        responses={200: AssessmentOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, assessment_id: uuid.UUID) -> Response:
        services.release_results(assessment_id=assessment_id, now=timezone.now())
        return Response(_told(assessment_id))


class Regrading(AssessmentsView):
    """Bring the present key, points and passing grade to the attempts made so far."""

    permission_classes: list[type[BasePermission]] = [WritesAssessments]

    @extend_schema_serializer(component_name="Regrading")
    class Output(serializers.Serializer):
        """The attempts that were handed in, before and after; `is_passed` is null while answers wait."""

        @extend_schema_serializer(component_name="RegradedAttempt")
        class Row(serializers.Serializer):
            attempt_id = serializers.UUIDField()
            student_name = serializers.CharField()
            score_before = Number()
            score_after = Number()
            max_before = Number()
            max_after = Number()
            is_passed_before = serializers.BooleanField(allow_null=True)
            is_passed_after = serializers.BooleanField(allow_null=True)
            is_changed = serializers.BooleanField()

        changed_count = serializers.IntegerField()
        attempts = Row(many=True)

    @extend_schema(
        operation_id="assessment_regrade",
        request=None,
        responses={200: Output, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, assessment_id: uuid.UUID) -> Response:
        rows = services.regrade_assessment(
            assessment_id=assessment_id, by=request.staff_member, now=timezone.now()
        )
        told = {"changed_count": sum(row.is_changed for row in rows), "attempts": rows}
        return Response(self.Output(told).data)


def _told(assessment_id: uuid.UUID) -> dict:
    return AssessmentOutput(selectors.get_assessment(assessment_id=assessment_id)).data
