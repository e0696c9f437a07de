"""What who grades types."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from branding.rules.limits import NUMBER_LIMITS
from shared_apps.kernel.phones import western_digits
from tenant_apps.assessments.rules.cleaning import MAX_FEEDBACK

MOST_BUTTONS = 20
"""With more whole points than this, a field alone is quicker."""


class PointsField(forms.DecimalField):
    """Arabic digits and the Arabic decimal sign are read too."""

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = western_digits(value).replace("\u066b", ".").strip()
        return super().to_python(value)


class GradeForm(forms.Form):
    comment_problem = ""
    """Why the words are not kept as a comment."""

    points = PointsField(
        label=gettext_lazy("Marks"),
        min_value=Decimal(0),
        decimal_places=2,
        error_messages=NUMBER_LIMITS,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}),
    )
    feedback = forms.CharField(
        label=gettext_lazy("Words for the student"),
        required=False,
        max_length=MAX_FEEDBACK,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def point_buttons(points: Decimal) -> list[int]:
    """Every whole number of points that may be given."""
    return list(range(int(points) + 1)) if points <= MOST_BUTTONS else []
