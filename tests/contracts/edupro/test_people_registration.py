"""1.1, 1.2 and 1.17: teachers open schools, students register and join."""

from __future__ import annotations

import time

import pytest

from shared_apps.accounts.models import Membership, User
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student
from tenants import context
from tenants.models import Tenant
from tests.contracts.edupro.words import NO_TEACHER
from tests.factories import make_student, make_user, owner_of
from tests.parallel import run_parallel
from tests.uploads import picture

TEACHER = "/api/teacher/teacher-register/"
STUDENT = "/api/student/student-register/alice/"
JOIN = "/api/join-teacher/basma/"
JOINED = {"message": "Successfully joined teacher"}


def teacher(**more):
    return {
        "first_name": "Nora",
        "last_name": "Samir",
        "username": "nora-math",
        "email": "Nora@Example.com",
        "phone": "01012345678",
        "password1": "Right-Horse-9",
        "password2": "Right-Horse-9",
        **more,
    }


def student(**more):
    return teacher(username="eve_3.x", parent_phone="01099999998", **more)


class TestTeacher:
    def test_has_a_school_with_both_pictures(self, api, db):
        data = teacher(avatar=picture(), logo=picture("logo.gif"))
        answer = api().post(TEACHER, data, status=201, format="multipart").json()
        user = User.objects.get(username="nora-math")
        profile = TeacherProfile.objects.get(user=user)
        assert answer == {
            "message": "User created successfully",
            "user": {
                "id": str(user.id),
                "email": "nora@example.com",
                "phone": "+201012345678",
                "username": "nora-math",
                "user_type": "teacher",
                "slug": "nora-math",
                "avatar": f"http://edupro.test/media/{user.avatar.name}",
                "logo": f"http://edupro.test/media/{profile.logo.name}",
            },
        }
        tenant = Tenant.objects.get(username="nora-math")
        with context.enter(tenant):
            assert StaffMember.objects.get().user_id == user.id
        login = {"username": "nora-math", "password": "Right-Horse-9"}
        api(host="nora-math.edupro.test").post("/api/teacher/login/", login)

    def test_by_json_without_pictures(self, api, db):
        user = api().post(TEACHER, teacher(avatar=None, logo=""), status=201).json()["user"]
        assert (user["avatar"], user["logo"]) == (None, None)

    def test_nobody_gets_rights_by_the_body(self, api, db):
        data = teacher(user_type="admin", is_staff=True, is_superuser=True, id=1, plan="gold")
        assert api().post(TEACHER, data, status=201).json()["user"]["user_type"] == "teacher"
        user = User.objects.get(username="nora-math")
        assert (user.is_staff, user.is_superuser) == (False, False)

    @pytest.mark.parametrize("phone", ["+201012345678", "٠١٠١٢٣٤٥٦٧٨", "01012345678"])
    def test_digits_of_every_script(self, api, db, phone):
        assert api().post(TEACHER, teacher(phone=phone), status=201).json()["user"]["phone"] == (
            "+201012345678"
        )

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"username": "alice"}, {"username": ["This name is already taken."]}),
            ({"username": "admin"}, {"username": ["This name is reserved. Please choose another."]}),
            ({"email": "no"}, {"email": ["Enter a valid email address."]}),
            ({"phone": "12"}, {"phone": ["Enter a valid phone number."]}),
            ({"phone": "010 1234 5678"}, {"phone": ["Phone must be a number."]}),
            ({"first_name": " "}, {"first_name": ["This field may not be blank."]}),
        ],
    )
    def test_one_thing_wrong(self, api, alpha, change, expected):
        assert api().post(TEACHER, teacher(**change), status=400).json() == expected
        assert User.objects.filter(email="nora@example.com").count() == 0
        assert Tenant.objects.filter(username="nora-math").count() == 0

    def test_password_like_the_person(self, api, alpha):
        like = {"password1": "nora-math-7", "password2": "nora-math-7"}
        told = {"password1": ["The password is too similar to the username."]}
        assert api().post(TEACHER, teacher(**like), status=400).json() == told

    def test_endless_name_takes_no_time(self, api, alpha):
        started = time.process_time()
        answer = api().post(TEACHER, teacher(username="abcdefgh " * 25_000), status=400).json()
        assert answer == {"username": ["Ensure this field has no more than 60 characters."]}
        assert time.process_time() - started < 2

    def test_neutral_answer_does_not_say_which_detail_is_known(self, api, alpha, settings):
        settings.NEUTRAL_ANSWERS = True
        data = teacher(email=owner_of(alpha).email)
        assert api().post(TEACHER, data, status=400).json() == {
            "error": "Invalid request",
            "detail": "An account cannot be made with these details.",
        }


