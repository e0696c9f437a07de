"""7: ratings."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.ratings.api import edupro as ratings

ROUTES: list[list[URLPattern]] = [
    route("courses/<uuid:course_id>/list-ratings/", ratings.CourseRatings),
    route("courses/<uuid:course_id>/ratings/create/", ratings.RatingCreate),
    route("course/retrive-upadate-delete-ratings/<uuid:id>/", ratings.OwnRating),
]
