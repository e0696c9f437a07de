"""An open attempt from its client's side: coming back to it, saving each answer, changing the device."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.kernel.errors import Text
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import read
from tenant_apps.assessments.api.edupro_v1.inputs import GivenInput, given_answer
from tenant_apps.assessments.api.edupro_v1.outputs import AskedQuestionOutput, BriefAssessmentOutput
from tenant_apps.assessments.api.edupro_v1.words import ATTEMPT_PHRASES, TAGS, AssessmentsView
from tenant_apps.assessments.api.reading import device_of
from tenant_apps.assessments.errors import AnswersInvalid, QuestionUnknown
from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.rules.clock import left_seconds
from tenant_apps.assessments.selectors import SavedAnswer
from tenant_apps.students.api.permissions import IsStudent


@extend_schema_serializer(component_name="AttemptRoom")
class RoomOutput(serializers.Serializer):
    """`questions` and `answers` are told while the attempt is open.

    `is_elsewhere`: another device of the student holds it; what this one saves is refused.
    """

    @extend_schema_serializer(component_name="SavedAnswer")
    class Saved(serializers.Serializer):
        question_id = serializers.UUIDField()
        selected_options = serializers.ListField(child=serializers.UUIDField())
        text_answer = serializers.CharField(allow_null=True)
        true_false_answer = serializers.BooleanField(allow_null=True)
        sequence = serializers.IntegerField()
        saved_at = serializers.DateTimeField()

    attempt_id = serializers.UUIDField()
    assessment = BriefAssessmentOutput()
    attempt_number = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Attempt.State.choices)
    is_elsewhere = serializers.BooleanField()
    started_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    server_time = serializers.DateTimeField()
    seconds_left = serializers.IntegerField(allow_null=True)
    questions = AskedQuestionOutput(many=True)
    answers = Saved(many=True)


class AttemptRoom(AssessmentsView):
    """The own attempt, to go on with it."""

    permission_classes: list[type[BasePermission]] = [IsStudent]

    @extend_schema(
        operation_id="attempt_read", responses={200: RoomOutput, **refusals(401, 403, 404)}, tags=TAGS
    )
    def get(self, request: Request, attempt_id: uuid.UUID) -> Response:
        now = timezone.now()
        attempt = services.attempt_of_student(student=request.student, attempt_id=attempt_id, now=now)
        return Response(_told(attempt, request, now))


class AttemptTakeOver(AssessmentsView):
    """Go on with the attempt on this device; the other one saves nothing any more."""

    permission_classes: list[type[BasePermission]] = [IsStudent]
    phrases = ATTEMPT_PHRASES

    @extend_schema(
        operation_id="attempt_take_over",
        request=None,
        responses={200: RoomOutput, **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, attempt_id: uuid.UUID) -> Response:
        now = timezone.now()
        attempt = services.take_over(
            student=request.student, attempt_id=attempt_id, device=device_of(request), now=now
        )
        return Response(_told(attempt, request, now))


class AnswerSave(AssessmentsView):
    """Keep one answer. `sequence` rises with each save of a question: what is not higher changes nothing."""

    permission_classes: list[type[BasePermission]] = [IsStudent]
    phrases = ATTEMPT_PHRASES

    @extend_schema_serializer(component_name="AnswerToSave")
    class Input(GivenInput):
        sequence = serializers.IntegerField(min_value=0, max_value=2**63 - 1)

    @extend_schema_serializer(component_name="AnswerKept")
    class Output(serializers.Serializer):
        """What is stored now, perhaps by a later save; `seconds_left` is null where nothing limits it."""

        sequence = serializers.IntegerField()
        saved_at = serializers.DateTimeField(source="at")
        seconds_left = serializers.IntegerField(source="left_seconds", allow_null=True)

    @extend_schema(
        operation_id="attempt_save_answer",
        request=Input,
        responses={200: Output, **refusals(400, 401, 403, 404, 409)},
        tags=TAGS,
    )
    def put(self, request: Request, attempt_id: uuid.UUID, question_id: uuid.UUID) -> Response:
        given = read(self.Input, request)
        try:
            saved = services.save_answer(
                student=request.student,
                attempt_id=attempt_id,
                question_id=question_id,
                given=given_answer(given.validated_data),
                sequence=given.validated_data["sequence"],
                device=device_of(request),
                now=timezone.now(),
            )
        except AnswersInvalid as refusal:
            raise _of_one(refusal) from refusal
        return Response(self.Output(saved).data)


def _of_one(refusal: AnswersInvalid) -> AnswersInvalid | QuestionUnknown:
    """The refusal of a list of one answer as that of the answer alone."""
    errors: dict[str, list[Text]] = {
        path.removeprefix("answers.0."): texts for path, texts in refusal.errors.items()
    }
    return QuestionUnknown() if "question" in errors else AnswersInvalid(errors)


def _told(attempt: Attempt, request: Request, now: datetime) -> dict[str, Any]:
    questions = selectors.get_paper(attempt=attempt) if attempt.is_open else ()
    saved = selectors.saved_answers(attempt=attempt) if attempt.is_open else {}
    room = {
        "attempt_id": attempt.id,
        "assessment": attempt.assessment,
        "attempt_number": attempt.number,
        "status": attempt.state,
        "is_elsewhere": attempt.is_open and attempt.held_by not in (None, device_of(request)),
        "started_at": attempt.started_at,
        "expires_at": attempt.expires_at,
        "submitted_at": attempt.submitted_at,
        "server_time": now,
        "seconds_left": left_seconds(expires_at=attempt.expires_at, now=now),
        "questions": questions,
        "answers": [_saved(key, answer) for key, answer in saved.items()],
    }
    return dict(RoomOutput(room, context={"request": request}).data)


def _saved(question_id: uuid.UUID, answer: SavedAnswer) -> dict[str, Any]:
    given = answer.given or {}
    return {
        "question_id": question_id,
        "selected_options": given.get("options", []),
        "text_answer": given.get("text"),
        "true_false_answer": given.get("bool"),
        "sequence": answer.sequence,
        "saved_at": answer.saved_at,
    }
