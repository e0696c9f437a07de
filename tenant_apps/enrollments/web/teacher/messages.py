"""A prepared WhatsApp message for each of the chosen students or their guardians: one tap each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from branding.services import get_brand
from tenant_apps.enrollments.web.teacher.rights import ManagerPage, chosen_students, ids_of, search_query
from tenant_apps.enrollments.web.teacher.rights import asked_search as read_search
from tenant_apps.students.models import Student
from tenants.context import require_tenant

PAGE_SIZE = 50
LONGEST_TEXT = 1000
NAME = "{name}"
"""Stands for the student's name in the text."""


@dataclass(frozen=True, slots=True)
class Message:
    student: Student
    phone: str
    link: str


class GuardianMessages(ManagerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        to = "students" if request.GET.get("to") == "students" else "guardians"
        text = request.GET.get("text", "").replace("\0", "").strip()[:LONGEST_TEXT] or _default()
        found = chosen_students(request.GET)
        reachable = found.exclude(**{_field(to): ""})
        page = Paginator(reachable, PAGE_SIZE).get_page(request.GET.get("page"))
        everybody = bool(request.GET.get("all"))
        context = {
            "nav": "students",
            "to": to,
            "text": text,
            "page": page,
            "rows": [_message(student, to, text) for student in page.object_list],
            "without": found.filter(**{_field(to): ""}).count(),
            "receivers": [("guardians", _("Guardians")), ("students", _("Students"))],
            "everybody": everybody,
            "kept": search_query(read_search(request.GET)) if everybody else {},
            "chosen": [] if everybody else ids_of(request.GET.getlist("student")),
        }
        return render(request, "enrollments/teacher/messages.html", context)


def _message(student: Student, to: str, text: str) -> Message:
    phone = getattr(student, _field(to))
    words = text.replace(NAME, student.first_name or student.full_name)
    return Message(student, phone, f"https://wa.me/{phone.lstrip('+')}?text={quote(words)}")


def _field(to: str) -> str:
    return "phone" if to == "students" else "parent_phone"


def _default() -> str:
    school = get_brand(tenant_id=require_tenant().id).name
    return _("Hello, this is %(school)s about %(name)s.") % {"school": school, "name": NAME}
