"""1.18 to 1.21: a teacher's students. Paths name them by the id of the person."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro.shapes import TAGS
from shared_apps.accounts.api.permissions import IsTeacher, ManagesStudents
from shared_apps.wire.edupro import EduproPages, EduproView, Error
from shared_apps.wire.edupro_fields import MessageBody, errors
from tenant_apps.students.api.edupro.shapes import RosterRowOutput, SeenProfileOutput
from tenant_apps.students.selectors import BY_NAME, ORDERINGS, get_student_of_user, list_roster
from tenant_apps.students.services import remove_student, toggle_block

TRUTHS = {"true": True, "1": True, "false": False, "0": False}
LONGEST_SEARCH = 200


class StudentPageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RosterRowOutput(many=True)


class StudentList(EduproView):
    """1.18: by name unless asked otherwise. Unknown orderings and truth values count as absent."""

    permission_classes = [IsTeacher]
    scope = "students"
    unauthenticated = Error(401, "Authentication required", "Authentication credentials were not provided.")
    forbidden = Error(403, "Permission denied", "You do not have permission to perform this action.")
    broken = Error(500, "Internal server error", "An unexpected error occurred while retrieving students.")

    @extend_schema(
        operation_id="student_list",
        parameters=[
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int),
            OpenApiParameter("is_active", bool),
            OpenApiParameter("search", str),
            OpenApiParameter("ordering", str, enum=sorted(ORDERINGS)),
        ],
        responses={200: StudentPageOutput, **errors(401, 403, 404, 500)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        asked = request.query_params
        ordering = asked.get("ordering", "")
        rows = list_roster(
            search=asked.get("search", "")[:LONGEST_SEARCH],
            is_active=TRUTHS.get(asked.get("is_active", "").lower()),
            ordering=ordering if ordering in ORDERINGS else BY_NAME,
        )
        pages = EduproPages()
        students = pages.paginate(rows, self)
        shown = RosterRowOutput(students, many=True, context={"request": request})
        return pages.get_paginated_response(shown.data)


class StudentProfile(EduproView):
    """1.19"""

    permission_classes = [IsTeacher]
    scope = "students"

    @extend_schema(
        operation_id="student_profile_of",
        responses={200: SeenProfileOutput, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, student_id: uuid.UUID) -> Response:
        student = get_student_of_user(user_id=student_id)
        return Response(SeenProfileOutput(student, context={"request": request}).data)


class StudentRemoval(EduproView):
    """1.20"""

    permission_classes = [ManagesStudents]

    @extend_schema(
        operation_id="student_remove",
        request=None,
        responses={200: MessageBody, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, student_id: uuid.UUID) -> Response:
        remove_student(student=get_student_of_user(user_id=student_id), now=timezone.now())
        return Response({"message": "Student removed successfully"})


class StudentBlocking(EduproView):
    """1.21: a blocked student is signed out at once."""

    permission_classes = [ManagesStudents]

    @extend_schema(
        operation_id="student_toggle_block",
        request=None,
        responses={200: MessageBody, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, student_id: uuid.UUID) -> Response:
        student = toggle_block(student=get_student_of_user(user_id=student_id), now=timezone.now())
        word = "unblocked" if student.is_active else "blocked"
        return Response({"message": f"Student {word} successfully"})
