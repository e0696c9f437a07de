"""What the console shows, in words."""

from __future__ import annotations

import re

from django import template

from shared_apps.operations.web import words

register = template.Library()
register.filter("act_word", words.act_word)
register.filter("object_word", words.object_word)
register.filter("field_word", words.field_word)
register.filter("service_word", words.service_word)


@register.filter
def rounded(size: str) -> str:
    """What `filesizeformat` says, without a fraction of nothing: 1016 KB, not 1016.0 KB."""
    return re.sub(r"[.,٫]0(?=\s)", "", size)


@register.filter
def amount(size: str) -> str:
    """The number of `filesizeformat`, which a figure shows larger than its unit."""
    return rounded(size).split()[0]


@register.filter
def unit(size: str) -> str:
    """The unit of `filesizeformat`."""
    return size.split()[-1]
