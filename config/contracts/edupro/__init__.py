"""What `edupro` offers, in the order of its document."""

from __future__ import annotations

from itertools import chain

from django.urls import path

from config.contracts.edupro import (
    assessments,
    coupons,
    courses,
    enrollments,
    money,
    people,
    ratings,
    video,
)
from shared_apps.wire.contract_docs import EduproIndex

_SECTIONS = (people, courses, enrollments, coupons, ratings, assessments, money, video)

urlpatterns = [
    path("", EduproIndex.as_view()),
    *chain.from_iterable(chain.from_iterable(section.ROUTES for section in _SECTIONS)),
]
