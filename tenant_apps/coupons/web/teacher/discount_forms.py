"""What teachers say about a discount coupon."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from branding.rules.limits import NUMBER_LIMITS
from tenant_apps.coupons.errors import DiscountCodeRefused
from tenant_apps.coupons.models import DiscountCoupon
from tenant_apps.coupons.rules import CODE_MAX_LENGTH, DISCOUNTS_PER_ORDER, MAX_USES, clean_discount_code
from tenant_apps.coupons.services import DiscountChanges
from tenant_apps.courses.selectors import list_courses_for_staff
from tenants.context import require_tenant

COURSES_SHOWN = 200


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        # The browser's own calendar sends and expects this one form, whatever the language.
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class DiscountForm(forms.Form):
    """Days are whole days by the school's clock: a coupon is good through its last one."""

    code = forms.CharField(
        label=_("Code"),
        max_length=CODE_MAX_LENGTH,
        help_text=_("4 to 32 letters and digits. Capitals do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    percent = forms.IntegerField(
        label=_("Percent off"), min_value=1, max_value=100, error_messages=NUMBER_LIMITS
    )
    valid_from = DayField(label=_("First day"))
    valid_until = DayField(label=_("Last day"))
    max_uses = forms.IntegerField(
        label=_("How many students may use it"),
        min_value=1,
        max_value=MAX_USES,
        required=False,
        error_messages=NUMBER_LIMITS,
        help_text=_("Empty: as many as want. Each student can use it once."),
    )
    courses = forms.MultipleChoiceField(
        label=_("For these courses"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for all of them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = list_courses_for_staff().filter(is_free=False)[:COURSES_SHOWN]
        self.fields["courses"].choices = [(str(course.id), course.title) for course in courses]

    def clean_code(self) -> str:
        """As typed; the service cleans it. Looked at here, too, to be told with the other mistakes."""
        typed: str = self.cleaned_data["code"]
        try:
            clean_discount_code(typed)
        except DiscountCodeRefused as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        return typed

    @classmethod
    def of(cls, coupon: DiscountCoupon, data: Any = None) -> DiscountForm:
        """The form as the coupon is now, or as it was sent back."""
        first, last = days_of(coupon)
        initial = {
            "code": coupon.code,
            "percent": coupon.percent,
            "valid_from": first,
            "valid_until": last,
            "max_uses": coupon.max_uses,
            "courses": [str(row.course_id) for row in coupon.courses.all()],
        }
        return cls(data, initial=initial)

    def changes(self) -> DiscountChanges:
        """What the service takes: only what is other than it was."""
        given = {name: self.cleaned_data[name] for name in self.changed_data if name != "count"}
        if "valid_from" in given:
            given["valid_from"] = _midnight(given["valid_from"])
        if "valid_until" in given:
            given["valid_until"] = end_of_day(given["valid_until"])
        if "courses" in given:
            given["courses"] = [uuid.UUID(key) for key in given["courses"]]
        return cast(DiscountChanges, given)


class NewDiscountForm(DiscountForm):
    count = forms.IntegerField(
        label=_("How many coupons"),
        min_value=1,
        max_value=DISCOUNTS_PER_ORDER,
        initial=1,
        required=False,
        error_messages=NUMBER_LIMITS,
        help_text=_("With more than one, each gets an ending of its own after the code."),
    )

    @property
    def number(self) -> int:
        return self.cleaned_data.get("count") or 1


def _zone() -> ZoneInfo:
    return require_tenant().zone


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=_zone())


def end_of_day(day: date) -> datetime:
    """The first moment that is no longer this day, by the school's clock."""
    return _midnight(day + timedelta(days=1))


def days_of(coupon: DiscountCoupon) -> tuple[date, date]:
    """The first and the last day of the coupon, by the school's clock."""
    # The end itself is no part of the window.
    last = coupon.valid_until - timedelta(microseconds=1)
    return coupon.valid_from.astimezone(_zone()).date(), last.astimezone(_zone()).date()


def today(*, now: datetime) -> date:
    """The day by the school's clock."""
    return now.astimezone(_zone()).date()
