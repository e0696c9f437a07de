"""`row|outcome` and `said|readable` of results, `answer|said` of the grading queue."""

from __future__ import annotations

from django import template

from tenant_apps.assessments.models import Answer
from tenant_apps.assessments.rules import reading
from tenant_apps.assessments.web.wording import in_words, outcome_of

register = template.Library()
register.filter("outcome", outcome_of)
register.filter("readable", in_words)


@register.filter
def said(answer: Answer) -> reading.Readable:
    """What the student gave."""
    return reading.said(answer.question, answer.given)
