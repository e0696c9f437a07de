"""Courses and modules as the contract shows them. `context` carries the request."""

from __future__ import annotations

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shared_apps.catalogue.api.edupro import (
    CategoryRefOutput,
    CourseCardOutput,
    TeacherRefOutput,
    teacher_card,
)
from shared_apps.categories.selectors import find_category
from shared_apps.teachers.selectors import get_profile
from tenant_apps.courses.models import Course, Module
from tenants.context import require_tenant


class OwnCourseOutput(CourseCardOutput):
    """A course of the school in any state."""

    id = serializers.UUIDField()

    @extend_schema_field(CategoryRefOutput(allow_null=True))
    def get_category(self, course: Course) -> dict[str, Any] | None:
        if course.category_id is None:
            return None
        # The name may have changed since the course was saved; the list of all is at hand.
        card = find_category(category_id=course.category_id)
        return {"id": str(course.category_id), "name": card.name if card else course.category_name}


class MemberCourseOutput(OwnCourseOutput):
    """2.7 of a course that is not published, for staff and for students who have it."""

    teacher = serializers.SerializerMethodField()

    @extend_schema_field(TeacherRefOutput)
    def get_teacher(self, course: Course) -> dict[str, Any]:
        school = require_tenant()
        return teacher_card(get_profile(tenant_id=school.id), school.username)


class MadeCourseOutput(OwnCourseOutput):
    """2.4: names category and teacher by their ids."""

    category = serializers.UUIDField(source="category_id")  # type: ignore[assignment]  # an id here
    is_published = serializers.BooleanField()
    teacher = serializers.SerializerMethodField()

    @extend_schema_field(serializers.UUIDField)
    def get_teacher(self, course: Course) -> str:
        return str(get_profile(tenant_id=require_tenant().id).user_id)


class ModuleOutput(serializers.Serializer):
    """What every module shows."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField()
    order = serializers.IntegerField()


class ModuleLineOutput(ModuleOutput):
    """3.1: the context counts the lessons that the reader sees."""

    lessons_count = serializers.SerializerMethodField()

    def get_lessons_count(self, module: Module) -> int:
        counts: dict[uuid.UUID, int] = self.context["lessons"]
        return counts.get(module.id, 0)


class MadeModuleOutput(ModuleOutput):
    """3.2"""

    course = serializers.UUIDField(source="course_id")


class CourseRefOutput(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()


class LessonRefOutput(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    order = serializers.IntegerField()


class ModuleDetailOutput(ModuleOutput):
    """3.3: with the lessons that the context carries."""

    course = CourseRefOutput()
    lessons = serializers.SerializerMethodField()

    @extend_schema_field(LessonRefOutput(many=True))
    def get_lessons(self, module: Module) -> Any:
        return LessonRefOutput(self.context["lessons"], many=True).data
