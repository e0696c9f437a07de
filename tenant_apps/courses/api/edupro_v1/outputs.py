"""Courses and modules as the contract shows them. `context` carries the request."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shared_apps.catalogue.api.edupro_v1 import PublicCourseOutput
from shared_apps.categories.api.edupro_v1 import CategoryOutput
from shared_apps.categories.selectors import find_category
from shared_apps.wire.edupro_v1 import absolute
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.selectors import CourseContent, ModuleContent
from tenants.storage import public_url

NO_CATEGORY = {"id": None, "name": "", "icon": None}


class CourseCategoryOutput(CategoryOutput):
    """The category of a course; the course that has none has one without id and name."""

    id = serializers.IntegerField(allow_null=True)


class ShownCourseOutput(PublicCourseOutput):
    """3.3, described: as the public sees a course, or as its own people see it."""

    @extend_schema_field(CourseCategoryOutput(allow_null=True))
    def get_category(self, course: Any) -> dict[str, Any] | None:
        return super().get_category(course)


class CourseOutput(PublicCourseOutput):
    """A course of the school in any state; its category is never null."""

    id = serializers.UUIDField()

    def get_is_published(self, course: Course) -> bool:
        return course.is_published

    @extend_schema_field(CourseCategoryOutput)
    def get_category(self, course: Any) -> dict[str, Any]:
        if course.category_id is None:
            return dict(NO_CATEGORY)
        # The name may have changed since the course was saved; the list of all is at hand.
        card = find_category(category_id=course.category_id)
        if card is not None:
            return dict(CategoryOutput(card, context=self.context).data)
        return {
            "id": course.category_number,
            "name": course.category_name,
            "icon": self.address_of(course.category_icon),
        }


class ModuleOutput(serializers.Serializer):
    """7.1: a module in a list."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    course = serializers.CharField(source="course.title")
    description = serializers.CharField()
    order = serializers.IntegerField()
    price = serializers.DecimalField(max_digits=10, decimal_places=2)
    is_free = serializers.BooleanField()
    is_published = serializers.BooleanField()
    total_lessons = serializers.IntegerField()
    total_duration = serializers.IntegerField(source="total_duration_seconds")
    image_url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_image_url(self, module: Module) -> str | None:
        return absolute(self.context["request"], public_url(module.image.name or ""))


class LessonLineOutput(serializers.Serializer):
    """A lesson as a module lists it: nothing that plays."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    duration = serializers.IntegerField(source="duration_seconds")
    thumbnail = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_thumbnail(self, lesson: Lesson) -> str | None:
        return absolute(self.context["request"], public_url(lesson.thumbnail.name or ""))


class ModuleDetailOutput(ModuleOutput):
    """7.3: with its lessons, which the context carries."""

    lessons = serializers.SerializerMethodField()

    @extend_schema_field(LessonLineOutput(many=True))
    def get_lessons(self, module: Module) -> Any:
        return LessonLineOutput(self.context["lessons"], many=True, context=self.context).data


class OwnLessonOutput(LessonLineOutput):
    """A lesson as its teacher's outline lists it."""

    order = serializers.IntegerField()
    is_published = serializers.BooleanField()
    is_free = serializers.BooleanField()


class OwnModuleOutput(ModuleOutput):
    lessons = serializers.SerializerMethodField()

    @extend_schema_field(OwnLessonOutput(many=True))
    def get_lessons(self, module: Module) -> Any:
        content: ModuleContent = self.context["content"][module.id]
        return OwnLessonOutput(content.lessons, many=True, context=self.context).data


class PrivateCourseOutput(CourseOutput):
    """3.9: the course with everything in it, unpublished parts included."""

    access_days = serializers.IntegerField()
    sells_modules_alone = serializers.BooleanField()
    modules = serializers.SerializerMethodField()

    @extend_schema_field(OwnModuleOutput(many=True))
    def get_modules(self, course: Course) -> Any:
        content: CourseContent = self.context["course_content"]
        parts = {part.module.id: part for part in content.modules}
        modules = [part.module for part in content.modules]
        return OwnModuleOutput(modules, many=True, context={**self.context, "content": parts}).data
