"""Why a student does not get in. The sentences are the ones clients know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, Refusal


class NotAStudentHere(Refusal):
    code = "not_a_student_here"
    field = "user"
    message = _("You are not a student of this teacher.")


class CourseNotPublished(Refusal):
    code = "course_not_published"
    field = "course"
    message = _("Course is not published")


class ModuleNotPublished(Refusal):
    code = "module_not_published"
    field = "module"
    message = _("Module is not published")


class ModuleNotSoldAlone(Refusal):
    code = "module_not_sold_alone"
    field = "module"
    message = _("This module is sold only with its course.")


class CourseAlreadyOpen(Refusal):
    code = "course_already_open"
    field = "student"
    message = _("Student already has full access to this course")


class ModuleAlreadyOpen(Refusal):
    code = "module_already_open"
    field = "student"
    message = _("Student already enrolled in this module")


class CourseCodeRequired(Refusal):
    code = "course_code_required"
    field = "coupon_code"
    message = _("Coupon code is required for paid courses.")


class ModuleCodeRequired(Refusal):
    code = "module_code_required"
    field = "coupon_code"
    message = _("Coupon code is required for paid modules.")


class LessonClosed(Refusal):
    code = "lesson_closed"
    kind = Kind.FORBIDDEN
    message = _("You don't have permission to access this lesson.")
