"""What teachers type about a question of the bank beside the question itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from branding.rules.limits import NUMBER_LIMITS
from tenant_apps.assessments.rules.cleaning import MAX_QUESTIONS
from tenant_apps.assessments.rules.draft import MAX_TAG, MAX_TAGS, MAX_TOPIC, Draft, DraftOption, split_tags
from tenant_apps.assessments.rules.kinds import Level
from tenant_apps.assessments.web.teacher.levels import LEVELS
from tenant_apps.assessments.web.teacher.question_forms import OptionRows, QuestionForm, marks_field


class PlaceForm(forms.Form):
    """Where the question stands in the bank."""

    topic = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=MAX_TOPIC,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off", "dir": "auto"}),
    )
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS.items(), initial=Level.MEDIUM)
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=MAX_TAGS * (MAX_TAG + 2),
        help_text=_("With commas between them."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    @classmethod
    def of(cls, draft: Draft) -> PlaceForm:
        tags = pgettext("between tags", ", ").join(draft.tags)
        return cls(initial={"topic": draft.topic, "level": draft.level, "tags": tags})


def typed_draft(*, kind: str, form: QuestionForm, place: PlaceForm, options: OptionRows) -> Draft:
    """The question that two valid forms and the rows of options say."""
    told: dict[str, Any] = dict(form.changes())
    return Draft(
        kind=kind,
        text=told["text"],
        points=told["points"],
        explanation=told["explanation"],
        is_required=told["is_required"],
        allows_several=told.get("allows_several", False),
        truth=told.get("correct_true_false"),
        accepted=tuple(told.get("accepted_answers", ())),
        options=tuple(DraftOption(one["text"], one["is_correct"]) for one in options.changes()),
        topic=place.cleaned_data["topic"],
        level=place.cleaned_data["level"],
        tags=split_tags(place.cleaned_data["tags"]),
    )


class DrawForm(forms.Form):
    """So many of a topic and level for each attempt."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *LEVELS.items()]
    )
    number = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MAX_QUESTIONS, initial=5, error_messages=NUMBER_LIMITS
    )
    points = marks_field(_("Marks each"))

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topics
