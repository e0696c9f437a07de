"""10.12, 10.13: the grading queue, and points by a person."""

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
from shared_apps.wire.edupro_v1 import Phrase
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.doing import read
from tenant_apps.assessments.api.edupro_v1.inputs import COURSE_EXAM, GradeInput
from tenant_apps.assessments.api.edupro_v1.outputs import BriefAssessmentOutput, TakerOutput
from tenant_apps.assessments.api.edupro_v1.words import TAGS, AssessmentsView
from tenant_apps.assessments.api.permissions import GradesAttempts
from tenant_apps.assessments.api.reading import SLICE, Number, as_words
from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.rules import reading
from tenant_apps.assessments.rules.kinds import AssessmentKind, QuestionKind
from tenant_apps.courses.selectors import get_course

GRADED = "Answer graded successfully."


@extend_schema_serializer(component_name="PendingAnswer")
class PendingOutput(serializers.Serializer):
    """An answer that waits for a person; `id` is what grading names."""

    @extend_schema_serializer(component_name="PendingQuestion")
    class Question(serializers.Serializer):
        id = serializers.UUIDField()
        question_text = serializers.CharField(source="text")
        question_type = serializers.ChoiceField(choices=QuestionKind.choices, source="kind")
        points = Number()
        mark = Number(source="points")

    id = serializers.UUIDField()
    attempt_id = serializers.UUIDField()
    assessment = BriefAssessmentOutput(source="attempt.assessment")
    course = serializers.UUIDField(source="attempt.assessment.course_id")
    course_title = serializers.CharField(source="attempt.assessment.course.title")
    student = TakerOutput(source="attempt.student")
    question = Question()
    student_answer = serializers.SerializerMethodField()
    submitted_at = serializers.DateTimeField(source="attempt.submitted_at")

    def get_student_answer(self, answer: Answer) -> str | None:
        return as_words(reading.said(answer.question, answer.given))


class _Pending(AssessmentsView):
    permission_classes: list[type[BasePermission]] = [GradesAttempts]

    def _answer(self, **of: Any) -> Response:
        rows = sliced(selectors.pending_answers(**of), self)
        return Response(PendingOutput(rows, many=True).data)


class PendingList(_Pending):
    """10.12: oldest first."""

    @extend_schema(
        operation_id="pending_list",
        parameters=SLICE,
        responses={200: PendingOutput(many=True), **refusals(401, 403)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return self._answer()


class PendingOfCourse(_Pending):
    """10.12 of one course."""

    @extend_schema(
        operation_id="pending_of_course",
        parameters=SLICE,
        responses={200: PendingOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._answer(course_id=get_course(course_id=course_id).id)


class PendingOfAssessment(_Pending):
    """10.12 of one assessment, or of a type of assessments: `quiz`, `assignment`, `exam`, `course_exam`."""

    @extend_schema(
        operation_id="pending_of_assessment",
        parameters=SLICE,
        responses={200: PendingOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, assessment_id: str) -> Response:
        kind = AssessmentKind.EXAM.value if assessment_id == COURSE_EXAM else assessment_id
        if kind in AssessmentKind.values:
            return self._answer(kind=kind)
        try:
            key = uuid.UUID(assessment_id)
        except ValueError:
            raise NotFound() from None
        return self._answer(assessment_id=selectors.get_assessment(assessment_id=key).id)


class PendingOfQuestionType(_Pending):
    """10.12 of a type of questions."""

    @extend_schema(
        operation_id="pending_of_question_type",
        parameters=SLICE,
        responses={200: PendingOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, question_type: str) -> Response:
        if question_type not in QuestionKind.values:
            raise NotFound()
        return self._answer(question_kind=question_type)


class AnswerGrade(AssessmentsView):
    """10.13, POST, PUT and PATCH alike; also to change a grade that was given."""

    permission_classes: list[type[BasePermission]] = [GradesAttempts]
    names = {"points_earned": "points_awarded"}
    phrases = {"attempt_still_open": Phrase(400)}

    @extend_schema_serializer(component_name="GradedAnswer")
    class Output(serializers.Serializer):
        """`attempt_status` is `graded` once nothing waits any more."""

        message = serializers.CharField()
        answer_id = serializers.UUIDField()
        points_awarded = Number()
        feedback = serializers.CharField()
        attempt_status = serializers.ChoiceField(choices=Attempt.State.choices)

    _graded = {200: Output, **refusals(400, 401, 403, 404)}

    @extend_schema(operation_id="answer_grade", request=GradeInput, responses=_graded, tags=TAGS)
    def post(self, request: Request, answer_id: uuid.UUID) -> Response:
        return self._grade(request, answer_id)

    @extend_schema(operation_id="answer_grade_put", request=GradeInput, responses=_graded, tags=TAGS)
    def put(self, request: Request, answer_id: uuid.UUID) -> Response:
        return self._grade(request, answer_id)

    @extend_schema(operation_id="answer_grade_patch", request=GradeInput, responses=_graded, tags=TAGS)
    def patch(self, request: Request, answer_id: uuid.UUID) -> Response:
        return self._grade(request, answer_id)

    def _grade(self, request: Request, answer_id: uuid.UUID) -> Response:
        given = read(GradeInput, request)
        answer = services.grade_answer(
            answer_id=answer_id, staff=request.staff_member, now=timezone.now(), **given.grade()
        )
        told = {
            "message": GRADED,
            "answer_id": answer.id,
            "points_awarded": answer.points,
            "feedback": answer.feedback,
            "attempt_status": answer.attempt.state,
        }
        return Response(self.Output(told).data)
