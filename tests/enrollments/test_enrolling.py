"""Getting into courses and modules."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.kernel.errors import NotFound, TooManyAttempts
from tenant_apps.coupons import errors as code_errors
from tenant_apps.coupons.models import AccessCode, CodeUse
from tenant_apps.enrollments import errors
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import list_courses_of_student
from tenant_apps.enrollments.services import (
    WithoutCode,
    enroll_in_course,
    enroll_in_module,
    leave_course,
    remove_enrollment,
)
from tests.factories import make_code, make_course, make_enrollment, make_lesson, make_module, make_student

NOW = timezone.now()
PRICE = Decimal("100.00")


@pytest.fixture
def bob(in_alpha):
    return make_student(username="bob")


def rows_of(student):
    return Enrollment.objects.filter(student=student).count()


def test_free_course_is_open_at_once(bob):
    course = make_course(is_free=True, access_days=10)

    place = enroll_in_course(student=bob, course_id=course.id, code="free", now=NOW)

    assert (place.status, place.access_type, place.is_active) == ("active", "full_access", True)
    assert (place.enrolled_at, place.ends_at) == (NOW, NOW + timedelta(days=10))
    assert (place.paid, place.code_use_id, place.module_id) == (Decimal("0.00"), None, None)
    course.refresh_from_db()
    assert (course.total_enrollments, course.version) == (1, 1)


def test_course_with_no_days_of_access_never_ends(bob):
    course = make_course(is_free=True, access_days=0)

    assert enroll_in_course(student=bob, course_id=course.id, now=NOW).ends_at is None


def test_paid_course_takes_a_code_of_its_price(bob):
    course = make_course(title="Algebra")
    code = make_code()

    place = enroll_in_course(student=bob, course_id=course.id, code=f" {code.code.lower()} ", now=NOW)

    use = CodeUse.objects.get()
    assert (place.status, place.paid, place.code_use_id) == ("active", PRICE, use.id)
    assert (use.access_code_id, use.student_id, use.student_number) == (code.id, bob.id, bob.number)
    assert (use.student_name, use.student_email) == (bob.full_name, bob.email)
    assert (use.course_id, use.course_title, use.module_id, use.module_title) == (
        course.id, "Algebra", None, "",
    )  # fmt: skip
    assert (use.price, use.used_at) == (PRICE, NOW)
    code.refresh_from_db()
    assert code.used_count == 1


def test_paid_course_without_code_is_refused_or_left_pending(bob):
    course = make_course()
    with pytest.raises(errors.CourseCodeRequired):
        enroll_in_course(student=bob, course_id=course.id, code="  ", now=NOW)
    assert rows_of(bob) == 0

    place = enroll_in_course(student=bob, course_id=course.id, without_code=WithoutCode.PENDING, now=NOW)
    again = enroll_in_course(student=bob, course_id=course.id, without_code=WithoutCode.PENDING, now=NOW)

    assert (place.status, place.access_type, place.id) == ("pending", "no_access", again.id)
    course.refresh_from_db()
    assert course.total_enrollments == 0
    assert list(list_courses_of_student(student=bob)) == []


def test_pending_place_becomes_active_with_a_code(bob):
    course = make_course()
    pending = enroll_in_course(student=bob, course_id=course.id, without_code=WithoutCode.PENDING, now=NOW)

    place = enroll_in_course(student=bob, course_id=course.id, code=make_code().code, now=NOW)

    assert (place.id, place.status, rows_of(bob)) == (pending.id, "active", 1)
    course.refresh_from_db()
    assert course.total_enrollments == 1


def test_word_free_does_not_open_a_paid_course(bob):
    with pytest.raises(code_errors.CodeUnknown):
        enroll_in_course(student=bob, course_id=make_course().id, code="FREE", now=NOW)


def test_second_enrolment_is_refused_and_costs_no_code(bob):
    course, code = make_course(), make_code()
    make_enrollment(bob, course)

    with pytest.raises(errors.CourseAlreadyOpen):
        enroll_in_course(student=bob, course_id=course.id, code=code.code, now=NOW)

    code.refresh_from_db()
    assert (code.used_count, CodeUse.objects.count(), rows_of(bob)) == (0, 0, 1)


def test_unpublished_and_unknown_courses_are_refused(bob):
    draft = make_course(state="draft", is_free=True)
    with pytest.raises(errors.CourseNotPublished):
        enroll_in_course(student=bob, course_id=draft.id, now=NOW)
    with pytest.raises(NotFound):
        enroll_in_course(student=bob, course_id=uuid.uuid4(), now=NOW)


def test_public_course_of_another_school_is_not_this_teachers(bob, beta):
    stranger = CatalogueCourse.objects.create(
        course_id=uuid.uuid4(), tenant_id=beta.id, teacher_name="Basma", teacher_username="basma",
        title="Physics", price=PRICE, currency="EGP", is_free=False, created_at=NOW,
    )  # fmt: skip
    with pytest.raises(errors.NotAStudentHere):
        enroll_in_course(student=bob, course_id=stranger.course_id, now=NOW)


def test_blocked_student_is_refused(in_alpha):
    charlie = make_student(is_active=False)
    module = make_module(make_course(is_free=True), is_free=True)
    with pytest.raises(errors.NotAStudentHere):
        enroll_in_course(student=charlie, course_id=module.course_id, now=NOW)
    with pytest.raises(errors.NotAStudentHere):
        enroll_in_module(student=charlie, module_id=module.id, now=NOW)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"expires_at": NOW}, code_errors.CodeExpired),
        ({"used_count": 1}, code_errors.CodeSpent),
        ({"is_active": False}, code_errors.CodeInactive),
        ({"price": Decimal("99.99")}, code_errors.CodeNotForCourse),
        ({"status": "limited_access"}, code_errors.CodeStatusRefuses),
    ],
)
def test_code_that_does_not_open_changes_nothing(bob, fields, refusal):
    course, code = make_course(), make_code(**fields)
    before = AccessCode.objects.values().get()

    with pytest.raises(refusal):
        enroll_in_course(student=bob, course_id=course.id, code=code.code, now=NOW)

    assert AccessCode.objects.values().get() == before
    assert (CodeUse.objects.count(), rows_of(bob)) == (0, 0)
    course.refresh_from_db()
    assert course.total_enrollments == 0


def test_expired_place_is_renewed_in_place(bob):
    course = make_course()
    old = make_enrollment(bob, course, ends_at=NOW - timedelta(days=1), paid=PRICE)
    course.total_enrollments = 1
    course.save()

    place = enroll_in_course(student=bob, course_id=course.id, code=make_code().code, now=NOW)

    assert (place.id, place.status, place.ends_at) == (old.id, "active", NOW + timedelta(days=30))
    assert (place.paid, rows_of(bob)) == (Decimal("200.00"), 1)
    course.refresh_from_db()
    assert course.total_enrollments == 1


def test_cancelled_place_is_renewed_and_counted_again(bob):
    course = make_course(is_free=True)
    make_enrollment(bob, course, status="cancelled", access_type="no_access", is_active=False)

    place = enroll_in_course(student=bob, course_id=course.id, now=NOW)

    assert (place.status, place.access_type, place.is_active, rows_of(bob)) == (
        "active", "full_access", True, 1,
    )  # fmt: skip
    course.refresh_from_db()
    assert course.total_enrollments == 1


def test_module_takes_a_code_of_its_own_price(bob):
    module = make_module()
    place = enroll_in_module(
        student=bob, module_id=module.id, code=make_code(price=module.price).code, now=NOW
    )

    use = CodeUse.objects.get()
    assert (place.module_id, place.course_id, place.status) == (module.id, module.course_id, "active")
    assert (use.module_id, use.module_title, use.price) == (module.id, module.title, module.price)
    with pytest.raises(errors.ModuleAlreadyOpen):
        enroll_in_module(student=bob, module_id=module.id, code="ANY", now=NOW)


def test_module_refusals(bob):
    module = make_module()
    with pytest.raises(errors.ModuleCodeRequired):
        enroll_in_module(student=bob, module_id=module.id, now=NOW)
    with pytest.raises(code_errors.CodeNotForModule):
        enroll_in_module(student=bob, module_id=module.id, code=make_code().code, now=NOW)
    with pytest.raises(errors.ModuleNotPublished):
        enroll_in_module(student=bob, module_id=make_module(is_published=False).id, now=NOW)
    with pytest.raises(errors.ModuleNotPublished):
        enroll_in_module(student=bob, module_id=make_module(make_course(state="draft")).id, now=NOW)
    with pytest.raises(errors.ModuleNotSoldAlone):
        enroll_in_module(
            student=bob, module_id=make_module(make_course(sells_modules_alone=False)).id, now=NOW
        )
    with pytest.raises(NotFound):
        enroll_in_module(student=bob, module_id=uuid.uuid4(), now=NOW)


def test_whole_course_opens_its_modules(bob):
    module = make_module()
    make_enrollment(bob, module.course)
    with pytest.raises(errors.ModuleAlreadyOpen):
        enroll_in_module(student=bob, module_id=module.id, code="ANY", now=NOW)


def test_course_takes_up_the_module_bought_before(bob):
    module = make_module()
    make_lesson(module)
    enroll_in_module(student=bob, module_id=module.id, code=make_code(price=module.price).code, now=NOW)

    place = enroll_in_course(student=bob, course_id=module.course_id, code=make_code().code, now=NOW)

    assert (place.module_id, place.paid, rows_of(bob)) == (None, Decimal("140.00"), 1)
    module.course.refresh_from_db()
    assert module.course.total_enrollments == 1


def test_code_for_many_opens_one_course_once_for_each(bob):
    course, code = make_course(), make_code(max_uses=3)
    enroll_in_course(student=bob, course_id=course.id, code=code.code, now=NOW)
    dana = make_student()
    enroll_in_course(student=dana, course_id=course.id, code=code.code, now=NOW)
    later = NOW + timedelta(days=40)
    AccessCode.objects.update(expires_at=later + timedelta(days=1))

    with pytest.raises(code_errors.CodeSpent):
        enroll_in_course(student=bob, course_id=course.id, code=code.code, now=later)

    code.refresh_from_db()
    assert (code.used_count, CodeUse.objects.count()) == (2, 2)


def test_tenth_wrong_code_is_the_last_that_is_looked_at(bob, settings):
    course, good = make_course(), make_code()
    for _ in range(settings.WRONG_ACCESS_CODES):
        with pytest.raises(code_errors.CodeUnknown):
            enroll_in_course(student=bob, course_id=course.id, code="WRONG", now=NOW)
    with pytest.raises(TooManyAttempts) as caught:
        enroll_in_course(student=bob, course_id=course.id, code=good.code, now=NOW)

    assert caught.value.retry_after == 901
    later = NOW + settings.WRONG_ACCESS_CODES_WINDOW * 2 + timedelta(seconds=1)
    assert enroll_in_course(student=bob, course_id=course.id, code=good.code, now=later).status == "active"


def test_one_students_wrong_codes_do_not_stop_another(bob, settings):
    course = make_course()
    for _ in range(settings.WRONG_ACCESS_CODES + 1):
        with pytest.raises((code_errors.CodeUnknown, TooManyAttempts)):
            enroll_in_course(student=bob, course_id=course.id, code="WRONG", now=NOW)
    dana = make_student()
    assert enroll_in_course(student=dana, course_id=course.id, code=make_code().code, now=NOW).is_active


def test_success_forgets_the_wrong_tries(bob, settings):
    first, second = make_course(), make_course()
    for course in (first, second):
        for _ in range(settings.WRONG_ACCESS_CODES - 1):
            with pytest.raises(code_errors.CodeUnknown):
                enroll_in_course(student=bob, course_id=course.id, code="WRONG", now=NOW)
        enroll_in_course(student=bob, course_id=course.id, code=make_code().code, now=NOW)
    assert rows_of(bob) == 2


def test_leaving_takes_course_and_modules_and_keeps_the_money(bob):
    module = make_module()
    enroll_in_module(student=bob, module_id=module.id, code=make_code(price=module.price).code, now=NOW)

    leave_course(student=bob, course_id=module.course_id)

    assert (rows_of(bob), CodeUse.objects.count()) == (0, 1)
    module.course.refresh_from_db()
    assert module.course.total_enrollments == 0
    with pytest.raises(NotFound):
        leave_course(student=bob, course_id=module.course_id)


def test_removing_one_of_two_modules_keeps_the_student_counted(bob):
    course = make_course()
    places = [
        enroll_in_module(student=bob, module_id=make_module(course, is_free=True).id, now=NOW)
        for _ in range(2)
    ]

    remove_enrollment(course_id=course.id, number=places[0].number)

    course.refresh_from_db()
    assert (rows_of(bob), course.total_enrollments) == (1, 1)
    remove_enrollment(course_id=course.id, number=places[1].number)
    course.refresh_from_db()
    assert (rows_of(bob), course.total_enrollments) == (0, 0)
    with pytest.raises(NotFound):
        remove_enrollment(course_id=course.id, number=places[1].number)


def test_removing_needs_the_right_course(bob):
    place = make_enrollment(bob, make_course())
    with pytest.raises(NotFound):
        remove_enrollment(course_id=make_course().id, number=place.number)
    assert rows_of(bob) == 1
