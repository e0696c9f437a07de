"""How many statements each operation costs, and that more rows cost no more.

With `ROWS=10,1000` all is measured at ten and at a thousand rows; the printed table says what was seen.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail

from tenant_apps.assessments.models import Question
from tenant_apps.assessments.rules.cleaning import MAX_QUESTIONS
from tenants import context
from tests.contracts.promised import promises
from tests.isolation.world import build_world
from tests.performance.asking import cost_of
from tests.performance.shelves import Shelves

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "performance.md"
CEILING = 12
FEW, MORE = (int(count) for count in os.environ.get("ROWS", "3,9").split(","))
PAGE = 100
READS = [p for p in promises() if p.method == "GET" and p.success == 200]
WRITES = [p for p in promises() if p not in READS]
WITH_CODE = {"POST password-reset/verify/", "POST password-reset/confirm/"}


def documented(host):
    """The counts that `docs/performance.md` tells for this kind of host."""
    lines = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| `/api")]
    cells = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    column = {"school": 1, "platform": 2}[host]
    return {row[0]: int(row[column]) for row in cells}


def address(promise):
    return promise.base + promise.path


@pytest.fixture
def shelves(alpha, beta):
    return Shelves(build_world(alpha, beta))


def measure(shelves, asked, **how):
    """Costs at few rows and at more, by operation, printed."""
    found = []
    for rows in (FEW, MORE):
        shelves.fill(rows)
        found.append({f"{p.method} {address(p)}": cost_of(shelves, p, **how) for p in asked})
    first, later = found
    for name, cost in sorted(later.items()):
        some = first[name]
        print(
            f"{some.statements:4} {cost.statements:4} statements {some.milliseconds:6.0f} "
            f"{cost.milliseconds:6.0f} ms {cost.status} {some.rows}→{cost.rows} {name}"
        )
    return first, later


def growing(first, later):
    return {
        name: (first[name].statements, cost.statements)
        for name, cost in later.items()
        if first[name].statements != cost.statements
    }


@pytest.mark.timeout(900)
@pytest.mark.parametrize("host", ["school", "platform"])
def test_every_read_costs_the_same_with_more_rows_and_what_is_documented(shelves, host):
    first, later = measure(shelves, READS, host=host)
    assert {name: cost.status for name, cost in later.items() if cost.status != 200} == {}
    lists = {name for name, cost in later.items() if cost.rows is not None} - ROOTS
    full = {name: min(first[name].rows + MORE - FEW, PAGE) for name in lists}
    assert {name for name in lists if later[name].rows < full[name]} == set()
    assert len(lists) >= 45
    assert growing(first, later) == {}
    counts = {name.removeprefix("GET "): cost.statements for name, cost in later.items()}
    assert counts == documented(host)
    assert max(counts.values()) <= CEILING


# They list operations.
ROOTS = {"GET /api/v1/", "GET /api/"}


def test_students_reading_what_staff_read_too_cost_the_same_with_more_rows(shelves):
    shared = [p for p in READS if p.who in ("student or staff", "student (own), staff")]
    first, later = measure(shelves, shared, host="school", principal="enrolled")
    assert growing(first, later) == {}
    assert {cost.status for cost in later.values()} == {200}
    assert max(cost.statements for cost in later.values()) <= CEILING


@pytest.fixture
def preparing(shelves, django_capture_on_commit_callbacks):
    """What a request needs ahead of it: a code from the mail, the names of all that is put in order."""

    def before(promise, client, body):
        if promise.operation in WITH_CODE:
            with django_capture_on_commit_callbacks(execute=True):
                client.post(f"{promise.base}password-reset/request/", {"email": body["email"]})
            body["otp"] = re.search(r"^    (\w{6})$", mail.outbox[-1].body, re.M)[1]
        if promise.path.endswith("reorder/"):
            with context.enter(shelves.school):
                asked = Question.objects.filter(assessment=shelves.ids["assessment_id"]).order_by("order")
                body["questions"] = [str(key) for key in asked.values_list("pk", flat=True)]

    return before


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("vdocipher")
@pytest.mark.parametrize("contract", ["edupro_v1", "edupro"])
def test_every_write_costs_the_same_with_more_rows(shelves, preparing, contract):
    asked = [p for p in WRITES if p.contract == contract]
    first, later = measure(shelves, asked, before=preparing)
    succeeded = {f"{p.method} {address(p)}": p.success for p in asked}
    if MORE > MAX_QUESTIONS:
        succeeded |= dict.fromkeys(set(succeeded) & FULL, 400)
    assert {name: cost.status for name, cost in later.items()} == succeeded
    allowed = {name: some.statements + PER_ROW.get(name, 0) * (MORE - FEW) for name, some in first.items()}
    assert {name: c.statements for name, c in later.items() if c.statements > allowed[name]} == {}
    same = {name for name, cost in later.items() if cost.status == first[name].status}
    assert set(growing(first, later)) & same <= set(PER_ROW)


# At most so many statements for each of many rows, on purpose (docs/performance.md): for each course of the
# student who goes, for each paper that is graded anew, for each hundred rows that go with what is deleted.
PER_ROW = {
    "DELETE /api/v1/teacher/students/remove/{student_id}/": 4.1,
    "DELETE /api/teacher/students/remove/{student_id}/": 4.1,
    "POST /api/v1/teacher/assessments/{assessment_id}/regrade/": 1.05,
    "DELETE /api/v1/course/course-delete/{course_id}/": 0.1,
    "DELETE /api/v1/modules/{module_id}/delete/": 0.02,
}
# An assessment with so many questions, or a question with so many options, takes no more.
FULL = {
    f"POST {base}teacher/{path}"
    for base in ("/api/v1/", "/api/")
    for path in (
        "assessments/{assessment_id}/questions/",
        "assessments/{assessment_id}/questions/reorder/",
        "questions/{question_id}/options/",
    )
}
