"""The whole path over `/api/v1` with cookies: on the platform's host alone and on the school's alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tenants.hosts import find_school
from tests.client import Api

BASE = "/api/v1"
VIDEO = Path(settings.BASE_DIR) / "deploy" / "demo" / "sample.mp4"
PASSWORD = "right-Horse-7"
pytestmark = pytest.mark.django_db


def person(name: str, phone: str) -> dict[str, str]:
    return {
        "first_name": name.title(),
        "last_name": "Example",
        "username": name,
        "email": f"{name}@people.example",
        "phone": phone,
        "password1": PASSWORD,
        "password2": PASSWORD,
    }


def open_school() -> None:
    """A teacher registers; that is always done on the platform."""
    answer = Api().post(
        f"{BASE}/teacher/teacher-register/", person("salma", "01055500001"), status=201, format="multipart"
    )
    assert answer.json()["user"]["username"] == "salma"
    assert answer.json()["user"]["user_type"] == "teacher"


def make_course(teacher: Api) -> tuple[str, str, str]:
    """A published course with a module and a lesson with a video: their ids."""
    course = teacher.post(
        f"{BASE}/course/create/",
        {"title": "Algebra", "description": "From x to y.", "price": "120.00", "is_free": "false"},
        status=201,
        format="multipart",
    ).json()
    assert (course["price"], course["is_published"], course["total_lessons"]) == ("120.00", False, 0)
    module = teacher.post(
        f"{BASE}/courses/{course['id']}/modules/create/",
        {"title": "Equations", "order": 1, "is_published": True},
        status=201,
    ).json()
    upload = SimpleUploadedFile("lesson.mp4", VIDEO.read_bytes(), content_type="video/mp4")
    lesson = teacher.post(
        f"{BASE}/modules/{module['id']}/lessons/create/",
        {"title": "What is x", "order": 1, "is_published": "true", "video": upload},
        status=201,
        format="multipart",
    ).json()
    assert lesson["duration"] > 0
    published = teacher.patch(f"{BASE}/course/update/{course['id']}", {"is_published": True}).json()
    assert (published["is_published"], published["total_lessons"]) == (True, 1)
    return course["id"], module["id"], lesson["id"]


@pytest.mark.parametrize("where", ["platform", "school"])
def test_teacher_sells_and_student_learns(where: str) -> None:
    open_school()
    place = {"school": find_school(username="salma")} if where == "school" else {}

    teacher = Api(**place)
    user = teacher.post(
        f"{BASE}/teacher/login/", {"email": "salma@people.example", "password": PASSWORD}
    ).json()
    assert user["user_type"] == "teacher"
    assert not {"access", "refresh", "access_token", "refresh_token"} & set(user)
    assert teacher.cookies[settings.ACCESS_COOKIE]["httponly"]
    course, module, lesson = make_course(teacher)
    code = teacher.post(
        f"{BASE}/coupon/create/", {"number_of_coupons": 3, "price": "120.00"}, status=201
    ).json()[0]
    assert len(code["code"]) == 10

    student = Api(**place)
    details = {**person("karim", "01055500002"), "parent_phone": "01055500003"}
    student.post(f"{BASE}/student/student-register/salma", details, status=201, format="multipart")
    student.post(f"{BASE}/student/login/salma/", {"email": "karim", "password": PASSWORD})
    listed = student.get(f"{BASE}/course/teacher-list/salma").json()
    assert [item["id"] for item in listed] == [course]
    student.get(f"{BASE}/lessons/{lesson}/", status=403)
    enrolled = student.post(
        f"{BASE}/course/course-enrollment/", {"course_id": course, "coupon_code": code["code"]}, status=201
    ).json()
    assert (enrolled["course"], enrolled["status"], enrolled["is_active"]) == (course, "active", True)

    assert [item["id"] for item in student.get(f"{BASE}/courses/{course}/modules/").json()] == [module]
    assert [item["id"] for item in student.get(f"{BASE}/modules/{module}/lessons/").json()] == [lesson]
    opened = student.get(f"{BASE}/lessons/{lesson}/").json()
    film = student.get(opened["video_url"], HTTP_RANGE="bytes=0-99", status=206)
    assert b"".join(film.streaming_content) == VIDEO.read_bytes()[:100]
    done = student.patch(f"{BASE}/lessons/{lesson}/status/", {"is_completed": True}).json()
    assert done["is_completed"] is True

    seen = teacher.get(f"{BASE}/teacher/courses/{course}/enrollments/").json()["results"]
    assert [row["student"]["user"]["username"] for row in seen] == ["karim"]
    assert (seen[0]["is_completed"], seen[0]["progress"]) == (True, "100.00")
    assert teacher.get(f"{BASE}/teacher/revenue/").json() == {"revenue": "120.00"}

    student.post(f"{BASE}/student/refresh/salma/", status=200)
    student.post(f"{BASE}/logout/", status=205)
    student.get(f"{BASE}/lessons/{lesson}/", status=401)
