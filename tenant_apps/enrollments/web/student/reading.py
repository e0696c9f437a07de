"""What all pages of the portal share: who reads, what does not exist, lengths and days in words."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from shared_apps.accounts.web.pages import StudentPage
from shared_apps.kernel.errors import NotFound
from tenant_apps.students.models import Student
from tenants.context import require_tenant

PAGE_SIZE = 20
DAY = 86_400


def school_clock() -> timezone.override:
    """Moments inside are read and shown by the clock of the school's country."""
    return timezone.override(require_tenant().zone)


class OpenPage(View):
    """A page of the portal that everybody may see; what does not exist is a 404."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with school_clock():
                return super().dispatch(request, *args, **kwargs)
        except NotFound as refusal:
            raise Http404 from refusal


class LearnerPage(StudentPage):
    """A page for students of this school; what does not exist is a 404."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with school_clock():
                return super().dispatch(request, *args, **kwargs)
        except NotFound as refusal:
            raise Http404 from refusal


def find_reader(request: HttpRequest) -> Student | None:
    """The student who reads this page, if one is signed in."""
    actor = getattr(request, "actor", None)
    return actor.student if actor is not None else None


def student_of(request: HttpRequest) -> Student:
    """The reader of a `LearnerPage`."""
    student: Student = request.actor.student  # type: ignore[attr-defined]  # set by PageSessionMiddleware
    return student


def is_staff(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.staff_member is not None


def doors(*, way_back: str) -> dict[str, str]:
    """Where to open an account and where to sign in, both leading back to `way_back`."""
    tail = f"?{urlencode({'next': way_back})}"
    return {"sign_up": reverse("student_sign_up") + tail, "sign_in": reverse("student_sign_in") + tail}


def length_in_words(*, seconds: int) -> str:
    """Hours and minutes; nothing for nothing."""
    if seconds <= 0:
        return ""
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def lessons_in_words(*, count: int) -> str:
    return ngettext("%(n)d lesson", "%(n)d lessons", count) % {"n": count} if count else ""


def days_left_in_words(*, ends_at: datetime | None, now: datetime) -> str:
    """How long access still goes; nothing when it has no end, or has ended."""
    if ends_at is None or ends_at <= now:
        return ""
    days = math.ceil((ends_at - now).total_seconds() / DAY)
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def access_in_words(*, days: int) -> str:
    """What having a course means."""
    if not days:
        return _("Stays open without an end")
    text = ngettext(
        "Open for %(n)d day from the day you enter", "Open for %(n)d days from the day you enter", days
    )
    return text % {"n": days}
