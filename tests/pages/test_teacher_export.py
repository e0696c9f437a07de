"""The page from which an owner takes the school's data away."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.analytics.models import DataExport
from tenant_apps.analytics.services import pack_export
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_staff, make_student, owner_of

PAGE, FILE = "/teach/export/", "/teach/export/file/"
NOW = timezone.now()


def body(client: Api, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def ask(client: Api) -> Any:
    return client.post(PAGE, {}, status=302, format="multipart")


def make_ready(**fields: Any) -> DataExport:
    export = DataExport.objects.create(asked_by=make_staff("instructor").user_id, asked_name="Alice")
    assert pack_export(export_id=export.id, now=NOW) is True
    DataExport.objects.filter(pk=export.id).update(**{"rows": 5, **fields})
    export.refresh_from_db()
    return export


def test_an_owner_asks_waits_and_downloads(teacher: Api, django_capture_on_commit_callbacks: Any) -> None:
    make_student(full_name="Sara")
    assert "Pack my data" in body(teacher)
    with django_capture_on_commit_callbacks() as sent:
        assert ask(teacher)["Location"] == PAGE
    export = DataExport.objects.get()
    text = body(teacher)
    assert f"0 of {export.tables_all} tables" in text
    assert 'hx-trigger="every 2s"' in text
    assert "Pack my data" not in text
    teacher.get(FILE, status=404)
    # What is sent after the commit runs in the school of the asker, wherever it is run.
    [send] = sent
    send()
    text = body(teacher)
    assert "Ready to download" in text
    assert "hx-trigger" not in text
    link = teacher.get(FILE, status=302)
    assert link["Cache-Control"] == "private, no-store"
    answer = teacher.get(link["Location"])
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert re.search(r"alice-\d{4}-\d\d-\d\d\.zip", answer["Content-Disposition"])
    assert b"Sara" in zipfile.ZipFile(io.BytesIO(content)).read("json/students.json")


def test_asking_twice_packs_once(teacher: Api) -> None:
    ask(teacher)
    ask(teacher)
    assert DataExport.objects.count() == 1
    assert "Your data is being packed already." in body(teacher)


def test_a_script_is_told_the_state_alone(teacher: Api) -> None:
    ask(teacher)
    text = teacher.get(PAGE, HTTP_HX_REQUEST="true").content.decode()
    assert text.startswith('<div id="export-state"')
    assert "<html" not in text


def test_the_link_dies(teacher: Api) -> None:
    make_ready()
    link = teacher.get(FILE, status=302)["Location"]
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        teacher.get(link, status=404)
    DataExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    teacher.get(FILE, status=404)
    assert "Ready to download" not in body(teacher)


def test_nobody_else_and_no_other_school_gets_the_file(
    teacher: Api, api: ApiMaker, in_alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    make_ready()
    for role in ("instructor", "assistant"):
        client = api(school=in_alpha).sign_in(make_staff(role).user, kind="staff")
        client.get(PAGE, status=403)
        client.get(FILE, status=403)
        client.post(PAGE, {}, status=403, format="multipart")
    with context.enter(beta):
        other = api(school=beta).sign_in(owner_of(beta), kind="staff")
    other.get(FILE, status=404)
    link = teacher.get(FILE, status=302)["Location"]
    other.get(link, status=404)


def test_a_failure_is_told_with_a_way_on(teacher: Api) -> None:
    ask(teacher)
    DataExport.objects.update(state="failed", is_open=False)
    text = body(teacher)
    assert "The data could not be packed" in text
    assert "Pack my data" in text


def test_the_page_asks_the_same_for_one_and_three(teacher: Api) -> None:
    counts = []
    for _round in range(3):
        make_ready()
        body(teacher)
        with CaptureQueriesContext(connection) as found:
            body(teacher)
        counts.append(len(found))
    assert counts == [counts[0]] * 3
