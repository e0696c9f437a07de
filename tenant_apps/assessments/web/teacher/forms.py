"""What teachers type about an assessment."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branding.rules.limits import NUMBER_LIMITS
from tenant_apps.assessments.models import Assessment
from tenant_apps.assessments.rules.cleaning import MAX_ATTEMPTS, MAX_DESCRIPTION, MAX_MINUTES, MAX_TITLE
from tenant_apps.assessments.rules.kinds import AssessmentKind, ResultsShown
from tenant_apps.assessments.services import AssessmentChanges
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import get_course_content

PLAIN = (
    "title",
    "description",
    "kind",
    "passing_percent",
    "time_limit_minutes",
    "max_attempts",
    "available_from",
    "available_until",
    "shuffle_questions",
    "shuffle_options",
    "results_shown",
    "show_explanations",
)

KINDS = [
    (AssessmentKind.QUIZ, gettext_lazy("Quiz")),
    (AssessmentKind.ASSIGNMENT, gettext_lazy("Assignment")),
    (AssessmentKind.EXAM, gettext_lazy("Exam")),
]


class MomentField(forms.DateTimeField):
    """A moment by the school's clock."""

    def __init__(self, **kwargs: Any) -> None:
        # The browser's own picker sends and expects this one form, whatever the language.
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, required=False, **kwargs)


class AssessmentForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=MAX_TITLE)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=KINDS, widget=forms.RadioSelect)
    target = forms.ChoiceField(label=gettext_lazy("Belongs to"))
    description = forms.CharField(
        label=gettext_lazy("What students read before they begin"),
        max_length=MAX_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    time_limit_minutes = forms.IntegerField(
        label=gettext_lazy("Time in minutes"),
        required=False,
        min_value=1,
        max_value=MAX_MINUTES,
        error_messages=NUMBER_LIMITS,
        help_text=gettext_lazy("Empty: no limit."),
    )
    max_attempts = forms.IntegerField(
        label=gettext_lazy("Attempts"),
        required=False,
        min_value=1,
        max_value=MAX_ATTEMPTS,
        error_messages=NUMBER_LIMITS,
        help_text=gettext_lazy("Empty: any number."),
    )
    passing_percent = forms.DecimalField(
        label=gettext_lazy("To pass, percent"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        error_messages=NUMBER_LIMITS,
    )
    available_from = MomentField(label=gettext_lazy("Opens"))
    available_until = MomentField(label=gettext_lazy("Closes"))
    shuffle_questions = forms.BooleanField(
        label=gettext_lazy("Each student gets the questions in another order"), required=False
    )
    shuffle_options = forms.BooleanField(
        label=gettext_lazy("Each student gets the options in another order"), required=False
    )
    results_shown = forms.ChoiceField(
        label=gettext_lazy("Students see their results"),
        choices=ResultsShown.choices,
        widget=forms.RadioSelect,
    )
    show_explanations = forms.BooleanField(
        label=gettext_lazy("Show explanations with the results"), required=False
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = _targets(course)

    @classmethod
    def fresh(cls, *, course: Course, target: str = "") -> AssessmentForm:
        """The form of a new one: a quiz, one attempt, half to pass."""
        initial = {
            "kind": AssessmentKind.QUIZ,
            "results_shown": ResultsShown.AT_ONCE,
            "passing_percent": 50,
            "max_attempts": 1,
            "show_explanations": True,
            "target": target or f"course:{course.id}",
        }
        return cls(course=course, initial=initial)

    @classmethod
    def of(cls, assessment: Assessment) -> AssessmentForm:
        """The form as the assessment is now."""
        initial = {name: getattr(assessment, name) for name in PLAIN}
        initial["passing_percent"] = f"{assessment.passing_percent:f}".rstrip("0").rstrip(".") or "0"
        return cls(course=assessment.course, initial=initial | {"target": _target_of(assessment)})

    def changes(self) -> AssessmentChanges:
        given = {name: self.cleaned_data[name] for name in PLAIN}
        place, _colon, key = self.cleaned_data["target"].partition(":")
        # All three are named, so that a move from a lesson to its course is one.
        targets: dict[str, Any] = {"course_id": None, "module_id": None, "lesson_id": None}
        return cast(AssessmentChanges, given | targets | {f"{place}_id": uuid.UUID(key)})


def _target_of(assessment: Assessment) -> str:
    if assessment.lesson_id:
        return f"lesson:{assessment.lesson_id}"
    return f"module:{assessment.module_id}" if assessment.module_id else f"course:{assessment.course_id}"


def _targets(course: Course) -> list[tuple[str, str]]:
    """The course, its modules, and indented below them their lessons."""
    rows = [(f"course:{course.id}", _("The whole course: %(title)s") % {"title": course.title})]
    for part in get_course_content(course_id=course.id).modules:
        rows.append((f"module:{part.module.id}", _("Module: %(title)s") % {"title": part.module.title}))
        rows.extend((f"lesson:{lesson.id}", f"\u2003{lesson.title}") for lesson in part.lessons)
    return rows


def zone_name() -> str:
    """The school's clock by name, as the form says it."""
    return timezone.get_current_timezone_name()
