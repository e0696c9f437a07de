"""A paper with more fields than one form may send is answered in parts when there is no script."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings

from tenant_apps.assessments.models import Answer, Option, Question
from tenant_apps.students.models import Student
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_enrollment, make_student
from tests.factories.assessments import make_assessment
from tests.pages.test_assessment_student import begin, form

QUESTIONS = 400


@pytest.fixture
def student(in_alpha: ActiveTenant) -> Student:
    return make_student()


@pytest.fixture
def client(api: ApiMaker, in_alpha: ActiveTenant, student: Student) -> Api:
    return api(school=in_alpha).sign_in(student.user)


def test_four_hundred_answers_are_saved_in_parts(client: Api, student: Student) -> None:
    course = make_course()
    make_enrollment(student, course)
    exam = make_assessment(course)
    Question.objects.bulk_create(
        Question(assessment=exam, kind="essay", text=f"Q{n}", order=n) for n in range(1, QUESTIONS + 1)
    )
    several = Question.objects.create(
        assessment=exam, kind="multiple_choice", text="Several", order=QUESTIONS + 1, allows_several=True
    )
    Option.objects.bulk_create(
        Option(question=several, text=f"O{n}", order=n, is_correct=n < 3) for n in range(1, 51)
    )
    room = begin(client, exam)
    page = client.get(room).content.decode()
    forms = [
        (form_id, form_id.rpartition("-")[2]) for form_id in re.findall(r'<form[^>]* id="(exam-\d)"', page)
    ]
    assert [part for _form_id, part in forms] == ["2", "3"]
    parts = {part: fields_of(page, form_id) for form_id, part in [("", "1"), *forms]}
    assert [len(names) for names in parts.values()] == [180, 180, 41]
    for part, names in parts.items():
        assert len(names) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        typed = {name: f"Words {name}" for name in names if name != f"q-{several.id}"}
        form(client, f"{room}answers/", {**typed, "part": part, "do": "save"})
    assert Answer.objects.filter(given__text__startswith="Words").count() == QUESTIONS
    # Saving the first part once more leaves the others as they are.
    again = {name: "Anew" for name in parts["1"]}
    form(client, f"{room}answers/", {**again, "part": "1", "do": "review"})
    found = Answer.objects.filter(given__text="Anew").count(), Answer.objects.filter(given=None).count()
    assert found == (180, 0)
    form(client, f"{room}answers/", {**again, "part": "nonsense", "do": "save"})
    assert Answer.objects.count() == QUESTIONS


def fields_of(page: str, form_id: str) -> list[str]:
    """Names of the questions' fields that belong to the form; without `form_id` to the one around them."""
    found = re.findall(r'name="(q-[^"]+)"(?: form="(exam-\d)")?', unescape(page))
    return list(dict.fromkeys(name for name, owner in found if owner == form_id))
