"""10.7 to 10.9: what a student may take, and taking it. Nothing here tells the key."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import hand_in, read
from tenant_apps.assessments.api.edupro_v1.inputs import AnswerInput, given_answers
from tenant_apps.assessments.api.edupro_v1.outputs import (
    AskedQuestionOutput,
    OfferOutput,
    PaperQuestionOutput,
)
from tenant_apps.assessments.api.edupro_v1.words import (
    ATTEMPT_PHRASES,
    TAGS,
    AssessmentsView,
    MessageBody,
)
from tenant_apps.assessments.api.reading import (
    MOST_ANSWERS,
    SLICE,
    OptionalUUID,
    device_of,
    require_named_school,
)
from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.rules.clock import left_seconds
from tenant_apps.students.api.permissions import IsStudent

SUBMITTED = "Assessment submitted successfully. Results will be available shortly."


class StudentAssessmentList(AssessmentsView):
    """10.7: published ones of what is open to the student."""

    permission_classes: list[type[BasePermission]] = [IsStudent]

    class Asked(serializers.Serializer):
        course_id = OptionalUUID()

    @extend_schema(
        operation_id="student_assessment_list",
        parameters=[*SLICE, OpenApiParameter("course_id", uuid.UUID, description="of this course only")],
        responses={200: OfferOutput(many=True), **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        require_named_school(request)
        asked = self.Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        offers = selectors.list_assessments_for_student(
            student=request.student,
            now=timezone.now(),
            course_id=asked.validated_data.get("course_id"),
        )
        return Response(OfferOutput(sliced(offers, self), many=True).data)


class AssessmentStart(AssessmentsView):
    """10.8: an open attempt is given back as it is, brought to this device."""

    permission_classes: list[type[BasePermission]] = [IsStudent]
    phrases = ATTEMPT_PHRASES

    @extend_schema_serializer(component_name="StartedAttempt")
    class Output(serializers.Serializer):
        """`time_limit` is in minutes, `seconds_left` counts to `expires_at`; null where nothing limits it."""

        @extend_schema_serializer(component_name="Paper")
        class Paper(serializers.Serializer):
            id = serializers.UUIDField()
            title = serializers.CharField()
            questions = PaperQuestionOutput(many=True)

        attempt_id = serializers.UUIDField()
        assessment_title = serializers.CharField()
        started_at = serializers.DateTimeField()
        expires_at = serializers.DateTimeField(allow_null=True)
        server_time = serializers.DateTimeField()
        seconds_left = serializers.IntegerField(allow_null=True)
        time_limit = serializers.IntegerField(allow_null=True)
        questions = AskedQuestionOutput(many=True)
        assessment = Paper()

    @extend_schema(
        operation_id="assessment_start",
        request=None,
        responses={201: Output, **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, assessment_id: uuid.UUID, teacher_username: str) -> Response:
        require_named_school(request)
        now = timezone.now()
        attempt = services.start_attempt(
            student=request.student, assessment_id=assessment_id, device=device_of(request), now=now
        )
        body = self.Output(_started(attempt, now), context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class AttemptSubmit(AssessmentsView):
    """10.9, POST and PUT alike: what was saved before and, over it, the answers of the body.

    Handing in is final, so it is taken from any device of the student.
    """

    permission_classes: list[type[BasePermission]] = [IsStudent]
    phrases = ATTEMPT_PHRASES
    _answers = {200: MessageBody, **refusals(400, 401, 403, 404, 409)}

    @extend_schema_serializer(component_name="AttemptSubmission")
    class Input(serializers.Serializer):
        answers = AnswerInput(many=True, required=False, max_length=MOST_ANSWERS)

    @extend_schema(operation_id="attempt_submit", request=Input, responses=_answers, tags=TAGS)
    def post(self, request: Request, attempt_id: uuid.UUID) -> Response:
        return self._submit(request, attempt_id)

    @extend_schema(operation_id="attempt_submit_again", request=Input, responses=_answers, tags=TAGS)
    def put(self, request: Request, attempt_id: uuid.UUID) -> Response:
        return self._submit(request, attempt_id)

    def _submit(self, request: Request, attempt_id: uuid.UUID) -> Response:
        given = read(self.Input, request)
        answers = given_answers(given.validated_data.get("answers", []))
        hand_in(request, attempt_id=attempt_id, answers=answers, now=timezone.now())
        return Response({"message": SUBMITTED})


def _started(attempt: Attempt, now: datetime) -> dict[str, Any]:
    questions = selectors.get_paper(attempt=attempt)
    assessment = attempt.assessment
    return {
        "attempt_id": attempt.id,
        "assessment_title": assessment.title,
        "started_at": attempt.started_at,
        "expires_at": attempt.expires_at,
        "server_time": now,
        "seconds_left": left_seconds(expires_at=attempt.expires_at, now=now),
        "time_limit": assessment.time_limit_minutes,
        "questions": questions,
        "assessment": {"id": assessment.id, "title": assessment.title, "questions": questions},
    }
