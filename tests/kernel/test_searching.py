"""Every list finds a name however its letters are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from shared_apps.kernel.searching import words_in
from shared_apps.operations.selectors.schools import list_schools
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.coupons.selectors import find_codes
from tenant_apps.enrollments.selectors.roster import RosterSearch, find_students
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import list_roster
from tests.factories import make_student

NAME = "أحمد مُصطفى الهاشمي"
TYPED = ["احمد", "أحمد مصطفي", "هاشمى احمد", "الهاشمي"]
MISSED = ["احمدي", "احمد سالم"]

LISTS: dict[str, Callable[[str], Any]] = {
    "contracts": lambda typed: list_roster(search=typed),
    "students": lambda typed: find_students(search=RosterSearch(text=typed), now=timezone.now()),
    "codes": lambda typed: find_codes(typed=typed).students,
}


@pytest.mark.parametrize("find", LISTS.values(), ids=LISTS)
def test_a_student_is_found_by_any_spelling(in_alpha, find):
    student = make_student(full_name=NAME)
    make_student(full_name="سالم حمدان")
    for typed in TYPED:
        assert student in find(typed), typed
    assert [list(find(typed)) for typed in MISSED] == [[], []]


def test_a_school_is_found_by_any_spelling_of_its_name(alpha):
    TeacherProfile.objects.filter(tenant_id=alpha.id).update(full_name=NAME)
    for typed in TYPED:
        assert [school.pk for school in list_schools(text=typed)] == [alpha.id]
    assert [list(list_schools(text=typed)) for typed in MISSED] == [[], []]


def test_nothing_to_look_for_narrows_nothing(in_alpha):
    student = make_student()
    for typed in ("", "  ", "\0", "ـ"):
        assert student in Student.objects.filter(words_in(typed, fields=["full_name"]))
