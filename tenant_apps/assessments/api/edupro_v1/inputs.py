"""Bodies that clients of section 10 send, in each spelling that they use."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from shared_apps.wire.edupro_v1_fields import OptionalFile
from shared_apps.wire.fields import Flag
from tenant_apps.assessments.api.reading import (
    EmptyIsNone,
    GivenNumber,
    OptionalMoment,
    OptionalNumber,
    OptionalUUID,
    OptionalWhole,
    Rows,
)
from tenant_apps.assessments.errors import AssessmentKindUnknown, QuestionKindUnknown
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules.kinds import AssessmentKind, QuestionKind, ResultsShown
from tenant_apps.assessments.services import (
    AssessmentChanges,
    GivenAnswer,
    OptionChanges,
    QuestionChanges,
)

COURSE_EXAM = "course_exam"
"""Another word for an exam."""
WRONG_KIND = {"invalid_choice": str(AssessmentKindUnknown.message)}
WRONG_QUESTION_KIND = {"invalid_choice": str(QuestionKindUnknown.message)}


class OptionalText(EmptyIsNone, serializers.CharField):
    pass


class AssessmentInput(serializers.Serializer):
    """`passing_grade` and `passing_score` are the same percentage; `time_limit` is in minutes."""

    title = serializers.CharField(max_length=cleaning.MAX_TITLE)
    description = serializers.CharField(
        max_length=cleaning.MAX_DESCRIPTION, allow_blank=True, allow_null=True, required=False
    )
    assessment_type = serializers.ChoiceField(
        choices=[*AssessmentKind.values, COURSE_EXAM], required=False, error_messages=WRONG_KIND
    )
    course = OptionalUUID()
    module = OptionalUUID()
    lesson = OptionalUUID()
    passing_grade = OptionalNumber()
    passing_score = OptionalNumber()
    is_timed = Flag(required=False)
    time_limit = OptionalWhole()
    max_attempts = OptionalWhole(help_text="null: any number")
    is_published = Flag(required=False)
    available_from = OptionalMoment()
    available_until = OptionalMoment()
    shuffle_questions = Flag(required=False)
    shuffle_options = Flag(required=False)
    results_shown = serializers.ChoiceField(choices=ResultsShown.choices, required=False)
    show_explanations = Flag(required=False)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data.get("is_timed") and data.get("time_limit") is None and not self.partial:
            raise serializers.ValidationError({"time_limit": ["This field is required."]})
        return data

    def changes(self) -> AssessmentChanges:
        given: dict[str, Any] = {**self.validated_data}
        changes: dict[str, Any] = {
            f"{name}_id": given.pop(name) for name in ("course", "module", "lesson") if name in given
        }
        if "description" in given:
            given["description"] = given["description"] or ""
        if "assessment_type" in given:
            kind = given.pop("assessment_type")
            changes["kind"] = AssessmentKind.EXAM if kind == COURSE_EXAM else kind
        for name in ("passing_score", "passing_grade"):
            percent = given.pop(name, None)
            if percent is not None:
                changes["passing_percent"] = percent
        changes |= _limit(given)
        return AssessmentChanges(**{**given, **changes})  # type: ignore[typeddict-item]  # names are its own


def _limit(given: dict[str, Any]) -> dict[str, Any]:
    """The time limit; takes what says it out of `given`."""
    has_limit, minutes = "time_limit" in given, given.pop("time_limit", None)
    is_timed = given.pop("is_timed", None)
    if is_timed is False:
        return {"time_limit_minutes": None}
    # "Timed" without a number leaves the stored one.
    return {"time_limit_minutes": minutes} if has_limit and not (is_timed and minutes is None) else {}


class OptionInput(serializers.Serializer):
    option_text = serializers.CharField(max_length=cleaning.MAX_OPTION, allow_blank=True)
    is_correct = Flag(required=False)
    order = OptionalWhole()

    def changes(self) -> OptionChanges:
        return option_changes(self.validated_data)


class SetOptionInput(OptionInput):
    """One of a question's whole set; `id` keeps one that is there."""

    id = OptionalUUID()


def option_changes(given: dict[str, Any]) -> OptionChanges:
    changes: dict[str, Any] = {**given}
    if "option_text" in changes:
        changes["text"] = changes.pop("option_text")
    return OptionChanges(**changes)


