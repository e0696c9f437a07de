"""What `edupro_v1` offers, in the order of its document."""

from __future__ import annotations

from itertools import chain

from django.urls import URLPattern

from config.contracts.routing import route  # noqa: F401
from shared_apps.wire.edupro_v1_docs import EndpointIndex

_ROUTES: list[list[URLPattern]] = [
    # 0 index
    route("", EndpointIndex),
    # 1 authentication, profiles, roster
    # 1.12, 1.21 one student's profile; 1.22 revenue
    # 2 categories
    # 3 courses
    # 3.10, 3.11 enrolments of a course
    # 4 enrolment
    # 5 access codes
    # 7 modules
    # 7.6 module enrolment
    # 8 lessons: reads and progress
    # 8 lessons: writes
]

urlpatterns = list(chain.from_iterable(_ROUTES))
