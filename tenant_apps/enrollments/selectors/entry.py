"""Who may get into a course, money aside."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Count, Q

from tenant_apps.courses.models import Course
from tenant_apps.courses.rules import is_in_plan
from tenant_apps.courses.selectors import list_prerequisites
from tenant_apps.enrollments.errors import CourseFull, NotInPlan, NotInRegion, PrerequisitesNotMet
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors.access import is_in_region
from tenant_apps.students.models import Student


def check_entry(*, student: Student, course: Course, now: datetime) -> None:
    """Refuse a student whom the course does not take: country, plan, prerequisites, seats, in this order.

    Raises `NotInRegion`, `NotInPlan`, `PrerequisitesNotMet`, `CourseFull`.
    """
    if not is_in_region(student=student, course=course):
        raise NotInRegion()
    if not is_in_plan(plans=course.plans, plan=student.plan):
        raise NotInPlan()
    unmet = list_unmet_prerequisites(student=student, course_id=course.id)
    if unmet:
        raise PrerequisitesNotMet(courses=[one.title for one in unmet])
    check_seat(student=student, course=course, now=now)


def check_seat(*, student: Student, course: Course, now: datetime) -> None:
    """Refuse when all seats are taken by others. Sure only under the course's lock. Raises `CourseFull`.

    A seat is held by whoever has the course or a module of it open now; a pending place holds none.
    """
    if course.capacity is None:
        return
    live = Enrollment.objects.live(now=now).filter(course_id=course.id)
    if live.filter(student=student).exists():
        return
    if live.values("student_id").distinct().count() >= course.capacity:
        raise CourseFull()


def list_unmet_prerequisites(*, student: Student, course_id: uuid.UUID) -> list[Course]:
    """Required courses that the student has not completed: neither the place nor all of its lessons."""
    completed = Enrollment.objects.filter(student=student, module=None, completed_at__isnull=False)
    open_ones = list(list_prerequisites(course_id=course_id).exclude(id__in=completed.values("course_id")))
    if not open_ones:
        return []
    shown = Q(lessons__is_published=True, lessons__module__is_published=True)
    done = shown & Q(lessons__progress__student=student, lessons__progress__is_completed=True)
    learnt = (
        Course.objects.filter(pk__in=[course.id for course in open_ones])
        .annotate(all=Count("lessons", filter=shown, distinct=True))
        .annotate(done=Count("lessons", filter=done, distinct=True))
        .values_list("id", "all", "done")
    )
    known = {course_id for course_id, lessons, completed in learnt if 0 < lessons == completed}
    return [course for course in open_ones if course.id not in known]
