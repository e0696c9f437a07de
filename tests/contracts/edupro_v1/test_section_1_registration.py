"""1.9 to 1.11: teachers open schools, students register and join."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shared_apps.accounts.models import Membership, User
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student
from tenants import context
from tenants.models import Tenant
from tests.factories import make_student, make_user, owner_of

TEACHER = "/api/v1/teacher/teacher-register/"
STUDENT = "/api/v1/student/student-register/alice"
JOIN = "/api/v1/join-teacher/basma/"


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(name: str = "me.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def teacher(**more: Any) -> dict[str, Any]:
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


def student(**more: Any) -> dict[str, Any]:
    return teacher(**{"username": "Eve_3.x", "parent_phone": "٠١٠٩٩٩٩٩٩٩٨", **more})


# 1.9


def test_teacher_registers_and_has_a_school(api, db):
    data = teacher(avatar=picture(), logo=picture("logo.jpg"))
    answer = api().post(TEACHER, data, status=201, format="multipart").json()
    user = User.objects.get(username="nora-math")
    profile = TeacherProfile.objects.get(user=user)
    assert answer == {
        "message": "User created successfully",
        "user": {
            "id": user.number,
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
    assert (tenant.state, profile.tenant_id, profile.full_name) == ("active", tenant.id, "Nora Samir")
    assert profile.logo.name.startswith(f"tenants/{tenant.id}/public/logo/")
    with context.enter(tenant):
        owner = StaffMember.objects.get()
        assert (owner.user_id, owner.role, owner.email) == (user.id, "owner", "nora@example.com")
    assert Membership.objects.get(user=user).role == "owner"
    login = {"email": "nora-math", "password": "Right-Horse-9"}
    api(host="nora-math.edupro.test").post("/api/v1/teacher/login/", login)


def test_teacher_without_pictures_by_json(api, db):
    user = api().post(TEACHER, teacher(avatar=None, logo=""), status=201).json()["user"]
    assert (user["avatar"], user["logo"]) == (None, None)


def test_extra_fields_have_no_effect(api, db):
    data = teacher(user_type="admin", is_staff=True, is_superuser=True, id=1, slug="x", plan="gold")
    assert api().post(TEACHER, data, status=201).json()["user"]["user_type"] == "teacher"
    user = User.objects.get(username="nora-math")
    assert (user.user_type, user.is_staff, user.is_superuser) == ("teacher", False, False)
    assert Tenant.objects.get(username="nora-math").plan == "start"


def test_teacher_duplicates_are_named_in_the_documents_words(api, alpha):
    owner = owner_of(alpha)
    data = teacher(email=owner.email.upper(), phone=owner.phone)
    assert api().post(TEACHER, data, status=400).json() == {
        "email": ["Email already exists"],
        "phone": ["phone already exists"],
    }
    assert Tenant.objects.count() == 1 + 1


def test_neutral_setting_does_not_say_which_detail_is_known(api, alpha, settings):
    settings.NEUTRAL_ANSWERS = True
    answer = api().post(TEACHER, teacher(email=owner_of(alpha).email), status=400)
    assert answer.json() == {"non_field_errors": ["An account cannot be made with these details."]}


def test_passwords_that_differ(api, alpha):
    expected = {"password": ["Passwords don't match"]}
    assert api().post(TEACHER, teacher(password2="x"), status=400).json() == expected
    assert api().post(STUDENT, student(password2="x"), status=400).json() == expected


REFUSED = [
    (
        {"username": "ab"},
        {"username": ["Use 4 to 30 small letters, digits or single hyphens, beginning with a letter."]},
    ),
    ({"username": "admin"}, {"username": ["This name is reserved. Please choose another."]}),
    ({"username": "alice"}, {"username": ["This name is already taken."]}),
    ({"username": "a1ice"}, {"username": ["This name is already taken."]}),
    ({"email": "no"}, {"email": ["Enter a valid email address."]}),
    ({"phone": "12"}, {"phone": ["Enter a valid phone number."]}),
    (
        {"password1": "short", "password2": "short"},
        {"password1": ["Ensure this field has at least 8 characters."]},
    ),
    ({"password1": "password1", "password2": "password1"}, {"password1": ["This password is too common."]}),
    ({"first_name": ""}, {"first_name": ["This field may not be blank."]}),
]


@pytest.mark.parametrize(("change", "expected"), REFUSED)
def test_teacher_input_is_refused_and_nothing_is_made(api, alpha, change, expected):
    before = (User.objects.count(), Tenant.objects.count())
    assert api().post(TEACHER, teacher(**change), status=400).json() == expected
    assert (User.objects.count(), Tenant.objects.count()) == before


def test_logo_that_is_no_picture(api, db):
    fake = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    answer = api().post(TEACHER, teacher(logo=fake), status=400, format="multipart")
    assert answer.json() == {"logo": ["The image must be JPG or PNG."]}
    assert User.objects.count() == 2


def test_missing_fields_are_named(api, alpha):
    fields = ["first_name", "last_name", "username", "email", "phone", "password1", "password2"]
    expected = {field: ["This field is required."] for field in fields}
    assert api().post(TEACHER, {}, status=400).json() == expected
    expected["parent_phone"] = ["This field is required."]
    assert api().post(STUDENT, {}, status=400).json() == expected


# 1.10


@pytest.mark.parametrize("at_school", [True, False])
def test_student_registers_at_a_teacher(api, alpha, at_school):
    client = api(school=alpha) if at_school else api()
    answer = client.post(STUDENT, student(avatar=picture()), status=201, format="multipart").json()
    user = User.objects.get(username="eve_3.x")
    assert answer == {
        "message": "Student created successfully",
        "user": {
            "id": user.number,
            "email": "nora@example.com",
            "phone": "+201012345678",
            "parent_phone": "+201099999998",
            "username": "eve_3.x",
            "user_type": "student",
            "slug": "eve_3.x",
            "avatar": f"http://{client.host}/media/{user.avatar.name}",
        },
    }
    with context.enter(alpha):
        row = Student.objects.get()
        assert (row.user_id, row.full_name, row.avatar) == (user.id, "Nora Samir", user.avatar.name)
    assert TeacherProfile.objects.get(tenant_id=alpha.id).students_count == 1
    assert Membership.objects.get(user=user).role == "student"
    client.post("/api/v1/student/login/alice/", {"email": "eve_3.x", "password": "Right-Horse-9"})


def test_student_duplicates_are_named(api, alpha, beta):
    with context.enter(beta):
        dana = make_student(username="dana")
    data = student(email=dana.email, phone=dana.phone, username="DANA")
    assert api().post(STUDENT, data, status=400).json() == {
        "email": ["Email already exists"],
        "phone": ["Phone already exists"],
        "username": ["Username already exists"],
    }
    with context.enter(alpha):
        assert Student.objects.count() == 0


@pytest.mark.parametrize("username", ["ab", "x" * 31, "a b c", "موني"])
def test_student_username_rules(api, alpha, username):
    answer = api().post(STUDENT, student(username=username), status=400)
    assert answer.json() == {"username": ["Use 3 to 30 letters, digits, dots, hyphens or underscores."]}


def test_student_phones_are_checked(api, alpha):
    answer = api().post(STUDENT, student(parent_phone="x"), status=400)
    assert answer.json() == {"parent_phone": ["Enter a valid phone number."]}


def test_student_register_unknown_or_missing_teacher(api, alpha, beta):
    unknown = {"teacher": ["Teacher with this username does not exist."]}
    path = "/api/v1/student/student-register/"
    assert api().post(f"{path}nobody", student(), status=404).json() == unknown
    assert api(school=alpha).post(f"{path}basma", student(), status=404).json() == unknown
    missing = {"teacher": ["Teacher username is required."]}
    assert api().post(path, student(), status=400).json() == missing


def test_registrations_of_one_address_are_bounded(api, alpha, settings):
    settings.SIGN_UPS_PER_ADDRESS_PER_DAY = 1
    api().post(STUDENT, student(), status=201)
    more = student(username="eve2", email="e2@x.example", phone="01012345679")
    refused = api().post(STUDENT, more, status=429)
    assert refused.json() == {"detail": "Too many attempts. Please wait and try again."}
    api().post(STUDENT, more, status=201, REMOTE_ADDR="10.1.1.1")


# 1.11


@pytest.fixture
def bob(in_alpha: Any) -> Any:
    return make_student(username="bob")


@pytest.mark.parametrize("at_school", [True, False])
def test_student_joins_another_teacher_with_the_token_of_the_first(api, alpha, beta, bob, at_school):
    client = api(school=beta) if at_school else api()
    client.sign_in(bob.user, school=alpha)
    assert client.post(JOIN, status=201).json() == {"success": "Student joined successfully."}
    expected = {"info": "Student is already associated with this teacher."}
    assert client.post(JOIN, status=200).json() == expected
    with context.enter(beta):
        row = Student.objects.get()
        assert (row.user_id, row.email, row.is_active) == (bob.user_id, bob.email, True)
    assert TeacherProfile.objects.get(tenant_id=beta.id).students_count == 1
    assert Membership.objects.filter(user_id=bob.user_id).count() == 2


def test_join_is_the_only_address_that_takes_a_foreign_token(api, alpha, beta, bob):
    client = api(school=beta).sign_in(bob.user, school=alpha)
    client.post(JOIN, status=201)
    client.patch("/api/v1/student/update-profile/", {}, status=401)


def test_join_refuses(api, alpha, beta, bob):
    assert api().post(JOIN, status=401).json() == {"detail": "Authentication credentials were not provided."}
    teacher_client = api().sign_in(owner_of(alpha), kind="staff", school=alpha)
    assert teacher_client.post(JOIN, status=403).json() == {"detail": "You are not a Student."}
    client = api().sign_in(bob.user, school=alpha)
    not_found = {"error": "Teacher not found.", "detail": "Teacher not found."}
    assert client.post("/api/v1/join-teacher/nobody/", status=404).json() == not_found
    text = "Teacher username is required in the URL."
    missing = {"error": text, "detail": text}
    assert client.post("/api/v1/join-teacher/", status=400).json() == missing


def test_blocked_student_does_not_come_back_by_joining(api, alpha, beta, bob):
    with context.enter(beta):
        make_student(user=bob.user, is_active=False)
    client = api().sign_in(bob.user, school=alpha)
    text = "Your teacher has closed your access. Please ask them about it."
    assert client.post(JOIN, status=403).json() == {"detail": text}


def test_staff_of_the_other_school_cannot_join_it(api, alpha, beta):
    both = owner_of(beta)
    with context.enter(alpha):
        make_student(user=both)
    text = "You run this school; a student needs an account of their own."
    assert api().sign_in(both, school=alpha).post(JOIN, status=409).json() == {"detail": text}


def test_join_after_the_session_ended(api, alpha, beta, bob):
    client = api().sign_in(bob.user, school=alpha)
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    alice.patch(f"/api/v1/teacher/students/toggle-block/{bob.user_number}/")
    client.post(JOIN, status=401)
    assert make_user().memberships.count() == 0
