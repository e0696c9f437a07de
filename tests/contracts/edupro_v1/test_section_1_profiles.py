"""1.13 to 1.16: what students and teachers say about themselves."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shared_apps.accounts.models import User
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.students.models import Student
from tenants import context
from tests.contracts.edupro_v1.words import NOT_TEACHER
from tests.contracts.moments import moment
from tests.factories import make_staff, make_student, make_user, owner_of

STUDENT = "/api/v1/student/update-profile/"
TEACHER = "/api/v1/teacher/teacher-profile/"
UPDATE = "/api/v1/teacher/update-profile/"
NOT_SIGNED_IN = {"detail": "Authentication credentials were not provided."}
COLOURS = {
    "primary_color": "#0f766e",
    "primary_color_light": "#99f6e4",
    "primary_color_dark": "#134e4a",
    "secondary_color": "#f59e0b",
    "accent_color": "#be123c",
    "background_color": "#ffffff",
}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bob(in_alpha: Any) -> Any:
    return make_student(username="bob")


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "JPEG")
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")


def own_student(student: Student, **more: Any) -> dict[str, Any]:
    return {
        "user": {
            "id": student.user_number,
            "first_name": "Bob",
            "last_name": "Tester",
            "email": "bob@people.example",
            "slug": "bob",
            "phone": student.phone,
            "parent_phone": "+201099999999",
            "user_type": "student",
            "avatar": None,
            "logo": None,
            "is_active": True,
            "created_at": moment(student.user_created_at),
            "last_login": None,
        },
        "id": student.number,
        "full_name": "Bob Tester",
        "bio": "",
        "profile_picture": None,
        "date_of_birth": None,
        "address": "",
        "country": "",
        "city": "",
        "gender": "",
        **more,
    }


# 1.13


@pytest.mark.parametrize("method", ["put", "patch"])
def test_student_changes_only_what_is_given(api, alpha, bob, method):
    client = api(school=alpha).sign_in(bob.user)
    given = {"bio": "منى", "date_of_birth": "2010-02-03", "city": "Giza"}
    assert getattr(client, method)(STUDENT, given).json() == own_student(bob, **given)
    assert getattr(client, method)(STUDENT, {"date_of_birth": "", "full_name": ""}).json() == own_student(
        bob, bio="منى", city="Giza"
    )


def test_student_picture_comes_and_goes(api, alpha, bob, django_capture_on_commit_callbacks):
    client = api(school=alpha).sign_in(bob.user)
    answer = client.put(STUDENT, {"profile_picture": picture()}, format="multipart").json()
    with context.enter(alpha):
        stored = Student.objects.get().profile_picture.name
    assert answer == own_student(bob, profile_picture=f"http://alice.edupro.test/media/{stored}")
    kept = client.patch(STUDENT, {"profile_picture": answer["profile_picture"]}).json()
    assert kept == answer
    with django_capture_on_commit_callbacks(execute=True):
        assert client.put(STUDENT, {"profile_picture": ""}).json() == own_student(bob)
    client.get(f"/media/{stored}", status=404)


def test_student_cannot_change_what_is_not_theirs(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    given = {
        "is_active": False,
        "notes": "x",
        "email": "x@x.example",
        "user_id": 1,
        "completed_courses": 9,
        "parent_phone": "1",
        "user": {"email": "x@x.example"},
    }
    assert client.patch(STUDENT, given).json() == own_student(bob)
    with context.enter(alpha):
        row = Student.objects.get()
    assert (row.notes, row.email, row.completed_courses, row.is_active) == ("", "bob@people.example", 0, True)


def test_student_profile_refuses(api, alpha, beta, alice, bob):
    assert alice.put(STUDENT, {}, status=403).json() == {"detail": "You are not a Student."}
    assert api(school=alpha).put(STUDENT, {}, status=401).json() == NOT_SIGNED_IN
    assert (
        api(school=beta).sign_in(bob.user, school=alpha).put(STUDENT, {}, status=401).json() == NOT_SIGNED_IN
    )
    client = api(school=alpha).sign_in(bob.user)
    fake = SimpleUploadedFile("a.png", b"GIF89a-no", "image/png")
    answer = client.put(STUDENT, {"profile_picture": fake}, format="multipart", status=400)
    assert answer.json() == {"profile_picture": ["The image must be JPG or PNG."]}
    wrong = client.patch(STUDENT, {"date_of_birth": "31.12.2010", "gender": "x" * 21}, status=400).json()
    assert sorted(wrong) == ["date_of_birth", "gender"]


# 1.14 to 1.16


def teacher_profile(alpha: Any, **more: Any) -> dict[str, Any]:
    owner = owner_of(alpha)
    profile = TeacherProfile.objects.get(tenant_id=alpha.id)
    return {
        "user": {
            "id": owner.number,
            "first_name": "Alice",
            "last_name": "Owner",
            "email": "alice@owners.example",
            "phone": owner.phone,
            "user_type": "teacher",
            "username": "alice",
            "slug": "alice",
        },
        "id": profile.number,
        "full_name": "Alice Owner",
        "bio": "",
        "profile_picture": None,
        "date_of_birth": None,
        "address": "",
        "country": "",
        "city": "",
        "number_of_courses": 0,
        "specialization": "",
        "institution": "",
        "experiance": "",
        "number_of_students": 0,
        "rating": 0.0,
        "gender": "",
        "created_at": moment(profile.created_at),
        "logo": None,
        **COLOURS,
        **more,
    }


def test_teacher_sees_the_own_profile(api, alpha, alice):
    assert alice.get(TEACHER).json() == teacher_profile(alpha)


@pytest.mark.parametrize("at_school", [True, False])
def test_everybody_sees_the_public_profile_without_the_phone(api, alpha, at_school):
    expected = teacher_profile(alpha)
    for private in ("phone", "user_type"):
        del expected["user"][private]
    client = api(school=alpha) if at_school else api()
    assert client.get(f"{TEACHER}alice").json() == expected
    assert client.get(f"{TEACHER}ALICE/").json() == expected


def test_public_profile_of_nobody_or_of_another_host(api, alpha, beta):
    expected = {"detail": "Not found."}
    assert api().get(f"{TEACHER}nobody", status=404).json() == expected
    assert api(school=alpha).get(f"{TEACHER}basma", status=404).json() == expected


@pytest.mark.parametrize("method", ["put", "patch"])
def test_teacher_changes_only_what_is_given(api, alpha, alice, method):
    given = {
        "bio": "Hello",
        "experiance": "12 years",
        "primary_color": "#ABCDEF",
        "date_of_birth": "1980-01-02",
    }
    expected = teacher_profile(alpha, **{**given, "primary_color": "#abcdef"})
    assert getattr(alice, method)(UPDATE, given).json() == expected
    cleared = getattr(alice, method)(
        UPDATE, {"bio": "", "primary_color": "", "full_name": "", "date_of_birth": ""}
    )
    assert cleared.json() == {**expected, "bio": "", "date_of_birth": None}


def test_brand_version_rises_with_what_the_theme_shows(api, alpha, alice):
    def version() -> int:
        return TeacherProfile.objects.get(tenant_id=alpha.id).brand_version

    alice.patch(UPDATE, {"bio": "Hello"})
    assert version() == 1
    alice.patch(UPDATE, {"accent_color": "#112233"})
    assert version() == 2
    logo = alice.patch(UPDATE, {"logo": picture()}, format="multipart").json()["logo"]
    assert version() == 3
    assert logo.startswith(f"http://alice.edupro.test/media/tenants/{alpha.id}/public/logo/")
    assert alice.patch(UPDATE, {"logo": None}).json()["logo"] is None


HOSTILE = ["red", "#12345", "#1234567", "#12345g", "#fff}", "url(x)", "#12345\n6", "var(--x)"]


@pytest.mark.parametrize("colour", HOSTILE)
def test_what_is_no_colour_is_refused(api, alpha, alice, colour):
    answer = alice.patch(UPDATE, {"accent_color": colour, "bio": "x"}, status=400)
    assert answer.json() == {"accent_color": ["Enter a colour like #1a2b3c."]}
    assert alice.get(TEACHER).json() == teacher_profile(alpha)


def test_teacher_cannot_set_counts_rating_or_person(api, alpha, alice):
    given = {
        "rating": 5,
        "number_of_students": 9,
        "students_count": 9,
        "courses_count": 9,
        "rating_average": 5,
        "user": {"email": "x@x.example"},
        "tenant": "x",
        "brand_version": 99,
        "number": 1,
        "id": 1,
    }
    assert alice.put(UPDATE, given).json() == teacher_profile(alpha)
    assert User.objects.filter(email="x@x.example").count() == 0
    assert TeacherProfile.objects.get(tenant_id=alpha.id).brand_version == 1


def test_who_may_not(api, alpha, beta, bob):
    assert api(school=alpha).get(TEACHER, status=401).json() == NOT_SIGNED_IN
    client = api(school=alpha).sign_in(bob.user)
    assert client.get(TEACHER, status=403).json() == NOT_TEACHER
    assert client.put(UPDATE, {"bio": "x"}, status=403).json() == NOT_TEACHER
    foreign = api(school=alpha).sign_in(owner_of(beta), kind="staff", school=beta)
    assert foreign.get(TEACHER, status=401).json() == NOT_SIGNED_IN
    with context.enter(alpha):
        helper = make_staff("assistant", user=make_user())
    helper_client = api(school=alpha).sign_in(helper.user, kind="staff")
    assert helper_client.get(TEACHER).json() == teacher_profile(alpha)
    no = {"detail": "You do not have permission to perform this action."}
    assert helper_client.put(UPDATE, {"bio": "x"}, status=403).json() == no
