"""1.15: what everybody may know about a teacher; the shapes of 1.14 and 1.16."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro_v1 import DetailOutput
from shared_apps.accounts.api.edupro_v1.answers import TAGS, PersonOutput, field_errors
from shared_apps.accounts.api.fields import OptionalDateField, PictureField, PublicFileUrl, optional_text
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.selectors import get_profile
from shared_apps.wire.edupro_v1 import EduproV1View, Phrase


class PublicPersonOutput(serializers.Serializer):
    id = serializers.IntegerField(source="number")
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    email = serializers.EmailField()
    username = serializers.CharField()
    slug = serializers.CharField()


class TeacherFieldsOutput(serializers.Serializer):
    """Everything but the person; `experiance` is the document's spelling."""

    id = serializers.IntegerField(source="number")
    full_name = serializers.CharField()
    bio = serializers.CharField()
    profile_picture = PublicFileUrl()
    date_of_birth = serializers.DateField(allow_null=True)
    address = serializers.CharField()
    country = serializers.CharField()
    city = serializers.CharField()
    number_of_courses = serializers.IntegerField(source="courses_count")
    specialization = serializers.CharField()
    institution = serializers.CharField()
    experiance = serializers.CharField(source="experience")
    number_of_students = serializers.IntegerField(source="students_count")
    rating = serializers.FloatField(source="rating_average")
    gender = serializers.CharField()
    created_at = serializers.DateTimeField()
    logo = PublicFileUrl()
    primary_color = serializers.CharField()
    primary_color_light = serializers.CharField()
    primary_color_dark = serializers.CharField()
    secondary_color = serializers.CharField()
    accent_color = serializers.CharField()
    background_color = serializers.CharField()


class TeacherProfileOutput(TeacherFieldsOutput):
    """As the teacher sees it."""

    user = PersonOutput()


class TeacherPublicProfileOutput(TeacherFieldsOutput):
    """As everybody sees it: without the phone number."""

    user = PublicPersonOutput()


class TeacherProfileInput(serializers.Serializer):
    """Only the given fields change; counts, rating and person are never read from a body."""

    full_name = optional_text(160)
    bio = optional_text(5000)
    profile_picture = PictureField()
    date_of_birth = OptionalDateField()
    address = optional_text(255)
    country = optional_text(80)
    city = optional_text(80)
    specialization = optional_text(160)
    institution = optional_text(160)
    experiance = optional_text(255, source="experience")
    gender = optional_text(20)
    logo = PictureField()
    primary_color = optional_text(20)
    primary_color_light = optional_text(20)
    primary_color_dark = optional_text(20)
    secondary_color = optional_text(20)
    accent_color = optional_text(20)
    background_color = optional_text(20)


TEACHER_PROFILE_ERRORS = field_errors("TeacherProfile", *TeacherProfileInput().fields)


def profile_changes(data: Any) -> Mapping[str, Any]:
    """The fields that a body changes. Raises `ValidationError`."""
    given = TeacherProfileInput(data=data, partial=True)
    given.is_valid(raise_exception=True)
    return given.validated_data


class TeacherPublicProfile(EduproV1View):
    is_public = True
    permission_classes = [AllowAny]
    phrases = {"teacher_unknown": Phrase(404, "detail", "Not found.")}

    @extend_schema(
        operation_id="teacher_public_profile",
        responses={200: TeacherPublicProfileOutput, 404: DetailOutput},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        profile: TeacherProfile = get_profile(
            tenant_id=request.named_school.id if request.named_school else None
        )
        self.tell_modified(profile.updated_at, decides=False)  # the person has a name elsewhere
        return Response(TeacherPublicProfileOutput(profile, context={"request": request}).data)
