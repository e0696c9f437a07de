"""What teachers type about courses and modules."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from branding.rules.limits import NUMBER_LIMITS
from shared_apps.accounts.web.forms import file_field, picture_field
from shared_apps.categories.selectors import find_category, list_categories
from shared_apps.kernel.money import MAX_PRICE
from shared_apps.kernel.phones import western_digits
from tenant_apps.courses.errors import CountryUnknown
from tenant_apps.courses.models import Course, Module
from tenant_apps.courses.rules import MAX_CAPACITY, MAX_TITLE, clean_countries
from tenant_apps.courses.selectors import list_courses_for_staff, list_prerequisites
from tenant_apps.courses.services import CourseChanges, ModuleChanges

LONGEST_ACCESS = 3650
"""Ten years: nobody means more, and it is not a slip of the finger."""
COURSES_SHOWN = 200
LIST_LENGTH = 2500
VIDEOS = "video/*,.mp4,.mov,.mkv,.webm,.avi"


class PriceField(forms.DecimalField):
    """An amount in the school's currency; Arabic digits and the Arabic decimal sign are read too."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs["error_messages"] = {**NUMBER_LIMITS, **kwargs.get("error_messages", {})}
        super().__init__(min_value=Decimal(0), max_value=MAX_PRICE, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = western_digits(value).replace("\u066b", ".").replace("\u066c", "").strip()
        return super().to_python(value)


class ListField(forms.CharField):
    """Several short texts in one line, with commas between them, of whichever script."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LIST_LENGTH, **kwargs)

    def clean(self, value: Any) -> list[str]:
        return [part.strip() for part in re.split("[,،;]", super().clean(value)) if part.strip()]


class PricedForm(forms.Form):
    """Something that has a price or is free."""

    is_free = forms.BooleanField(label=gettext_lazy("Free"), required=False)
    price = PriceField(
        label=gettext_lazy("Price"),
        error_messages={"required": gettext_lazy("Write a price, or switch “free” on.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("is_free"):
            # A price left in the field is not meant any more.
            given["price"] = Decimal(0)
            self.errors.pop("price", None)
        elif self.fields["price"].required and given.get("price") == 0:
            self.add_error("price", _("Write a price, or switch “free” on."))
        return given


class CourseForm(PricedForm):
    field_order = ("title", "description", "category", "is_free", "price")
    title = forms.CharField(label=gettext_lazy("Title"), max_length=MAX_TITLE)
    description = forms.CharField(
        label=gettext_lazy("What students learn"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    category = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    access_days = forms.IntegerField(
        label=gettext_lazy("Days of access"),
        help_text=gettext_lazy("Counted from the day a student enrols. 0 means for good."),
        min_value=0,
        max_value=LONGEST_ACCESS,
        initial=30,
        error_messages=NUMBER_LIMITS,
    )
    sells_modules_alone = forms.BooleanField(
        label=gettext_lazy("Modules may be bought alone"), required=False, initial=True
    )
    thumbnail = picture_field(
        gettext_lazy("Picture"), help_text=gettext_lazy("JPG or PNG, up to 2 MB, best 16:9.")
    )
    trailer_video = file_field(
        gettext_lazy("Trailer"),
        accept=VIDEOS,
        help_text=gettext_lazy("A short video that everybody may watch."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats"),
        help_text=gettext_lazy("Empty: for any number of students."),
        min_value=1,
        max_value=MAX_CAPACITY,
        required=False,
        error_messages=NUMBER_LIMITS,
    )
    countries = ListField(
        label=gettext_lazy("Only in these countries"),
        help_text=gettext_lazy("Codes of two letters, such as EG, SA. Empty: everywhere."),
    )
    plans = ListField(
        label=gettext_lazy("Only for these plans"),
        help_text=gettext_lazy("As you name them on the pages of your students. Empty: for everyone."),
    )
    prerequisites = forms.MultipleChoiceField(
        label=gettext_lazy("To be completed before"), required=False, widget=forms.CheckboxSelectMultiple
    )
    remove_thumbnail = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)
    remove_trailer = forms.BooleanField(label=gettext_lazy("Take the trailer away"), required=False)

    def __init__(self, *args: Any, course: Course | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is required already stays a choice, however many courses were made since.
        kept = list(list_prerequisites(course_id=course.id)) if course else []
        others = list_courses_for_staff().exclude(pk__in=[one.pk for one in (course, *kept) if one])
        self.fields["prerequisites"].choices = [
            (str(one.id), one.title) for one in (*kept, *others[:COURSES_SHOWN])
        ]
        language = get_language() or "en"
        self.fields["category"].choices = [
            ("", _("No subject")),
            *((str(card.number), card.name_in(language)) for card in list_categories()),
        ]

    def clean_countries(self) -> list[str]:
        """As typed; the service cleans them. Looked at here, too, to be told with the other mistakes."""
        typed: list[str] = self.cleaned_data["countries"]
        try:
            clean_countries(typed)
        except CountryUnknown as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        return typed

    @classmethod
    def of(cls, course: Course) -> CourseForm:
        """The form as the course is now."""
        names = ("title", "description", "is_free", "access_days", "sells_modules_alone", "capacity")
        initial = {name: getattr(course, name) for name in names}
        initial |= {
            "price": _shown(course.price),
            "category": str(course.category_number or ""),
            "countries": ", ".join(course.countries),
            "plans": ", ".join(course.plans),
            "prerequisites": [str(other.id) for other in list_prerequisites(course_id=course.id)],
        }
        return cls(initial=initial, course=course)

    @property
    def narrows(self) -> bool:
        """Whether something is said, or wrong, about who may enter."""
        names = ("capacity", "countries", "plans", "prerequisites")
        return any(self[name].value() or self[name].errors for name in names)

    def changes(self) -> CourseChanges:
        """What the service takes; a file that was not chosen stays as it is."""
        given = self.cleaned_data
        names = ("title", "description", "price", "is_free", "access_days", "sells_modules_alone")
        changes = {name: given[name] for name in (*names, "capacity", "countries", "plans")}
        changes["prerequisites"] = [uuid.UUID(key) for key in given["prerequisites"]]
        number = given["category"]
        changes["category"] = find_category(number=int(number)) if number else None
        for name, removal in (("thumbnail", "remove_thumbnail"), ("trailer_video", "remove_trailer")):
            if given[name]:
                changes[name] = given[name]
            elif given[removal]:
                changes[name] = None
        return cast(CourseChanges, changes)


class ModuleForm(PricedForm):
    field_order = ("title", "description", "is_free", "price")
    title = forms.CharField(label=gettext_lazy("Title"), max_length=MAX_TITLE)
    description = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_published = forms.BooleanField(
        label=gettext_lazy("Students see it"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Once the course itself is published."),
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price"].required = course.sells_modules_alone

    @classmethod
    def of(cls, module: Module) -> ModuleForm:
        """The form as the module is now."""
        names = ("title", "description", "is_free", "is_published")
        initial = {name: getattr(module, name) for name in names}
        return cls(course=module.course, initial={**initial, "price": _shown(module.price)})

    def changes(self) -> ModuleChanges:
        names = ("title", "description", "price", "is_free", "is_published")
        return cast(ModuleChanges, {name: self.cleaned_data[name] for name in names})


def _shown(price: Decimal) -> str:
    """0 means that nobody chose a price yet (or that it is free)."""
    return str(price) if price else ""
