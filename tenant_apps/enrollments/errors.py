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


class EntryRefused(Refusal):
    """Base: the course is not for this student, or not now; it has nothing to do with money."""

    code = "entry_refused"
    field = "course"


class CourseFull(EntryRefused):
    code = "course_full"
    message = _("This course has reached its maximum enrollment capacity.")


class PrerequisitesNotMet(EntryRefused):
    """`details["courses"]`: titles of the courses still to be completed."""

    code = "prerequisites_not_met"
    message = _("You must complete the required prerequisites before enrolling in this course.")


class NotInPlan(EntryRefused):
    code = "not_in_plan"
    message = _("This content is not available in your current subscription plan.")


class NotInRegion(EntryRefused):
    code = "not_in_region"
    message = _("This content is not available in your geographic region.")


class LessonNotInPlan(NotInPlan, LessonClosed):
    """The same about a lesson that the student would otherwise have."""

    kind = Kind.INVALID


class LessonNotInRegion(NotInRegion, LessonClosed):
    kind = Kind.INVALID


class CourseNotEnrolled(Refusal):
    """A module that is only for those who have its course."""

    code = "course_not_enrolled"
    field = "module"
    message = _("You must be enrolled in the course before enrolling in modules.")


class InsufficientFunds(Refusal):
    code = "insufficient_funds"
    field = "access_code"
    message = _("You do not have sufficient funds to complete this transaction.")


class PaymentFailed(Refusal):
    """The access code is unknown, spent, over, switched off or of a higher price."""

    code = "payment_failed"
    field = "access_code"
    message = _("The payment could not be processed. Please try again.")


class NotInCourse(Refusal):
    code = "not_in_course"
    field = "course"
    message = _("Not enrolled in this course.")


class AccessHasNoEnd(Refusal):
    code = "access_has_no_end"
    field = "days"
    message = _("This access has no end: there is nothing to extend.")


class DaysRefused(Refusal):
    code = "days_refused"
    field = "days"
    message = _("Give between 1 and 3650 days.")


class BulkActUnknown(Refusal):
    code = "bulk_act_unknown"
    field = "act"
    message = _("Choose what should be done.")


class NobodyChosen(Refusal):
    code = "nobody_chosen"
    message = _("Choose at least one student.")


class NoteEmpty(Refusal):
    code = "note_empty"
    field = "text"
    message = _("Write something first.")


class NoteTooLong(Refusal):
    code = "note_too_long"
    field = "text"
    message = _("A note has at most 2,000 characters.")


class NoteMomentUnclear(Refusal):
    code = "note_moment_unclear"
    field = "at"
    message = _("Write the moment as minutes and seconds, like 3:42.")


class TooManyNotes(Refusal):
    code = "too_many_notes"
    field = "text"
    message = _("This lesson has 200 notes already. Remove one first.")
