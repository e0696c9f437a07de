"""8.4, 8.5: what a student may take, taking it, and its result. Nothing tells the key before release."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import errors
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import hand_in, own_result, read
from tenant_apps.assessments.api.edupro.inputs import AnswerInput
from tenant_apps.assessments.api.edupro.outputs import (
    AskedQuestionOutput,
    AssessmentCoreOutput,
    AttemptOutput,
    NamedAssessmentOutput,
    NamedQuestionOutput,
    ToldField,
    WaitingBody,
)
from tenant_apps.assessments.api.edupro.words import (
    ASSESSMENT_MISSING,
    ATTEMPT_MISSING,
    STARTING,
    SUBMITTING,
    TAGS,
)
from tenant_apps.assessments.api.reading import (
    MOST_ANSWERS,
    SLICE,
    Number,
    as_words_or_list,
    device_of,
    require_named_school,
)
from tenant_apps.assessments.selectors import Result, ResultRow
from tenant_apps.students.api.permissions import IsStudent


class StudentAssessmentList(EduproView):
    """8.4.1: active ones of what is open to the student."""

    permission_classes: list[type[BasePermission]] = [IsStudent]

    @extend_schema(
        operation_id="student_assessment_list",
        parameters=SLICE,
        responses={200: AssessmentCoreOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        require_named_school(request)
        offers = selectors.list_assessments_for_student(student=request.student, now=timezone.now())
        rows = [offer.assessment for offer in sliced(offers, self)]
        return Response(AssessmentCoreOutput(rows, many=True).data)


class AssessmentStart(EduproView):
    """8.4.2: an open attempt is given back as it is, brought to this device."""

    permission_classes: list[type[BasePermission]] = [IsStudent]
    missing = ASSESSMENT_MISSING
    phrases = STARTING

    class Output(serializers.Serializer):
        attempt_id = serializers.UUIDField(source="id")
        started_at = serializers.DateTimeField()
        expires_at = serializers.DateTimeField(allow_null=True)
        questions = AskedQuestionOutput(many=True)

    @extend_schema(
        operation_id="assessment_start",
        request=None,
        responses={201: Output, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, assessment_id: uuid.UUID, teacher_username: str) -> Response:
        require_named_school(request)
        attempt = services.start_attempt(
            student=request.student,
            assessment_id=assessment_id,
            device=device_of(request),
            now=timezone.now(),
        )
        told = {
            "id": attempt.id,
            "started_at": attempt.started_at,
            "expires_at": attempt.expires_at,
            "questions": selectors.get_paper(attempt=attempt),
        }
        body = self.Output(told, context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class AttemptSubmit(EduproView):
    """8.4.3: handing in is final, so it is taken from any device of the student."""

    permission_classes: list[type[BasePermission]] = [IsStudent]
    missing = ATTEMPT_MISSING
    phrases = SUBMITTING

    class Input(serializers.Serializer):
        answers = AnswerInput(many=True, max_length=MOST_ANSWERS)

    class Output(serializers.Serializer):
        """`score` and `passed` are null while answers wait for a person or results are not released."""

        message = serializers.CharField()
        score = Number(allow_null=True)
        total_points = Number(source="max_score")
        passed = serializers.BooleanField(source="is_passed", allow_null=True)

    @extend_schema(
        operation_id="attempt_submit",
        request=Input,
        responses={200: Output, **errors(400, 401, 403, 404, 409)},
        tags=TAGS,
    )
    def post(self, request: Request, attempt_id: uuid.UUID) -> Response:
        now, answers = timezone.now(), read(self.Input, request).validated_data["answers"]
        attempt = hand_in(request, attempt_id=attempt_id, answers=answers, now=now)
        seen = selectors.own_view(attempt=attempt, now=now)
        told = {
            "message": "Assessment submitted successfully",
            "score": seen.score,
            "max_score": seen.max_score,
            "is_passed": seen.is_passed,
        }
        return Response(self.Output(told).data)


class StudentAttemptList(EduproView):
    """8.5.1: the own attempts, newest first."""

    permission_classes: list[type[BasePermission]] = [IsStudent]

    @extend_schema(
        operation_id="student_attempt_list",
        parameters=SLICE,
        responses={200: AttemptOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        require_named_school(request)
        attempts = services.attempts_of_student(student=request.student, now=timezone.now())
        return Response(AttemptOutput(sliced(attempts, self), many=True).data)


class ResultAnswerOutput(serializers.Serializer):
    """`correct_answer` is null while the student has counted attempts left."""

    question = NamedQuestionOutput()
    student_answer = ToldField()
    correct_answer = ToldField()
    points_earned = Number(source="points", allow_null=True)
    feedback = serializers.CharField(allow_null=True)

    def get_student_answer(self, row: dict[str, Any]) -> str | list[str] | None:
        return as_words_or_list(row["said"])

    def get_correct_answer(self, row: dict[str, Any]) -> str | list[str] | None:
        return as_words_or_list(row["right"])


class AttemptResult(EduproView):
    """8.5.2: 202 with a message while it is not graded or not released."""

    permission_classes: list[type[BasePermission]] = [IsStudent]
    missing = ATTEMPT_MISSING

    class Output(serializers.Serializer):
        id = serializers.UUIDField()
        assessment = NamedAssessmentOutput()
        started_at = serializers.DateTimeField()
        submitted_at = serializers.DateTimeField()
        score = Number()
        total_points = Number()
        passed = serializers.BooleanField()
        answers = ResultAnswerOutput(many=True)

    @extend_schema(
        operation_id="attempt_result",
        responses={200: Output, 202: WaitingBody, **errors(401, 403, 404, 409)},
        tags=TAGS,
    )
    def get(self, request: Request, attempt_id: uuid.UUID) -> Response:
        result = own_result(request, attempt_id=attempt_id)
        return result if isinstance(result, Response) else Response(self.Output(_told(result)).data)


def _told(result: Result) -> dict[str, Any]:
    attempt = result.attempt
    return {
        "id": attempt.id,
        "assessment": attempt.assessment,
        "started_at": attempt.started_at,
        "submitted_at": attempt.submitted_at,
        "score": attempt.score,
        "total_points": attempt.max_score,
        "passed": attempt.is_passed,
        "answers": [_told_row(row) for row in result.rows],
    }


def _told_row(row: ResultRow) -> dict[str, Any]:
    return {
        "question": {
            "id": row.question_id,
            "text": row.text,
            "kind": row.kind,
            "points": row.max_points,
        },
        "said": row.said,
        "right": row.right,
        "points": row.points,
        "feedback": row.feedback or None,
    }
