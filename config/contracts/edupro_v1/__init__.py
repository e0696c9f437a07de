"""What `edupro_v1` offers, in the order of its document."""

from __future__ import annotations

from itertools import chain

from django.urls import path

from config.contracts.edupro_v1 import assessments, codes, courses, enrollments, people, ratings, video
from shared_apps.wire.contract_docs import EduproV1Index

_SECTIONS = (people, courses, enrollments, codes, ratings, video, assessments)

urlpatterns = [
    path("", EduproV1Index.as_view()),
    *chain.from_iterable(chain.from_iterable(section.ROUTES for section in _SECTIONS)),
]
