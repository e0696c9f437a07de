"""What students say and how the school answers, as forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenant_apps.ratings.rules import MAX_COMMENT

WORDS = {1: _("Bad"), 2: _("Poor"), 3: _("Fair"), 4: _("Good"), 5: _("Excellent")}
"""What one to five stars mean."""


class RatingForm(forms.Form):
    stars = forms.TypedChoiceField(
        label=_("Your stars"),
        coerce=int,
        choices=list(WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one to five stars.")},
    )
    comment = forms.CharField(
        label=_("What would you tell others?"),
        required=False,
        # The length is for the service to say: forms send line ends of two characters that nobody typed.
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MAX_COMMENT, "dir": "auto"}),
    )

    def given(self) -> dict[str, Any]:
        """What the services take."""
        return {"stars": self.cleaned_data["stars"], "comment": self.cleaned_data["comment"]}
