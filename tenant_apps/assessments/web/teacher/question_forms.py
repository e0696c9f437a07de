"""What teachers type about a question: the same for every kind, then what its kind needs."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from branding.rules.limits import NUMBER_LIMITS
from shared_apps.accounts.web.forms import picture_field
from shared_apps.kernel.errors import Text
from tenant_apps.assessments.models import Question
from tenant_apps.assessments.rules.cleaning import MAX_EXPLANATION, MAX_OPTIONS, MAX_POINTS, MAX_QUESTION
from tenant_apps.assessments.rules.draft import Draft
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.services import OptionChanges, QuestionChanges

SPARE_ROWS = 4
PLAIN = ("text", "points", "explanation", "is_required")
KINDS: dict[str, Text] = {
    QuestionKind.MULTIPLE_CHOICE: _("Multiple choice"),
    QuestionKind.TRUE_FALSE: _("True or false"),
    QuestionKind.FILL_BLANK: _("Fill in the blank"),
    QuestionKind.SHORT_ANSWER: _("Short answer"),
    QuestionKind.ESSAY: _("Essay"),
}
TRUTHS = [("true", _("True")), ("false", _("False"))]


def marks_field(label: Any) -> forms.DecimalField:
    """What a question gives: more than nothing."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_value=MAX_POINTS,
        decimal_places=2,
        initial=1,
        error_messages=NUMBER_LIMITS,
    )


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Question"), max_length=MAX_QUESTION, widget=forms.Textarea(attrs={"rows": 3})
    )
    points = marks_field(_("Marks"))
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=MAX_EXPLANATION,
        help_text=_("Shown with the results."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    picture = picture_field(_("Picture"))
    remove_picture = forms.BooleanField(label=_("Take the picture away"), required=False)
    is_required = forms.BooleanField(label=_("Should be answered"), required=False, initial=True)

    @classmethod
    def of(cls, draft: Draft) -> QuestionForm:
        """The form as the question is now."""
        initial = {name: getattr(draft, name) for name in PLAIN} | cls.initial_of(draft)
        initial["points"] = f"{draft.points:f}".rstrip("0").rstrip(".")
        return cls(initial=initial)

    @classmethod
    def initial_of(cls, draft: Draft) -> dict[str, Any]:
        """What its kind adds."""
        return {}

    def changes(self) -> QuestionChanges:
        given = self.cleaned_data
        changes: dict[str, Any] = {name: given[name] for name in PLAIN}
        if given["picture"]:
            changes["picture"] = given["picture"]
        elif given["remove_picture"]:
            changes["picture"] = None
        return cast(QuestionChanges, changes)


class ChoiceForm(QuestionForm):
    """The options stand beside the form: see `OptionRows`."""

    allows_several = forms.BooleanField(
        label=_("Students may choose several"),
        required=False,
        help_text=_("With more than one right option they always may."),
    )

    @classmethod
    def initial_of(cls, draft: Draft) -> dict[str, Any]:
        return {"allows_several": draft.allows_several}

    def changes(self) -> QuestionChanges:
        return {**super().changes(), "allows_several": self.cleaned_data["allows_several"]}


class TruthForm(QuestionForm):
    truth = forms.ChoiceField(label=_("Right answer"), choices=TRUTHS, widget=forms.RadioSelect)

    @classmethod
    def initial_of(cls, draft: Draft) -> dict[str, Any]:
        truth = draft.truth
        return {} if truth is None else {"truth": "true" if truth else "false"}

    def changes(self) -> QuestionChanges:
        return {**super().changes(), "correct_true_false": self.cleaned_data["truth"] == "true"}


class WordsForm(QuestionForm):
    accepted = forms.CharField(
        label=_("Answers that are right"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One in each line. Capitals, blanks, vowel marks and the kind of digits do not matter."),
    )

    @classmethod
    def initial_of(cls, draft: Draft) -> dict[str, Any]:
        return {"accepted": "\n".join(draft.accepted)}

    def changes(self) -> QuestionChanges:
        return {**super().changes(), "accepted_answers": self.cleaned_data["accepted"].splitlines()}


FORMS: dict[str, type[QuestionForm]] = {
    QuestionKind.MULTIPLE_CHOICE: ChoiceForm,
    QuestionKind.TRUE_FALSE: TruthForm,
    QuestionKind.FILL_BLANK: WordsForm,
    QuestionKind.SHORT_ANSWER: WordsForm,
    QuestionKind.ESSAY: QuestionForm,
}


class OptionRows:
    """The options of a form: those there are, and empty rows for more. An emptied row is deleted."""

    def __init__(self, rows: list[dict[str, Any]], *, spare: int = SPARE_ROWS) -> None:
        room = max(0, MAX_OPTIONS - len(rows))
        blank = [{"id": "", "text": "", "is_correct": False} for _ in range(min(spare, room))]
        self.rows = [{**row, "place": place} for place, row in enumerate([*rows, *blank])]

    @classmethod
    def of(cls, question: Question | None) -> OptionRows:
        options = question.options.all() if question else []
        rows = [{"id": str(one.id), "text": one.text, "is_correct": one.is_correct} for one in options]
        return cls(rows, spare=2 if rows else SPARE_ROWS)

    @classmethod
    def of_draft(cls, draft: Draft) -> OptionRows:
        rows = [{"id": "", "text": one.text, "is_correct": one.is_right} for one in draft.options]
        return cls(rows, spare=2 if rows else SPARE_ROWS)

    @classmethod
    def typed(cls, posted: QueryDict, *, spare: int = 0) -> OptionRows:
        """The rows as they were sent: `option-id`, `option-text`, and the places that are right."""
        ids, right = posted.getlist("option-id"), set(posted.getlist("option-right"))
        texts = posted.getlist("option-text")[:MAX_OPTIONS]
        rows = [
            {"id": ids[place] if place < len(ids) else "", "text": text, "is_correct": str(place) in right}
            for place, text in enumerate(texts)
        ]
        return cls(rows, spare=spare)

    def changes(self) -> list[OptionChanges]:
        """The rows that say something, in their sequence."""
        found: list[OptionChanges] = []
        for row in self.rows:
            if not row["text"].strip():
                continue
            found.append({"text": row["text"], "is_correct": row["is_correct"], "id": _uuid(row["id"])})
        return found


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
