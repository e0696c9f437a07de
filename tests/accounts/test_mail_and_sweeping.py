"""Mail without a server, mails that are late, and rows that have had their time."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from shared_apps.accounts.mail import FileAndConsoleBackend
from shared_apps.accounts.models import OneTimeCode, Session
from shared_apps.accounts.services import request_password_code, start_session
from shared_apps.accounts.tasks import mail_password_code, mail_password_notice, sweep_expired
from shared_apps.kernel import counters
from shared_apps.kernel.errors import TooManyAttempts
from shared_apps.kernel.models import AttemptCounter, new_id
from tenants import context
from tests.factories import make_user

NOW = timezone.now()


def test_mail_is_printed_and_kept(settings: Any, tmp_path: Any, capsys: Any) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    message = EmailMessage("رمزك: ABC234", "مرحبًا", "a@x.example", ["b@x.example"])
    assert FileAndConsoleBackend().send_messages([message, message]) == 2
    files = sorted((tmp_path / "mail").iterdir())
    assert len(files) == 2
    kept = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert (kept["To"], kept["Subject"], kept.get_content().strip()) == (
        "b@x.example",
        "رمزك: ABC234",
        "مرحبًا",
    )
    assert oct(files[0].stat().st_mode & 0o777) == "0o600"
    said = capsys.readouterr().err
    assert ("mail to b@x.example: رمزك: ABC234" in said, str(files[0]) in said) == (True, True)


def ask(**more: Any) -> OneTimeCode:
    code = request_password_code(email=make_user(**more).email, address="", now=timezone.now())
    assert code is not None
    return code


def test_used_late_and_unknown_codes_are_not_mailed(db):
    used, late = ask(), ask()
    OneTimeCode.objects.filter(pk=used.pk).update(used_at=NOW)
    OneTimeCode.objects.filter(pk=late.pk).update(expires_at=NOW)
    for code_id in (used.pk, late.pk, new_id()):
        mail_password_code(str(code_id))
        mail_password_notice(str(new_id()))
    assert mail.outbox == []


def test_mail_speaks_the_schools_language_when_the_person_chose_none(alpha):
    with context.enter(alpha):
        code = ask(language="")
        mail_password_code(str(code.pk))
    assert "alice.edupro.test" in mail.outbox[0].body


def test_sweeping_removes_only_what_is_over(db):
    for number in range(3):
        counters.hit(key=f"k{number}", limit=1, window=timedelta(minutes=5), now=NOW)
    AttemptCounter.objects.filter(key="k0").update(window_ends_at=NOW - timedelta(days=2))
    AttemptCounter.objects.filter(key="k1").update(window_ends_at=NOW - timedelta(hours=2))
    ask()
    OneTimeCode.objects.update(expires_at=NOW - timedelta(days=31))
    for days in (31, 29):
        tokens = start_session(user=make_user(), tenant_id=None, kind="operator", now=NOW)
        Session.objects.filter(pk=tokens.session.pk).update(expires_at=NOW - timedelta(days=days))
    asked = AttemptCounter.objects.exclude(key__startswith="k").count()
    assert sweep_expired() == 3
    assert AttemptCounter.objects.count() - asked == 2
    assert (OneTimeCode.objects.count(), Session.objects.count()) == (0, 1)


def test_counter_refuses_beyond_its_limit(db):
    for _try in range(2):
        counters.hit(key="k", limit=2, window=timedelta(minutes=5), now=NOW)
    with pytest.raises(TooManyAttempts) as refused:
        counters.hit(key="k", limit=2, window=timedelta(minutes=5), now=NOW)
    assert refused.value.retry_after == 301
    counters.clear(key="k")
    assert counters.hit(key="k", limit=2, window=timedelta(minutes=5), now=NOW) == 1
