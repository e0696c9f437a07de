"""What enrolments, progress, codes and the school's staff add to a student's timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenant_apps.coupons.models import CodeUse
from tenant_apps.coupons.rules import grouped
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.staff.models import Activity
from tenant_apps.staff.rules import details_text, word_for
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import Before, Moment, Strand


def _codes(student: Student, before: Before | None, limit: int) -> list[Moment]:
    rows = CodeUse.objects.filter(student_id=student.pk).select_related("access_code")
    if before:
        rows = rows.filter(before.older(strand="code", at="used_at"))
    return [
        Moment(
            row.used_at,
            "code",
            row.pk,
            _("Used a code"),
            note=row.module_title or row.course_title,
            detail=grouped(row.access_code.code),
            tone="success",
        )
        for row in rows.order_by("-used_at", "-id")[:limit]
    ]


def _places(student: Student, before: Before | None, limit: int) -> list[Moment]:
    rows = Enrollment.objects.kept().filter(student=student).select_related("course", "module")
    if before:
        rows = rows.filter(before.older(strand="enrolment", at="enrolled_at"))
    return [
        Moment(
            row.enrolled_at,
            "enrolment",
            row.pk,
            _("Enrolled"),
            note=row.module.title if row.module else row.course.title,
            tone="success",
        )
        for row in rows.order_by("-enrolled_at", "-id")[:limit]
    ]


def _lessons(student: Student, before: Before | None, limit: int) -> list[Moment]:
    rows = LessonProgress.objects.filter(student=student, is_completed=True, completed_at__isnull=False)
    if before:
        rows = rows.filter(before.older(strand="lesson", at="completed_at"))
    found = rows.select_related("lesson__course").order_by("-completed_at", "-id")[:limit]
    return [
        Moment(
            row.completed_at,  # type: ignore[arg-type]  # filtered above
            "lesson",
            row.pk,
            _("Finished a lesson"),
            note=row.lesson.title,
            detail=row.lesson.course.title,
        )
        for row in found
    ]


def _completions(student: Student, before: Before | None, limit: int) -> list[Moment]:
    rows = Enrollment.objects.filter(student=student, module=None, completed_at__isnull=False)
    if before:
        rows = rows.filter(before.older(strand="completion", at="completed_at"))
    found = rows.select_related("course").order_by("-completed_at", "-id")[:limit]
    return [
        Moment(
            row.completed_at,  # type: ignore[arg-type]  # filtered above
            "completion",
            row.pk,
            _("Completed a course"),
            note=row.course.title,
            tone="success",
        )
        for row in found
    ]


def _by_staff(student: Student, before: Before | None, limit: int) -> list[Moment]:
    rows = Activity.objects.filter(object_id=student.pk)
    if before:
        rows = rows.filter(before.older(strand="staff", at="at"))
    return [
        Moment(
            row.at,
            "staff",
            row.pk,
            word_for(row.act),
            note=details_text(row.details),
            detail=row.person_name,
            tone="warning" if row.act in ("student.blocked", "student.taken_out") else "",
        )
        for row in rows.order_by("-at", "-id")[:limit]
    ]


STRANDS = (
    Strand("code", _("Codes"), "ticket", _codes),
    Strand("enrolment", _("Enrolments"), "book-open", _places),
    Strand("lesson", _("Lessons"), "circle-check", _lessons),
    Strand("completion", _("Courses completed"), "trophy", _completions),
    Strand("staff", _("By the team"), "shield", _by_staff),
)
