"""What the console shows, in words."""

from __future__ import annotations

from django import template

from shared_apps.operations.web import words

register = template.Library()
register.filter("act_word", words.act_word)
register.filter("object_word", words.object_word)
register.filter("field_word", words.field_word)
register.filter("service_word", words.service_word)


@register.filter
def amount(size: str) -> str:
    """The number of `filesizeformat`, which a figure shows larger than its unit."""
    return size.split()[0]


@register.filter
def unit(size: str) -> str:
    """The unit of `filesizeformat`."""
    return size.split()[-1]