class TestStudent:
    def test_is_a_student_of_the_school(self, api, alpha):
        for client, n in ((api(), 1), (api(school=alpha), 2)):
            data = student(email=f"eve{n}@x.example", phone=f"0101234567{n}", avatar=picture())
            data["username"] = f"eve_3.x{n}"
            answer = client.post(STUDENT, data, status=201, format="multipart").json()
            user = User.objects.get(username=f"eve_3.x{n}")
            assert answer == {
                "message": "Student created successfully",
                "user": {
                    "id": str(user.id),
                    "email": f"eve{n}@x.example",
                    "phone": f"+20101234567{n}",
                    "parent_phone": "+201099999998",
                    "username": f"eve_3.x{n}",
                    "user_type": "student",
                    "slug": f"eve_3.x{n}",
                    "avatar": f"http://{client.host}/media/{user.avatar.name}",
                },
            }
        with context.enter(alpha):
            assert Student.objects.filter(avatar__startswith="platform/").count() == 2
        assert Membership.objects.filter(tenant_id=alpha.id, role="student").count() == 2

    def test_unknown_teacher(self, api, alpha, beta):
        text = {"teacher": ["Teacher with this username does not exist."]}
        assert api().post("/api/student/student-register/nobody/", student(), status=400).json() == text
        other = api(school=alpha).post("/api/student/student-register/basma/", student(), status=400)
        assert other.json() == text
        assert User.objects.filter(username="eve_3.x").count() == 0

    def test_same_person_twice_at_once(self, committed, api, alpha):
        def register():
            return api(school=alpha).post(STUDENT, student(), status=None).status_code

        assert sorted(run_parallel([register] * 4, threads=4)) == [201, 400, 400, 400]
        assert User.objects.filter(username="eve_3.x").count() == 1
        with context.enter(alpha):
            assert Student.objects.count() == 1


class TestJoining:
    @pytest.fixture
    def bob(self, in_alpha):
        return make_student(username="bob")

    def test_another_teacher_with_the_token_one_has(self, api, alpha, beta, bob):
        client = api().sign_in(bob.user, school=alpha, bearer=True)
        assert client.post(JOIN, status=201).json() == JOINED
        assert client.post(JOIN, status=200).json() == {"message": "You have already joined this teacher"}
        with context.enter(beta):
            assert [row.user_id for row in Student.objects.all()] == [bob.user_id]

    def test_unknown_teacher(self, api, alpha, bob):
        client = api().sign_in(bob.user, school=alpha, bearer=True)
        assert client.post("/api/join-teacher/nobody/", status=404).json() == NO_TEACHER

    def test_who_may_not(self, api, alpha, beta, bob):
        nobody = {
            "error": "Authentication required",
            "detail": "You must be authenticated to perform this action.",
        }
        wrong = {
            "error": "Wrong user type",
            "detail": "This action is only available for teachers/students.",
        }
        blocked = {"error": "Account blocked", "detail": "Your account has been blocked by the teacher."}
        assert api().post(JOIN, status=401).json() == nobody
        teacher_of_alpha = api().sign_in(owner_of(alpha), kind="staff", school=alpha, bearer=True)
        assert teacher_of_alpha.post(JOIN, status=403).json() == wrong
        with context.enter(beta):
            make_student(user=bob.user, is_active=False)
        client = api().sign_in(bob.user, school=alpha, bearer=True)
        assert client.post(JOIN, status=403).json() == blocked

    def test_staff_of_the_school_cannot_study_there(self, api, alpha, beta):
        owner = owner_of(beta)
        with context.enter(alpha):
            make_student(user=owner)
        client = api().sign_in(owner, school=alpha, bearer=True)
        assert client.post(JOIN, status=409).json() == {
            "error": "Conflict",
            "detail": "You run this school; a student needs an account of their own.",
        }


def test_refused_registration_leaves_nothing(api, alpha):
    """What is refused leaves nothing: neither person nor school nor membership."""
    people, members = User.objects.count(), Membership.objects.count()
    make_user(username="somebody")
    api().post(TEACHER, teacher(username="somebody"), status=400)
    api().post(STUDENT, student(email="somebody@people.example"), status=400)
    assert (User.objects.count(), Membership.objects.count()) == (people + 1, members)
