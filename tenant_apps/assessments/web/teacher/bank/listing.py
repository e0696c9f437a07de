"""The bank's questions, searched and filtered."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tenant_apps.assessments.selectors.bank import BankFilter, list_bank, list_tags, list_topics
from tenant_apps.assessments.web.teacher.levels import LEVELS
from tenant_apps.assessments.web.teacher.question_forms import KINDS
from tenant_apps.assessments.web.teacher.rights import AssessmentPage, can_edit
from tenant_apps.courses.web.teacher.asking import asked

PAGE_SIZE = 20


class QuestionBank(AssessmentPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        may = can_edit(request.actor)  # type: ignore[attr-defined]  # set by the page middleware
        context = {"nav": "assessments", "can_edit": may, **shown_bank(request)}
        return render(request, "assessments/teacher/bank/list.html", context)


def wanted_of(request: HttpRequest) -> BankFilter:
    """What the address asks for; words of no meaning are left out."""
    level, kind = asked(request, "level"), asked(request, "kind")
    return BankFilter(
        search=asked(request, "q"),
        topic=asked(request, "topic"),
        tag=asked(request, "tag"),
        level=level if level in LEVELS else "",
        kind=kind if kind in KINDS else "",
    )


def shown_bank(request: HttpRequest) -> dict[str, Any]:
    """One page of the bank with its filters: four queries."""
    wanted = wanted_of(request)
    page = Paginator(list_bank(wanted=wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    topics, tags = list_topics(), list_tags()
    return {
        "page": page,
        "rows": [
            {"question": one, "kind": KINDS[one.kind], "level": LEVELS[one.level]} for one in page.object_list
        ],
        "wanted": wanted,
        "is_filtered": any(astuple(wanted)),
        "topics": [("", _("All topics")), *((one, one) for one in topics)],
        "tags": [("", _("All tags")), *((one, one) for one in tags)],
        "levels": [("", _("All levels")), *LEVELS.items()],
        "kinds": KINDS.items(),
        "kind_choices": [("", _("All kinds")), *KINDS.items()],
        "query": request.GET.urlencode(),
    }
