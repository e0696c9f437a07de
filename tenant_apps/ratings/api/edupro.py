"""7: ratings in `edupro`."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro import EduproView, Error
from shared_apps.wire.edupro_fields import MessageBody, errors
from tenant_apps.ratings import services
from tenant_apps.ratings.api.shown import given_changes, own_rating, shown_ratings
from tenant_apps.ratings.models import Rating
from tenant_apps.ratings.rules import MAX_COMMENT, MOST
from tenant_apps.students.api.permissions import IsMember, IsStudent

TAGS = ["7 Ratings"]
SLICE = [
    OpenApiParameter("page", int, description="one page of the array; without it, all"),
    OpenApiParameter("page_size", int, description="how many a page, at most 1000"),
]
COURSE_MISSING = Error(404, "Course not found", "The specified course does not exist.")
RATING_MISSING = Error(404, "Rating not found", "The specified rating does not exist.")
NOT_ENROLLED = Error(403, "Not enrolled", "You must be enrolled in this course to rate it.")
ALREADY_RATED = Error(400, "Already rated", "You have already rated this course.")
NOT_AUTHOR = Error(403, "Permission denied", "You can only modify your own ratings.")
OUT_OF_RANGE = "Rating must be between 1 and 5."
TOO_LONG = "Comment cannot exceed 500 characters."


class RatingInput(serializers.Serializer):
    rating = serializers.IntegerField(
        min_value=1, max_value=MOST, error_messages={"min_value": OUT_OF_RANGE, "max_value": OUT_OF_RANGE}
    )
    comment = serializers.CharField(
        max_length=MAX_COMMENT,
        required=False,
        allow_blank=True,
        allow_null=True,
        error_messages={"max_length": TOO_LONG},
    )


class CommentField(serializers.CharField):
    """None where there is none."""

    def to_representation(self, value: str) -> str | None:  # type: ignore[override]  # null is documented
        return value or None


class RatingOutput(serializers.Serializer):
    id = serializers.UUIDField()
    rating = serializers.IntegerField(source="stars", min_value=1, max_value=MOST)
    comment = CommentField(allow_null=True)
    course = serializers.UUIDField(source="course_id")
    student = serializers.UUIDField(source="student.user_id")
    created_at = serializers.DateTimeField()


class RaterOutput(serializers.Serializer):
    id = serializers.UUIDField(source="user_id")
    username = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()


class CourseRatings(EduproView):
    """7.1"""

    is_public = True
    permission_classes = [AllowAny]
    missing = COURSE_MISSING

    @extend_schema_serializer(component_name="CourseRating")
    class Output(serializers.Serializer):
        id = serializers.UUIDField()
        rating = serializers.IntegerField(source="stars", min_value=1, max_value=MOST)
        comment = CommentField(allow_null=True)
        student = RaterOutput()
        created_at = serializers.DateTimeField()

    @extend_schema(
        operation_id="rating_list",
        parameters=SLICE,
        responses={200: Output(many=True), **errors(404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        return Response(self.Output(shown_ratings(self, request, course_id), many=True).data)


class RatingCreate(EduproView):
    """7.2"""

    permission_classes = [IsStudent]
    missing = COURSE_MISSING
    phrases = {"rating_not_enrolled": NOT_ENROLLED, "already_rated": ALREADY_RATED}

    @extend_schema(
        operation_id="rating_create",
        request=RatingInput,
        responses={201: MessageBody, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, course_id: uuid.UUID) -> Response:
        given = RatingInput(data=request.data)
        given.is_valid(raise_exception=True)
        services.rate_course(
            student=request.student, course_id=course_id, **given_changes(given.validated_data)
        )
        return Response({"message": "Rating created successfully"}, status=status.HTTP_201_CREATED)


class OwnRating(EduproView):
    """7.3: for its author alone; PUT and PATCH alike change only what is given."""

    permission_classes: list[type[BasePermission]] = [IsMember]
    missing = RATING_MISSING
    phrases = {"not_rating_author": NOT_AUTHOR}
    _read = {200: RatingOutput, **errors(401, 403, 404)}
    _changed = {200: RatingOutput, **errors(400, 401, 403, 404)}

    @extend_schema(operation_id="rating_read", responses=_read, tags=TAGS)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return Response(RatingOutput(own_rating(request, id)).data)

    @extend_schema(
        operation_id="rating_update", request=RatingInput(partial=True), responses=_changed, tags=TAGS
    )
    def put(self, request: Request, id: uuid.UUID) -> Response:
        return self._change(request, id)

    @extend_schema(
        operation_id="rating_change", request=RatingInput(partial=True), responses=_changed, tags=TAGS
    )
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        return self._change(request, id)

    @extend_schema(
        operation_id="rating_delete",
        request=None,
        responses={200: MessageBody, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        services.delete_rating(student=request.student, rating=own_rating(request, id))
        return Response({"message": "Rating deleted successfully"})

    def _change(self, request: Request, id: uuid.UUID) -> Response:
        rating: Rating = own_rating(request, id)
        given = RatingInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        changed = services.change_rating(
            student=request.student,
            rating=rating,
            now=timezone.now(),
            **given_changes(given.validated_data),
        )
        return Response(RatingOutput(changed).data)
