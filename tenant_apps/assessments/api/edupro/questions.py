"""8.2, 8.3: questions and their options, with the key, for who writes them."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import MessageBody, errors
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import change_option, change_question, create_option, create_question
from tenant_apps.assessments.api.edupro.inputs import OptionInput, QuestionInput
from tenant_apps.assessments.api.edupro.outputs import OptionOutput, QuestionOutput
from tenant_apps.assessments.api.edupro.words import (
    ASSESSMENT_MISSING,
    OPTION_MISSING,
    OPTION_NAMES,
    QUESTION_MISSING,
    QUESTION_NAMES,
    TAGS,
)
from tenant_apps.assessments.api.permissions import KeepsAssessments
from tenant_apps.assessments.api.reading import SLICE


class QuestionList(EduproView):
    """8.2.1: a place that is taken moves the others behind it."""

    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    missing = ASSESSMENT_MISSING
    names = QUESTION_NAMES

    @extend_schema(
        operation_id="question_list",
        parameters=SLICE,
        responses={200: QuestionOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, assessment_id: uuid.UUID) -> Response:
        assessment = selectors.get_assessment(assessment_id=assessment_id)
        rows = sliced(selectors.list_questions(assessment_id=assessment.id), self)
        return Response(QuestionOutput(rows, many=True).data)

    @extend_schema(
        operation_id="question_create",
        request=QuestionInput,
        responses={201: QuestionOutput, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, assessment_id: uuid.UUID) -> Response:
        question = create_question(QuestionInput, request, assessment_id)
        return Response(QuestionOutput(question).data, status=status.HTTP_201_CREATED)


class QuestionDetail(EduproView):
    """8.2.2: PUT and PATCH alike change only what is given."""

    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    missing = QUESTION_MISSING
    names = QUESTION_NAMES
    _changed = {200: QuestionOutput, **errors(400, 401, 403, 404)}

    @extend_schema(
        operation_id="question_read", responses={200: QuestionOutput, **errors(401, 403, 404)}, tags=TAGS
    )
    def get(self, request: Request, question_id: uuid.UUID) -> Response:
        return Response(QuestionOutput(selectors.get_question(question_id=question_id)).data)

    @extend_schema(
        operation_id="question_update", request=QuestionInput(partial=True), responses=_changed, tags=TAGS
    )
    def put(self, request: Request, question_id: uuid.UUID) -> Response:
        return self._change(request, question_id)

    @extend_schema(
        operation_id="question_change", request=QuestionInput(partial=True), responses=_changed, tags=TAGS
    )
    def patch(self, request: Request, question_id: uuid.UUID) -> Response:
        return self._change(request, question_id)

    @extend_schema(
        operation_id="question_delete",
        request=None,
        responses={200: MessageBody, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, question_id: uuid.UUID) -> Response:
        services.delete_question(question_id=question_id)
        return Response({"message": "Question deleted successfully"})

    def _change(self, request: Request, question_id: uuid.UUID) -> Response:
        question = change_question(QuestionInput, request, question_id)
        return Response(QuestionOutput(question).data)


class OptionList(EduproView):
    """8.3.1: a true/false question has its two options by itself; naming one of them marks it."""

    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    missing = QUESTION_MISSING
    names = OPTION_NAMES

    @extend_schema(
        operation_id="option_list",
        parameters=SLICE,
        responses={200: OptionOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, question_id: uuid.UUID) -> Response:
        question = selectors.get_question(question_id=question_id)
        rows = sliced(selectors.list_options(question_id=question.id), self)
        return Response(OptionOutput(rows, many=True).data)

    @extend_schema(
        operation_id="option_create",
        request=OptionInput,
        responses={201: OptionOutput, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, question_id: uuid.UUID) -> Response:
        option = create_option(OptionInput, request, question_id)
        return Response(OptionOutput(option).data, status=status.HTTP_201_CREATED)


class OptionDetail(EduproView):
    """8.3.2: PUT and PATCH alike change only what is given."""

    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    missing = OPTION_MISSING
    names = OPTION_NAMES
    _changed = {200: OptionOutput, **errors(400, 401, 403, 404)}

    @extend_schema(
        operation_id="option_read", responses={200: OptionOutput, **errors(401, 403, 404)}, tags=TAGS
    )
    def get(self, request: Request, option_id: uuid.UUID) -> Response:
        return Response(OptionOutput(selectors.get_option(option_id=option_id)).data)

    @extend_schema(
        operation_id="option_update", request=OptionInput(partial=True), responses=_changed, tags=TAGS
    )
    def put(self, request: Request, option_id: uuid.UUID) -> Response:
        return self._change(request, option_id)

    @extend_schema(
        operation_id="option_change", request=OptionInput(partial=True), responses=_changed, tags=TAGS
    )
    def patch(self, request: Request, option_id: uuid.UUID) -> Response:
        return self._change(request, option_id)

    @extend_schema(
        operation_id="option_delete",
        request=None,
        responses={200: MessageBody, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, option_id: uuid.UUID) -> Response:
        services.delete_option(option_id=option_id)
        return Response({"message": "Option deleted successfully"})

    def _change(self, request: Request, option_id: uuid.UUID) -> Response:
        option = change_option(OptionInput, request, option_id)
        return Response(OptionOutput(option).data)
