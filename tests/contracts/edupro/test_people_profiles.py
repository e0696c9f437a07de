"""1.12 to 1.16: what people and everybody else see of themselves, and change."""

from __future__ import annotations

import pytest

from shared_apps.accounts.models import User
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.students.models import Student
from tenants import context
from tests.contracts.edupro.words import NO_TEACHER, NOBODY, WRONG_TYPE
from tests.factories import make_staff, make_student, owner_of
from tests.uploads import picture

OWN_TEACHER = "/api/teacher/teacher-profile/"
PUBLIC = "/api/teacher/teacher-profile/alice/"
TEACHER_UPDATE = "/api/teacher/update-profile/"
OWN_STUDENT = "/api/student/student-profile/alice/"
STUDENT_UPDATE = "/api/student/update-profile/"
UPDATED = {"message": "Profile updated successfully"}
NOT_YOURS = {"error": "Permission denied", "detail": "You do not have permission to update this profile."}


def face(owner, **more):
    return {
        "id": str(owner.id),
        "username": "alice",
        "first_name": "Alice",
        "last_name": "Owner",
        "avatar": None,
        "logo": None,
        "bio": None,
        "specialization": None,
        "experience_years": None,
        **more,
    }


class TestTeacher:
    def test_own_and_public_profile(self, api, alpha, alice):
        owner = owner_of(alpha)
        assert alice.get(OWN_TEACHER).json() == face(owner, email=owner.email, phone=owner.phone)
        assert alice.get(OWN_TEACHER[:-1]).json() == alice.get(OWN_TEACHER).json()
        for client in (api(), api(school=alpha)):
            assert client.get(PUBLIC).json() == face(owner)

    def test_teacher_who_is_not_there_or_not_of_this_host(self, api, alpha, beta):
        for client, name in ((api(), "nobody"), (api(school=alpha), "basma")):
            assert client.get(f"/api/teacher/teacher-profile/{name}/", status=404).json() == NO_TEACHER

    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_update_changes_what_is_given(self, api, alpha, alice, method):
        owner = owner_of(alpha)
        change = {"bio": "Numbers.", "specialization": "Mathematics", "experience_years": 12}
        assert getattr(alice, method)(TEACHER_UPDATE, change).json() == UPDATED
        assert api().get(PUBLIC).json() == face(owner, **change)
        getattr(alice, method)(TEACHER_UPDATE, {"first_name": "Alia", "bio": "", "experience_years": ""})
        expected = face(owner, specialization="Mathematics", first_name="Alia")
        assert api().get(PUBLIC).json() == expected

    def test_name_of_the_school_follows_the_person_unless_it_is_another(self, alpha, alice):
        profile = TeacherProfile.objects.filter(tenant_id=alpha.id)
        alice.put(TEACHER_UPDATE, {"first_name": "Alia", "last_name": ""})
        assert profile.get().full_name == "Alia"
        alice.put(TEACHER_UPDATE, {"first_name": "", "last_name": "Zaki"})
        assert profile.get().full_name == "Alia Zaki"
        profile.update(full_name="Mrs Zaki's School")
        alice.put(TEACHER_UPDATE, {"first_name": "Leila"})
        assert profile.get().full_name == "Mrs Zaki's School"
        assert User.objects.get(username="alice").full_name == "Leila Zaki"

    def test_pictures_come_stay_and_go(self, alpha, alice):
        data = {"avatar": picture(), "logo": picture("l.jpg")}
        assert alice.put(TEACHER_UPDATE, data, format="multipart").json() == UPDATED
        first = alice.get(OWN_TEACHER).json()
        profile = TeacherProfile.objects.get(tenant_id=alpha.id)
        assert first["avatar"] == f"http://alice.edupro.test/media/{profile.profile_picture.name}"
        assert first["logo"] == f"http://alice.edupro.test/media/{profile.logo.name}"
        alice.patch(TEACHER_UPDATE, {"avatar": "", "bio": "x"}, format="multipart")
        assert alice.get(OWN_TEACHER).json() == {**first, "bio": "x"}
        alice.patch(TEACHER_UPDATE, {"avatar": None})
        assert alice.get(OWN_TEACHER).json()["avatar"] is None

    def test_picture_that_came_with_the_registration_is_shown_until_another_comes(self, alpha, alice):
        User.objects.filter(username="alice").update(
            avatar="platform/public/avatars/0190a0000000700080000000000000aa.webp"
        )
        shown = "http://alice.edupro.test/media/platform/public/avatars/0190a0000000700080000000000000aa.webp"
        assert alice.get(OWN_TEACHER).json()["avatar"] == shown

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"experience_years": -1}, ["Ensure this value is greater than or equal to 0."]),
            ({"experience_years": 81}, ["Ensure this value is less than or equal to 80."]),
            ({"experience_years": "many"}, ["A valid integer is required."]),
            ({"first_name": "x" * 81}, ["Ensure this field has no more than 80 characters."]),
            ({"bio": ["x"]}, ["Not a valid string."]),
        ],
    )
    def test_wrong_input_changes_nothing(self, alpha, alice, change, expected):
        before = alice.get(OWN_TEACHER).json()
        answer = alice.put(TEACHER_UPDATE, {"specialization": "Art", **change}, status=400)
        assert answer.json() == {next(iter(change)): expected}
        assert alice.get(OWN_TEACHER).json() == before

    def test_what_is_no_part_of_it_is_not_read(self, alpha, alice):
        alice.put(TEACHER_UPDATE, {"email": "x@x.example", "username": "x", "rating_average": 5})
        owner = owner_of(alpha)
        assert owner.email == "alice@owners.example"
        assert TeacherProfile.objects.get(tenant_id=alpha.id).rating_average == 0

    def test_who_sees_and_who_changes(self, api, in_alpha, alice, bob):
        assistant = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True)
        assert assistant.get(OWN_TEACHER).json() == alice.get(OWN_TEACHER).json()
        assert assistant.put(TEACHER_UPDATE, {"bio": "x"}, status=403).json() == NOT_YOURS
        assert bob.get(OWN_TEACHER, status=403).json() == WRONG_TYPE
        assert bob.put(TEACHER_UPDATE, {"bio": "x"}, status=403).json() == NOT_YOURS
        assert api(school=in_alpha).get(OWN_TEACHER, status=401).json() == NOBODY
        assert api(school=in_alpha).put(TEACHER_UPDATE, {}, status=401).json() == NOBODY
        assert TeacherProfile.objects.get(tenant_id=in_alpha.id).bio == ""


