"""Bodies of section 8. Points and percentages may have a fraction, as those of other clients do."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from shared_apps.wire.fields import Flag
from tenant_apps.assessments.api.edupro.words import ORDER_WRONG, WHOLE_NUMBER
from tenant_apps.assessments.api.reading import GivenNumber, OptionalUUID, OptionalWhole, under_one_name
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules.kinds import AssessmentKind, QuestionKind
from tenant_apps.assessments.services import (
    AssessmentChanges,
    GivenAnswer,
    OptionChanges,
    QuestionChanges,
)

WRONG_KIND = "Invalid assessment type. Must be one of: quiz, assignment, exam"
DURATION_WRONG = "Duration must be greater than 0."
SCORE_WRONG = "Passing score must be greater than 0."
SCORE_TOO_HIGH = "Passing score cannot exceed 100."
TEXT_EMPTY = "Question text cannot be empty."
QUESTION_KIND_WRONG = "Invalid question type."
MARK_WRONG = "Marks must be greater than 0."
OPTION_EMPTY = "Option text cannot be empty."
SAY_WHETHER = "You must specify if this option is correct."


class PositiveNumber(GivenNumber):
    def __init__(self, *, not_positive: str, error_messages: dict[str, str] | None = None, **options: Any):
        told = {"invalid": WHOLE_NUMBER, "not_positive": not_positive, **(error_messages or {})}
        super().__init__(error_messages=told, **options)

    def to_internal_value(self, data: Any) -> Decimal:
        value = Decimal(super().to_internal_value(data))
        if value <= 0:
            self.fail("not_positive")
        return value


class AssessmentInput(serializers.Serializer):
    title = serializers.CharField(max_length=cleaning.MAX_TITLE)
    description = serializers.CharField(max_length=cleaning.MAX_DESCRIPTION)
    assessment_type = serializers.ChoiceField(
        choices=AssessmentKind.choices, error_messages={"invalid_choice": WRONG_KIND}
    )
    duration_minutes = OptionalWhole(min_value=1, error_messages={"min_value": DURATION_WRONG})
    passing_score = PositiveNumber(
        required=False, max_value=100, not_positive=SCORE_WRONG, error_messages={"max_value": SCORE_TOO_HIGH}
    )
    is_active = Flag(required=False)
    course = OptionalUUID()
    module = OptionalUUID()
    lesson = OptionalUUID()

    def changes(self) -> AssessmentChanges:
        names = {
            "assessment_type": "kind",
            "duration_minutes": "time_limit_minutes",
            "passing_score": "passing_percent",
            "is_active": "is_published",
            "course": "course_id",
            "module": "module_id",
            "lesson": "lesson_id",
        }
        return AssessmentChanges(**_renamed(self.validated_data, names))  # type: ignore[typeddict-item]  # names are its own


class QuestionInput(serializers.Serializer):
    """Takes `question_text` for `text` and `mark` for `points` too."""

    text = serializers.CharField(max_length=cleaning.MAX_QUESTION, error_messages={"blank": TEXT_EMPTY})
    question_type = serializers.ChoiceField(
        choices=QuestionKind.choices, error_messages={"invalid_choice": QUESTION_KIND_WRONG}
    )
    points = PositiveNumber(required=False, not_positive=MARK_WRONG)
    order = OptionalWhole(
        min_value=1, max_value=cleaning.MAX_ORDER, error_messages={"min_value": ORDER_WRONG}
    )
    is_required = Flag(required=False)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        try:
            return dict(
                super().to_internal_value(under_one_name(data, {"question_text": "text", "mark": "points"}))
            )
        except serializers.ValidationError as error:
            kinds = error.detail.get("question_type", []) if isinstance(error.detail, dict) else []
            if any(one.code == "invalid_choice" for one in kinds):
                error.detail["valid_types"] = QuestionKind.values  # type: ignore[call-overload]  # a dict
            raise

    def changes(self) -> QuestionChanges:
        return QuestionChanges(**_renamed(self.validated_data, {"question_type": "kind"}))  # type: ignore[typeddict-item]  # names are its own


class OptionInput(serializers.Serializer):
    """Takes `option_text` for `text` too."""

    text = serializers.CharField(max_length=cleaning.MAX_OPTION, error_messages={"blank": OPTION_EMPTY})
    is_correct = Flag(error_messages={"required": SAY_WHETHER, "null": SAY_WHETHER})
    order = OptionalWhole(
        min_value=1, max_value=cleaning.MAX_ORDER, error_messages={"min_value": ORDER_WRONG}
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        return dict(super().to_internal_value(under_one_name(data, {"option_text": "text"})))

    def changes(self) -> OptionChanges:
        return OptionChanges(**self.validated_data)


class AnswerInput(serializers.Serializer):
    """The rules of the question decide which of the three is needed."""

    question = serializers.CharField(max_length=64)
    text_answer = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, trim_whitespace=False
    )
    selected_options = serializers.ListField(
        child=serializers.CharField(max_length=64), required=False, allow_null=True
    )
    true_false_answer = Flag(required=False, allow_null=True)

    def to_internal_value(self, data: Any) -> GivenAnswer:  # type: ignore[override]  # as the domain takes it
        told = super().to_internal_value(data)
        names = {"text_answer": "text", "selected_options": "options", "true_false_answer": "bool"}
        return GivenAnswer(**_renamed(told, names))  # type: ignore[typeddict-item]  # names are its own


class GradeInput(serializers.Serializer):
    points_earned = GivenNumber(error_messages={"invalid": WHOLE_NUMBER})
    feedback = serializers.CharField(required=False, allow_blank=True, allow_null=True)


def _renamed(given: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in given.items()}
