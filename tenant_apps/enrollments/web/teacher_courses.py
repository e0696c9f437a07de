"""The list of courses with what this app and the codes know of each."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db.models import Avg

from tenant_apps.coupons.selectors import earned_by_courses
from tenant_apps.courses.models import Course
from tenant_apps.courses.web.teacher import Figures, TeacherCourses
from tenant_apps.enrollments.models import Enrollment

NOTHING = Decimal("0.00")


class CoursesWithFigures(TeacherCourses):
    """How far students are on average is for all staff; what a course earned is for the owner only."""

    def figures(self, *, courses: list[Course]) -> dict[uuid.UUID, Figures]:
        ids = [course.id for course in courses]
        places = Enrollment.objects.kept().filter(course_id__in=ids).order_by()
        progress = dict(places.values_list("course_id").annotate(Avg("progress_percent")))
        is_owner = self.request.actor.staff_member.role == "owner"  # type: ignore[attr-defined]  # set by the page middleware
        earned = earned_by_courses(course_ids=ids) if is_owner else {}
        return {
            key: Figures(
                progress_percent=round(progress[key]) if key in progress else None,
                earned=earned.get(key, NOTHING) if is_owner else None,
            )
            for key in ids
        }
