"""The public lists of courses in `edupro_v1`: 3.2, 3.6, 3.8.

On the platform's host they show every school's courses, on a school's host that school's.
"""

from __future__ import annotations

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.catalogue import selectors
from shared_apps.categories.api.edupro_v1 import CategoryOutput
from shared_apps.categories.selectors import card_of
from shared_apps.kernel.errors import NotFound
from shared_apps.wire.edupro_v1 import EduproV1Pages, EduproV1View, absolute
from shared_apps.wire.edupro_v1_fields import refusals
from tenants.hosts import HostKind
from tenants.storage import public_url

TAGS = ["3 Courses"]
PAGING = [
    OpenApiParameter("page", int),
    OpenApiParameter("page_size", int, description="5 unless said otherwise, at most 100"),
]


class PublicCourseOutput(serializers.Serializer):
    """A published course as everybody sees it."""

    id = serializers.UUIDField(source="course_id")
    title = serializers.CharField()
    description = serializers.CharField()
    trailer_video = serializers.SerializerMethodField()
    price = serializers.DecimalField(max_digits=10, decimal_places=2)
    is_published = serializers.SerializerMethodField()
    is_free = serializers.BooleanField()
    category = serializers.SerializerMethodField()
    thumbnail = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    total_enrollments = serializers.IntegerField()
    total_lessons = serializers.IntegerField()
    total_reviews = serializers.IntegerField()
    average_rating = serializers.FloatField()
    total_durations = serializers.IntegerField(source="total_duration_seconds")

    def get_is_published(self, course: Any) -> bool:
        return True

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_trailer_video(self, course: Any) -> str | None:
        return self.address_of(course.trailer_video)

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_thumbnail(self, course: Any) -> str | None:
        return self.address_of(course.thumbnail)

    @extend_schema_field(CategoryOutput(allow_null=True))
    def get_category(self, course: Any) -> dict[str, Any] | None:
        if course.category is None:
            return None
        return dict(CategoryOutput(card_of(course.category), context=self.context).data)

    def address_of(self, key: Any) -> str | None:
        """The absolute address of a public file, given by key or as a field of a row."""
        return absolute(self.context["request"], public_url(str(getattr(key, "name", key) or "")))


class CoursePageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = PublicCourseOutput(many=True)


def shown_school(request: Request) -> uuid.UUID | None:
    """The school whose courses this host shows; None on the platform's, which shows all."""
    on_school_host = request.host_kind is HostKind.SCHOOL
    return request.school.id if on_school_host else None


class CourseList(EduproV1View):
    """3.2"""

    is_public = True
    permission_classes = [AllowAny]

    @extend_schema(parameters=PAGING, responses={200: CoursePageOutput, **refusals(404)}, tags=TAGS)
    def get(self, request: Request) -> Response:
        return _page(self, selectors.list_courses(school_id=shown_school(request)))


class CourseSearch(EduproV1View):
    """3.6: `is_published` is accepted and has no effect, as only published courses are public."""

    is_public = True
    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[
            *PAGING,
            OpenApiParameter("search", str, description="words in title or description"),
            OpenApiParameter("category__name", str),
            OpenApiParameter("teacher__full_name", str),
            OpenApiParameter("is_published", bool),
            OpenApiParameter("ordering", str, enum=list(selectors.ORDERINGS)),
        ],
        responses={200: CoursePageOutput, **refusals(404)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        wanted = {name: _plain(value) for name, value in request.query_params.items()}
        courses = selectors.search_courses(
            text=wanted.get("search", ""),
            category_name=wanted.get("category__name", ""),
            teacher_name=wanted.get("teacher__full_name", ""),
            ordering=wanted.get("ordering", ""),
            school_id=shown_school(request),
        )
        return _page(self, courses)


class TeacherCourseList(EduproV1View):
    """3.8"""

    is_public = True
    permission_classes = [AllowAny]

    @extend_schema(responses={200: PublicCourseOutput(many=True), **refusals(404)}, tags=TAGS)
    def get(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise NotFound()
        courses = list(selectors.list_courses(school_id=request.named_school.id))
        self.tell_modified(selectors.latest_change(courses), decides=False)
        return Response(PublicCourseOutput(courses, many=True, context={"request": request}).data)


def _plain(value: object) -> str:
    return str(value).replace("\x00", "").strip()


def _page(view: EduproV1View, courses: Any) -> Response:
    pages = EduproV1Pages()
    page = pages.paginate(courses, view)
    view.tell_modified(selectors.latest_change(page), decides=False)
    return pages.get_paginated_response(
        PublicCourseOutput(page, many=True, context={"request": view.request}).data
    )
