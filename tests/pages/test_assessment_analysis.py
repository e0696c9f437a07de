"""The analysis page, results as a file, and the state of counting anew on the page of attempts."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.utils import timezone

from tenant_apps.assessments.models import Assessment, Regrading
from tenant_apps.assessments.services import regrading_jobs as jobs
from tenants.context import ActiveTenant
from tests.client import Api
from tests.factories import make_course
from tests.factories.assessments import make_assessment, make_question
from tests.pages.desk import send
from tests.pages.portal import queries_of
from tests.pages.test_assessment_teacher import taken, words


@pytest.fixture
def exam(in_alpha: ActiveTenant) -> Assessment:
    exam = make_assessment(make_course(), title="Waves")
    make_question(exam, "true_false", text="Sound needs air.", points=Decimal(2))
    make_question(exam, options=[("Right", True), ("Tempting", False)], text="Which?")
    return exam


def test_without_results_there_is_nothing_to_analyse(teacher: Api, exam: Assessment) -> None:
    path = f"/teach/assessments/{exam.id}/"
    assert "Nothing to analyse yet" in words(teacher, f"{path}analysis/")
    assert "Analysis" not in words(teacher, path)
    rows = list(csv.reader(io.StringIO(teacher.get(f"{path}results/").content.decode().lstrip("\ufeff"))))
    heads = ["Student", "Username", "Attempt", "Began", "Handed in", "Points", "Of", "Percent", "Passed"]
    assert rows == [heads]


def test_the_page_shows_spread_and_questions(teacher: Api, exam: Assessment) -> None:
    wrong = exam.questions.get(kind="multiple_choice").options.get(is_correct=False)
    taken(exam, true_false={"bool": True}, multiple_choice={"options": [wrong.id]})
    taken(exam, true_false={"bool": True})
    text = words(teacher, f"/teach/assessments/{exam.id}/analysis/")
    for word in (
        "of 2 handed in",
        "66.7%",
        "60–69%",
        "Sound needs air.",
        "100%",
        "easy for most",
        "1 left empty",
    ):
        assert word in text
    assert "Chosen most among the wrong: Tempting (1)" in text
    assert "hard for most" in text


def test_the_page_asks_the_same_for_one_and_three(teacher: Api, exam: Assessment) -> None:
    taken(exam, true_false={"bool": True})
    page, sheet = f"/teach/assessments/{exam.id}/analysis/", f"/teach/assessments/{exam.id}/results/"
    one = queries_of(teacher, page), queries_of(teacher, sheet)
    for truth in (True, False):
        taken(exam, true_false={"bool": truth})
    assert (queries_of(teacher, page), queries_of(teacher, sheet)) == one


def test_results_are_a_file_that_no_spreadsheet_runs(teacher: Api, exam: Assessment) -> None:
    attempt = taken(exam, true_false={"bool": True})
    student = attempt.student
    student.full_name = "=cmd()"
    student.save()
    rows = list(
        csv.reader(io.StringIO(teacher.get(f"/teach/assessments/{exam.id}/results/").content.decode()))
    )
    assert rows[1][:3] == ["'=cmd()", student.username, "1"]
    assert rows[1][5:] == ["2.00", "3.00", "66.66", "yes"]


def test_counting_anew_shows_its_state(
    teacher: Api, exam: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 0)
    taken(exam, true_false={"bool": False})
    path = f"/teach/assessments/{exam.id}/"
    for _twice in range(2):
        send(teacher, f"{path}act/", {"do": "regrade"})
    asked = Regrading.objects.get()
    text = words(teacher, f"{path}attempts/")
    assert "It is being counted anew." in text
    assert "1 attempt is being counted anew." in text
    exam.questions.filter(kind="true_false").update(correct_true_false=False)
    jobs.run_regrading(regrading_id=asked.id, now=timezone.now())
    assert "1 result changed." in words(teacher, f"{path}attempts/")
    Regrading.objects.update(state="failed")
    assert "Counting anew did not work" in words(teacher, f"{path}attempts/")
