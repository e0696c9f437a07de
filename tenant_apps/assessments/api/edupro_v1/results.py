"""10.10, 10.11 for the student, and the lists of attempts for staff."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.kernel.errors import NotFound
from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro_v1 import EduproV1Pages
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import own_result
from tenant_apps.assessments.api.edupro_v1.outputs import AttemptOutput, StaffAttemptOutput
from tenant_apps.assessments.api.edupro_v1.words import TAGS, AssessmentsView, MessageBody
from tenant_apps.assessments.api.permissions import GradesAttempts
from tenant_apps.assessments.api.reading import (
    SLICE,
    Number,
    as_words,
    require_named_school,
)
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.selectors import Result, ResultRow
from tenant_apps.students.api.permissions import IsStudent
from tenants.context import require_tenant


class StudentAttemptList(AssessmentsView):
    """10.10: the own attempts, newest first."""

    permission_classes: list[type[BasePermission]] = [IsStudent]

    @extend_schema(
        operation_id="student_attempt_list",
        parameters=SLICE,
        responses={200: AttemptOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        require_named_school(request)
        attempts = services.attempts_of_student(student=request.student, now=timezone.now())
        return Response(AttemptOutput(sliced(attempts, self), many=True).data)


class ResultAnswerOutput(serializers.Serializer):
    """One question of the paper. `correct_answer` is null while the student has counted attempts left."""

    question_id = serializers.UUIDField()
    question_text = serializers.CharField(source="text")
    question_type = serializers.ChoiceField(choices=QuestionKind.choices, source="kind")
    points = Number(source="max_points")
    points_awarded = Number(source="points", allow_null=True)
    correct_answer = serializers.SerializerMethodField()
    student_answer = serializers.SerializerMethodField()
    is_correct = serializers.BooleanField(source="is_right", allow_null=True)
    feedback = serializers.CharField()
    explanation = serializers.CharField()

    def get_correct_answer(self, row: ResultRow) -> str | None:
        return as_words(row.right)

    def get_student_answer(self, row: ResultRow) -> str | None:
        return as_words(row.said)


class AttemptResult(AssessmentsView):
    """10.11: 202 with a message while it is not graded or not released."""

    permission_classes: list[type[BasePermission]] = [IsStudent]

    @extend_schema_serializer(component_name="AttemptResult")
    class Output(serializers.Serializer):
        """`total_score` and `max_score` are points, `percentage` and `passing_grade` percent."""

        attempt_id = serializers.UUIDField()
        assessment_id = serializers.UUIDField()
        assessment_title = serializers.CharField()
        submitted_at = serializers.DateTimeField()
        total_score = Number()
        max_score = Number()
        percentage = Number()
        passing_grade = Number()
        is_passed = serializers.BooleanField()
        answers = ResultAnswerOutput(many=True)

    @extend_schema(
        operation_id="attempt_result",
        responses={200: Output, 202: MessageBody, **refusals(401, 403, 404, 409)},
        tags=TAGS,
    )
    def get(self, request: Request, attempt_id: uuid.UUID) -> Response:
        result = own_result(request, attempt_id=attempt_id)
        return result if isinstance(result, Response) else Response(self.Output(_told(result)).data)


class AssessmentAttemptList(AssessmentsView):
    """Who took an assessment, newest first."""

    permission_classes: list[type[BasePermission]] = [GradesAttempts]

    @extend_schema(
        operation_id="assessment_attempt_list",
        parameters=SLICE,
        responses={200: StaffAttemptOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, assessment_id: uuid.UUID) -> Response:
        rows = sliced(selectors.list_attempts_of_assessment(assessment_id=assessment_id), self)
        return Response(StaffAttemptOutput(rows, many=True).data)


class AttemptPageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = StaffAttemptOutput(many=True)


class AttemptPages(AssessmentsView):
    """The attempts of the student with this username, or with the teacher's own username, of all students."""

    permission_classes: list[type[BasePermission]] = [GradesAttempts]

    @extend_schema(
        operation_id="attempts_of_person",
        parameters=SLICE,
        responses={200: AttemptPageOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, username: str) -> Response:
        student = selectors.find_taker(username=username)
        if student is None and username.lower() != require_tenant().username:
            raise NotFound()
        rows = selectors.list_attempts_for_staff(student_id=student.id if student else None)
        pages = EduproV1Pages()
        page = pages.paginate(rows, self)
        return pages.get_paginated_response(StaffAttemptOutput(page, many=True).data)


def _told(result: Result) -> dict[str, Any]:
    attempt = result.attempt
    return {
        "attempt_id": attempt.id,
        "assessment_id": attempt.assessment_id,
        "assessment_title": attempt.assessment.title,
        "submitted_at": attempt.submitted_at,
        "total_score": attempt.score,
        "max_score": attempt.max_score,
        "percentage": attempt.percent,
        "passing_grade": result.passing_percent,
        "is_passed": attempt.is_passed,
        "answers": result.rows,
    }
