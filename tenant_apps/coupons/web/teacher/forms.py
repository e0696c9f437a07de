"""What teachers say about a new batch."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branding.rules.limits import NUMBER_LIMITS
from tenant_apps.coupons.rules import CODES_PER_BATCH, VALIDITY
from tenant_apps.courses.web.teacher.forms import PriceField

LONGEST_VALIDITY = 3650


class BatchForm(forms.Form):
    count = forms.IntegerField(
        label=_("How many codes"),
        min_value=1,
        max_value=CODES_PER_BATCH,
        initial=50,
        error_messages=NUMBER_LIMITS,
        help_text=_("A printed page holds ten or twenty-four."),
    )
    price = PriceField(
        label=_("Price on the card"),
        help_text=_("A code opens any course or module of exactly this price."),
    )
    label = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Only you see it: the bookshop, the group, the week."),
    )
    valid_days = forms.IntegerField(
        label=_("Good for how many days"),
        min_value=1,
        max_value=LONGEST_VALIDITY,
        initial=VALIDITY.days,
        error_messages=NUMBER_LIMITS,
    )

    def order(self, *, now: datetime) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        return {
            "count": given["count"],
            "price": given["price"],
            "label": given["label"],
            "expires_at": now + timedelta(days=given["valid_days"]),
            "now": now,
        }
