"""Addresses of each shape that the resolver tells apart."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path


def nothing(request, **kwargs):
    return HttpResponse()


urlpatterns = [
    path("api/plain/", nothing),
    path("api/<str:teacher_username>/login/", nothing),
    path("api/course/<uuid:course_id>/", nothing),
    path("page/", nothing),
]
