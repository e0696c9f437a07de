"""What every write of an assessment shares: the lock, the target, the check before publishing.

Who writes locks the assessment alone; who starts an attempt only sees to it that nobody writes
meanwhile (`share_assessment`), so that a classroom that starts together does not queue.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import NotFound, Text
from tenant_apps.assessments.errors import (
    AssessmentUnknown,
    OptionUnknown,
    QuestionsIncomplete,
    QuestionUnknown,
    TargetMismatch,
    TargetMissing,
    TargetUnknown,
)
from tenant_apps.assessments.models import Assessment, Attempt, Option, Question
from tenant_apps.assessments.rules.paper import missing
from tenant_apps.assessments.selectors.drawing import as_asked, list_questions
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.selectors import get_course, get_lesson, get_module

LACKS: Mapping[str, Text] = {
    "options": _("This question needs at least two options."),
    "right_option": _("Mark at least one option as right."),
    "truth": _("Say whether true or false is right."),
}


def lock_assessment(*, assessment_id: uuid.UUID) -> Assessment:
    """The assessment's row, locked against writers and starts until the transaction ends.

    Raises `AssessmentUnknown`.
    """
    rows = Assessment.objects.select_for_update(no_key=True, of=("self",))
    assessment = rows.select_related("course", "module", "lesson").filter(pk=assessment_id).first()
    if assessment is None:
        raise AssessmentUnknown()
    return assessment


def lock_question(*, question_id: uuid.UUID) -> Question:
    """The question as it is once its assessment is locked. Raises `QuestionUnknown`."""
    place = Question.objects.filter(pk=question_id).values_list("assessment_id", flat=True).first()
    if place is None:
        raise QuestionUnknown()
    assessment = lock_assessment(assessment_id=place)
    question = Question.objects.filter(pk=question_id).first()
    if question is None:  # deleted while we waited for the lock
        raise QuestionUnknown()
    question.assessment = assessment
    return question


def lock_option(*, option_id: uuid.UUID) -> Option:
    """The option as it is once its assessment is locked. Raises `OptionUnknown`."""
    place = Option.objects.filter(pk=option_id).values_list("question_id", flat=True).first()
    if place is None:
        raise OptionUnknown()
    question = lock_question(question_id=place)
    option = Option.objects.filter(pk=option_id).first()
    if option is None:
        raise OptionUnknown()
    option.question = question
    return option


def share_assessment(*, assessment_id: uuid.UUID) -> Assessment:
    """The assessment, which nobody changes or deletes until the transaction ends.

    Any number of transactions may hold this at once. Raises `AssessmentUnknown`.
    """
    with connection.cursor() as cursor:
        # The ORM knows no FOR SHARE.
        cursor.execute("SELECT 1 FROM assessments_assessment WHERE id = %s FOR SHARE", [assessment_id])
        found = cursor.fetchone()
    assessment = Assessment.objects.select_related("course", "module", "lesson").filter(pk=assessment_id)
    if found is None:
        raise AssessmentUnknown()
    return assessment.get()


def has_attempts(assessment: Assessment) -> bool:
    return Attempt.objects.filter(assessment=assessment).exists()


def check_complete(assessment: Assessment) -> None:
    """Raises `QuestionsIncomplete` when a question could not be asked as it is."""
    errors: dict[str, list[Text]] = {}
    for question in list_questions(assessment_id=assessment.id):
        lack = missing(as_asked(question))
        if lack:
            errors[f"questions.{question.order}"] = [LACKS[lack]]
    if errors:
        raise QuestionsIncomplete(errors)


def apply_target(assessment: Assessment, changes: Mapping[str, Any]) -> None:
    """Attach the assessment to the most specific of `lesson_id`, `module_id`, `course_id` in `changes`.

    What is not mentioned stays where it still belongs to what is.
    Raises `TargetMissing`, `TargetUnknown`, `TargetMismatch`.
    """
    course, module, lesson = _targets(assessment, changes)
    if course is None:
        raise TargetMissing()
    for name, row in (("course_id", course), ("module_id", module), ("lesson_id", lesson)):
        if changes.get(name) and (row is None or row.pk != changes[name]):
            raise TargetMismatch()
    assessment.course, assessment.module, assessment.lesson = course, module, lesson


def _targets(
    assessment: Assessment, changes: Mapping[str, Any]
) -> tuple[Course | None, Module | None, Lesson | None]:
    try:
        if changes.get("lesson_id"):
            lesson = get_lesson(lesson_id=changes["lesson_id"])
            return lesson.course, lesson.module, lesson
        if changes.get("module_id"):
            module = get_module(module_id=changes["module_id"])
            return module.course, module, _kept_lesson(assessment, changes, module)
        wanted = changes.get("course_id") or assessment.course_id
        course = get_course(course_id=wanted) if wanted else None
    except NotFound as error:
        raise TargetUnknown() from error
    if course is None or course.id != assessment.course_id or "module_id" in changes:
        return course, None, None
    return course, assessment.module, _kept_lesson(assessment, changes, assessment.module)


def _kept_lesson(assessment: Assessment, changes: Mapping[str, Any], module: Module | None) -> Lesson | None:
    lesson = None if "lesson_id" in changes else assessment.lesson
    return lesson if lesson and module and lesson.module_id == module.id else None
