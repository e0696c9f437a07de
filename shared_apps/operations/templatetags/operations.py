"""The audit in words."""

from __future__ import annotations

from django import template

from shared_apps.operations.web import words

register = template.Library()
register.filter("act_word", words.act_word)
register.filter("object_word", words.object_word)
register.filter("field_word", words.field_word)
