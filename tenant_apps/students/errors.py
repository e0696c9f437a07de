"""Why somebody is not a student here, or not any more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, Refusal


class NotAStudentHere(Refusal):
    """The person is known, but studies elsewhere."""

    code = "not_a_student_here"
    kind = Kind.FORBIDDEN
    message = _("You are not registered as a student for this teacher.")


class StudentBlocked(Refusal):
    code = "student_blocked"
    kind = Kind.FORBIDDEN
    message = _("Your teacher has closed your access. Please ask them about it.")


class StaffCannotJoin(Refusal):
    """Somebody who runs the school asked to study in it under the same identity."""

    code = "staff_cannot_join"
    kind = Kind.CONFLICT
    message = _("You run this school; a student needs an account of their own.")


class CountryCodeUnknown(Refusal):
    code = "country_code_unknown"
    field = "country_code"
    message = _("Use a country code of two letters, such as EG.")


class PlanNameTooLong(Refusal):
    code = "plan_name_too_long"
    field = "plan"
    message = _("The name of a plan has at most 40 characters.")


class NotesTooLong(Refusal):
    code = "notes_too_long"
    field = "notes"
    message = _("Notes have at most 5000 characters.")
