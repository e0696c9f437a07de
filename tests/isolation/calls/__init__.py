"""How each operation is called so that the right person succeeds."""

from __future__ import annotations

from typing import Any

from tests.client import Api
from tests.contracts.promised import Promise
from tests.isolation.calls import edupro, edupro_v1
from tests.isolation.world import World

OBJECTS = (
    *("course_id", "module_id", "id", "lesson_id", "assessment_id", "question_id", "option_id"),
    *("attempt_id", "answer_id", "rating_id"),
)
PEOPLE = ("student_id", "enrollment_id", "coupon_id")
# Where the usual object is one that the operation refuses: a course with students, a module with lessons.
_OTHERS = {
    **{
        f"{contract} DELETE teacher/assessments/{{assessment_id}}/": {"assessment_id": "untouched_id"}
        for contract in ("edupro", "edupro_v1")
    },
    **{
        f"{contract} GET student/attempts/{{attempt_id}}/result/": {"attempt_id": "graded_attempt_id"}
        for contract in ("edupro", "edupro_v1")
    },
    "edupro DELETE course/course-delete/{course_id}/": {"course_id": "bare_course_id"},
    "edupro DELETE modules/{module_id}/delete/": {"module_id": "bare_module_id"},
}
_CALLS = {"edupro_v1": edupro_v1, "edupro": edupro}


def variants_of(promise: Promise) -> list[str]:
    """Which objects the operation is tried with: `-` where it names none."""
    path = promise.path
    names_object = promise.operation in _CALLS[promise.contract].BODY_OBJECTS
    if any(f"{{{name}}}" in path for name in OBJECTS) or names_object:
        variants = ["own", "draft", "foreign", "foreign_draft", "missing"]
        theirs = "{enrollment_id}" in path or "{attempt_id}" in path
        return [*variants, "other"] if theirs else variants
    if any(f"{{{name}}}" in path for name in PEOPLE):
        return (
            ["own", "other", "foreign", "missing"] if "student_id" in path else ["own", "foreign", "missing"]
        )
    if "{teacher_username}" in path or "{username}" in path:
        return ["own", "foreign", "missing"]
    return ["own", "missing"] if "{category_id}" in path else ["-"]


def address_of(promise: Promise, world: World, variant: str) -> str:
    ids = world.ids(variant, promise.contract)
    ids |= {name: ids[other] for name, other in _OTHERS.get(str(promise), {}).items()}
    if "ratings/{id}" in promise.path:
        ids["id"] = ids["rating_id"]
    return promise.base + promise.path.format(**ids)


def body_of(promise: Promise, world: World, variant: str, principal: str = "owner") -> dict[str, Any] | None:
    """A body with which the right person succeeds; None for none. A callable makes it for who asks."""
    given = _CALLS[promise.contract].BODIES.get(promise.operation)
    if callable(given):
        made: dict[str, Any] = given(world, variant, principal)
        return made
    return dict(given) if given is not None else None


def caller(world: World, promise: Promise, principal: str, host: str) -> Api:
    """The principal's client with the tokens where the operation's contract takes them."""
    return world.client(principal, host, bearer=promise.contract != "edupro_v1")
