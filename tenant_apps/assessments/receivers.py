"""What assessments do about news from below: they are copied with a course, their pictures go with it."""

from __future__ import annotations

from django.db.models import QuerySet

from shared_apps.kernel.events import receive
from tenant_apps.assessments.models import Question
from tenant_apps.assessments.services.course_copies import copy_assessments
from tenant_apps.courses.events import CourseCopied, CourseRemoved, LessonsRemoved, ModuleRemoved
from tenants.storage import discard_after_commit


@receive(CourseCopied)
def give_copy_its_assessments(event: CourseCopied) -> None:
    copy_assessments(
        course_id=event.course_id, copy_id=event.copy_id, modules=event.modules, lessons=event.lessons
    )


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
