"""Section 1 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.students.models import Student
from tenant_apps.students.services import toggle_block
from tests.factories import PASSWORD, make_staff, owner_of
from tests.uploads import pdf, picture, picture_bytes, upload

REGISTER = {
    "teacher": "/api/teacher/teacher-register/",
    "student": "/api/student/student-register/alice/",
}
LOGIN = "/api/student/login/alice/"
UPDATE = "/api/teacher/update-profile/"
STUDENT_UPDATE = "/api/student/update-profile/"
CHANGE = "/api/change-password/"
REQUEST = "/api/password-reset/request/"
VERIFY = "/api/password-reset/verify/"
CONFIRM = "/api/password-reset/confirm/"
REQUIRED = ["This field is required."]
NO_IMAGE = ["Upload a valid image. The file you uploaded was either not an image or a corrupted image."]
TOO_LARGE = ["Image file too large ( > 5MB )"]
CORRUPTED = {
    "error": "File corrupted",
    "detail": "The uploaded file appears to be corrupted and cannot be processed.",
}
NEW = {"new_password1": "Better-Horse-8", "new_password2": "Better-Horse-8"}


@pytest.fixture
def client(api, alpha):
    return api(school=alpha)


def person(**more):
    return {
        "first_name": "Nora",
        "last_name": "Samir",
        "username": "nora-math",
        "email": "nora@x.example",
        "phone": "01012345678",
        "parent_phone": "01099999998",
        "password1": "Right-Horse-9",
        "password2": "Right-Horse-9",
        **more,
    }


def registration_refusals(client, path, taken):
    """What the document shows for both registrations, but for what is required."""
    wrong = person(username="nora", phone="10-20", password1="short", password2="other")
    assert client.post(path, wrong, status=400).json() == {
        "username": ["Username must be at least 5 characters long."],
        "phone": ["Phone must be a number."],
        "password1": ["This password is too short. It must contain at least 8 characters."],
        "password2": ["Passwords don't match."],
    }
    known = person(email=taken.email.upper(), phone=taken.phone)
    assert client.post(path, known, status=400).json() == {
        "email": ["Email already exists."],
        "phone": ["Phone already exists."],
    }


@pytest.mark.catalogue(
    "C1.1 teacher registration: required names; username >= 5; e-mail/phone exist; phone numeric; "
    "password short; mismatch"
)
def test_teacher_who_registers_with_mistakes(client, alpha):
    assert client.post(REGISTER["teacher"], {}, status=400).json() == {
        "first_name": REQUIRED,
        "last_name": REQUIRED,
        "username": REQUIRED,
        "email": REQUIRED,
        "phone": REQUIRED,
        "password1": REQUIRED,
        "password2": REQUIRED,
    }
    registration_refusals(client, REGISTER["teacher"], owner_of(alpha))
    assert not User.objects.filter(first_name="Nora").exists()


@pytest.mark.catalogue(
    "C1.1 student registration: as teacher + parent_phone required + teacher username required/unknown"
)
def test_student_who_registers_with_mistakes(client, alpha):
    assert client.post(REGISTER["student"], {}, status=400).json() == {
        "first_name": REQUIRED,
        "last_name": REQUIRED,
        "username": REQUIRED,
        "email": REQUIRED,
        "phone": REQUIRED,
        "password1": REQUIRED,
        "password2": REQUIRED,
        "parent_phone": REQUIRED,
    }
    registration_refusals(client, REGISTER["student"], owner_of(alpha))
    for path in ("/api/student/student-register/", "/api/student/student-register"):
        assert client.post(path, person(), status=400).json() == {
            "teacher": ["Teacher username is required."]
        }
    assert client.post("/api/student/student-register/nobody/", person(), status=400).json() == {
        "teacher": ["Teacher with this username does not exist."]
    }
    assert not User.objects.filter(first_name="Nora").exists()


@pytest.mark.catalogue("C1.2 login: missing or invalid credentials")
@pytest.mark.parametrize("path", [LOGIN, "/api/teacher/login/"])
@pytest.mark.parametrize("given", [{}, {"username": "bob"}, {"password": PASSWORD}, {"username": " "}])
def test_sign_in_without_name_or_password(client, student, path, given):
    assert client.post(path, given, status=400).json() == {
        "error": "Invalid credentials",
        "detail": "Email and password are required.",
    }


@pytest.mark.catalogue("C1.2 login: user not found")
@pytest.mark.parametrize("path", [LOGIN, "/api/teacher/login/"])
@pytest.mark.parametrize(("name", "password"), [("nobody", PASSWORD), ("bob", "wrong"), ("alice", "wrong")])
def test_sign_in_of_nobody_or_with_a_wrong_password(client, student, path, name, password):
    given = {"username": name, "password": password}
    assert client.post(path, given, status=404).json() == {
        "error": "User not found",
        "detail": "No user found with the provided credentials.",
    }


@pytest.mark.catalogue("C1.2 login: account blocked by the teacher")
def test_sign_in_of_a_blocked_student(client, student):
    toggle_block(student=student, now=timezone.now())
    assert client.post(LOGIN, {"username": "bob", "password": PASSWORD}, status=403).json() == {
        "error": "Account blocked",
        "detail": "Your account has been blocked by the teacher.",
    }


@pytest.mark.catalogue("C1.3 profile update: invalid image type (avatar, logo)")
def test_profile_with_pictures_that_are_none(alice, bob, alpha):
    for content, name in ((b"<svg/>", "a.svg"), (pdf().read(), "a.png"), (b"", "a.gif")):
        both = {"avatar": upload(content, name), "logo": upload(content, name)}
        answer = alice.put(UPDATE, both, status=400, format="multipart")
        assert answer.json() == {"avatar": NO_IMAGE, "logo": NO_IMAGE}
        one = {"avatar": upload(content, name), "logo": picture()}
        assert alice.put(UPDATE, one, status=400, format="multipart").json() == {"avatar": NO_IMAGE}
        own = bob.patch(STUDENT_UPDATE, {"avatar": upload(content, name)}, status=400, format="multipart")
        assert own.json() == {"avatar": NO_IMAGE}
    assert bob.patch(STUDENT_UPDATE, {"avatar": "text"}, status=400).json() == {"avatar": NO_IMAGE}
    profile = TeacherProfile.objects.get(tenant_id=alpha.id)
    assert (profile.profile_picture.name, profile.logo.name) == ("", "")
    assert Student.objects.get().profile_picture.name == ""


@pytest.mark.catalogue("C1.3 profile update: image larger than 5 MB")
def test_profile_with_a_picture_that_is_too_large(alice, bob):
    large = picture_bytes() + b"\0" * (5 * 1024 * 1024)
    both = {"avatar": upload(large, "a.png"), "logo": upload(large, "l.png")}
    answer = alice.put(UPDATE, both, status=400, format="multipart")
    assert answer.json() == {"avatar": TOO_LARGE, "logo": TOO_LARGE}
    own = bob.put(STUDENT_UPDATE, {"avatar": upload(large, "a.png")}, status=400, format="multipart")
    assert own.json() == {"avatar": TOO_LARGE}
    fits = picture_bytes()
    fits += b"\0" * (5 * 1024 * 1024 - len(fits))
    bob.put(STUDENT_UPDATE, {"avatar": upload(fits, "a.png")}, format="multipart")


@pytest.mark.catalogue("C1.3 profile update: permission denied")
def test_profile_of_somebody_else(api, in_alpha, alice, bob):
    told = {"error": "Permission denied", "detail": "You do not have permission to update this profile."}
    instructor = api(school=in_alpha).sign_in(make_staff().user, kind="staff", bearer=True)
    for client, path in ((instructor, UPDATE), (bob, UPDATE), (alice, STUDENT_UPDATE)):
        for method in ("put", "patch"):
            assert getattr(client, method)(path, {"first_name": "X"}, status=403).json() == told
    assert set(User.objects.filter(username__in=["alice", "bob"]).values_list("first_name", flat=True)) == {
        "Alice",
        "Bob",
    }


@pytest.mark.catalogue("C1.4 password change: old password wrong")
def test_password_changed_with_a_wrong_old_one(client, bob):
    assert bob.post(CHANGE, {"old_password": "wrong", **NEW}, status=400).json() == {
        "old_password": ["Your old password was entered incorrectly. Please enter it again."]
    }
    client.post(LOGIN, {"username": "bob", "password": PASSWORD})


@pytest.mark.catalogue("C1.4 password change: too short / too common / all digits / mismatch")
def test_password_changed_to_a_weak_one(client, bob):
    weak = {"old_password": PASSWORD, "new_password1": "1234567", "new_password2": "7654321"}
    assert bob.post(CHANGE, weak, status=400).json() == {
        "new_password1": [
            "This password is too short. It must contain at least 8 characters.",
            "This password is too common.",
            "This password is entirely numeric.",
        ],
        "new_password2": ["The two password fields didn't match."],
    }
    client.post(LOGIN, {"username": "bob", "password": PASSWORD})


@pytest.mark.catalogue("C1.5 password reset: unknown e-mail")
def test_reset_for_an_unknown_email(client):
    assert client.post(REQUEST, {"email": "nobody@x.example"}, status=400).json() == {
        "email": ["No user found with this email address."]
    }
    assert mail.outbox == []


def asked_code(client, email, on_commit):
    with on_commit(execute=True):
        client.post(REQUEST, {"email": email})
    return re.search(r"^    (\w{6})$", mail.outbox[-1].body, re.M)[1]


@pytest.mark.catalogue("C1.5 password reset: invalid OTP or e-mail+OTP pair")
def test_reset_with_a_wrong_code(client, alpha, student, django_capture_on_commit_callbacks):
    told = {"otp": ["Invalid OTP code."], "email": ["Email and OTP combination is invalid."]}
    code = asked_code(client, student.email, django_capture_on_commit_callbacks)
    for email, otp in (
        (student.email, "WRONG2"),
        (owner_of(alpha).email, code),
        ("nobody@x.example", code),
    ):
        assert client.post(VERIFY, {"email": email, "otp": otp}, status=400).json() == told
        assert client.post(CONFIRM, {"email": email, "otp": otp, **NEW}, status=400).json() == told
    client.post(LOGIN, {"username": "bob", "password": PASSWORD})


@pytest.mark.catalogue("C1.5 password reset: OTP expired")
def test_reset_with_an_old_code(client, student, time_machine, settings, django_capture_on_commit_callbacks):
    told = {"error": "OTP expired", "detail": "The OTP code has expired. Please request a new one."}
    code = asked_code(client, student.email, django_capture_on_commit_callbacks)
    time_machine.move_to(timezone.now() + settings.ONE_TIME_CODE_LIFETIME + timedelta(seconds=1))
    given = {"email": student.email, "otp": code}
    assert client.post(VERIFY, given, status=400).json() == told
    assert client.post(CONFIRM, {**given, **NEW}, status=400).json() == told
    assert OneTimeCode.objects.get().used_at is None


@pytest.mark.catalogue("C9.1 image upload: corrupted file")
def test_picture_of_a_person_that_cannot_be_drawn(client, alice, bob):
    whole = picture_bytes("JPEG", size=(400, 300))
    torn = whole[: len(whole) // 2 + 300]
    for who, path in ((alice, UPDATE), (bob, STUDENT_UPDATE)):
        answer = who.put(path, {"avatar": upload(torn, "a.jpg")}, status=400, format="multipart")
        assert answer.json() == CORRUPTED
    for kind, path in REGISTER.items():
        data = person(avatar=upload(torn, "a.jpg"), username=f"nora-{kind}")
        assert client.post(path, data, status=400, format="multipart").json() == CORRUPTED
    assert not User.objects.filter(first_name="Nora").exists()
