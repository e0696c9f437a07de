"""8.6: the grading queue, and points by a person."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView, Error, Field
from shared_apps.wire.edupro_fields import MessageBody, errors
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import read
from tenant_apps.assessments.api.edupro.inputs import GradeInput
from tenant_apps.assessments.api.edupro.outputs import NamedQuestionOutput, ToldField
from tenant_apps.assessments.api.edupro.words import ANSWER_MISSING, NOT_OWN_ANSWER, TAGS, WHOLE_NUMBER
from tenant_apps.assessments.api.permissions import GradesAttempts
from tenant_apps.assessments.api.reading import SLICE, EmptyIsNone, OptionalUUID, as_words_or_list
from tenant_apps.assessments.models import Answer
from tenant_apps.assessments.rules import reading
from tenant_apps.assessments.rules.kinds import AssessmentKind, QuestionKind


class OptionalChoice(EmptyIsNone, serializers.ChoiceField):
    pass


class PendingList(EduproView):
    """8.6.1: oldest first."""

    permission_classes: list[type[BasePermission]] = [GradesAttempts]

    class Asked(serializers.Serializer):
        assessment_id = OptionalUUID()
        assessment_type = OptionalChoice(choices=AssessmentKind.choices)
        question_type = OptionalChoice(choices=QuestionKind.choices)

    class Output(serializers.Serializer):
        """An answer that waits for a person; `id` is what grading names."""

        class Assessment(serializers.Serializer):
            id = serializers.UUIDField()
            title = serializers.CharField()

        class Student(serializers.Serializer):
            id = serializers.UUIDField(source="user_id")
            username = serializers.CharField()

        id = serializers.UUIDField()
        question = NamedQuestionOutput()
        student_answer = ToldField()
        assessment = Assessment(source="attempt.assessment")
        student = Student(source="attempt.student")
        attempt = serializers.UUIDField(source="attempt_id")

        def get_student_answer(self, answer: Answer) -> str | list[str] | None:
            return as_words_or_list(reading.said(answer.question, answer.given))

    @extend_schema(
        operation_id="pending_list",
        parameters=[
            *SLICE,
            OpenApiParameter("assessment_id", uuid.UUID),
            OpenApiParameter("assessment_type", str, enum=AssessmentKind.values),
            OpenApiParameter("question_type", str, enum=QuestionKind.values),
        ],
        responses={200: Output(many=True), **errors(400, 401, 403)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        asked = self.Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        rows = selectors.pending_answers(
            assessment_id=wanted.get("assessment_id"),
            kind=wanted.get("assessment_type"),
            question_kind=wanted.get("question_type"),
        )
        return Response(self.Output(sliced(rows, self), many=True).data)


class AnswerGrade(EduproView):
    """8.6.2: also to change a grade that was given."""

    permission_classes: list[type[BasePermission]] = [GradesAttempts]
    missing = ANSWER_MISSING
    forbidden = NOT_OWN_ANSWER
    phrases = {
        "attempt_still_open": Error(400, "Not submitted"),
        "points_out_of_range": Field("points_earned", WHOLE_NUMBER),
    }

    @extend_schema(
        operation_id="answer_grade",
        request=GradeInput,
        responses={200: MessageBody, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, answer_id: uuid.UUID) -> Response:
        given = read(GradeInput, request)
        services.grade_answer(
            answer_id=answer_id,
            points=given.validated_data["points_earned"],
            feedback=given.validated_data.get("feedback"),
            staff=request.staff_member,
            now=timezone.now(),
        )
        return Response({"message": "Answer graded successfully"})
