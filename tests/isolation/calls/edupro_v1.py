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


def _new_assessment(world: World, variant: str, principal: str) -> dict[str, Any]:
    course = str(world.ids(variant)["course_id"])
    return {"title": "New exam", "assessment_type": "exam", "passing_grade": 50, "course": course}


def _order(world: World, variant: str, principal: str) -> dict[str, Any]:
    ids = world.ids(variant)
    return {"questions": [str(ids["essay_id"]), str(ids["question_id"])]}


def _answer(world: World, variant: str, principal: str) -> dict[str, Any]:
    return {"sequence": 1, "selected_option_id": str(world.ids(variant)["option_id"])}


_QUESTION = {
    "question_text": "Two and two?",
    "question_type": "multiple_choice",
    "points": 2,
    "options": [{"option_text": "Four", "is_correct": True}, {"option_text": "Five", "is_correct": False}],
}
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
    "POST teacher/assessments/": _new_assessment,
    "POST teacher/courses/{course_id}/assessments/": _new_assessment,
    "PUT teacher/assessments/{assessment_id}/": {"title": "Changed"},
    "PATCH teacher/assessments/{assessment_id}/": {"title": "Changed"},
    "POST teacher/assessments/{assessment_id}/questions/": _QUESTION,
    "POST teacher/assessments/{assessment_id}/questions/reorder/": _order,
    "PUT teacher/assessments/questions/{question_id}/": {"question_text": "Changed"},
    "PATCH teacher/assessments/questions/{question_id}/": {"question_text": "Changed"},
    "POST teacher/questions/{question_id}/options/": {"option_text": "Four", "is_correct": True},
    "PUT teacher/questions/options/{option_id}/": {"option_text": "Changed"},
    "PATCH teacher/questions/options/{option_id}/": {"option_text": "Changed"},
    "PUT students/attempts/{attempt_id}/answers/{question_id}/": _answer,
    "PUT students/attempts/{attempt_id}/submit/": {"answers": []},
    "POST students/attempts/{attempt_id}/submit/": {"answers": []},
    "POST teacher/grading/answer/{answer_id}/": {"points_awarded": 1, "feedback": "Good"},
    "PUT teacher/grading/answer/{answer_id}/": {"points_awarded": 1},
    "PATCH teacher/grading/answer/{answer_id}/": {"points_awarded": 1},
}
