"""How assessments, questions and attempts look in `edupro`."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tenant_apps.assessments.api.doing import ShowsPicture
from tenant_apps.assessments.api.reading import Number
from tenant_apps.assessments.rules.kinds import AssessmentKind, QuestionKind

TOLD = {
    "oneOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
        {"type": "null"},
    ]
}
"""An answer or a key: a text, the texts of several options, or nothing."""


@extend_schema_field(TOLD)
class ToldField(serializers.SerializerMethodField):
    pass


class AssessmentCoreOutput(serializers.Serializer):
    """The most specific of `lesson`, `module`, `course` is what it belongs to."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField()
    assessment_type = serializers.ChoiceField(choices=AssessmentKind.choices, source="kind")
    duration_minutes = serializers.IntegerField(source="time_limit_minutes", allow_null=True)
    passing_score = Number(source="passing_percent")
    course = serializers.UUIDField(source="course_id", allow_null=True)
    module = serializers.UUIDField(source="module_id", allow_null=True)
    lesson = serializers.UUIDField(source="lesson_id", allow_null=True)


class AssessmentOutput(AssessmentCoreOutput):
    is_active = serializers.BooleanField(source="is_published")
    created_at = serializers.DateTimeField()


class AssessmentDetailOutput(AssessmentOutput):
    questions_count = serializers.IntegerField()


class QuestionOutput(serializers.Serializer):
    id = serializers.UUIDField()
    text = serializers.CharField()
    question_type = serializers.ChoiceField(choices=QuestionKind.choices, source="kind")
    points = Number()
    order = serializers.IntegerField()
    is_required = serializers.BooleanField()


class OptionOutput(serializers.Serializer):
    id = serializers.UUIDField()
    text = serializers.CharField()
    is_correct = serializers.BooleanField()
    order = serializers.IntegerField()


class AskedOptionOutput(serializers.Serializer):
    id = serializers.UUIDField()
    text = serializers.CharField()


class AskedQuestionOutput(ShowsPicture, serializers.Serializer):
    """A question as a student is asked it."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    question_type = serializers.ChoiceField(choices=QuestionKind.choices, source="kind")
    points = Number()
    image = serializers.SerializerMethodField(help_text="opens for two minutes")
    options = AskedOptionOutput(many=True)


class NamedAssessmentOutput(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    assessment_type = serializers.ChoiceField(choices=AssessmentKind.choices, source="kind")


class AttemptOutput(serializers.Serializer):
    """`score` and `passed` are null until the attempt is graded and its result released."""

    id = serializers.UUIDField()
    assessment = NamedAssessmentOutput()
    started_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    score = Number(allow_null=True)
    total_points = Number(source="max_score")
    passed = serializers.BooleanField(source="is_passed", allow_null=True)


class WaitingBody(serializers.Serializer):
    """Why there is no result to show yet."""

    message = serializers.CharField()


class NamedQuestionOutput(serializers.Serializer):
    id = serializers.UUIDField()
    text = serializers.CharField()
    question_type = serializers.ChoiceField(choices=QuestionKind.choices, source="kind")
    points = Number()
