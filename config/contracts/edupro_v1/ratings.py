"""6: ratings."""

from __future__ import annotations

import uuid

from django.urls import URLPattern, register_converter
from django.urls.converters import UUIDConverter

from config.contracts.routing import route
from tenant_apps.ratings.api import edupro_v1 as ratings


class UUIDOrNumber:
    """The document's path says UUID, its lists give numbers: both name the row."""

    regex = f"{UUIDConverter.regex}|[0-9]{{1,16}}"

    def to_python(self, value: str) -> uuid.UUID | int:
        return uuid.UUID(value) if "-" in value else int(value)

    def to_url(self, value: uuid.UUID | int) -> str:
        return str(value)


register_converter(UUIDOrNumber, "uuid_or_number")

ROUTES: list[list[URLPattern]] = [
    route("courses/<uuid:course_id>/list-ratings/", ratings.CourseRatings),
    route("courses/<uuid:course_id>/ratings/create/", ratings.RatingCreate),
    route("course/retrive-upadate-delete-ratings/<uuid_or_number:id>/", ratings.OwnRating),
]
