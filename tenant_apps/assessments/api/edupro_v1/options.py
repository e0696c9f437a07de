"""10.5, 10.6: the options of a question. A true/false question has its two by itself."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import change_option, create_option
from tenant_apps.assessments.api.edupro_v1.inputs import OptionInput
from tenant_apps.assessments.api.edupro_v1.outputs import OptionOutput
from tenant_apps.assessments.api.edupro_v1.words import TAGS, AssessmentsView
from tenant_apps.assessments.api.permissions import KeepsAssessments
from tenant_apps.assessments.api.reading import SLICE


class _Desk(AssessmentsView):
    permission_classes: list[type[BasePermission]] = [KeepsAssessments]
    names = {"text": "option_text"}


class OptionList(_Desk):
    """10.5"""

    @extend_schema(
        operation_id="option_list",
        parameters=SLICE,
        responses={200: OptionOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, question_id: uuid.UUID) -> Response:
        question = selectors.get_question(question_id=question_id)
        rows = sliced(selectors.list_options(question_id=question.id), self)
        return Response(OptionOutput(rows, many=True).data)

    @extend_schema(
        operation_id="option_create",
        request=OptionInput,
        responses={201: OptionOutput, **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, question_id: uuid.UUID) -> Response:
        option = create_option(OptionInput, request, question_id)
        return Response(OptionOutput(option).data, status=status.HTTP_201_CREATED)


class OptionDetail(_Desk):
    """10.6: PUT and PATCH alike change only what is given."""

    _changed = {200: OptionOutput, **refusals(400, 401, 403, 404)}

    @extend_schema(
        operation_id="option_read",
        responses={200: OptionOutput, **refusals(401, 403, 404)},
        tags=TAGS,
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
        responses={204: None, **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, option_id: uuid.UUID) -> Response:
        services.delete_option(option_id=option_id)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _change(self, request: Request, option_id: uuid.UUID) -> Response:
        option = change_option(OptionInput, request, option_id)
        return Response(OptionOutput(option).data)
