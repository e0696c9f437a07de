"""Becoming a student: one row each, counted once, also when two ask at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from shared_apps.accounts.errors import DetailsTaken
from shared_apps.accounts.models import Membership, User
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.students.models import Student
from tenant_apps.students.services import join_school, register_student, remove_student, toggle_block
from tenants import context
from tests.factories import make_student, make_user
from tests.parallel import run_parallel


def details(**more: Any) -> dict[str, Any]:
    return {
        "first_name": "Eve",
        "last_name": "Adel",
        "username": "eve",
        "email": "eve@example.com",
        "phone": "01012345678",
        "parent_phone": "01098765432",
        "password": "Right-Horse-9",
        "now": timezone.now(),
        **more,
    }


def counted(school: context.ActiveTenant) -> int:
    return TeacherProfile.objects.get(tenant_id=school.id).students_count


ALIKE = {
    "everything": lambda n: {},
    "username": lambda n: {"email": f"e{n}@example.com", "phone": f"0101234567{n}"},
    "email": lambda n: {"username": f"eve{n}", "phone": f"0101234567{n}"},
    "phone": lambda n: {"username": f"eve{n}", "email": f"e{n}@example.com"},
}


@pytest.mark.parametrize("alike", ALIKE)
def test_eight_registrations_at_once_make_one_student(committed, alpha, alike):
    before = User.objects.count()
    with context.enter(alpha):
        answers = run_parallel(
            [lambda n=n: register_student(**details(**ALIKE[alike](n))) for n in range(8)], threads=8
        )
        assert sum(isinstance(answer, Student) for answer in answers) == 1
        assert sum(isinstance(answer, DetailsTaken) for answer in answers) == 7, answers
        assert Student.objects.count() == 1
    assert (User.objects.count(), counted(alpha)) == (before + 1, 1)


def test_twenty_different_registrations_at_once_are_all_counted(committed, alpha):
    calls = [
        lambda n=n: register_student(
            **details(username=f"eve{n}", email=f"e{n}@example.com", phone=f"010123456{n + 10}")
        )
        for n in range(20)
    ]
    with context.enter(alpha):
        answers = run_parallel(calls, threads=8)
        assert sum(isinstance(answer, Student) for answer in answers) == 20, answers
        assert Student.objects.count() == 20
    assert counted(alpha) == 20


def test_joining_eight_times_at_once_makes_one_student(committed, alpha):
    user = make_user()
    with context.enter(alpha):
        answers = run_parallel([lambda: join_school(user=user, now=timezone.now())] * 8, threads=8)
        assert sorted(is_new for _student, is_new in answers) == [False] * 7 + [True]
        assert Student.objects.count() == 1
    assert (Membership.objects.filter(user=user).count(), counted(alpha)) == (1, 1)


def test_removing_eight_times_at_once_counts_once(committed, alpha):
    with context.enter(alpha):
        student = register_student(**details())
        answers = run_parallel([lambda: remove_student(student=student, now=timezone.now())] * 8, threads=8)
        assert [answer for answer in answers if answer is None] == [None]
        assert Student.objects.count() == 0
    assert counted(alpha) == 0


def test_toggling_an_even_number_of_times_at_once_changes_nothing(committed, alpha):
    with context.enter(alpha):
        student = make_student()
        answers = run_parallel([lambda: toggle_block(student=student, now=timezone.now())] * 8, threads=8)
        assert all(isinstance(answer, Student) for answer in answers)
        assert Student.objects.get().is_active is True


def test_username_of_another_persons_phone_does_not_catch_their_sign_in(in_alpha):
    from shared_apps.accounts.selectors import find_person

    owner_of_phone = make_user(phone="+201011112222")
    make_user(username="01011112222")
    assert find_person(login="01011112222", region="EG") == owner_of_phone
    assert find_person(login="٠١٠١١١١٢٢٢٢", region="EG") == owner_of_phone
