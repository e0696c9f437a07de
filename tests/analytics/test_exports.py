"""The school's data, packed for its owner."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import InternalError, models, transaction
from django.utils import timezone

from tenant_apps.analytics.errors import ExportRunning
from tenant_apps.analytics.models import DataExport
from tenant_apps.analytics.rules.packing import is_secret
from tenant_apps.analytics.services import ask_export, pack_export, sweep_exports
from tenant_apps.analytics.services.packing import columns_of, list_tables, name_of, write_archive
from tenant_apps.courses.models import Course
from tenant_apps.staff.models import StaffMember
from tenants import context
from tenants.context import ActiveTenant
from tenants.moments import beside, one_moment
from tests.factories import (
    make_assessment,
    make_course,
    make_lesson,
    make_question,
    make_rating,
    make_student,
)
from tests.parallel import run_parallel

NOW = timezone.now()


def owner() -> StaffMember:
    return StaffMember.objects.get(role="owner")


def packed() -> zipfile.ZipFile:
    into = io.BytesIO()
    write_archive(into=into, now=NOW, told=lambda done, rows: None)
    return zipfile.ZipFile(into)


def table(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    """The rows of a table, which its two forms agree on."""
    rows: list[dict[str, Any]] = json.loads(archive.read(f"json/{name}.json"))
    text = archive.read(f"csv/{name}.csv").decode()
    assert text.startswith("\ufeff")
    cells = list(csv.DictReader(io.StringIO(text[1:])))
    assert [row["id"] for row in cells] == [row["id"] for row in rows]
    return rows


def test_everything_of_the_school_and_nothing_of_another(in_alpha: ActiveTenant, beta: ActiveTenant) -> None:
    with context.enter(beta):
        make_student(full_name="Foreign")
        make_course(title="Foreign")
    student, lesson = make_student(full_name="=سارة", notes="calls"), make_lesson()
    question = make_question(make_assessment(lesson=lesson), explanation="Because")
    make_rating(student, lesson.course, comment="Clear")
    archive = packed()
    assert [row["full_name"] for row in table(archive, "students")] == ["=سارة"]
    assert [row["notes"] for row in table(archive, "students")] == ["calls"]
    assert [row["id"] for row in table(archive, "lessons")] == [str(lesson.id)]
    assert [row["explanation"] for row in table(archive, "questions")] == ["Because"]
    assert [row["question_id"] for row in table(archive, "options")] == [str(question.id)] * 2
    assert [row["comment"] for row in table(archive, "ratings")] == ["Clear"]
    assert [row["role"] for row in table(archive, "staff")] == ["owner"]
    assert "'=سارة" in archive.read("csv/students.csv").decode()
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Foreign" not in everything
    about = json.loads(archive.read("about.json"))
    assert (about["school"], about["rows"]["students"], about["rows"]["courses"]) == ("alice", 1, 1)


def test_every_table_is_packed_and_no_secret_column(in_alpha: ActiveTenant) -> None:
    names = [name_of(model=model) for model in list_tables()]
    assert len(names) == len(set(names))
    promised = {"students", "courses", "lessons", "enrollments", "lesson_progress", "codes", "discounts"}
    promised |= {"assessments", "questions", "attempts", "ratings", "staff"}
    assert promised - set(names) == set()
    for model in list_tables():
        assert [column for column in columns_of(model=model) if is_secret(column=column)] == []
        fields = {field.attname: field for field in model._meta.concrete_fields}
        kept = [fields[column] for column in columns_of(model=model)]
        assert [field for field in kept if isinstance(field, models.BinaryField)] == []
    assert "video_videoaccount" not in names


def test_rows_beyond_one_page_are_all_there(in_alpha: ActiveTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenant_apps.analytics.services.packing.ROWS_AT_ONCE", 2)
    made = [str(make_course().id) for _ in range(5)]
    assert [row["id"] for row in table(packed(), "courses")] == sorted(made)


@pytest.mark.usefixtures("committed")
def test_the_tables_are_of_one_moment(in_alpha: ActiveTenant) -> None:
    make_course(title="Before")
    written = []

    def write_meanwhile(done: int, rows: int) -> None:
        if done == 1:
            written.extend(run_parallel([lambda: make_course(title="After").title]))

    into = io.BytesIO()
    write_archive(into=into, now=NOW, told=write_meanwhile)
    assert written == ["After"]
    assert list_tables().index(Course) > 1
    assert [row["title"] for row in table(zipfile.ZipFile(into), "courses")] == ["Before"]
    assert sorted(row["title"] for row in table(packed(), "courses")) == ["After", "Before"]


@pytest.mark.usefixtures("committed")
def test_how_far_it_is_can_be_told_while_one_moment_is_read(in_alpha: ActiveTenant) -> None:
    export = ask_export(by=owner(), now=NOW)

    def tell() -> None:
        DataExport.objects.filter(pk=export.id).update(tables_done=3, rows=7)

    def told() -> tuple[int, int]:
        return DataExport.objects.values_list("tables_done", "rows").get()

    with one_moment(), beside() as do:
        assert told() == (0, 0)
        do(tell)
        assert told() == (0, 0)
        assert run_parallel([told]) == [(3, 7)]
        with pytest.raises(InternalError), transaction.atomic():
            tell()
    assert told() == (3, 7)


def test_one_is_packed_at_a_time(in_alpha: ActiveTenant) -> None:
    first = ask_export(by=owner(), now=NOW)
    assert (first.state, first.asked_name) == ("waiting", owner().full_name)
    with pytest.raises(ExportRunning):
        ask_export(by=owner(), now=NOW)
    assert DataExport.objects.count() == 1


def test_a_packed_file_can_be_read_and_tells_its_size(in_alpha: ActiveTenant, beta: ActiveTenant) -> None:
    make_student()
    export = ask_export(by=owner(), now=NOW)
    assert pack_export(export_id=export.id, now=NOW) is True
    export.refresh_from_db()
    assert (export.state, export.is_open, export.expires_at) == ("ready", False, NOW + timedelta(days=7))
    assert export.tables_done == export.tables_all == len(list_tables())
    with default_storage.open(export.file.name) as file:
        content = file.read()
    assert len(content) == export.size_bytes
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert sum(json.loads(archive.read("about.json"))["rows"].values()) == export.rows
    assert archive.testzip() is None
    assert export.file.name.startswith(f"tenants/{in_alpha.id}/private/exports/")
    with context.enter(beta):
        assert DataExport.objects.count() == 0


def test_packing_twice_does_nothing_the_second_time(in_alpha: ActiveTenant) -> None:
    export = ask_export(by=owner(), now=NOW)
    assert pack_export(export_id=export.id, now=NOW) is True
    assert pack_export(export_id=export.id, now=NOW) is False
    assert pack_export(export_id=uuid.uuid4(), now=NOW) is False


def test_a_new_one_takes_the_place_of_the_former(
    in_alpha: ActiveTenant, django_capture_on_commit_callbacks: Any
) -> None:
    former, later = [], []
    for kept in (former, later):
        export = ask_export(by=owner(), now=NOW)
        with django_capture_on_commit_callbacks(execute=True):
            pack_export(export_id=export.id, now=NOW)
        export.refresh_from_db()
        kept.append(export)
    name = former[0].file.name
    former[0].refresh_from_db()
    assert (former[0].state, former[0].file.name) == ("gone", "")
    assert (default_storage.exists(name), default_storage.exists(later[0].file.name)) == (False, True)


def test_files_go_when_their_days_are_over(
    in_alpha: ActiveTenant, django_capture_on_commit_callbacks: Any
) -> None:
    export = ask_export(by=owner(), now=NOW)
    pack_export(export_id=export.id, now=NOW)
    export.refresh_from_db()
    name = export.file.name
    assert sweep_exports(now=NOW + timedelta(days=6, hours=23)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_exports(now=NOW + timedelta(days=7)) == 1
    export.refresh_from_db()
    assert (export.state, export.file.name, default_storage.exists(name)) == ("gone", "", False)


def test_one_that_was_killed_does_not_block_the_next(in_alpha: ActiveTenant) -> None:
    stuck = ask_export(by=owner(), now=NOW)
    DataExport.objects.update(updated_at=NOW - timedelta(minutes=16))
    later = ask_export(by=owner(), now=NOW)
    stuck.refresh_from_db()
    assert (stuck.state, later.state) == ("failed", "waiting")
    assert pack_export(export_id=stuck.id, now=NOW) is False


def test_a_failure_is_told_and_leaves_no_file(in_alpha: ActiveTenant, settings: Any, tmp_path: Path) -> None:
    export = ask_export(by=owner(), now=NOW)
    # Nothing can be stored where a file stands instead of a folder.
    (tmp_path / "full").write_text("")
    settings.MEDIA_ROOT = tmp_path / "full"
    assert pack_export(export_id=export.id, now=NOW) is False
    export.refresh_from_db()
    assert (export.state, export.is_open, export.file.name) == ("failed", False, "")
