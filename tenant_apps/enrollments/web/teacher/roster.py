"""All students: searched, narrowed, ordered, chosen; and the same as a table for a spreadsheet."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.web.tables import csv_answer
from shared_apps.kernel.acts import note_act
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.selectors.roster import RosterSearch, find_students, list_tags, student_rows
from tenant_apps.enrollments.web.teacher.rights import (
    ManagerPage,
    RosterPage,
    asked_search,
    can_manage,
    chosen_students,
    search_query,
)
from tenant_apps.students.models import Student

PAGE_SIZE = 20
COURSES_OFFERED = 200
IDLE_CHOICES = (7, 14, 30, 90)


class StudentsPage(RosterPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        search = asked_search(request.GET)
        page = Paginator(find_students(search=search, now=timezone.now()), PAGE_SIZE)
        shown = page.get_page(request.GET.get("page"))
        context = {
            "nav": "students",
            "page": shown,
            "rows": student_rows(students=list(shown.object_list)),
            "search": search,
            "kept": search_query(search),
            "export_query": urlencode({"all": "1", **search_query(search)}),
            "can_manage": can_manage(request),
            "is_filtered": search.is_narrow,
            "sign_up_address": f"{request.scheme}://{request.get_host()}{reverse('student_sign_up')}",
            **_choices(search),
        }
        return render(request, "enrollments/teacher/students.html", context)


class StudentsExport(ManagerPage):
    """The chosen students, or all whom the filters leave, as CSV."""

    def get(self, request: HttpRequest) -> HttpResponse:
        students = chosen_students(request.GET)
        with transaction.atomic():
            note_act(act="students.exported", details={"students": students.count()})
        rows = (_cells(student) for student in students.iterator(chunk_size=500))
        return csv_answer(name=f"students-{timezone.now():%Y-%m-%d}", heads=_heads(), rows=rows)


def _choices(search: RosterSearch) -> dict[str, Any]:
    courses = Course.objects.order_by("-created_at").values_list("id", "title")[:COURSES_OFFERED]
    tags = list_tags()
    return {
        "states": [
            ("", _("All")),
            ("active", _("Active")),
            ("blocked", _("Blocked")),
            ("expired", _("Access is over")),
        ],
        "orders": [
            ("", _("Newest first")),
            ("oldest", _("Oldest first")),
            ("name", _("By name")),
            ("seen", _("Seen most recently")),
            ("unseen", _("Not seen for longest")),
        ],
        "courses": [("", _("All courses")), *courses],
        "idles": [
            ("", _("Any time")),
            *((days, _idle(days)) for days in IDLE_CHOICES),
        ],
        "guardians": [("", _("All")), ("with", _("With a phone")), ("without", _("Without a phone"))],
        "tags": [("", _("All tags")), *((tag, tag) for tag in tags)] if tags else [],
        "more_filters": sum(
            bool(part) for part in (search.course_id, search.idle_days, search.guardian, search.tag)
        ),
    }


def _idle(days: int) -> str:
    return ngettext("%(n)d day ago or more", "%(n)d days ago or more", days) % {"n": days}


def _heads() -> list[str]:
    return [
        _("Name"),
        _("Username"),
        _("Phone"),
        _("Guardian"),
        _("E-mail"),
        _("State"),
        _("Joined"),
        _("Last seen"),
        _("Lessons done"),
        _("Tags"),
    ]


def _cells(student: Student) -> list[str]:
    seen = student.last_activity_at
    return [
        student.full_name,
        student.username,
        student.phone,
        student.parent_phone,
        student.email,
        _("Active") if student.is_active else _("Blocked"),
        f"{student.joined_at:%Y-%m-%d}",
        f"{seen:%Y-%m-%d}" if seen else "",
        str(student.completed_lessons),
        ", ".join(student.tags),
    ]
