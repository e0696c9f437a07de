"""The mail that carries an invitation."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from branding.services import get_brand, send_framed_mail
from shared_apps.accounts.selectors import find_person_by_email
from tenant_apps.staff.models import Invitation
from tenant_apps.staff.services.inviting import word_of
from tenants.context import require_tenant


def mail_invitation(*, invitation_id: uuid.UUID, door: str, now: datetime) -> bool:
    """Mail the link to the address that was invited; False when there is nothing to open any more.

    It speaks the language that the person chose, else the school's.
    """
    invitation = Invitation.objects.filter(pk=invitation_id).first()
    if invitation is None or not invitation.is_open(now):
        return False
    school = require_tenant()
    known = find_person_by_email(email=invitation.email)
    language = (known.language if known else "") or school.language
    with translation.override(language), timezone.override(school.zone):
        name = get_brand(tenant_id=school.id).name or school.username
        content = {
            "invitation": invitation,
            "school": name,
            "link": f"{door}{word_of(invitation=invitation)}/",
            "day": date_format(timezone.localtime(invitation.expires_at), "j F Y H:i"),
        }
        send_framed_mail(
            to=invitation.email,
            subject=_("%(by)s invites you to %(school)s") % {"by": invitation.invited_by, "school": name},
            text=render_to_string("staff/mail/invitation.txt", content),
        )
    Invitation.objects.filter(pk=invitation_id).update(mailed_at=now)
    return True
