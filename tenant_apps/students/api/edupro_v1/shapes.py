"""What a student looks like on the wire. Everything comes from the student's own row: no query.

All need `context["request"]` for absolute addresses.
"""

from __future__ import annotations

from rest_framework import serializers

from shared_apps.accounts.api.fields import PublicFileUrl, ShownEmail
from tenant_apps.students.models import Student


class OwnUserOutput(serializers.Serializer):
    """The person, as 1.12 and 1.13 show it."""

    id = serializers.IntegerField(source="user_number")
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    email = ShownEmail()
    slug = serializers.CharField(source="username")
    phone = serializers.CharField()
    parent_phone = serializers.CharField()
    user_type = serializers.SerializerMethodField()
    avatar = PublicFileUrl()
    logo = serializers.SerializerMethodField()
    is_active = serializers.BooleanField()
    created_at = serializers.DateTimeField(source="user_created_at")
    last_login = serializers.DateTimeField(source="latest_sign_in_at", allow_null=True)

    def get_user_type(self, student: Student) -> str:
        return "student"

    def get_logo(self, student: Student) -> str | None:
        """Students have none; the document lists it."""
        return None


class UserOutput(OwnUserOutput):
    """The person, as the teacher's lists show it."""

    username = serializers.CharField()


class StudentFieldsOutput(serializers.Serializer):
    id = serializers.IntegerField(source="number")
    full_name = serializers.CharField()
    bio = serializers.CharField()
    profile_picture = PublicFileUrl()
    date_of_birth = serializers.DateField(allow_null=True)
    address = serializers.CharField()
    country = serializers.CharField()
    city = serializers.CharField()
    gender = serializers.CharField()


class OwnStudentOutput(StudentFieldsOutput):
    """1.13, and `student` of 1.12."""

    user = OwnUserOutput(source="*")


class StudentOutput(StudentFieldsOutput):
    """`student` of the teacher's lists (1.20, 3.11)."""

    user = UserOutput(source="*")


class MembershipOutput(serializers.Serializer):
    """A student in relation to one teacher."""

    id = serializers.IntegerField(source="number")
    enrollment_date = serializers.DateTimeField(source="joined_at")
    notes = serializers.CharField()
    is_active = serializers.BooleanField()
    completed_lessons = serializers.IntegerField()
    last_activity = serializers.DateTimeField(source="last_activity_at", allow_null=True)
    number_of_completed_courses = serializers.IntegerField(source="completed_courses")


class StudentProfileOutput(MembershipOutput):
    """1.12 and 1.21; needs `context["number_of_enrollment_courses"]`, which a higher app counts."""

    student = OwnStudentOutput(source="*")
    number_of_enrollment_courses = serializers.SerializerMethodField()

    def get_number_of_enrollment_courses(self, student: Student) -> int:
        return int(self.context["number_of_enrollment_courses"])


class RosterRowOutput(MembershipOutput):
    """A row of 1.20; needs `context["teacher"]`, the number of the teacher's profile."""

    student = StudentOutput(source="*")
    teacher = serializers.SerializerMethodField()

    def get_teacher(self, student: Student) -> int:
        return int(self.context["teacher"])
