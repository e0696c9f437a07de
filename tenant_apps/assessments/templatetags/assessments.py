"""`row|outcome` and `said|readable` of results."""

from __future__ import annotations

from django import template

from tenant_apps.assessments.web.wording import in_words, outcome_of

register = template.Library()
register.filter("outcome", outcome_of)
register.filter("readable", in_words)
