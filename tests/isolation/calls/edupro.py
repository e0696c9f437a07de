"""Bodies of `edupro`."""

from __future__ import annotations

from typing import Any

from tests.factories import PASSWORD
from tests.isolation.calls.edupro_v1 import person
from tests.isolation.world import World


def _named(field: str, key: str, **more: Any) -> Any:
    """A body that names an object of the variant."""

    def made(world: World, variant: str, principal: str) -> dict[str, Any]:
        return {field: str(world.ids(variant, "edupro")[key]), **more}

    return made


def _enrol(world: World, variant: str, principal: str) -> dict[str, Any]:
    code = world.here.code_text["coupon_code"]
    return {"course": str(world.ids(variant, "edupro")["course_id"]), "access_code": code}


def _refresh(world: World, variant: str, principal: str) -> dict[str, Any]:
    return {"refresh": world.cookies.get(principal, ("", "none"))[1]}


def _new_course(world: World, variant: str, principal: str) -> dict[str, Any]:
    category = str(world.category.id)
    return {"title": "New course", "description": "Words", "category": category, "price": "10.00"}


def _new_assessment(world: World, variant: str, principal: str) -> dict[str, Any]:
    course = str(world.ids(variant, "edupro")["course_id"])
    return {
        "title": "New exam",
        "description": "Words",
        "assessment_type": "exam",
        "duration_minutes": 30,
        "passing_score": 50,
        "is_active": False,
        "course": course,
    }


_PROFILE = {"first_name": "Changed"}
_PART = {"title": "Changed"}
_QUESTION = {"text": "Two and two?", "question_type": "multiple_choice", "points": 2, "order": 9}
_OPTION = {"text": "Four", "is_correct": True, "order": 9}
_PERIOD = {"valid_from": "2026-01-01T00:00:00Z", "valid_until": "2099-01-01T00:00:00Z"}
_LOGIN = {"username": "alice", "password": PASSWORD}

BODY_OBJECTS = {"POST course/course-enrollment/", "POST course/module-enrollment/"}
BODIES: dict[str, Any] = {
    "POST teacher/teacher-register/": person("nourteaches"),
    "POST student/student-register/{teacher_username}/": {
        **person("nourlearns"),
        "parent_phone": "01066677799",
    },
    "POST teacher/login/": _LOGIN,
    "POST student/login/{teacher_username}/": {**_LOGIN, "username": "astudent"},
    "POST token/refresh/": _refresh,
    "POST student/refresh/{teacher_username}/": _refresh,
    "POST change-password/": {
        "old_password": PASSWORD,
        "new_password1": "another-Horse-8",
        "new_password2": "another-Horse-8",
    },
    "POST password-reset/request/": {"email": "alice@owners.example"},
    "POST password-reset/verify/": {"email": "alice@owners.example", "otp": "ABCDEF"},
    "POST password-reset/confirm/": {
        "email": "alice@owners.example",
        "otp": "ABCDEF",
        "new_password1": "another-Horse-8",
        "new_password2": "another-Horse-8",
    },
    "PUT teacher/update-profile/": _PROFILE,
    "PATCH teacher/update-profile/": _PROFILE,
    "PUT student/update-profile/": _PROFILE,
    "PATCH student/update-profile/": _PROFILE,
    "POST course/category/create/": {"name": "Physics"},
    "PUT course/category/update/{category_id}/": {"name": "Physics"},
    "PATCH course/category/update/{category_id}/": {"name": "Physics"},
    "POST course/create/": _new_course,
    "PUT course/update/{course_id}/": _PART,
    "PATCH course/update/{course_id}/": _PART,
    "POST courses/{course_id}/modules/create/": {"title": "New module", "description": "Words", "order": 9},
    "PUT modules/{module_id}/update/": _PART,
    "PATCH modules/{module_id}/update/": _PART,
    "POST modules/{module_id}/lessons/create/": {"title": "New lesson", "description": "Words", "order": 9},
    "PUT lessons/{lesson_id}/update/": _PART,
    "PATCH lessons/{lesson_id}/update/": _PART,
    "POST lessons/{lesson_id}/status/": {"status": "completed"},
    "POST course/course-enrollment/": _enrol,
    "POST course/module-enrollment/": _named("module", "module_id"),
    "POST coupon/create/": {"code": "SPRING-26", "discount_percentage": 20, **_PERIOD},
    "PUT coupon/update/{coupon_id}/": {"discount_percentage": 30},
    "PATCH coupon/update/{coupon_id}/": {"discount_percentage": 30},
    "POST courses/{course_id}/ratings/create/": {"rating": 5, "comment": "Clear"},
    "PUT course/retrive-upadate-delete-ratings/{id}/": {"rating": 3},
    "PATCH course/retrive-upadate-delete-ratings/{id}/": {"rating": 3},
    "POST teacher/assessments/": _new_assessment,
    "POST teacher/courses/{course_id}/assessments/": _new_assessment,
    "PUT teacher/assessments/{assessment_id}/": _PART,
    "PATCH teacher/assessments/{assessment_id}/": _PART,
    "POST teacher/assessments/{assessment_id}/questions/": _QUESTION,
    "PUT teacher/assessments/questions/{question_id}/": {"text": "Changed"},
    "PATCH teacher/assessments/questions/{question_id}/": {"text": "Changed"},
    "POST teacher/questions/{question_id}/options/": _OPTION,
    "PUT teacher/questions/options/{option_id}/": {"text": "Changed"},
    "PATCH teacher/questions/options/{option_id}/": {"text": "Changed"},
    "POST students/attempts/{attempt_id}/submit/": {"answers": []},
    "POST teacher/grading/answer/{answer_id}/": {"points_earned": 1, "feedback": "Good"},
    "POST course/create-vdocipher-upload-credentials/": {"title": "Lesson one"},
}
