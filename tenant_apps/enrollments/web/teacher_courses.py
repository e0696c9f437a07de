"""The list of courses with what this app and the codes know of each."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Avg

from tenant_apps.coupons.selectors import earned_by_courses
from tenant_apps.courses.web.teacher import Figures, TeacherCourses
from tenant_apps.enrollments.models import Enrollment

NOTHING = Decimal("0.00")


class CoursesWithFigures(TeacherCourses):
    """How far students are on average is for all staff; what a course earned is for the owner only."""

    def sees_income(self) -> bool:
        return self.request.actor.staff_member.role == "owner"  # type: ignore[attr-defined]  # set by the page middleware

    def figures(self, course_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Figures]:
        places = Enrollment.objects.kept().filter(course_id__in=course_ids).order_by()
        progress = dict(places.values_list("course_id").annotate(Avg("progress_percent")))
        is_told = self.sees_income()
        earned = earned_by_courses(course_ids=course_ids) if is_told else {}
        return {
            key: Figures(
                progress_percent=round(progress[key]) if key in progress else None,
                earned=earned.get(key, NOTHING) if is_told else None,
            )
            for key in course_ids
        }
