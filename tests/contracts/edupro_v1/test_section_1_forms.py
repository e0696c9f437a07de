"""1.9, 1.10, 1.13 and 1.16 as forms: a file that was not chosen arrives as an empty text."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.uploads import picture

STUDENT = "/api/v1/student/update-profile/"
TEACHER = "/api/v1/teacher/update-profile/"
FORMS = ["multipart/form-data", "application/x-www-form-urlencoded"]


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(client: Any, path: str, fields: dict[str, str], form: str) -> dict[str, Any]:
    if form == FORMS[0]:
        return client.put(path, fields, format="multipart").json()
    return client.put(path, urlencode(fields), content_type=form).json()


@pytest.mark.parametrize("form", FORMS)
def test_student_who_chooses_no_picture_keeps_the_former(api, alpha, bob, form):
    before = bob.put(STUDENT, {"profile_picture": picture()}, format="multipart").json()
    assert before["profile_picture"].startswith(f"http://alice.edupro.test/media/tenants/{alpha.id}/public/")
    after = sent(bob, STUDENT, {"bio": "Likes algebra", "profile_picture": ""}, form)
    assert after == {**before, "bio": "Likes algebra"}
    gone = bob.put(STUDENT, {"profile_picture": None}).json()
    assert gone == {**after, "profile_picture": None}


@pytest.mark.parametrize("form", FORMS)
def test_teacher_who_chooses_no_picture_keeps_the_former(api, alpha, alice, form):
    chosen = {"profile_picture": picture(), "logo": picture()}
    before = alice.put(TEACHER, chosen, format="multipart").json()
    for name in chosen:
        assert before[name].startswith(f"http://alice.edupro.test/media/tenants/{alpha.id}/public/")
    after = sent(alice, TEACHER, {"city": "Giza", "profile_picture": "", "logo": ""}, form)
    assert after == {**before, "city": "Giza"}
    gone = alice.put(TEACHER, {"profile_picture": None, "logo": None}).json()
    assert gone == {**after, "profile_picture": None, "logo": None}


def test_who_registers_without_a_picture_has_none(api, alpha):
    person = {
        "first_name": "Salma",
        "last_name": "Adel",
        "password1": "a-Long-pass-1",
        "password2": "a-Long-pass-1",
    }
    teacher = {"username": "salma", "email": "salma@people.example", "phone": "+201012345671"}
    student = {"username": "adel", "email": "adel@people.example", "phone": "+201012345672"}
    opened = api().post(
        "/api/v1/teacher/teacher-register/",
        {**person, **teacher, "avatar": "", "logo": ""},
        status=201,
        format="multipart",
    )
    joined = api().post(
        "/api/v1/student/student-register/alice",
        {**person, **student, "parent_phone": "+201012345673", "avatar": ""},
        status=201,
        format="multipart",
    )
    assert (opened.json()["user"]["avatar"], opened.json()["user"]["logo"]) == (None, None)
    assert joined.json()["user"]["avatar"] is None
