"""Every hostile file against every field that takes files of its kind, in both contracts.

A file is refused and leaves nothing behind, or it is good for the field and kept under a random name:
pictures drawn anew without what they carried, documents as downloads, videos as videos. What happened
to each is written to UPLOAD_REPORT (a path), when that is set.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from shared_apps.categories.models import Category
from tenants import context
from tests.client import Api
from tests.factories import make_admin, make_course, make_lesson, make_module, make_student, owner_of
from tests.hostile.corpus import CORPUS, DOCUMENT, MARKS, PICTURE, Hostile, content_of
from tests.hostile.fields import EDUPRO, FIELDS, Field, Rows

SLOWEST = 5.0
"""In seconds of a processor: how busy the machine is besides is not the file's doing."""
MOST_MEMORY = 300 * 1024
"""In kilobytes."""
KEY = re.compile(r"(platform|tenants/[0-9a-f-]{36})/(public|private)/[a-z-]+/[0-9a-f]{32}\.[a-z0-9]{2,4}")
BOUNDARY = "----------boundary-of-the-form"
REFUSED = {400}


@dataclass
class Outcome:
    file: str
    field: str
    status: int
    what: str
    seconds: float
    wrongs: list[str] = field(default_factory=list)

    def line(self) -> str:
        return f"| {self.file} | {self.field} | {self.status} | {self.what} | {self.seconds:.2f} |\n"


@pytest.fixture
def rows(in_alpha) -> Rows:
    course = make_course()
    module = make_module(course)
    return Rows(course, module, make_lesson(module), make_student(), Category.objects.create(name="Algebra"))


@pytest.fixture
def client(api, alpha, rows):
    people = {"staff": owner_of(alpha), "student": rows.student.user, "operator": None}

    def signed_in(target: Field) -> Api:
        user = people[target.who] or make_admin()
        school = None if target.who == "operator" else alpha
        is_bearer = target.label.startswith(f"{EDUPRO} ")
        return api(school=school).sign_in(user, kind=target.who, bearer=is_bearer)

    return signed_in


def form(target: Field, hostile: Hostile) -> bytes:
    """The body as a program would send it: the name goes in as it is."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{target.name}"; filename="{hostile.name}"\r\n'
    )
    kind = "Content-Type: image/png\r\n\r\n"
    return (head + kind).encode() + content_of(hostile) + f"\r\n--{BOUNDARY}--\r\n".encode()


def files_kept() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def sent(client: Api, target: Field, hostile: Hostile, rows: Rows) -> Outcome:
    former, before = target.stored(rows), files_kept()
    started = time.thread_time()
    answer = client.patch(
        target.path(rows),
        form(target, hostile),
        status=None,
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )
    seconds = time.thread_time() - started
    key = target.stored(rows)
    is_taken = key != former
    told = "taken" if is_taken else "passed over" if answer.status_code == 200 else answer.content.decode()
    outcome = Outcome(hostile.label, target.label, answer.status_code, told, seconds)
    may = hostile.good_as in target.takes
    if is_taken != may:
        outcome.wrongs.append(f"taken: {is_taken}, should be {may}")
    if answer.status_code not in ({200} if may or hostile.is_dropped else REFUSED):
        outcome.wrongs.append(f"status {answer.status_code}")
    if seconds > SLOWEST:
        outcome.wrongs.append(f"{seconds:.1f} s")
    if is_taken:
        outcome.wrongs += faults_of_kept(target, key, rows)
    elif files_kept() != before:
        outcome.wrongs.append("left a file behind")
    return outcome


def faults_of_kept(target: Field, key: str, rows: Rows) -> list[str]:
    """What is wrong with what was kept, and with how it is served."""
    host = Api(school=context.require_tenant()) if key.startswith("tenants/") else Api()
    answer = host.get(target.address(rows) or "", status=None)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    checks = {
        "name": KEY.fullmatch(key) is not None,
        "answer": answer.status_code == 200,
        "nosniff": answer.headers.get("X-Content-Type-Options") == "nosniff",
        **(_picture_checks(answer, content) if target.kind == PICTURE else _file_checks(target, answer)),
    }
    return [name for name, is_good in checks.items() if not is_good]


def _picture_checks(answer: Any, content: bytes) -> dict[str, bool]:
    picture = Image.open(io.BytesIO(content))
    return {
        "type": answer.headers["Content-Type"] == "image/webp" and picture.format == "WEBP",
        "marks": not any(mark in content for mark in MARKS),
        "metadata": not dict(picture.getexif()) and not {"exif", "xmp", "icc_profile"} & set(picture.info),
        "frames": getattr(picture, "n_frames", 1) == 1,
        "size": max(picture.size) <= 1600,
    }


def _file_checks(target: Field, answer: Any) -> dict[str, bool]:
    shown = answer.headers.get("Content-Disposition", "")
    is_paper = target.kind == DOCUMENT
    return {
        "disposition": shown.startswith("attachment;") if is_paper else shown == "inline",
        "type": answer.headers["Content-Type"].startswith(("application/",) if is_paper else ("video/",)),
        "header": "\r" not in shown and "\n" not in shown and "Set-Cookie" not in answer.headers,
    }


@pytest.mark.parametrize("target", FIELDS, ids=str)
def test_hostile_files(client, rows, target):
    who = client(target)
    outcomes = [sent(who, target, hostile, rows) for hostile in CORPUS if target.kind in hostile.kinds]
    report(outcomes)
    assert len(outcomes) >= 15
    assert {str(one): one.wrongs for one in outcomes if one.wrongs} == {}


def test_corpus_is_large_and_each_file_has_a_field():
    assert len(CORPUS) >= 60
    assert len({hostile.label for hostile in CORPUS}) == len(CORPUS)
    takers = {kind for target in FIELDS for kind in [target.kind]}
    assert [hostile.label for hostile in CORPUS if not hostile.kinds & takers] == []
    unused = {hostile.good_as for hostile in CORPUS} - {None} - {one for f in FIELDS for one in f.takes}
    assert unused == set()


def test_memory_for_the_whole_corpus(tmp_path):
    """A process of its own, as a web worker is one, opens them all one after the other."""
    listed = []
    for number, hostile in enumerate(CORPUS):
        (tmp_path / str(number)).write_bytes(content_of(hostile))
        listed.append({"file": str(number), "name": hostile.name, "label": hostile.label})
    (tmp_path / "list.json").write_text(json.dumps(listed))
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.opening", str(tmp_path)],
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        timeout=100,
    )
    told = json.loads(done.stdout)
    if path := os.environ.get("UPLOAD_REPORT"):
        with Path(path).open("a") as file:
            file.write(f"\nPeak memory {told['peak'] // 1024} MB, at first {told['start'] // 1024} MB.\n")
    assert told["files"] == len(CORPUS)
    assert told["slowest"][0] < 7 * SLOWEST, told["slowest"]
    assert told["peak"] < MOST_MEMORY, told


def report(outcomes: list[Outcome]) -> None:
    if path := os.environ.get("UPLOAD_REPORT"):
        with Path(path).open("a") as file:
            if not file.tell():
                file.write("| File | Field | Status | What happened | Seconds |\n|---|---|---|---|---|\n")
            file.writelines(outcome.line() for outcome in outcomes)
