"""10.3, 10.4: questions, with their key, for who writes them."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import change_question, create_question, read
from tenant_apps.assessments.api.edupro_v1.inputs import QuestionInput
from tenant_apps.assessments.api.edupro_v1.outputs import QuestionOutput
from tenant_apps.assessments.api.edupro_v1.words import TAGS, AssessmentsView
from tenant_apps.assessments.api.permissions import KeepsAssessments, WritesAssessments
from tenant_apps.assessments.api.reading import SLICE
from tenant_apps.assessments.models import Question

NAMES = {
    "text": "question_text",
    "kind": "question_type",
    "picture": "image",
    "correct_true_false": "true_false_answer",
}


class _Desk(AssessmentsView):
    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    names = NAMES


class QuestionList(_Desk):
    """10.3: a place that is taken moves the others behind it."""

    @extend_schema(
        operation_id="question_list",
        parameters=SLICE,
        responses={200: QuestionOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, assessment_id: uuid.UUID) -> Response:
        assessment = selectors.get_assessment(assessment_id=assessment_id)
        rows = sliced(selectors.list_questions(assessment_id=assessment.id), self)
        return Response(QuestionOutput(rows, many=True, context={"request": request}).data)

    @extend_schema(
        operation_id="question_create",
        request=QuestionInput,
        responses={201: QuestionOutput, **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, assessment_id: uuid.UUID) -> Response:
        question = create_question(QuestionInput, request, assessment_id)
        return Response(_told(question, request), status=status.HTTP_201_CREATED)


class QuestionOrder(AssessmentsView):
    """All of an assessment's questions in their new sequence."""

    permission_classes: list[type[BasePermission]] = [WritesAssessments]
    names = {"order": "questions"}

    @extend_schema_serializer(component_name="QuestionOrderInput")
    class Input(serializers.Serializer):
        questions = serializers.ListField(child=serializers.UUIDField(), max_length=500)

    @extend_schema_serializer(component_name="QuestionPlace")
    class Output(serializers.Serializer):
        id = serializers.UUIDField()
        order = serializers.IntegerField()

    @extend_schema(
        operation_id="question_reorder",
        request=Input,
        responses={200: Output(many=True), **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, assessment_id: uuid.UUID) -> Response:
        given = read(self.Input, request)
        ordered = services.reorder_questions(
            assessment_id=assessment_id, question_ids=given.validated_data["questions"]
        )
        return Response(self.Output(ordered, many=True).data)


class QuestionDetail(_Desk):
    """10.4: PUT and PATCH alike change only what is given; `options` is the whole set."""

    _changed = {200: QuestionOutput, **refusals(400, 401, 403, 404)}

    @extend_schema(
        operation_id="question_read",
        responses={200: QuestionOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, question_id: uuid.UUID) -> Response:
        return Response(_told(selectors.get_question(question_id=question_id), request))

    @extend_schema(
        operation_id="question_update",
        request=QuestionInput(partial=True),
        responses=_changed,
        tags=TAGS,
    )
    def put(self, request: Request, question_id: uuid.UUID) -> Response:
        return self._change(request, question_id)

    @extend_schema(
        operation_id="question_change",
        request=QuestionInput(partial=True),
        responses=_changed,
        tags=TAGS,
    )
    def patch(self, request: Request, question_id: uuid.UUID) -> Response:
        return self._change(request, question_id)

    @extend_schema(
        operation_id="question_delete",
        request=None,
        responses={204: None, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, question_id: uuid.UUID) -> Response:
        services.delete_question(question_id=question_id)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _change(self, request: Request, question_id: uuid.UUID) -> Response:
        question = change_question(QuestionInput, request, question_id)
        return Response(_told(question, request))


def _told(question: Question, request: Request) -> dict:
    return QuestionOutput(question, context={"request": request}).data
