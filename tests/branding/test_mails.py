"""The frame of mail: the words of the plain part, the school's colours, its mark inside the mail."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core import mail
from django.utils import timezone, translation

from branding.rules.letters import LetterPart, parse_letter
from branding.services import forget_brand, get_brand, send_framed_mail
from shared_apps.accounts.services import request_password_code
from shared_apps.accounts.tasks import mail_password_code, mail_password_notice
from shared_apps.teachers.models import TeacherProfile
from tenants import context
from tests.factories import make_user

TEXT = """Hello Mona,

with this code you choose
a new password:

    ABC234

It is good for 30 minutes.

    https://alice.edupro.test/x?a=1&b=2
"""


def sent(school, text=TEXT, language="en"):
    with context.enter(school), translation.override(language):
        send_framed_mail(to="mona@x.example", subject="Your code: ABC234", text=text)
    return mail.outbox[-1]


def words_of(html):
    shown = re.sub(r"<head>.*?</head>|<div style=\"display:none.*?</div>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", shown)).replace("\xa0", " ").split())


def test_letter_is_read_in_parts():
    assert parse_letter(text=TEXT) == [
        LetterPart("words", "Hello Mona,"),
        LetterPart("words", "with this code you choose a new password:"),
        LetterPart("code", "ABC234"),
        LetterPart("words", "It is good for 30 minutes."),
        LetterPart("link", "https://alice.edupro.test/x?a=1&b=2"),
    ]
    assert parse_letter(text="\n\n  \n") == []


def test_mail_has_both_parts_with_the_same_words(alpha):
    message = sent(alpha)
    assert message.body == TEXT
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    name = TeacherProfile.objects.get(tenant_id=alpha.id).full_name
    said = words_of(html)
    begins = f"{name} Hello Mona, with this code you choose a new password: ABC234 It is good for 30 minutes."
    assert said.startswith(begins)
    assert 'href="https://alice.edupro.test/x?a=1&amp;b=2"' in html


def test_mail_wears_the_schools_colours_by_day_and_night(alpha, beta):
    TeacherProfile.objects.filter(tenant_id=beta.id).update(primary_color="#7a1fa2")
    forget_brand(tenant_id=beta.id)
    sheets = {}
    for school in (alpha, beta):
        html = sent(school).alternatives[0][0]
        palette = get_brand(tenant_id=school.id).palette
        sheets[school.username] = html
        assert f'class="mail-head" style="background:{palette.light["brand"]};' in html
        assert f"background: {palette.dark['base-100']} !important" in html
    assert "#7a1fa2" in sheets["basma"]
    assert "#7a1fa2" not in sheets["alice"]


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("en", "ltr")])
def test_mail_reads_from_the_side_of_its_language(alpha, language, way):
    html = sent(alpha, language=language).alternatives[0][0]
    assert f'<html lang="{language}" dir="{way}"' in html


def test_mark_travels_inside_the_mail_and_nothing_is_asked_for_outside(alpha):
    message = sent(alpha)
    whole = message.message()
    assert whole.get_content_type() == "multipart/related"
    kinds = [part.get_content_type() for part in whole.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "image/png"]
    picture = whole.get_payload()[-1]
    assert (picture["Content-ID"], picture.get_payload(decode=True)[:4]) == ("<mark@school>", b"\x89PNG")
    assert re.findall(r'src="([^"]*)"', message.alternatives[0][0]) == ["cid:mark@school"]


def test_typed_names_stay_text(alpha):
    TeacherProfile.objects.filter(tenant_id=alpha.id).update(full_name="<script>alert(1)</script>")
    forget_brand(tenant_id=alpha.id)
    html = sent(alpha, text="Hello <b>you</b>,\n\n    <i>x</i>\n").alternatives[0][0]
    assert [tag for tag in ("<script", "<b>", "<i>") if tag in html] == []


def test_mails_of_an_account_are_framed(alpha):
    user, now = make_user(language="ar"), timezone.now()
    with context.enter(alpha):
        code = request_password_code(email=user.email, address="", now=now)
        mail_password_code(str(code.pk))
        mail_password_notice(str(user.pk))
    for message in mail.outbox:
        html = message.alternatives[0][0]
        assert 'dir="rtl"' in html
        for block in filter(None, (" ".join(part.split()) for part in message.body.split("\n\n"))):
            assert block in words_of(html)
