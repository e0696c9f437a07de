"""Two schools alike, and everybody who might call."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from shared_apps.categories.models import Category
from shared_apps.kernel.acts import ActingPerson
from tenant_apps.courses.models import Lesson
from tenant_apps.courses.services import create_course
from tenant_apps.enrollments.services import start_work
from tenant_apps.staff.models import StaffMember
from tenant_apps.staff.services import invite
from tenants import context
from tenants.context import ActiveTenant
from tenants.tokens import sign_token
from tests.client import Api
from tests.factories import (
    make_admin,
    make_code,
    make_discount,
    make_enrollment,
    make_lesson,
    make_module,
    make_note,
    make_rating,
    make_staff,
    make_student,
    make_user,
    owner_of,
)
from tests.isolation.exams import exam_ids

PRINCIPALS = [
    "anonymous",
    "garbage",
    "expired",
    "student",
    "enrolled",
    "blocked",
    "foreign_student",
    "assistant",
    "instructor",
    "owner",
    "foreign_owner",
    "operator",
]
"""The columns of the matrix. `student` is of this school and in no course; the foreign ones carry real
cookies of the other school; `blocked` has a session that outlived the blocking."""


@dataclass
class SchoolRows:
    """What one school has: a published course with its parts, a draft alike, people, a code."""

    school: ActiveTenant
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What contracts with UUIDs call differently, by the same sets."""
    people: dict[str, Any] = field(default_factory=dict)
    code_text: dict[str, str] = field(default_factory=dict)


def furnish(school: ActiveTenant, prefix: str) -> SchoolRows:
    """Rows of `school`; `ids` has the sets `own`, `draft` and `other` (another person's)."""
    rows = SchoolRows(school)
    with context.enter(school):
        people = {name: make_student(make_user(username=f"{prefix}{name}")) for name in _STUDENTS}
        people["blocked"].is_active = False
        people["blocked"].save()
        for state in ("own", "draft"):
            rows.ids[state] = _course(state, people["enrolled"])
        rows.ids["other"] = {**rows.ids["own"], "student_id": people["other"].user_number}
        other = make_enrollment(people["other"], rows.people.setdefault("course", _published()))
        rows.ids["other"] |= {
            **exam_ids(course=rows.people["course"], student=people["other"]),
            "enrollment_id": other.number,
            "place_id": other.id,
            "course_id": other.course_id,
            "note_id": make_note(people["other"], Lesson.objects.get(pk=rows.ids["own"]["lesson_id"])).id,
        }
        codes = {"coupon_code": make_code(), "module_code": make_code(price=Decimal("40.00"))}
        rows.code_text = {name: code.code for name, code in codes.items()}
        for ids in rows.ids.values():
            ids.setdefault("coupon_id", codes["coupon_code"].number)
            ids.setdefault("code_id", codes["coupon_code"].id)
            ids.setdefault("batch_id", codes["coupon_code"].batch_id)
            ids.setdefault("student_key", people["enrolled"].id)
            ids.setdefault("student_id", people["enrolled"].user_number)
            ids["teacher_username"] = school.username
        _judge(rows, people)
        rows.keys = {name: _keys(ids, people, name) for name, ids in rows.ids.items()}
        rows.people = {name: student.user for name, student in people.items()}
        rows.people["assistant"] = make_staff("assistant").user
        rows.people["instructor"] = make_staff("instructor").user
        _run(rows)
    rows.people["owner"] = owner_of(school)
    return rows


def _run(rows: SchoolRows) -> None:
    """What those who run the school have: a bulk act, an assistant, somebody invited."""
    someone = ActingPerson(id=rows.people["instructor"].id, name="Instructor")
    student = rows.ids["own"]["student_key"]
    now = timezone.now()
    work = start_work(work_id=uuid.uuid4(), act="unblock", student_ids=[student], by=someone)
    asked = invite(
        full_name="New Helper",
        email=f"{rows.school.username}@invited.example",
        role="assistant",
        scopes=[],
        by="Owner",
        now=now,
    )
    member = StaffMember.objects.get(user_id=rows.people["assistant"].id)
    for ids in rows.ids.values():
        ids |= {"work_id": work.id, "invitation_id": asked.id, "member_id": member.id}


def _judge(rows: SchoolRows, people: dict[str, Any]) -> None:
    """A course with a rating by `enrolled` (`own`) and one by somebody else (`draft` and `other`)."""
    course = rows.people["course"]
    make_enrollment(people["enrolled"], course)
    mine, theirs = make_rating(people["enrolled"], course), make_rating(people["other"], course)
    for name, ids in rows.ids.items():
        ids["rating_id"] = (mine if name == "own" else theirs).id


def _keys(ids: dict[str, Any], people: dict[str, Any], name: str) -> dict[str, Any]:
    """What is called by UUIDs where `edupro_v1` has numbers: people, places, discount coupons."""
    person = people["other" if name == "other" else "enrolled"]
    return {
        "student_id": person.user_id,
        "enrollment_id": ids["place_id"],
        "coupon_id": make_discount().id,
    }


_STUDENTS = ("student", "enrolled", "blocked", "other")


def _published() -> Any:
    now = timezone.now()
    changes = {"title": "Another", "price": Decimal("100.00"), "is_published": True}
    return create_course(changes=changes, now=now)


