"""Mails to the owners of schools, in their language."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from branding.services.mails import send_framed_mail
from shared_apps.operations.models import Notice
from shared_apps.teachers.selectors import find_profile


def mail_notice(*, notice_id: str) -> bool:
    """Tell the owner why and when the school will be closed; False when that is no longer so."""
    notice = Notice.objects.filter(pk=notice_id, withdrawn_at=None).first()
    profile = find_profile(tenant_id=notice.tenant_id) if notice else None
    if notice is None or profile is None:
        return False
    owner, school = profile.user, profile.tenant
    with translation.override(owner.language or school.language):
        day = date_format(notice.closes_on, "j F Y")
        content = {
            "person": owner,
            "school": f"{school.username}.{settings.PLATFORM_DOMAIN}",
            "platform": settings.PLATFORM_NAME,
            "day": day,
            "reason": notice.reason,
            "support": settings.SUPPORT_EMAIL,
        }
        send_framed_mail(
            to=owner.email,
            subject=_("Your school will be closed on %(day)s") % {"day": day},
            text=render_to_string("operations/mail/notice.txt", content),
        )
    return True
