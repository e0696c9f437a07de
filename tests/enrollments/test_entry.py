"""Whom a course takes, and whose lessons stay closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tenant_apps.coupons.models import AccessCode
from tenant_apps.courses.models import CoursePrerequisite
from tenant_apps.enrollments import errors
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import (
    can_open_lesson,
    can_open_module,
    course_progress,
    get_lesson_for_student,
    get_module_for_student,
    list_unmet_prerequisites,
)
from tenant_apps.enrollments.services import WithoutCode, enroll_in_course, enroll_in_module, leave_course
from tenant_apps.students.errors import CountryCodeUnknown, PlanNameTooLong
from tenant_apps.students.services import join_school, set_plan
from tests.factories import (
    make_code,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_progress,
    make_student,
    make_user,
)

NOW = timezone.now()


@pytest.fixture
def bob(in_alpha):
    return make_student(username="bob", country_code="EG", plan="Silver")


def enrol(student, course, **more):
    return enroll_in_course(student=student, course_id=course.id, now=NOW, **more)


@pytest.mark.parametrize(("countries", "lets_in"), [([], True), (["EG", "SA"], True), (["SA"], False)])
def test_country(bob, countries, lets_in):
    course = make_course(is_free=True, countries=countries)
    if lets_in:
        assert enrol(bob, course).status == "active"
    else:
        with pytest.raises(errors.NotInRegion):
            enrol(bob, course)
        assert Enrollment.objects.count() == 0


def test_unknown_country_enters_only_where_all_may(in_alpha):
    nowhere = make_student(country_code="")
    assert enrol(nowhere, make_course(is_free=True)).status == "active"
    with pytest.raises(errors.NotInRegion):
        enrol(nowhere, make_course(is_free=True, countries=["EG"]))


def test_plan(bob):
    with pytest.raises(errors.NotInPlan):
        enrol(bob, make_course(is_free=True, plans=["Gold"]))
    assert enrol(bob, make_course(is_free=True, plans=["Gold", "silver"])).status == "active"


def test_full_course_takes_nobody_but_keeps_who_is_in(bob):
    course = make_course(is_free=True, capacity=1)
    module = make_module(course, is_free=True)
    enrol(bob, course)
    other = make_student()
    for way in (
        lambda: enrol(other, course),
        lambda: enroll_in_module(student=other, module_id=module.id, now=NOW),
    ):
        with pytest.raises(errors.CourseFull):
            way()
    leave_course(student=bob, course_id=course.id)
    assert enrol(other, course).status == "active"


def test_seat_of_a_module_is_a_seat_and_counts_once(bob):
    course = make_course(is_free=True, capacity=1)
    one, two = make_module(course, is_free=True), make_module(course, is_free=True)
    enroll_in_module(student=bob, module_id=one.id, now=NOW)
    enroll_in_module(student=bob, module_id=two.id, now=NOW)
    assert enrol(bob, course).module_id is None
    with pytest.raises(errors.CourseFull):
        enrol(make_student(), course)


def test_pending_and_ended_places_take_no_seat(bob):
    course = make_course(capacity=1)
    enrol(make_student(), course, without_code=WithoutCode.PENDING)
    make_enrollment(make_student(), course, ends_at=NOW - timedelta(seconds=1))
    assert enrol(bob, course, code=make_code().code).status == "active"


def test_seats_taken_away_throw_nobody_out(bob):
    course = make_course(is_free=True)
    enrol(bob, course)
    enrol(make_student(), course)
    course.capacity = 1
    course.save()
    lesson = make_lesson(make_module(course))
    assert can_open_lesson(student=bob, lesson=lesson, now=NOW) is True


def test_prerequisites(bob):
    first, second = make_course(title="First", is_free=True), make_course(is_free=True)
    lesson = make_lesson(make_module(first))
    CoursePrerequisite.objects.create(course=second, required=first)

    with pytest.raises(errors.PrerequisitesNotMet) as refused:
        enrol(bob, second)
    assert refused.value.details == {"courses": ["First"]}
    make_enrollment(bob, first)
    with pytest.raises(errors.PrerequisitesNotMet):
        enrol(bob, second)

    make_progress(bob, lesson, is_completed=True, completed_at=NOW)
    assert list_unmet_prerequisites(student=bob, course_id=second.id) == []
    assert enrol(bob, second).status == "active"


def test_completed_place_meets_whatever_was_added_since(bob):
    first, second = make_course(), make_course(is_free=True)
    make_lesson(make_module(first))
    make_enrollment(bob, first, status="completed", completed_at=NOW, ends_at=NOW)
    CoursePrerequisite.objects.create(course=second, required=first)
    assert enrol(bob, second).status == "active"


def test_empty_or_hidden_or_half_learnt_prerequisites_are_not_met(bob):
    empty, hidden, half = (make_course() for _ in range(3))
    done = make_lesson(make_module(hidden), is_published=False)
    make_progress(bob, done, is_completed=True, completed_at=NOW)
    lessons = [make_lesson(make_module(half)) for _ in range(2)]
    make_progress(bob, lessons[0], is_completed=True, completed_at=NOW)
    make_progress(bob, lessons[1])
    make_progress(make_student(), lessons[1], is_completed=True, completed_at=NOW)
    course = make_course(is_free=True)
    for required in (empty, hidden, half):
        CoursePrerequisite.objects.create(course=course, required=required)

    unmet = list_unmet_prerequisites(student=bob, course_id=course.id)
    assert {one.id for one in unmet} == {empty.id, hidden.id, half.id}


def test_reasons_are_told_in_their_order(bob):
    first = make_course(is_free=True)
    course = make_course(state="draft", is_free=True, capacity=1, countries=["SA"], plans=["Gold"])
    CoursePrerequisite.objects.create(course=course, required=first)
    make_enrollment(make_student(), course)
    mine = make_enrollment(bob, course)

    steps = [
        (errors.CourseNotPublished, lambda: _set(course, state="published")),
        (errors.CourseAlreadyOpen, lambda: mine.delete()),
        (errors.NotInRegion, lambda: _set(course, countries=[])),
        (errors.NotInPlan, lambda: _set(course, plans=[])),
        (errors.PrerequisitesNotMet, lambda: CoursePrerequisite.objects.all().delete()),
        (errors.CourseFull, lambda: _set(course, capacity=2)),
    ]
    for refusal, repair in steps:
        with pytest.raises(refusal):
            enrol(bob, course)
        repair()
    assert enrol(bob, course).status == "active"


def _set(course, **fields):
    for name, value in fields.items():
        setattr(course, name, value)
    course.save()


def test_refused_student_loses_no_code(bob):
    course, code = make_course(capacity=1), make_code()
    make_enrollment(make_student(), course)
    with pytest.raises(errors.CourseFull):
        enrol(bob, course, code=code.code)
    assert AccessCode.objects.get(pk=code.pk).used_count == 0


@pytest.mark.parametrize(
    ("student", "refusal"),
    [
        ({"country_code": "SA", "plan": "Gold"}, errors.LessonNotInRegion),
        ({"country_code": "", "plan": "Gold"}, errors.LessonNotInRegion),
        ({"country_code": "EG", "plan": "Silver"}, errors.LessonNotInPlan),
        ({"country_code": "EG", "plan": ""}, errors.LessonNotInPlan),
    ],
)
def test_lesson_is_closed_to_who_moved_or_changed_the_plan(in_alpha, student, refusal):
    learner = make_student(**student)
    module = make_module(make_course(countries=["EG"], plans=["Gold"]))
    lesson = make_lesson(module)
    make_enrollment(learner, module.course)

    with pytest.raises(refusal) as refused:
        get_lesson_for_student(student=learner, lesson_id=lesson.id, now=NOW)
    assert isinstance(refused.value, errors.LessonClosed)
    assert can_open_lesson(student=learner, lesson=lesson, now=NOW) is False
    assert can_open_module(student=learner, module=module, now=NOW) is False
    assert get_module_for_student(student=learner, module_id=module.id, now=NOW).is_open is False
    shown = course_progress(student=learner, course_id=module.course_id, now=NOW)
    assert (shown.is_open, shown.modules[0].is_open, shown.modules[0].lessons[0].is_open) == (
        False, False, False,
    )  # fmt: skip

    set_plan(student=learner, plan="gold", country_code="eg")
    learner.refresh_from_db()
    assert get_lesson_for_student(student=learner, lesson_id=lesson.id, now=NOW) == lesson


def test_preview_asks_for_the_country_and_not_for_the_plan(in_alpha):
    module = make_module(make_course(countries=["EG"], plans=["Gold"]))
    preview = make_lesson(module, is_free=True)
    here, abroad = make_student(country_code="EG"), make_student(country_code="SA")

    assert get_lesson_for_student(student=here, lesson_id=preview.id, now=NOW) == preview
    assert get_module_for_student(student=here, module_id=module.id, now=NOW).previews(preview) is True
    with pytest.raises(errors.LessonNotInRegion):
        get_lesson_for_student(student=abroad, lesson_id=preview.id, now=NOW)
    assert get_module_for_student(student=abroad, module_id=module.id, now=NOW).previews(preview) is False
    shown = course_progress(student=abroad, course_id=module.course_id, now=NOW)
    assert shown.modules[0].lessons[0].is_open is False


@pytest.mark.parametrize(
    ("phone", "country"),
    [("+201012345678", "EG"), ("+966501234567", "SA"), ("+442071838750", "GB"), ("+80012345678", "")],
)
def test_country_of_a_new_student_comes_from_the_phone(in_alpha, phone, country):
    student, _new = join_school(user=make_user(phone=phone), now=NOW)
    assert (student.country_code, student.plan) == (country, "")


def test_school_sets_plan_and_country(bob):
    assert set_plan(student=bob, plan=" Gold   plan ").plan == "Gold plan"
    assert set_plan(student=bob, plan="Gold\0 plan").plan == "Gold plan"
    changed = set_plan(student=bob, country_code=" sa ")
    assert (changed.plan, changed.country_code) == ("Gold plan", "SA")
    cleared = set_plan(student=bob, plan="", country_code="")
    assert (cleared.plan, cleared.country_code) == ("", "")
    with pytest.raises(CountryCodeUnknown):
        set_plan(student=bob, country_code="XX")
    with pytest.raises(PlanNameTooLong):
        set_plan(student=bob, plan="x" * 41)
