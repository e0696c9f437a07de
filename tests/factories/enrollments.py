"""Enrolments and progress."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tenant_apps.courses.models import Course, Lesson
from tenant_apps.enrollments.models import Enrollment, LessonNote, LessonProgress
from tenant_apps.students.models import Student


def make_enrollment(student: Student, course: Course, **fields: Any) -> Enrollment:
    """An active enrolment with full access for 30 days."""
    now = timezone.now()
    fields.setdefault("status", Enrollment.Status.ACTIVE)
    fields.setdefault("access_type", Enrollment.Access.FULL)
    fields.setdefault("enrolled_at", now)
    fields.setdefault("ends_at", now + timedelta(days=30))
    return Enrollment.objects.create(student=student, course=course, **fields)


def make_progress(student: Student, lesson: Lesson, **fields: Any) -> LessonProgress:
    return LessonProgress.objects.create(student=student, lesson=lesson, **fields)


def make_note(student: Student, lesson: Lesson, **fields: Any) -> LessonNote:
    """A note at 1:12 of the lesson."""
    values = {"position_seconds": 72, "text": "Mind the sign"} | fields
    return LessonNote.objects.create(student=student, lesson=lesson, **values)
