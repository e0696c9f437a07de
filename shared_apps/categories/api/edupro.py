"""Categories in `edupro`: 2.1 to 2.3."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.permissions import IsPlatformAdmin
from shared_apps.categories import selectors, services
from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView, Error
from shared_apps.wire.edupro_fields import errors

TAGS = ["2 Courses"]
MISSING = Error(404, "Category not found", "The specified category does not exist.")
SLICE = [
    OpenApiParameter("page", int, description="one page of the array; without it, all"),
    OpenApiParameter("page_size", int, description="how many a page, at most 1000"),
]


class CategoryInput(serializers.Serializer):
    name = serializers.CharField(max_length=80)
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True, allow_null=True)

    def changes(self) -> services.CategoryChanges:
        """What was given; a description that is null is an empty one."""
        given: services.CategoryChanges = {**self.validated_data}
        if "description" in given:
            given["description"] = given["description"] or ""
        return given


class CategoryOutput(serializers.Serializer):
    """A category as every answer of section 2 shows it; its description is null when there is none."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.SerializerMethodField()

    def get_description(self, category: selectors.CategoryCard) -> str | None:
        return category.description or None


class CategoryCreate(EduproView):
    """2.1"""

    permission_classes = [IsPlatformAdmin]

    @extend_schema(
        operation_id="category_create",
        request=CategoryInput,
        responses={201: CategoryOutput, **errors(400, 401, 403)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = CategoryInput(data=request.data)
        given.is_valid(raise_exception=True)
        changes = given.changes()
        category = services.create_category(name=changes["name"], description=changes.get("description", ""))
        return Response(CategoryOutput(selectors.card_of(category)).data, status=status.HTTP_201_CREATED)


class CategoryList(EduproView):
    """2.2"""

    is_public = True
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="category_list",
        parameters=SLICE,
        responses={200: CategoryOutput(many=True), **errors(404)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return Response(CategoryOutput(sliced(selectors.list_categories(), self), many=True).data)


class CategoryUpdate(EduproView):
    """2.3: PUT and PATCH alike change only what is given."""

    permission_classes = [IsPlatformAdmin]
    missing = MISSING
    _changed = {200: CategoryOutput, **errors(400, 401, 403, 404)}

    @extend_schema(
        operation_id="category_update", request=CategoryInput(partial=True), responses=_changed, tags=TAGS
    )
    def put(self, request: Request, category_id: uuid.UUID) -> Response:
        return self._change(request, category_id)

    @extend_schema(
        operation_id="category_change", request=CategoryInput(partial=True), responses=_changed, tags=TAGS
    )
    def patch(self, request: Request, category_id: uuid.UUID) -> Response:
        return self._change(request, category_id)

    def _change(self, request: Request, category_id: uuid.UUID) -> Response:
        given = CategoryInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        category = services.update_category(category_id=category_id, changes=given.changes())
        return Response(CategoryOutput(selectors.card_of(category)).data)
