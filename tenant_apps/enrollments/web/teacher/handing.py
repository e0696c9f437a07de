"""What is shown once at the desk, to be handed to a student: a link for a new password."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.errors import ResetNotByDesk
from tenant_apps.enrollments.web.teacher.refusals import told
from tenant_apps.students.models import Student
from tenant_apps.students.services.desk import give_reset_link


def reset_link(request: HttpRequest, student: Student) -> HttpResponse:
    """The only page that shows the link: a later one closes it."""
    try:
        word = give_reset_link(student=student, now=timezone.now())
    except ResetNotByDesk as refusal:
        messages.warning(request, told(refusal))
        return HttpResponseRedirect(reverse("teacher_student", args=[student.pk]))
    path = reverse("password_reset_link", args=[word])
    link = f"{request.scheme}://{request.get_host()}{path}"
    text = _("Choose a new password here within a day: %(link)s") % {"link": link}
    context = {
        "nav": "students",
        "student": student,
        "link": link,
        "whatsapp": f"https://wa.me/{student.phone.lstrip('+')}?text={quote(text)}",
    }
    response = render(request, "enrollments/teacher/reset_link.html", context)
    response["Cache-Control"] = "no-store"
    return response
