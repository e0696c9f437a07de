"""What enrolments, progress, codes and the school's staff add to a student's timeline."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenant_apps.coupons.models import CodeUse
from tenant_apps.coupons.rules import grouped
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.staff.models import Activity
from tenant_apps.staff.rules import details_text, word_for
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import Telling, strand_of_rows

GRAVE_ACTS = frozenset({"student.blocked", "student.taken_out"})


def _codes(student: Student) -> QuerySet[CodeUse]:
    return CodeUse.objects.filter(student_id=student.pk).select_related("access_code")


def _code(row: CodeUse) -> Telling:
    thing, code = row.module_title or row.course_title, grouped(row.access_code.code)
    return {"text": _("Used a code"), "note": thing, "detail": code, "tone": "success"}


def _places(student: Student) -> QuerySet[Enrollment]:
    return Enrollment.objects.kept().filter(student=student).select_related("course", "module")


def _place(row: Enrollment) -> Telling:
    title = row.module.title if row.module else row.course.title
    return {"text": _("Enrolled"), "note": title, "tone": "success"}


def _lessons(student: Student) -> QuerySet[LessonProgress]:
    rows = LessonProgress.objects.filter(student=student, is_completed=True, completed_at__isnull=False)
    return rows.select_related("lesson__course")


def _lesson(row: LessonProgress) -> Telling:
    return {"text": _("Finished a lesson"), "note": row.lesson.title, "detail": row.lesson.course.title}


def _completions(student: Student) -> QuerySet[Enrollment]:
    rows = Enrollment.objects.filter(student=student, module=None, completed_at__isnull=False)
    return rows.select_related("course")


def _completion(row: Enrollment) -> Telling:
    return {"text": _("Completed a course"), "note": row.course.title, "tone": "success"}


def _by_staff(student: Student) -> QuerySet[Activity]:
    return Activity.objects.filter(object_id=student.pk)


def _act(row: Activity) -> Telling:
    tone = "warning" if row.act in GRAVE_ACTS else ""
    words, person = details_text(row.details), row.person_name
    return {"text": word_for(row.act), "note": words, "detail": person, "tone": tone}


STRANDS = (
    strand_of_rows(key="code", label=_("Codes"), icon="ticket", at="used_at", rows=_codes, tell=_code),
    strand_of_rows(
        key="enrolment", label=_("Enrolments"), icon="book-open", at="enrolled_at", rows=_places, tell=_place
    ),
    strand_of_rows(
        key="lesson", label=_("Lessons"), icon="circle-check", at="completed_at", rows=_lessons, tell=_lesson
    ),
    strand_of_rows(
        key="completion",
        label=_("Courses completed"),
        icon="trophy",
        at="completed_at",
        rows=_completions,
        tell=_completion,
    ),
    strand_of_rows(key="staff", label=_("By the team"), icon="shield", at="at", rows=_by_staff, tell=_act),
)
