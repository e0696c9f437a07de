"""Why something was not done for a student, said to those who run the school.

The refusals' own sentences speak to the student.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Refusal

WORDS: dict[str, str | Promise] = {
    "course_already_open": _("Has the whole course already."),
    "not_a_student_here": _("Is blocked: let them in first."),
    "course_not_published": _("The course is not published."),
    "course_full": _("All seats of the course are taken."),
    "not_in_plan": _("The course is not in the student's plan."),
    "not_in_region": _("The course is not open in the student's country."),
    "prerequisites_not_met": _("Has not completed the courses that come before."),
    "not_in_course": _("Is not enrolled in this course."),
    "access_has_no_end": _("Has access without an end."),
    "not_found": _("The course is not there any more."),
}


def why(code: str) -> str | Promise:
    """The reason that goes by this code."""
    return WORDS.get(code, _("This could not be done."))


def told(refusal: Refusal) -> str:
    """The reason for staff; what has no words of its own speaks for itself."""
    return str(WORDS.get(refusal.code, refusal))
