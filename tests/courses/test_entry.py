"""Who may enter a course, as the school says it."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenant_apps.courses import errors, rules
from tenant_apps.courses.models import Course, CoursePrerequisite
from tenant_apps.courses.selectors import list_prerequisites
from tenant_apps.courses.services import create_course, delete_course, update_course
from tests.factories import make_course, make_enrollment, make_student

NOW = timezone.now()


def change(course, **changes):
    return update_course(course_id=course.id, changes=changes, now=NOW)


@pytest.mark.parametrize(
    ("given", "kept"),
    [([], []), (["eg", "SA", "EG "], ["EG", "SA"]), ([""], [])],
)
def test_countries_are_kept_sorted_in_capitals(given, kept):
    assert rules.clean_countries(given) == kept


@pytest.mark.parametrize("given", [["XX"], ["EGY"], ["EG", "مصر"], ["E1"]])
def test_countries_that_are_none(given):
    with pytest.raises(errors.CountryUnknown):
        rules.clean_countries(given)


def test_plans_are_kept_in_their_order():
    assert rules.clean_plans([" Gold  plan", "Silver", "Gold plan"]) == ["Gold plan", "Silver"]
    for wrong in (["  "], ["x" * 41], [f"plan {n}" for n in range(51)]):
        with pytest.raises(errors.PlanNameRefused):
            rules.clean_plans(wrong)


@pytest.mark.parametrize(
    ("plans", "plan", "allowed"),
    [
        ([], "", True),
        ([], "gold", True),
        (["Gold"], "", False),
        (["Gold"], "gOLD", True),
        (["Gold"], "x", False),
    ],
)
def test_is_in_plan(plans, plan, allowed):
    assert rules.is_in_plan(plans=plans, plan=plan) is allowed


@pytest.mark.parametrize(
    ("countries", "code", "allowed"),
    [([], "", True), ([], "EG", True), (["EG"], "", False), (["EG"], "EG", True), (["EG"], "SA", False)],
)
def test_is_open_in(countries, code, allowed):
    assert rules.is_open_in(countries=countries, country_code=code) is allowed


def test_course_is_made_with_its_rules(in_alpha):
    first = make_course()
    course = create_course(
        changes={
            "title": "Algebra 2",
            "capacity": 30,
            "countries": ["sa", "eg"],
            "plans": ["Gold"],
            "prerequisites": [first.id],
        },
        now=NOW,
    )
    kept = Course.objects.get(pk=course.pk)
    assert (kept.capacity, kept.countries, kept.plans) == (30, ["EG", "SA"], ["Gold"])
    assert list(list_prerequisites(course_id=course.id)) == [first]


def test_only_what_is_named_changes(in_alpha):
    first = make_course()
    course = make_course(capacity=3, countries=["EG"], plans=["Gold"])
    CoursePrerequisite.objects.create(course=course, required=first)

    change(course, title="New")
    kept = Course.objects.get(pk=course.pk)
    assert (kept.capacity, kept.countries, kept.plans) == (3, ["EG"], ["Gold"])
    assert list(list_prerequisites(course_id=course.id)) == [first]

    change(course, capacity=None, countries=[], plans=[], prerequisites=[])
    kept = Course.objects.get(pk=course.pk)
    assert (kept.capacity, kept.countries, kept.plans) == (None, [], [])
    assert CoursePrerequisite.objects.count() == 0


@pytest.mark.parametrize("capacity", [0, -1, 10**9])
def test_impossible_numbers_of_seats(in_alpha, capacity):
    course = make_course()
    with pytest.raises(errors.CapacityRefused):
        change(course, capacity=capacity)


def test_prerequisites_are_courses_of_this_school(in_alpha):
    course = make_course()
    with pytest.raises(errors.PrerequisiteUnknown):
        change(course, title="Not kept", prerequisites=[uuid.uuid4()])
    assert Course.objects.get().title == course.title


def test_circles_are_refused(in_alpha):
    one, two, three, other = (make_course() for _ in range(4))
    change(two, prerequisites=[one.id])
    change(three, prerequisites=[two.id, other.id])

    for course, required in [(one, one), (one, two), (one, three), (other, three), (two, three)]:
        with pytest.raises(errors.PrerequisiteCircle):
            change(course, prerequisites=[required.id])
    change(three, prerequisites=[one.id, two.id])  # two ways to the same course are no circle

    assert [row.title for row in list_prerequisites(course_id=three.id)] == sorted([one.title, two.title])


def test_deleted_course_is_required_no_more(in_alpha):
    first, second = make_course(), make_course()
    change(second, prerequisites=[first.id])
    delete_course(course_id=first.id)
    assert (list(list_prerequisites(course_id=second.id)), CoursePrerequisite.objects.count()) == ([], 0)


def test_database_refuses_a_course_that_requires_itself(in_alpha):
    course = make_course()
    with pytest.raises(IntegrityError, match="prerequisite_not_itself"), transaction.atomic():
        CoursePrerequisite.objects.create(course=course, required=course)
    with pytest.raises(IntegrityError, match="course_capacity_from_one"), transaction.atomic():
        make_course(capacity=0)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, True),
        ({"status": "completed"}, True),
        ({"ends_at": NOW}, False),
        ({"status": "expired"}, False),
        ({"status": "pending", "access_type": "no_access"}, False),
        ({"status": "cancelled"}, False),
    ],
)
def test_course_in_use_is_deleted_only_on_purpose(in_alpha, fields, refused):
    course = make_course()
    make_enrollment(make_student(), course, **fields)
    if refused:
        with pytest.raises(errors.CourseHasEnrollments):
            delete_course(course_id=course.id, refuse_if_enrolled=True, now=NOW)
        assert Course.objects.count() == 1
        delete_course(course_id=course.id)
    else:
        delete_course(course_id=course.id, refuse_if_enrolled=True, now=NOW)
    assert Course.objects.count() == 0
