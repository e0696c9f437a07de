"""How assessments, questions and attempts look in `edupro_v1`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from tenant_apps.assessments.api.doing import ShowsPicture
from tenant_apps.assessments.api.reading import Number, picture_url
from tenant_apps.assessments.models import Assessment, Attempt
from tenant_apps.assessments.rules.kinds import AssessmentKind, QuestionKind, ResultsShown
from tenant_apps.assessments.selectors import Offer, OfferState


def target_title(assessment: Assessment) -> str:
    """The title of the lesson, else the module, else the course."""
    target = assessment.lesson or assessment.module or assessment.course
    return str(target.title)


class AssessmentCoreOutput(serializers.Serializer):
    """`passing_grade` and `passing_score` are the same percentage; `time_limit` is in minutes.

    The most specific of `lesson`, `module`, `course` is what it belongs to.
    """

    id = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField()
    assessment_type = serializers.ChoiceField(choices=AssessmentKind.choices, source="kind")
    course = serializers.UUIDField(source="course_id")
    module = serializers.UUIDField(source="module_id", allow_null=True)
    lesson = serializers.UUIDField(source="lesson_id", allow_null=True)
    related_to = serializers.SerializerMethodField()
    passing_grade = Number(source="passing_percent")
    passing_score = Number(source="passing_percent")
    is_timed = serializers.SerializerMethodField()
    time_limit = serializers.IntegerField(source="time_limit_minutes", allow_null=True)
    max_attempts = serializers.IntegerField(allow_null=True)
    available_from = serializers.DateTimeField(allow_null=True)
    available_until = serializers.DateTimeField(allow_null=True)
    questions_count = serializers.IntegerField()
    total_points = Number(source="points_total")

    def get_related_to(self, assessment: Assessment) -> str:
        return target_title(assessment)

    def get_is_timed(self, assessment: Assessment) -> bool:
        return assessment.time_limit_minutes is not None


@extend_schema_serializer(component_name="Assessment")
class AssessmentOutput(AssessmentCoreOutput):
    """For staff."""

    is_published = serializers.BooleanField()
    shuffle_questions = serializers.BooleanField()
    shuffle_options = serializers.BooleanField()
    results_shown = serializers.ChoiceField(choices=ResultsShown.choices)
    results_released_at = serializers.DateTimeField(allow_null=True)
    show_explanations = serializers.BooleanField()
    attempts_count = serializers.IntegerField()
    pending_count = serializers.IntegerField(source="waiting_count")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


@extend_schema_serializer(component_name="StudentAssessment")
class OfferOutput(AssessmentCoreOutput):
    """For students; `attempts_left` is null where attempts are not counted."""

    state = serializers.ChoiceField(choices=[one.value for one in OfferState])
    attempts_used = serializers.IntegerField()
    attempts_left = serializers.IntegerField(allow_null=True)
    open_attempt_id = serializers.UUIDField(allow_null=True)

    def to_representation(self, offer: Offer) -> dict[str, Any]:
        return {
            **AssessmentCoreOutput(offer.assessment).data,
            "state": offer.state.value,
            "attempts_used": offer.attempts_used,
            "attempts_left": offer.attempts_left,
            "open_attempt_id": offer.open_attempt_id,
        }


@extend_schema_serializer(component_name="AnswerOption")
class OptionOutput(serializers.Serializer):
    id = serializers.UUIDField()
    option_text = serializers.CharField(source="text")
    is_correct = serializers.BooleanField()
    order = serializers.IntegerField()


@extend_schema_serializer(component_name="Question")
class QuestionOutput(serializers.Serializer):
    """For staff: with the key."""

    id = serializers.UUIDField()
    question_text = serializers.CharField(source="text")
    question_type = serializers.ChoiceField(choices=QuestionKind.choices, source="kind")
    points = Number()
    mark = Number(source="points")
    order = serializers.IntegerField()
    explanation = serializers.CharField()
    image = serializers.SerializerMethodField()
    is_required = serializers.BooleanField()
    allows_several = serializers.BooleanField()
    true_false_answer = serializers.BooleanField(source="correct_true_false", allow_null=True)
    accepted_answers = serializers.ListField(child=serializers.CharField())
    options = OptionOutput(many=True)

    def get_image(self, question: Any) -> str | None:
        return picture_url(self.context["request"], question.picture.name or "")


class AskedOptionOutput(serializers.Serializer):
    option_id = serializers.UUIDField(source="id")
    option_text = serializers.CharField(source="text")


class AskedQuestionOutput(ShowsPicture, serializers.Serializer):
    """A question as a student is asked it."""

    question_id = serializers.UUIDField(source="id")
    question_text = serializers.CharField(source="text")
    question_type = serializers.ChoiceField(choices=QuestionKind.choices, source="kind")
    points = Number()
    is_required = serializers.BooleanField()
    allows_several = serializers.BooleanField()
    image = serializers.SerializerMethodField(help_text="opens for two minutes")
    options = AskedOptionOutput(many=True)


class PaperOptionOutput(serializers.Serializer):
    id = serializers.UUIDField()
    option_text = serializers.CharField(source="text")


class PaperQuestionOutput(serializers.Serializer):
    """The same question by the other names."""

    id = serializers.UUIDField()
    question_text = serializers.CharField(source="text")
    question_type = serializers.ChoiceField(choices=QuestionKind.choices, source="kind")
    mark = Number(source="points")
    options = PaperOptionOutput(many=True)


class TakerOutput(serializers.Serializer):
    """A student as staff see them: `id` is the one by which the school's other paths name the person."""

    id = serializers.IntegerField(source="user_number")
    username = serializers.CharField()
    full_name = serializers.CharField()


class BriefAssessmentOutput(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    assessment_type = serializers.ChoiceField(choices=AssessmentKind.choices, source="kind")


class AttemptOutput(serializers.Serializer):
    """An attempt; of the student's own the score is null until it is graded and released."""

    id = serializers.UUIDField()
    assessment = BriefAssessmentOutput()
    related_to = serializers.SerializerMethodField()
    attempt_number = serializers.IntegerField(source="number")
    status = serializers.ChoiceField(choices=Attempt.State.choices, source="state")
    started_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    total_score = Number(source="score", allow_null=True)
    max_score = Number()
    percentage = Number(source="percent", allow_null=True)
    is_passed = serializers.BooleanField(allow_null=True)

    def get_related_to(self, attempt: Any) -> str:
        return target_title(attempt.assessment)


@extend_schema_serializer(component_name="StudentAttempt")
class StaffAttemptOutput(AttemptOutput):
    student = TakerOutput()
