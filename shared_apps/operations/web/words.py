"""What the audit's acts, objects and fields are called on the console. What is not here is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "school.open": _("School opened by an operator"),
    "school.notice": _("Closing announced"),
    "school.notice_withdrawn": _("Announcement withdrawn"),
    "school.suspend": _("School suspended"),
    "school.restore": _("School opened again"),
    "school.archive": _("School archived"),
    "school.visit_asked": _("Visit asked for"),
    "school.visit": _("Visit begun"),
    "school.visit_end": _("Visit ended"),
    "category.add": _("Category added"),
    "category.change": _("Category changed"),
    "person.close": _("Account closed"),
    "person.open": _("Account opened again"),
    "second_factor.set_up": _("Authenticator app set up"),
    "second_factor.remove": _("Authenticator app removed"),
    "second_factor.new_recovery_codes": _("New recovery codes made"),
    "rating.hide": _("Review hidden"),
    "rating.show": _("Review shown again"),
    "assessment.regrade": _("Exam graded anew"),
}
OBJECTS: dict[str, str | Promise] = {
    "school": _("School"),
    "person": _("Person"),
    "category": _("Category"),
    "rating": _("Review"),
    "assessment": _("Exam"),
}
FIELDS: dict[str, str | Promise] = {
    "reason": _("Reason"),
    "state": _("State"),
    "name": _("Name"),
    "name_ar": _("Name in Arabic"),
    "position": _("Position"),
    "closes_on": _("Closes on"),
    "username": _("Address"),
    "owner": _("Owner"),
}

SERVICES: dict[str, str | Promise] = {
    "up": _("in order"),
    "down": _("no answer"),
    "not configured": _("not in use"),
}


def service_word(state: str) -> str | Promise:
    """How the database or Redis is."""
    return SERVICES.get(state, state)


def act_word(action: str) -> str | Promise:
    """What a person calls the act."""
    return ACTS.get(action, action)


def object_word(object_type: str) -> str | Promise:
    """What a person calls this kind of thing."""
    return OBJECTS.get(object_type, object_type)


def field_word(name: str) -> str | Promise:
    """What a person calls this part of a change."""
    return FIELDS.get(name, name)
