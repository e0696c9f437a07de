"""What assessments do about news from below: their pictures go with what they belong to."""

from __future__ import annotations

from django.db.models import QuerySet

from shared_apps.kernel.events import receive
from tenant_apps.assessments.models import Question
from tenant_apps.courses.events import CourseRemoved, LessonsRemoved, ModuleRemoved
from tenants.storage import discard_after_commit


@receive(CourseRemoved)
def discard_pictures_of_course(event: CourseRemoved) -> None:
    _discard(Question.objects.filter(assessment__course_id=event.course_id))


@receive(ModuleRemoved)
def discard_pictures_of_module(event: ModuleRemoved) -> None:
    _discard(Question.objects.filter(assessment__module_id=event.module_id))


@receive(LessonsRemoved)
def discard_pictures_of_lessons(event: LessonsRemoved) -> None:
    _discard(Question.objects.filter(assessment__lesson_id__in=event.lesson_ids))


def _discard(questions: QuerySet[Question]) -> None:
    discard_after_commit(*questions.exclude(picture="").values_list("picture", flat=True))
