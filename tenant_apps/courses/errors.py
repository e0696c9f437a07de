"""Why a change of a course, module or lesson is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, Refusal


class FreeCostsNothing(Refusal):
    code = "free_costs_nothing"
    field = "price"
    message = _("Price must be 0 for free courses")


class PricedCourse(Refusal):
    """A course keeps its price until it is told to cost nothing."""

    code = "priced_course"
    field = "is_free"
    message = _("Cannot set course as free with non-zero price")


class FreeModuleCostsNothing(FreeCostsNothing):
    message = _("Price must be 0 for free modules")


class PriceRefused(Refusal):
    code = "price_refused"
    field = "price"
    message = _("The price must be between 0 and 99,999,999.99.")


class TitleEmpty(Refusal):
    code = "title_empty"
    field = "title"
    message = _("Title must not be empty.")


class TitleTooShort(Refusal):
    code = "title_too_short"
    field = "title"
    message = _("Title must be at least 3 characters long.")


class TextTooLong(Refusal):
    code = "text_too_long"
    message = _("This text is too long.")


class ModuleOrderRefused(Refusal):
    code = "module_order_refused"
    field = "order"
    message = _("Module order must be greater than 0")


class ModuleOrderTaken(Refusal):
    code = "module_order_taken"
    message = _("There is already a module with this order in the course.")


class ModuleHasLessons(Refusal):
    code = "module_has_lessons"
    kind = Kind.CONFLICT
    message = _("Module contains lessons and cannot be deleted.")


class LessonOrderRefused(Refusal):
    code = "lesson_order_refused"
    field = "order"
    message = _("lesson order must be greater than 0")


class LessonOrderTaken(Refusal):
    code = "lesson_order_taken"
    field = "order"
    message = _("there is already lesson in this order")


class OrderIncomplete(Refusal):
    """A new sequence must name each of the rows exactly once."""

    code = "order_incomplete"
    message = _("The list has changed meanwhile. Reload the page and try again.")


class OutlineChanged(Refusal):
    """Somebody else put the outline into another order since the page was drawn."""

    code = "outline_changed"
    kind = Kind.CONFLICT
    message = _("Somebody else moved something meanwhile. Here is how it is now.")


class CapacityRefused(Refusal):
    code = "capacity_refused"
    field = "capacity"
    message = _("The number of seats must be greater than 0.")


class CountryUnknown(Refusal):
    code = "country_unknown"
    field = "countries"
    message = _("Use country codes of two letters, such as EG.")


class PlanNameRefused(Refusal):
    code = "plan_name_refused"
    field = "plans"
    message = _("The name of a plan has 1 to 40 characters; at most 50 plans.")


class PrerequisiteUnknown(Refusal):
    code = "prerequisite_unknown"
    field = "prerequisites"
    message = _("One of these courses does not exist.")


class PrerequisiteCircle(Refusal):
    """Nobody could ever enter courses that require each other."""

    code = "prerequisite_circle"
    field = "prerequisites"
    message = _("A course cannot require itself, directly or through others.")


class CourseHasEnrollments(Refusal):
    code = "course_has_enrollments"
    kind = Kind.CONFLICT
    message = _("Course has active enrollments and cannot be deleted.")