class TestStudent:
    def test_own_profile(self, api, alpha, bob, student):
        expected = {
            "id": str(student.user_id),
            "username": "bob",
            "email": student.email,
            "phone": student.phone,
            "parent_phone": "+201099999999",
            "first_name": "Bob",
            "last_name": "Tester",
            "avatar": None,
            "grade_level": None,
            "school_name": None,
        }
        assert bob.get(OWN_STUDENT).json() == expected
        on_platform = api().sign_in(student.user, school=alpha, bearer=True)
        assert on_platform.get(OWN_STUDENT[:-1]).json() == expected

    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_update_changes_what_is_given(self, alpha, bob, method):
        before = bob.get(OWN_STUDENT).json()
        change = {"first_name": "Bobby", "grade_level": "Grade 9", "school_name": "Nile School"}
        assert getattr(bob, method)(STUDENT_UPDATE, change).json() == UPDATED
        assert bob.get(OWN_STUDENT).json() == {**before, **change}
        with context.enter(alpha):
            assert Student.objects.get().full_name == "Bobby Tester"
        getattr(bob, method)(STUDENT_UPDATE, {"first_name": "", "grade_level": "", "school_name": None})
        assert bob.get(OWN_STUDENT).json() == {**before, "first_name": "Bobby"}

    def test_name_that_the_student_chose_stays(self, alpha, bob):
        with context.enter(alpha):
            Student.objects.update(full_name="Bob the Great")
        bob.put(STUDENT_UPDATE, {"last_name": "Other"})
        with context.enter(alpha):
            row = Student.objects.get()
        assert (row.full_name, row.last_name) == ("Bob the Great", "Other")

    def test_picture_comes_and_goes(self, alpha, bob):
        bob.put(STUDENT_UPDATE, {"avatar": picture()}, format="multipart")
        with context.enter(alpha):
            name = Student.objects.get().profile_picture.name
        assert bob.get(OWN_STUDENT).json()["avatar"] == f"http://alice.edupro.test/media/{name}"
        bob.put(STUDENT_UPDATE, {"avatar": None})
        assert bob.get(OWN_STUDENT).json()["avatar"] is None

    def test_another_school_does_not_hear_of_it(self, alpha, beta, bob, student):
        with context.enter(beta):
            make_student(user=student.user)
        bob.put(STUDENT_UPDATE, {"first_name": "Bobby", "grade_level": "9"})
        with context.enter(beta):
            row = Student.objects.get()
        assert (row.first_name, row.grade_level) == ("Bob", "")

    def test_who_may(self, api, alpha, beta, alice, bob, student):
        assert alice.get(OWN_STUDENT, status=403).json() == WRONG_TYPE
        assert alice.put(STUDENT_UPDATE, {}, status=403).json() == NOT_YOURS
        assert api(school=alpha).get(OWN_STUDENT, status=401).json() == NOBODY
        assert bob.get("/api/student/student-profile/basma/", status=404).json() == NO_TEACHER
        assert bob.get("/api/student/student-profile/nobody/", status=404).json() == NO_TEACHER
        invalid = {"error": "Invalid token", "detail": "The provided token is invalid or expired."}
        foreign = api(school=beta).sign_in(student.user, school=alpha, bearer=True)
        assert foreign.put(STUDENT_UPDATE, {}, status=401).json() == invalid