class QuestionInput(serializers.Serializer):
    """`points` and `mark` are the same. `options` is the whole set."""

    question_text = serializers.CharField(max_length=cleaning.MAX_QUESTION, allow_blank=True)
    question_type = serializers.ChoiceField(choices=QuestionKind.choices, error_messages=WRONG_QUESTION_KIND)
    points = OptionalNumber()
    mark = OptionalNumber()
    order = OptionalWhole()
    explanation = serializers.CharField(
        max_length=cleaning.MAX_EXPLANATION, allow_blank=True, allow_null=True, required=False
    )
    image = OptionalFile()
    is_required = Flag(required=False)
    allows_several = Flag(required=False)
    true_false_answer = Flag(required=False, allow_null=True)
    accepted_answers = Rows(
        child=serializers.CharField(max_length=cleaning.MAX_ACCEPTED_TEXT, allow_blank=True), required=False
    )
    options = Rows(child=SetOptionInput(), required=False)

    def changes(self) -> QuestionChanges:
        given: dict[str, Any] = {**self.validated_data}
        names = {
            "question_text": "text",
            "question_type": "kind",
            "image": "picture",
            "true_false_answer": "correct_true_false",
        }
        changes: dict[str, Any] = {names[name]: given.pop(name) for name in names if name in given}
        for name in ("mark", "points"):
            points = given.pop(name, None)
            if points is not None:
                changes["points"] = points
        if "explanation" in given:
            given["explanation"] = given["explanation"] or ""
        if "options" in given:
            given["options"] = [option_changes(one) for one in given["options"]]
        return QuestionChanges(**{**given, **changes})  # type: ignore[typeddict-item]  # names are its own


class GivenInput(serializers.Serializer):
    """An answer, in whichever of the spellings."""

    selected_option_id = OptionalText(max_length=64)
    selected_option = OptionalText(max_length=64)
    selected_options = serializers.ListField(
        child=serializers.CharField(max_length=64), required=False, allow_null=True
    )
    short_answer_text = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, trim_whitespace=False
    )
    text_answer = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, trim_whitespace=False
    )
    true_false_answer = Flag(required=False, allow_null=True)


class AnswerInput(GivenInput):
    question_id = OptionalText(max_length=64)
    question = OptionalText(max_length=64)


def given_answer(told: dict[str, Any]) -> GivenAnswer:
    """The answer as the domain takes it: what is not told is not in it."""
    one = told.get("selected_option_id") or told.get("selected_option")
    options = told.get("selected_options") or ([one] if one else None)
    text = told.get("short_answer_text") or told.get("text_answer")
    answer: GivenAnswer = {}
    if options:
        answer["options"] = options
    if text:
        answer["text"] = text
    if told.get("true_false_answer") is not None:
        answer["bool"] = told["true_false_answer"]
    return answer


def given_answers(told: list[dict[str, Any]]) -> list[GivenAnswer]:
    """Those of the list that answer something: clients also name the questions that were left open."""
    answers: list[GivenAnswer] = []
    for one in told:
        answer = given_answer(one)
        if answer:
            question = one.get("question_id") or one.get("question") or ""
            answers.append({**answer, "question": question})
    return answers


class GradeInput(serializers.Serializer):
    """`points_awarded`, `points_earned`, `marks_awarded`: one of them."""

    points_awarded = GivenNumber(required=False)
    points_earned = GivenNumber(required=False)
    marks_awarded = GivenNumber(required=False)
    feedback = serializers.CharField(required=False, allow_blank=True, allow_null=True)
    teacher_feedback = serializers.CharField(required=False, allow_blank=True, allow_null=True)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data.keys() & {"points_awarded", "points_earned", "marks_awarded"}:
            raise serializers.ValidationError({"points_awarded": ["This field is required."]})
        return data

    def grade(self) -> dict[str, Any]:
        """`points` and `feedback` as `services.grade_answer` takes them."""
        given = self.validated_data
        names = ("points_awarded", "points_earned", "marks_awarded")
        points = next(given[name] for name in names if name in given)
        feedback = given.get("feedback", given.get("teacher_feedback"))
        return {"points": points, "feedback": feedback}
