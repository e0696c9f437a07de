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
def no_break(text: object) -> str:
    """The same with spaces at which no line ends: a number keeps its unit."""
    return str(text).replace(" ", "\u00a0")