def _course(state: str, student: Any) -> dict[str, Any]:
    changes = {
        "title": f"Course {state}",
        "price": Decimal("100.00"),
        "is_published": state == "own",
        "sells_modules_alone": True,
    }
    course = create_course(changes=changes, now=timezone.now())
    module = make_module(course)
    lesson = make_lesson(module)
    make_lesson(module)
    enrollment = make_enrollment(student, course)
    bare = create_course(changes={**changes, "title": f"Bare {state}"}, now=timezone.now())
    return {
        "bare_course_id": bare.id,
        "bare_module_id": make_module(course).id,
        **exam_ids(course=course, student=student),
        "course_id": course.id,
        "module_id": module.id,
        "id": lesson.id,
        "lesson_id": lesson.id,
        "note_id": make_note(student, lesson).id,
        "enrollment_id": enrollment.number,
        "place_id": enrollment.id,
    }


_KEYS = (
    *("course_id", "module_id", "id", "lesson_id", "place_id", "batch_id", "code_id", "student_key"),
    *("bare_course_id", "bare_module_id", "untouched_id", "graded_attempt_id", "essay_id"),
    *("note_id", "rating_id", "assessment_id", "question_id", "option_id", "attempt_id", "answer_id"),
    "bank_id",
    *("work_id", "invitation_id", "member_id"),
)
NOBODY = uuid.UUID("0190a000-0000-7000-8000-00000000dead")
NO_KEYS = {name: NOBODY for name in ("student_id", "coupon_id", "enrollment_id", "category_id")}
NOWHERE = {
    **{name: NOBODY for name in _KEYS},
    "student_id": 999_999_999,
    "coupon_id": 999_999_999,
    "enrollment_id": 999_999_999,
    "category_id": 999_999_999,
    "teacher_username": "nobody-here",
    "username": "nobody-here",
    "question_type": "essay",
}


@dataclass
class World:
    here: SchoolRows
    there: SchoolRows
    category: Category
    cookies: dict[str, tuple[str, str]]

    def ids(self, variant: str, contract: str = "edupro_v1") -> dict[str, Any]:
        """Values of path arguments: `own draft other` of this school, `foreign foreign_draft`, `missing`."""
        if variant == "missing":
            return {**NOWHERE, **(NO_KEYS if contract == "edupro" else {})}
        rows = self.there if variant.startswith("foreign") else self.here
        name = {"foreign": "own", "foreign_draft": "draft", "-": "own"}.get(variant, variant)
        ids = {"category_id": self.category.number, **rows.ids[name]}
        if contract == "edupro":
            ids |= {"category_id": self.category.id, **rows.keys[name]}
        return ids

    def client(self, principal: str, host: str, *, bearer: bool = False) -> Api:
        client = Api(school=self.here.school if host == "school" else None)
        if principal != "anonymous":
            access, refresh = self.cookies[principal]
            if bearer:
                client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
                return client
            client.cookies[settings.ACCESS_COOKIE] = access
            client.cookies[settings.REFRESH_COOKIE] = refresh
        return client


def build_world(alpha: ActiveTenant, beta: ActiveTenant) -> World:
    here, there = furnish(alpha, "a"), furnish(beta, "b")
    operator = make_admin(username="operator9")
    kinds = {"student": "student", "enrolled": "student", "blocked": "student"}
    cookies = {"garbage": ("not.a.token", "neither.is.this")}
    for name in ("student", "enrolled", "blocked", "assistant", "instructor", "owner"):
        cookies[name] = _cookies(here.people[name], kinds.get(name, "staff"), alpha)
    cookies["foreign_student"] = _cookies(there.people["enrolled"], "student", beta)
    cookies["foreign_owner"] = _cookies(there.people["owner"], "staff", beta)
    cookies["operator"] = _cookies(operator, "operator", None)
    cookies["expired"] = _expired(here, alpha)
    return World(here, there, Category.objects.create(name="Mathematics"), cookies)


def _cookies(user: Any, kind: str, school: ActiveTenant | None) -> tuple[str, str]:
    jar = Api(school=school).sign_in(user, kind=kind).cookies
    return jar[settings.ACCESS_COOKIE].value, jar[settings.REFRESH_COOKIE].value


def _expired(here: SchoolRows, school: ActiveTenant) -> tuple[str, str]:
    """Well-signed tokens of a living session whose time is over."""
    from shared_apps.accounts.models import Session

    _cookies(here.people["owner"], "staff", school)
    session = Session.objects.filter(user=here.people["owner"]).latest("created_at")
    made = [
        sign_token(
            use=use,
            tenant_id=school.id,
            session_id=session.pk,
            user_id=session.user_id,
            jti=session.current_jti,
            now=timezone.now() - timedelta(days=90),
            lifetime=timedelta(days=1),
        )
        for use in ("access", "refresh")
    ]
    return made[0], made[1]


def digest(school: ActiveTenant) -> str:
    """A value that changes with any row of any table of the school."""
    schema = school.schema_name
    with connection.cursor() as cursor, context.platform():
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [schema])
        tables = [name for (name,) in cursor.fetchall()]
        # Names come from the catalogue of the database, quoted; there is no input in them.
        parts = [
            f"SELECT '{name}' AS n, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS d"
            f' FROM "{schema}"."{name}" t'
            for name in tables
        ]
        cursor.execute(f"SELECT md5(string_agg(n || d, ',' ORDER BY n)) FROM ({' UNION ALL '.join(parts)}) s")
        return str(cursor.fetchone()[0])
