"""What a student looks like on the wire. Everything comes from the student's own row: no query.

All need `context["request"]` for absolute addresses. A student's `avatar` is the picture they gave
this school, else the one they came with.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from rest_framework import serializers

from shared_apps.accounts.api.edupro.shapes import FaceField, TextOrNull
from shared_apps.accounts.api.fields import PublicFileUrl, ShownEmail
from tenant_apps.students.models import Student


class RegisteredStudentOutput(serializers.Serializer):
    """`user` of 1.2."""

    id = serializers.UUIDField(source="user_id")
    email = ShownEmail()
    phone = serializers.CharField()
    parent_phone = serializers.CharField()
    username = serializers.CharField()
    user_type = serializers.SerializerMethodField()
    slug = serializers.CharField(source="username")
    avatar = FaceField(else_from="avatar")

    def get_user_type(self, student: Student) -> str:
        return "student"


class OwnProfileOutput(serializers.Serializer):
    """1.15"""

    id = serializers.UUIDField(source="user_id")
    username = serializers.CharField()
    email = ShownEmail()
    phone = serializers.CharField()
    parent_phone = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    avatar = FaceField(else_from="avatar")
    grade_level = TextOrNull()
    school_name = TextOrNull()


class SeenProfileOutput(OwnProfileOutput):
    """1.19: as the school's people see it."""

    is_blocked = serializers.SerializerMethodField()

    def get_is_blocked(self, student: Student) -> bool:
        return not student.is_active


class AccountOutput(serializers.Serializer):
    """`user` of 1.18; active means: not blocked by the school."""

    id = serializers.UUIDField(source="user_id")
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    email = ShownEmail()
    username = serializers.CharField()
    phone = serializers.CharField()
    avatar = FaceField(else_from="avatar")
    user_type = serializers.SerializerMethodField()
    is_active = serializers.BooleanField()
    created_at = serializers.DateTimeField(source="user_created_at")
    last_login = serializers.DateTimeField(source="latest_sign_in_at", allow_null=True)

    def get_user_type(self, student: Student) -> str:
        return "student"


class StudentOutput(serializers.Serializer):
    """`student` of 1.18; its id is the person's, as paths and all other answers name a student."""

    id = serializers.UUIDField(source="user_id")
    user = AccountOutput(source="*")
    full_name = serializers.CharField()
    bio = TextOrNull()
    profile_picture = PublicFileUrl()
    date_of_birth = serializers.DateField(allow_null=True)
    address = TextOrNull()
    country = TextOrNull()
    city = TextOrNull()
    gender = TextOrNull()


class RosterRowOutput(serializers.Serializer):
    """A row of 1.18: a student in relation to the school."""

    id = serializers.UUIDField()
    student = StudentOutput(source="*")
    enrollment_date = serializers.SerializerMethodField()
    notes = TextOrNull()
    is_active = serializers.BooleanField()
    completed_lessons = serializers.IntegerField()
    last_activity = serializers.DateTimeField(source="last_activity_at", allow_null=True)
    number_of_completed_courses = serializers.IntegerField(source="completed_courses")

    def get_enrollment_date(self, student: Student) -> date:
        return timezone.localdate(student.joined_at)
