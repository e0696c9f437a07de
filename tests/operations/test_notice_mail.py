"""A school that is warned hears of it by mail, once the warning is written."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.test.utils import override_settings
from django.utils import timezone

from shared_apps.accounts.models import User
from shared_apps.operations.errors import NoticeStands
from shared_apps.operations.models import Notice
from shared_apps.operations.services import give_notice, withdraw_notice
from shared_apps.operations.services.mails import mail_notice
from shared_apps.operations.tasks import mail_school_notice
from tenants import context
from tests.factories import make_admin, owner_of

DAY = date(2126, 3, 4)


@pytest.fixture
def olga(db):
    return make_admin(username="olga")


def warn(school, olga, reason="Unpaid since August."):
    return give_notice(tenant_id=school.id, reason=reason, closes_on=DAY, by=olga, now=timezone.now())


def test_owner_is_told_after_the_commit(alpha, olga, django_capture_on_commit_callbacks):
    User.objects.filter(pk=owner_of(alpha).pk).update(language="en")
    with django_capture_on_commit_callbacks(execute=True):
        notice = warn(alpha, olga, reason="Unpaid <b> since August & May.")
        assert mail.outbox == []
    with context.platform():
        mail_school_notice(str(notice.pk))
    message = mail.outbox[-1]
    assert message.to == [owner_of(alpha).email]
    assert message.subject == "Your school will be closed on 4 March 2126"
    assert "close your school alice.edupro.test on 4 March 2126" in message.body
    assert "Unpaid <b> since August & May." in message.body
    assert "Unpaid &lt;b&gt; since August &amp; May." in message.alternatives[0][0]


def test_owner_reads_it_in_their_language_and_whom_to_ask(alpha, olga):
    User.objects.filter(pk=owner_of(alpha).pk).update(language="ar")
    notice = warn(alpha, olga)
    with override_settings(SUPPORT_EMAIL="help@platform.example"):
        assert mail_notice(notice_id=str(notice.pk)) is True
    message = mail.outbox[-1]
    assert "4 مارس 2126" in message.subject
    assert "help@platform.example" in message.body


def test_withdrawn_notice_is_not_mailed(alpha, olga):
    notice = warn(alpha, olga)
    withdraw_notice(tenant_id=alpha.id, by=olga, now=timezone.now())
    assert mail_notice(notice_id=str(notice.pk)) is False
    assert mail.outbox == []


def test_second_notice_that_is_refused_sends_nothing(alpha, olga, django_capture_on_commit_callbacks):
    warn(alpha, olga)
    with django_capture_on_commit_callbacks() as waiting, pytest.raises(NoticeStands):
        warn(alpha, olga)
    assert (waiting, Notice.objects.count()) == ([], 1)
