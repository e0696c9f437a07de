"""The words of the activity log. An act that is not here is shown by its own name, and fails a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

GROUPS: dict[str, str | Promise] = {
    "content": _("Courses and lessons"),
    "students": _("Students"),
    "codes": _("Codes and discounts"),
    "exams": _("Exams and grading"),
    "reviews": _("Reviews"),
    "team": _("Team"),
    "settings": _("Settings"),
    "data": _("Exports and visits"),
}

WORDS: dict[str, dict[str, str | Promise]] = {
    "content": {
        "course.created": _("Course created"),
        "course.changed": _("Course changed"),
        "course.published": _("Course published"),
        "course.unpublished": _("Course taken offline"),
        "course.deleted": _("Course deleted"),
        "course.duplicated": _("Course duplicated"),
        "course.reordered": _("Order of a course changed"),
        "module.created": _("Module created"),
        "module.changed": _("Module changed"),
        "module.deleted": _("Module deleted"),
        "module.moved": _("Module moved"),
        "module.reordered": _("Order of a module changed"),
        "lesson.created": _("Lesson created"),
        "lesson.changed": _("Lesson changed"),
        "lesson.deleted": _("Lesson deleted"),
        "lesson.moved": _("Lesson moved"),
    },
    "students": {
        "student.added": _("Student added by hand"),
        "student.blocked": _("Student blocked"),
        "student.let_in": _("Student let in again"),
        "student.removed": _("Student removed"),
        "student.reset_link_given": _("Link for a new password given"),
        "student.noted": _("Notes changed"),
        "student.plan_set": _("Plan and country set"),
        "student.enrolled": _("Enrolled without a code"),
        "student.extended": _("Access extended"),
        "student.taken_out": _("Taken out of a course"),
        "students.enrol": _("Many students enrolled"),
        "students.extend": _("Access of many extended"),
        "students.take_out": _("Many taken out of a course"),
        "students.block": _("Many students blocked"),
        "students.unblock": _("Many students let in again"),
    },
    "codes": {
        "codes.made": _("Codes made"),
        "codes.voided": _("Codes made void"),
        "codes.restored": _("Codes made usable again"),
        "codes.printed": _("Codes printed"),
        "codes.exported": _("Codes exported"),
        "codes.replaced": _("Code replaced"),
        "codes.extended": _("Validity of codes changed"),
        "codes.deleted": _("Codes deleted"),
        "discount.created": _("Discount created"),
        "discount.changed": _("Discount changed"),
        "discount.deleted": _("Discount deleted"),
    },
    "exams": {
        "assessment.created": _("Exam created"),
        "assessment.changed": _("Exam changed"),
        "assessment.published": _("Exam published"),
        "assessment.unpublished": _("Exam taken offline"),
        "assessment.deleted": _("Exam deleted"),
        "assessment.released": _("Results released"),
        "assessment.regraded": _("Exam graded anew"),
        "question.created": _("Question created"),
        "question.changed": _("Question changed"),
        "question.deleted": _("Question deleted"),
        "answer.graded": _("Answer graded"),
        "attempt.graded": _("Attempt graded"),
    },
    "reviews": {
        "rating.replied": _("Review answered"),
        "rating.hidden": _("Review hidden"),
        "rating.shown": _("Review shown again"),
    },
    "team": {
        "team.invited": _("Invited to the team"),
        "team.invitation_withdrawn": _("Invitation withdrawn"),
        "team.joined": _("Joined the team"),
        "team.changed": _("Role or rights changed"),
        "team.shut_out": _("Shut out of the school"),
        "team.let_in": _("Let into the school again"),
    },
    "settings": {
        "profile.changed": _("Profile changed"),
        "brand.changed": _("Look changed"),
        "settings.changed": _("Settings changed"),
        "video.connected": _("Video account connected"),
        "video.disconnected": _("Video account disconnected"),
    },
    "data": {
        "students.exported": _("List of students exported"),
        "results.exported": _("Results exported"),
        "revenue.exported": _("Income exported"),
        "export.asked": _("All data exported"),
        "visit.entered": _("The platform's support came to look"),
    },
}
_BY_ACT = {act: word for words in WORDS.values() for act, word in words.items()}
_GROUP_OF = {act: group for group, words in WORDS.items() for act in words}


def word_for(act: str) -> str | Promise:
    """What a person calls the act."""
    return _BY_ACT.get(act, act)


def group_of(act: str) -> str:
    """The part of the log to which the act belongs."""
    return _GROUP_OF.get(act, "data")


def acts_of(group: str) -> list[str]:
    """The acts of a part of the log; of an unknown part none."""
    return list(WORDS.get(group, {}))


def details_text(details: Mapping[str, Any]) -> str:
    """The details that say something to a reader, in one line."""
    parts = [str(details[name]) for name in ("course", "reason", "plan", "mark") if details.get(name)]
    for name, say in _COUNTED.items():
        if isinstance(details.get(name), int):
            parts.append(say(details[name]))
    role = details.get("role")
    if role in _ROLES:
        parts.append(str(_ROLES[role]))
    return " · ".join(parts)


_ROLES = {"instructor": _("instructor"), "assistant": _("assistant")}


def _days(number: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", number) % {"n": number}


def _students(number: int) -> str:
    return ngettext("%(n)d student", "%(n)d students", number) % {"n": number}


def _codes(number: int) -> str:
    return ngettext("%(n)d code", "%(n)d codes", number) % {"n": number}


def _results(number: int) -> str:
    return ngettext("%(n)d result changed", "%(n)d results changed", number) % {"n": number}


_COUNTED = {"days": _days, "students": _students, "codes": _codes, "results": _results}
