"""Mails about an account, in the language of the person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from branding.services import send_framed_mail
from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.accounts.services.one_time import code_to_mail
from tenants.hosts import find_school_by_id

_LETTERS = {
    OneTimeCode.Purpose.PASSWORD_RESET: "password_code",
    OneTimeCode.Purpose.NEW_EMAIL: "email_code",
}


def mail_code(*, code_id: str, now: datetime) -> bool:
    """Mail the code of this row to the address that it proves; False when it is used or over."""
    code = OneTimeCode.objects.select_related("user").filter(pk=code_id).first()
    if code is None or code.used_at is not None or code.expires_at <= now:
        return False
    if not (code.target or code.user.email):
        return False
    school = find_school_by_id(tenant_id=code.tenant_id) if code.tenant_id else None
    content = {
        "code": code_to_mail(code=code),
        "minutes": round((code.expires_at - code.created_at).total_seconds() / 60),
        "place": f"{school.username}.{settings.PLATFORM_DOMAIN}" if school else settings.PLATFORM_NAME,
    }
    letter = _LETTERS[OneTimeCode.Purpose(code.purpose)]
    with translation.override(code.user.language or (school.language if school else _default())):
        _send(code.user, _("Your code: %(code)s") % content, letter, content, to=code.target)
    return True


def mail_notice(*, user_id: str) -> bool:
    """Tell a person that their password was replaced; False when they are gone or have no e-mail."""
    user = User.objects.filter(pk=user_id).first()
    if user is None or not user.email:
        return False
    with translation.override(user.language or _default()):
        _send(user, _("Your password was changed"), "password_notice", {"place": settings.PLATFORM_NAME})
    return True


def mail_new_email(*, user_id: str, former: str) -> bool:
    """Tell `former` that the person signs in by another e-mail now; False when they are gone."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return False
    with translation.override(user.language or _default()):
        content = {"place": settings.PLATFORM_NAME, "email": user.email}
        _send(user, _("Your e-mail was changed"), "email_notice", content, to=former)
    return True


def _default() -> str:
    return str(settings.LANGUAGE_CODE)


def _send(user: User, subject: str, template: str, content: dict[str, Any], *, to: str = "") -> None:
    text = render_to_string(f"accounts/mail/{template}.txt", {"person": user, **content})
    send_framed_mail(to=to or user.email, subject=subject, text=text)
