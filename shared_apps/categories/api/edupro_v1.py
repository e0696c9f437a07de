"""Categories in `edupro_v1`: section 2."""

from __future__ import annotations

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.permissions import IsPlatformAdmin
from shared_apps.categories import selectors, services
from shared_apps.categories.selectors import CategoryCard
from shared_apps.kernel.images import JPG_PNG_WEBP, clean_picture
from shared_apps.wire.edupro_v1 import EduproV1View, absolute
from shared_apps.wire.edupro_v1_fields import OptionalFile, refusals
from tenants.storage import public_url

TAGS = ["2 Categories"]
ICON_SIDE = 512


class CategoryOutput(serializers.Serializer):
    """A category as every answer shows it."""

    id = serializers.IntegerField(source="number")
    name = serializers.CharField()
    icon = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_icon(self, category: CategoryCard) -> str | None:
        return absolute(self.context["request"], public_url(category.icon))


class CategoryInput(serializers.Serializer):
    name = serializers.CharField(max_length=80)
    icon = OptionalFile()

    def changes(self) -> services.CategoryChanges:
        """What was given, with the picture checked. Raises `PictureRefused`, `PictureTooLarge`."""
        given: services.CategoryChanges = {**self.validated_data}
        if icon := given.get("icon"):
            given["icon"] = clean_picture(
                upload=icon,
                field="icon",
                max_bytes=settings.MAX_IMAGE_BYTES,
                max_side=ICON_SIDE,
                formats=JPG_PNG_WEBP,
            )
        return given


class CategoryCreate(EduproV1View):
    """2.1"""

    permission_classes = [IsPlatformAdmin]

    @extend_schema(
        request=CategoryInput, responses={201: CategoryOutput, **refusals(400, 401, 403)}, tags=TAGS
    )
    def post(self, request: Request) -> Response:
        given = CategoryInput(data=request.data)
        given.is_valid(raise_exception=True)
        changes = given.changes()
        category = services.create_category(name=changes["name"], icon=changes.get("icon"))
        body = CategoryOutput(selectors.card_of(category), context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class CategoryList(EduproV1View):
    """2.2"""

    is_public = True
    permission_classes = [AllowAny]

    @extend_schema(responses=CategoryOutput(many=True), tags=TAGS)
    def get(self, request: Request) -> Response:
        cards = selectors.list_categories()
        return Response(CategoryOutput(cards, many=True, context={"request": request}).data)


class CategoryUpdate(EduproV1View):
    """2.3: PUT and PATCH alike change only what is given."""

    permission_classes = [IsPlatformAdmin]

    @extend_schema(
        request=CategoryInput, responses={200: CategoryOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def put(self, request: Request, category_id: int) -> Response:
        given = CategoryInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        category = services.update_category(number=category_id, changes=given.changes())
        return Response(CategoryOutput(selectors.card_of(category), context={"request": request}).data)

    @extend_schema(
        request=CategoryInput, responses={200: CategoryOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def patch(self, request: Request, category_id: int) -> Response:
        return self.put(request, category_id)
