"""Section 4 of the contract, and 7.6: into a course or module, and out again."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.coupons.models import CodeUse
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student
from tenants import context
from tests.contracts.edupro_v1.words import NO_PERMISSION, NOT_FOUND, NOT_STUDENT
from tests.contracts.moments import moment
from tests.factories import (
    make_code,
    make_course,
    make_enrollment,
    make_module,
    make_staff,
    make_student,
)

COURSE = "/api/v1/course/course-enrollment/"
MODULE = "/api/v1/course/module-enrollment/"
LEAVE = "/api/v1/course/course-enrollment-delete"
FOREIGN = {"user": ["You are not a student of this teacher."]}
NOW = timezone.now()


CODE_REFUSALS = [
    ({"expires_at": NOW - timedelta(seconds=1)}, "Coupon has expired"),
    ({"used_count": 1}, "Coupon has reached its maximum uses"),
    ({"is_active": False}, "Coupon is not active"),
    ({"status": "limited_access"}, "Coupon status does not allow enrollment"),
]


class TestCourse:
    @pytest.mark.parametrize("format", ["json", "multipart"])
    def test_code_opens_the_course(self, bob, student, alpha, format):
        course, code = make_course(), make_code()
        body = {"course_id": str(course.id), "coupon_code": code.code}

        answer = bob.post(COURSE, body, status=201, format=format).json()

        place = Enrollment.objects.get()
        assert answer == {
            "id": place.number,
            "teacher": TeacherProfile.objects.get(tenant_id=alpha.id).number,
            "student": student.number,
            "course": str(course.id),
            "status": "active",
            "is_active": True,
            "date": moment(place.enrolled_at),
        }
        assert (place.student_id, place.paid) == (student.id, Decimal("100.00"))

    @pytest.mark.parametrize("code", ["", None, "FREE", "whatever"])
    def test_free_course_needs_none(self, bob, code):
        course = make_course(is_free=True)
        answer = bob.post(COURSE, {"course_id": course.id, "coupon_code": code}, status=201).json()
        assert (answer["status"], answer["is_active"]) == ("active", True)

    def test_works_on_the_platform_host_without_final_slash(self, api, alpha, student):
        course = make_course(is_free=True)
        client = api().sign_in(student.user, school=alpha)
        assert client.post(COURSE[:-1], {"course_id": course.id}, status=201).json()["course"] == str(
            course.id
        )

    @pytest.mark.parametrize("extra", [{}, {"coupon_code": ""}, {"coupon_code": "   "}])
    def test_paid_course_needs_one(self, bob, extra):
        answer = bob.post(COURSE, {"course_id": make_course().id, **extra}, status=400).json()
        assert answer == {"coupon_code": ["Coupon code is required for paid courses."]}
        assert Enrollment.objects.count() == 0

    @pytest.mark.parametrize(
        ("fields", "text"),
        [*CODE_REFUSALS, ({"price": Decimal("99.00")}, "Coupon is not valid for this course")],
    )
    def test_code_refusals(self, bob, fields, text):
        body = {"course_id": make_course().id, "coupon_code": make_code(**fields).code}
        assert bob.post(COURSE, body, status=400).json() == {"coupon": [text]}
        assert (Enrollment.objects.count(), CodeUse.objects.count()) == (0, 0)

    def test_unknown_code(self, bob, beta):
        with context.enter(beta):
            foreign = make_code().code
        course = make_course()
        for typed in (foreign, "NOSUCHCODE", "'; --", "٣" * 64):
            body = {"course_id": course.id, "coupon_code": typed}
            assert bob.post(COURSE, body, status=400).json() == {"coupon": ["Invalid coupon code"]}

    def test_too_many_wrong_codes(self, bob, settings):
        body = {"course_id": make_course().id, "coupon_code": "WRONG"}
        for _ in range(settings.WRONG_ACCESS_CODES):
            bob.post(COURSE, body, status=400)
        answer = bob.post(COURSE, body | {"coupon_code": make_code().code}, status=429)
        assert answer.json() == {"detail": "Too many attempts. Please wait and try again."}
        assert 890 <= int(answer["Retry-After"]) <= 901

    def test_already_open(self, bob, student):
        course = make_course()
        make_enrollment(student, course)
        body = {"course_id": course.id, "coupon_code": make_code().code}
        answer = bob.post(COURSE, body, status=400).json()
        assert answer == {"student": ["Student already has full access to this course"]}
        assert CodeUse.objects.count() == 0

    def test_not_published(self, bob):
        course = make_course(state="draft")
        answer = bob.post(COURSE, {"course_id": course.id}, status=400).json()
        assert answer == {"course": ["Course is not published"]}

    def test_another_teachers_public_course(self, bob, beta):
        course = CatalogueCourse.objects.create(
            course_id=uuid.uuid4(), tenant_id=beta.id, teacher_name="Basma", teacher_username="basma",
            title="Physics", price=0, currency="EGP", is_free=True, created_at=NOW,
        )  # fmt: skip
        assert bob.post(COURSE, {"course_id": course.course_id}, status=400).json() == FOREIGN

    def test_blocked_student(self, bob, student):
        Student.objects.update(is_active=False)
        assert bob.post(COURSE, {"course_id": make_course(is_free=True).id}, status=400).json() == FOREIGN

    def test_course_that_is_not_there(self, bob, beta):
        with context.enter(beta):
            hidden = make_course(state="draft").id
        for key in (hidden, uuid.uuid4()):
            assert bob.post(COURSE, {"course_id": key}, status=404).json() == NOT_FOUND

    @pytest.mark.parametrize(
        ("body", "errors"),
        [
            ({}, {"course_id": ["This field is required."]}),
            ({"course_id": ""}, {"course_id": ["Must be a valid UUID."]}),
            ({"course_id": "null"}, {"course_id": ["Must be a valid UUID."]}),
            (
                {"course_id": str(uuid.uuid4()), "coupon_code": "X" * 65},
                {"coupon_code": ["Ensure this field has no more than 64 characters."]},
            ),
        ],
    )
    def test_wrong_input(self, bob, body, errors):
        assert bob.post(COURSE, body, status=400).json() == errors

    def test_only_for_students(self, api, alpha, alice):
        body = {"course_id": make_course(is_free=True).id} if context.active() else {}
        assert alice.post(COURSE, body, status=403).json() == NOT_STUDENT
        api(school=alpha).post(COURSE, body, status=401)

    def test_student_of_another_school_is_a_stranger_here(self, api, alpha, beta, student):
        with context.enter(beta):
            dana = make_student()
        course = make_course(is_free=True)
        client = api(school=alpha).sign_in(dana.user, school=beta)
        client.post(COURSE, {"course_id": course.id}, status=401)


class TestModule:
    def test_code_opens_the_module(self, bob, student):
        module = make_module()
        body = {"module_id": module.id, "coupon_code": make_code(price=module.price).code}

        answer = bob.post(MODULE, body, status=201).json()

        place = Enrollment.objects.get()
        assert answer == {
            "id": place.number,
            "student": student.number,
            "module": str(module.id),
            "status": "active",
            "is_active": True,
        }

    def test_free_module_needs_none(self, bob):
        assert bob.post(MODULE, {"module_id": make_module(is_free=True).id}, status=201).json()["is_active"]

    def test_paid_module_needs_one(self, bob):
        answer = bob.post(MODULE, {"module_id": make_module().id}, status=400).json()
        assert answer == {"coupon_code": ["Coupon code is required for paid modules."]}

    @pytest.mark.parametrize(
        ("fields", "text"),
        [*CODE_REFUSALS, ({"price": Decimal("99.00")}, "Coupon is not valid for this module")],
    )
    def test_code_refusals(self, bob, fields, text):
        code = make_code(**{"price": Decimal("40.00"), **fields}).code
        answer = bob.post(MODULE, {"module_id": make_module().id, "coupon_code": code}, status=400).json()
        assert answer == {"coupon": [text]}
        assert (Enrollment.objects.count(), CodeUse.objects.count()) == (0, 0)

    def test_unknown_code(self, bob):
        body = {"module_id": make_module().id, "coupon_code": "NOSUCHCODE"}
        assert bob.post(MODULE, body, status=400).json() == {"coupon": ["Invalid coupon code"]}

    def test_already_enrolled(self, bob, student):
        module = make_module()
        make_enrollment(student, module.course, module=module)
        answer = bob.post(MODULE, {"module_id": module.id}, status=400).json()
        assert answer == {"student": ["Student already enrolled in this module"]}

    def test_not_published(self, bob):
        answer = bob.post(MODULE, {"module_id": make_module(is_published=False).id}, status=400).json()
        assert answer == {"module": ["Module is not published"]}

    def test_not_sold_alone(self, bob):
        module = make_module(make_course(sells_modules_alone=False))
        answer = bob.post(MODULE, {"module_id": module.id}, status=400).json()
        assert answer == {"module": ["This module is sold only with its course."]}

    def test_blocked_student(self, bob, student):
        Student.objects.update(is_active=False)
        assert bob.post(MODULE, {"module_id": make_module(is_free=True).id}, status=400).json() == FOREIGN

    def test_missing_foreign_and_wrong(self, bob, beta):
        with context.enter(beta):
            foreign = make_module(is_free=True).id
        for key in (foreign, uuid.uuid4()):
            assert bob.post(MODULE, {"module_id": key}, status=404).json() == NOT_FOUND
        assert bob.post(MODULE, {}, status=400).json() == {"module_id": ["This field is required."]}

    def test_only_for_students(self, api, alpha, alice):
        assert alice.post(MODULE, {}, status=403).json() == NOT_STUDENT
        api(school=alpha).post(MODULE, {}, status=401)


class TestLeaving:
    def test_student_leaves(self, bob, student):
        course = make_course(total_enrollments=1)
        make_enrollment(student, course)
        assert bob.delete(f"{LEAVE}/{course.id}/", status=204).content == b""
        course.refresh_from_db()
        assert (Enrollment.objects.count(), course.total_enrollments) == (0, 0)
        assert bob.delete(f"{LEAVE}/{course.id}", status=404).json() == NOT_FOUND

    def test_student_leaves_only_the_own_place(self, bob, student):
        course = make_course()
        make_enrollment(make_student(), course)
        assert bob.delete(f"{LEAVE}/{course.id}/", status=404).json() == NOT_FOUND
        assert Enrollment.objects.count() == 1

    def test_teacher_removes_any_place(self, alice, student):
        course = make_course(total_enrollments=1)
        place = make_enrollment(student, course)
        assert alice.delete(f"{LEAVE}/{course.id}/{place.number}", status=204).content == b""
        assert Enrollment.objects.count() == 0
        assert alice.delete(f"{LEAVE}/{course.id}/{place.number}/", status=404).json() == NOT_FOUND

    def test_teacher_must_say_whose(self, alice, student):
        course = make_course()
        make_enrollment(student, course)
        answer = alice.delete(f"{LEAVE}/{course.id}/", status=400).json()
        assert answer == {"student_id": "student id is required", "detail": "student id is required"}
        assert Enrollment.objects.count() == 1

    def test_student_and_assistant_remove_nobody(self, api, alpha, bob, student):
        course = make_course()
        place = make_enrollment(student, course)
        helper = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
        for client in (bob, helper):
            assert client.delete(f"{LEAVE}/{course.id}/{place.number}", status=403).json() == NO_PERMISSION
        api(school=alpha).delete(f"{LEAVE}/{course.id}/{place.number}", status=401)
        api(school=alpha).delete(f"{LEAVE}/{course.id}/", status=401)
        assert Enrollment.objects.count() == 1

    def test_another_schools_place_is_not_there(self, alice, bob, beta):
        with context.enter(beta):
            place = make_enrollment(make_student(), make_course())
            course_id = place.course_id
        assert alice.delete(f"{LEAVE}/{course_id}/{place.number}", status=404).json() == NOT_FOUND
        assert bob.delete(f"{LEAVE}/{course_id}/", status=404).json() == NOT_FOUND
        with context.enter(beta):
            assert Enrollment.objects.count() == 1

    def test_ids_that_are_none(self, alice):
        for path in (f"{LEAVE}/null/", f"{LEAVE}/{uuid.uuid4()}/x", f"{LEAVE}/{uuid.uuid4()}/{10**30}"):
            assert alice.delete(path, status=404).json() == NOT_FOUND
