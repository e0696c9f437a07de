"""Markup in every text that people write, on every page that prints it; hostile queries on every page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import models

from tenants import context
from tests.hostile.asking import send
from tests.isolation.matrix import forget_counts
from tests.isolation.test_origins import pages
from tests.isolation.world import build_world

pytestmark = pytest.mark.timeout(300)
MARKUP = "x7\"'><x7 y>{{x7}}{% x7 %}<!--x7"
ADDRESS = "javascript:x7()"
# Rules of their own keep these in form; nobody can write markup into them.
NO_TEXT = {"username", "email", "phone", "code", "password", "slug", "key", "digest", "country", "language"}
NO_TEXT |= {"head_digest", "currency", "student_email", "name_key"}
APPS = (
    "staff",
    "students",
    "courses",
    "video",
    "coupons",
    "enrollments",
    "teachers",
    "categories",
    "accounts",
)
ALIVE = re.compile(rb"""<x7|x7"'|x7&quot;'|<!--x7|(?:href|src|action)=["']?javascript:""", re.IGNORECASE)


def texts_of(model):
    """Columns of free text, each with markup that fits it."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, (models.CharField, models.TextField)) and not field.choices
        if not is_text or field.name in NO_TEXT or "colour" in field.name or "color" in field.name:
            continue
        if field.name.endswith(("_jti", "_reason", "_agent", "_phone")) or (field.max_length or 999) < 40:
            continue
        yield field.name, ADDRESS if isinstance(field, models.URLField) else MARKUP


def write_markup(school):
    """Markup into every text of the school and of its people; returns how many columns."""
    columns = 0
    with context.enter(school):
        for label in APPS:
            for model in apps.get_app_config(label).get_models():
                changes = dict(texts_of(model))
                if model.__name__ != "Session" and changes:
                    columns += model.objects.update(**changes) > 0 and len(changes)
    return columns


def addresses(world, urlconf):
    """Every page with the school's own ids in its address."""
    ids = world.ids("own")
    real = {"courses": ids["course_id"], "modules": ids["module_id"], "lessons": ids["id"]}
    nothing = "0190a000-0000-7000-8000-000000000001"
    with context.enter(world.here.school):
        real["students"] = world.here.people["enrolled"].pk
        batch = apps.get_model("coupons", "CodeBatch").objects.first()
        student = apps.get_model("students", "Student").objects.get(user_id=real["students"])
        real["students"], real["codes"] = student.pk, batch.pk
    for address in pages(urlconf):
        for folder, value in real.items():
            address = address.replace(f"/{folder}/{nothing}", f"/{folder}/{value}")
        yield address.replace("/redeem/x", f"/redeem/{world.here.code_text['coupon_code']}")


@pytest.mark.parametrize("caller", ["anonymous", "enrolled", "owner"])
def test_markup_stays_text_on_every_page(alpha, beta, caller):
    world = build_world(alpha, beta)
    listed = list(addresses(world, "config.urls.school"))
    assert write_markup(alpha) > 25
    wrong, shown = [], 0
    for address in listed:
        forget_counts()
        answer = send(world.client(caller, "school"), "GET", address)
        body = b"".join(answer) if answer.streaming else answer.content
        shown += b"x7" in body
        if answer.status_code >= 500 or (
            b"html" in answer.headers["Content-Type"].encode() and ALIVE.search(body)
        ):
            found = ALIVE.search(body)
            wrong.append((address, answer.status_code, found and body[found.start() - 80 : found.end() + 40]))
    print(f"markup: {caller} was shown it on {shown} of {len(listed)} pages")
    assert wrong == []
    assert shown >= {"anonymous": 3, "enrolled": 6, "owner": 15}[caller]


def test_markup_stays_text_on_the_platform(alpha, beta):
    world = build_world(alpha, beta)
    write_markup(alpha)
    for address in ("/", "/courses/", "/courses/?q=x7", f"/courses/?q={MARKUP}"):
        answer = send(world.client("anonymous", "platform"), "GET", address)
        assert answer.status_code == 200
        assert ALIVE.search(answer.content) is None


NAMES = (
    "q",
    "code",
    "only",
    "page",
    "price",
    "cards",
    "part",
    "next",
    "for",
    "door",
    "username",
    "category",
    "order",
)
QUERIES = (
    "a%00b",
    "%ff%fe",
    "9" * 5_000,
    "-1",
    "%D9%A1",
    "%22%3E%3Cx7%20y%3E",
    "%0d%0aX:1",
    "//evil.example",
)


@pytest.mark.parametrize(
    ("host", "caller"), [("school", "anonymous"), ("school", "owner"), ("platform", "anonymous")]
)
def test_no_query_breaks_a_page_or_leads_away(alpha, beta, host, caller):
    world, wrong = build_world(alpha, beta), []
    for address in addresses(world, f"config.urls.{host}"):
        client = world.client(caller, host)
        for value in QUERIES:
            forget_counts()
            query = "&".join(f"{name}={value}" for name in NAMES)
            answer = send(client, "GET", f"{address}?{query}")
            away = answer.headers.get("Location", "/")
            leads_away = bool(urlsplit(away).netloc or urlsplit(away).scheme) or away.startswith(
                ("//", "/\\")
            )
            alive = "html" in answer.headers.get("Content-Type", "") and b"<x7" in answer.content
            if answer.status_code >= 500 or leads_away or alive:
                wrong.append((address, value[:20], answer.status_code, away[:80]))
    assert wrong == []
