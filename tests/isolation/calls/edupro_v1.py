"""Bodies of `edupro_v1`."""

from __future__ import annotations

from typing import Any

from tests.factories import PASSWORD
from tests.isolation.world import World


def person(name: str) -> dict[str, Any]:
    return {
        "first_name": "Nour",
        "last_name": "New",
        "username": name,
        "email": f"{name}@people.example",
        "phone": "01066677788",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }


def _enrol(key: str, code: str) -> Any:
    def made(world: World, variant: str, principal: str) -> dict[str, Any]:
        return {key: str(world.ids(variant)[key]), "coupon_code": world.here.code_text[code]}

    return made


BODY_OBJECTS = {"POST course/course-enrollment/", "POST course/module-enrollment/"}
_PROFILE = {"city": "Tanta"}
_CODE = {"is_active": False}
BODIES: dict[str, Any] = {
    "POST teacher/login/": {"email": "alice", "password": PASSWORD},
    "POST student/login/{teacher_username}/": {"email": "astudent", "password": PASSWORD},
    "POST password-reset/request/": {"email": "alice@owners.example"},
    "POST password-reset/verify/": {"email": "alice@owners.example", "otp": "ABCDEF"},
    "POST password-reset/confirm/": {
        "email": "alice@owners.example",
        "otp": "ABCDEF",
        "new_password": "another-Horse-8",
    },
    "POST teacher/teacher-register/": person("nourteaches"),
    "POST student/student-register/{teacher_username}/": {
        **person("nourlearns"),
        "parent_phone": "01066677799",
    },
    "PUT student/update-profile/": _PROFILE,
    "PATCH student/update-profile/": _PROFILE,
    "PUT teacher/update-profile/": _PROFILE,
    "PATCH teacher/update-profile/": _PROFILE,
    "PUT change-password/": {"old_password": PASSWORD, "new_password": "another-Horse-8"},
    "POST course/category/create/": {"name": "Physics"},
    "PUT course/category/update/{category_id}/": {"name": "Physics"},
    "PATCH course/category/update/{category_id}/": {"name": "Physics"},
    "POST course/create/": {"title": "New course", "price": "10.00"},
    "PUT course/update/{course_id}/": {"title": "Changed"},
    "PATCH course/update/{course_id}/": {"title": "Changed"},
    "POST course/course-enrollment/": _enrol("course_id", "coupon_code"),
    "POST course/module-enrollment/": _enrol("module_id", "module_code"),
    "POST coupon/create/": {"number_of_coupons": 1, "price": "50.00"},
    "PUT coupon/update/{coupon_id}/": _CODE,
    "PATCH coupon/update/{coupon_id}/": _CODE,
    "POST courses/{course_id}/modules/create/": {"title": "New module", "order": 9},
    "PUT modules/{module_id}/update/": {"title": "Changed"},
    "PATCH modules/{module_id}/update/": {"title": "Changed"},
    "POST modules/{module_id}/lessons/create/": {"title": "New lesson", "order": 9},
    "PUT lessons/{id}/update/": {"title": "Changed"},
    "PATCH lessons/{id}/update/": {"title": "Changed"},
    "PUT lessons/{id}/status/": {"is_completed": True},
    "PATCH lessons/{id}/status/": {"is_completed": True},
    "POST courses/{course_id}/ratings/create/": {"rating": 5, "comment": "Clear"},
    "PUT course/retrive-upadate-delete-ratings/{id}/": {"rating": 3},
    "PATCH course/retrive-upadate-delete-ratings/{id}/": {"rating": 3},
    "POST course/create-vdocipher-upload-credentials/": {"title": "Lesson one"},
}
