"""The public lists of courses in `edupro`: 2.5, 2.6, 2.10; and how a course looks in it.

On the platform's host they show every school's courses, on a school's host that school's. What a
course earned, which the document shows here, is nobody's business but its owner's: it is left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.catalogue import selectors
from shared_apps.catalogue.api.edupro_v1 import shown_school
from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.kernel.errors import NotFound
from shared_apps.teachers.models import TeacherProfile
from shared_apps.wire.contract import absolute, sliced
from shared_apps.wire.edupro import EduproPages, EduproView, Error
from shared_apps.wire.edupro_fields import errors
from tenants.storage import public_url

TAGS = ["2 Courses"]
INVALID_CATEGORY = "Invalid category ID."
PAGING = [
    OpenApiParameter("page", int),
    OpenApiParameter("page_size", int, description="5 unless said otherwise, at most 100"),
]
SLICE = [
    OpenApiParameter("page", int, description="one page of the array; without it, all"),
    OpenApiParameter("page_size", int, description="how many a page, at most 1000"),
]


class CategoryRefOutput(serializers.Serializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class TeacherRefOutput(serializers.Serializer):
    id = serializers.UUIDField(help_text="of the person")
    username = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()


def teacher_card(profile: TeacherProfile, username: str) -> dict[str, Any]:
    """A school's teacher as course cards show them; the username is the school's address."""
    person = profile.user
    return {
        "id": str(person.id),
        "username": username,
        "first_name": person.first_name,
        "last_name": person.last_name,
    }


class CourseCardOutput(serializers.Serializer):
    """What every course of this contract shows. `context` carries the request."""

    id = serializers.UUIDField(source="course_id")
    title = serializers.CharField()
    description = serializers.CharField()
    category = serializers.SerializerMethodField()
    price = serializers.DecimalField(max_digits=10, decimal_places=2)
    thumbnail = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    @extend_schema_field(CategoryRefOutput(allow_null=True))
    def get_category(self, course: Any) -> dict[str, Any] | None:
        category = course.category
        return None if category is None else {"id": str(category.id), "name": category.name}

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_thumbnail(self, course: Any) -> str | None:
        key = str(getattr(course.thumbnail, "name", course.thumbnail) or "")
        return absolute(self.context["request"], public_url(key))


class PublicCourseOutput(CourseCardOutput):
    """A published course as everybody sees it."""

    teacher = serializers.SerializerMethodField()

    @extend_schema_field(TeacherRefOutput)
    def get_teacher(self, course: Any) -> dict[str, Any]:
        return teacher_card(course.tenant.teacher, course.teacher_username)


class CoursePageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = PublicCourseOutput(many=True)


def latest_change(courses: list[CatalogueCourse]) -> datetime | None:
    """When anything that these courses show changed last: they, their category or their teacher."""
    courses_changed = selectors.latest_change(courses)
    teachers = [row for course in courses for row in (course.tenant.teacher, course.tenant.teacher.user)]
    moments = [row.updated_at for row in teachers] + ([courses_changed] if courses_changed else [])
    return max(moments, default=None)


class CourseList(EduproView):
    """2.5"""

    is_public = True
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="course_list",
        parameters=PAGING,
        responses={200: CoursePageOutput, **errors(404)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        pages = EduproPages()
        courses = selectors.with_teachers(selectors.list_courses(school_id=shown_school(request)))
        page = pages.paginate(courses, self)
        self.tell_modified(latest_change(page), decides=False)
        return pages.get_paginated_response(
            PublicCourseOutput(page, many=True, context={"request": request}).data
        )


class TeacherCourseList(EduproView):
    """2.6"""

    is_public = True
    permission_classes = [AllowAny]
    missing = Error(404, "Teacher not found", "Teacher with this username does not exist.")

    @extend_schema(
        operation_id="course_list_of_teacher",
        parameters=SLICE,
        responses={200: PublicCourseOutput(many=True), **errors(404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise NotFound()
        return _array(self, selectors.list_courses(school_id=request.named_school.id))


class SearchInput(serializers.Serializer):
    search = serializers.CharField(required=False, help_text="words in title or description")
    category = serializers.UUIDField(
        source="category_id", required=False, error_messages={"invalid": INVALID_CATEGORY}
    )
    min_price = serializers.DecimalField(max_digits=12, decimal_places=2, required=False)
    max_price = serializers.DecimalField(max_digits=12, decimal_places=2, required=False)
    teacher = serializers.CharField(
        source="teacher_username", required=False, help_text="the teacher's username"
    )


class CourseSearch(EduproView):
    """2.10: an empty value means that nothing was asked."""

    is_public = True
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="course_search",
        parameters=[SearchInput, *SLICE],
        responses={200: PublicCourseOutput(many=True), **errors(400, 404)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        asked = {name: value for name, value in request.query_params.items() if value.strip()}
        given = SearchInput(data=asked)
        given.is_valid(raise_exception=True)
        wanted = dict(given.validated_data)
        return _array(
            self,
            selectors.search_courses(
                text=wanted.pop("search", ""), school_id=shown_school(request), **wanted
            ),
        )


def _array(view: EduproView, courses: QuerySet[CatalogueCourse]) -> Response:
    rows = sliced(selectors.with_teachers(courses), view)
    view.tell_modified(latest_change(rows), decides=False)
    return Response(PublicCourseOutput(rows, many=True, context={"request": view.request}).data)
