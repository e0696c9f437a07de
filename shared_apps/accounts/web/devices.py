"""Where a person is signed in, whatever they are to the school."""

from __future__ import annotations

import contextlib
import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.models import Session
from shared_apps.accounts.rules import read_device
from shared_apps.accounts.selectors import list_devices
from shared_apps.accounts.services.devices import end_device, end_other_devices
from shared_apps.accounts.web.account import actor_of
from shared_apps.accounts.web.pages import StudentPage, TeacherPage
from shared_apps.kernel.errors import NotFound

DEVICES_SHOWN = 50
JUST_NOW = timedelta(minutes=1)


class DevicesPage:
    """Where the person is signed in; `end` names a device to sign out, or `others` for all but this one."""

    address: ClassVar[str]
    back: ClassVar[str]
    layout: ClassVar[str]

    def get(self, request: HttpRequest) -> HttpResponse:
        session = actor_of(request).session
        found = list_devices(user_id=session.user_id, now=timezone.now())
        rows = [_row(row, session) for row in found[:DEVICES_SHOWN]]
        rows.sort(key=lambda row: not row["is_this"])
        context = {
            "nav": "account" if self.layout == "dashboard" else "profile",
            "layout": f"branding/layouts/{self.layout}.html",
            "rows": rows,
            "others": len(rows) - 1,
            "devices_address": reverse(self.address),
            "account_address": reverse(self.back),
        }
        return render(request, "accounts/school/devices.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        session, wanted = actor_of(request).session, request.POST.get("end", "")
        if wanted == "others":
            count = end_other_devices(session=session, now=timezone.now())
            told = ngettext(
                "%(n)d other device is signed out.", "%(n)d other devices are signed out.", count
            ) % {"n": count}
            messages.success(request, told if count else _("You are signed in on this device only."))
        else:
            # Pressed twice, or signed out meanwhile: it is as the person wanted.
            with contextlib.suppress(NotFound, ValueError):
                end_device(session=session, session_id=uuid.UUID(wanted), now=timezone.now())
            messages.success(request, _("That device is signed out."))
        return HttpResponseRedirect(reverse(self.address))


def _row(row: Session, here: Session) -> dict[str, Any]:
    return {
        "id": row.pk,
        "device": read_device(row.user_agent),
        "is_this": row.pk == here.pk,
        "seen": timesince(row.rotated_at, depth=1) if timezone.now() - row.rotated_at > JUST_NOW else "",
        "began_at": row.created_at,
        "elsewhere": row.tenant.username if row.tenant and row.tenant_id != here.tenant_id else "",
        "kind": row.kind,
    }


class TeacherDevices(DevicesPage, TeacherPage):
    address, back, layout = "teacher_devices", "teacher_account", "dashboard"


class StudentDevices(DevicesPage, StudentPage):
    address, back, layout = "student_devices", "student_profile", "portal"
