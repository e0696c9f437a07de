"""1.17 to 1.20: a teacher's students."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro_v1 import DetailOutput
from shared_apps.accounts.api.edupro_v1.answers import TAGS, MessageOutput
from shared_apps.accounts.api.permissions import IsTeacher, ManagesStudents
from shared_apps.teachers.selectors import get_profile
from shared_apps.wire.edupro_v1 import EduproV1Pages, EduproV1View
from tenant_apps.students.api.edupro_v1.shapes import RosterRowOutput
from tenant_apps.students.selectors import ORDERINGS, get_student_by_user_number, list_roster
from tenant_apps.students.services import remove_student, toggle_block
from tenants.context import require_tenant

TRUTHS = {"true": True, "1": True, "false": False, "0": False}


class StudentRemoval(EduproV1View):
    """`student_id` is the number of the person."""

    permission_classes = [ManagesStudents]

    @extend_schema(
        operation_id="student_remove",
        request=None,
        responses={204: None, 401: DetailOutput, 403: DetailOutput, 404: DetailOutput},
        tags=TAGS,
    )
    def delete(self, request: Request, student_id: int) -> Response:
        remove_student(student=get_student_by_user_number(number=student_id), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class StudentBlocking(EduproV1View):
    """A blocked student is signed out at once. `student_id` is the number of the person."""

    permission_classes = [ManagesStudents]

    @extend_schema(
        operation_id="student_toggle_block",
        request=None,
        responses={200: MessageOutput, 401: DetailOutput, 403: DetailOutput, 404: DetailOutput},
        tags=TAGS,
    )
    def patch(self, request: Request, student_id: int) -> Response:
        student = toggle_block(student=get_student_by_user_number(number=student_id), now=timezone.now())
        word = "unblocked" if student.is_active else "blocked"
        return Response({"message": f"Student has been {word}."})


class StudentPageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RosterRowOutput(many=True)


class StudentList(EduproV1View):
    """Unknown orderings and truth values count as absent."""

    permission_classes = [IsTeacher]
    scope = "students"

    @extend_schema(
        operation_id="student_list",
        parameters=[
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int),
            OpenApiParameter("is_active", bool),
            OpenApiParameter("search", str),
            OpenApiParameter("ordering", str, enum=sorted(ORDERINGS)),
        ],
        responses={200: StudentPageOutput, 401: DetailOutput, 403: DetailOutput, 404: DetailOutput},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        asked = request.query_params
        rows = list_roster(
            search=asked.get("search", "")[:200].replace("\0", ""),
            is_active=TRUTHS.get(asked.get("is_active", "").lower()),
            ordering=asked.get("ordering", ""),
        )
        pages = EduproV1Pages()
        students = pages.paginate(rows, self)
        context = {"request": request, "teacher": get_profile(tenant_id=require_tenant().id).number}
        return pages.get_paginated_response(RosterRowOutput(students, many=True, context=context).data)
