"""What the views of section 1 have in common: sign-ins, tokens in bodies, pictures."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.fields import PublicFileUrl, ShownEmail, optional_text
from shared_apps.accounts.errors import CredentialsMissing
from shared_apps.accounts.models import Session
from shared_apps.accounts.services import Tokens
from shared_apps.kernel.errors import Refusal
from shared_apps.wire.edupro import EduproView, Error, Words
from shared_apps.wire.edupro_fields import FILE_CORRUPTED

TAGS = ["1 People"]
USER_UNKNOWN = Error(404, "User not found", "No user found with the provided credentials.")
NOT_TOLD = Error(401, "Invalid credentials", "The provided credentials are not valid.")
"""Instead of `USER_UNKNOWN` where the platform says nothing about who is known (NEUTRAL_ANSWERS)."""
TEACHER_UNKNOWN = Error(404, "Teacher not found", "Teacher with this username does not exist.")
BLOCKED = Error(403, "Account blocked", "Your account has been blocked by the teacher.")
REFRESH_INVALID = Error(400, "Invalid refresh token", "The provided refresh token is invalid.")
PROFILE_FORBIDDEN = Error(403, "Permission denied", "You do not have permission to update this profile.")
PICTURE_PHRASES = {"file_corrupted": FILE_CORRUPTED}

_TYPES = {Session.Kind.STAFF: "teacher", Session.Kind.STUDENT: "student", Session.Kind.OPERATOR: "admin"}


class CredentialsInput(serializers.Serializer):
    """`username` (or `email`, which means the same) may hold a username, an e-mail or a phone number."""

    username = optional_text(254)
    email = optional_text(254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)

    def credentials(self) -> dict[str, str]:
        """`login` and `password`. Raises `CredentialsMissing` when either is not there or is no text."""
        given = self.validated_data if self.is_valid() else {}
        login = given.get("username") or given.get("email")
        if not login:
            raise CredentialsMissing
        return {"login": login, "password": given["password"]}


class SignInView(EduproView):
    """Base of both sign-ins. An unknown name and a wrong password get the same bytes."""

    phrases = {
        "credentials_missing": Error(400, "Invalid credentials", "Email and password are required."),
        "credentials_wrong": USER_UNKNOWN,
        "not_a_student_here": USER_UNKNOWN,
        "student_blocked": BLOCKED,
        "teacher_unknown": TEACHER_UNKNOWN,
    }

    def words_for(self, refusal: Refusal) -> Words | None:
        words = super().words_for(refusal)
        return NOT_TOLD if words is USER_UNKNOWN and settings.NEUTRAL_ANSWERS else words


class SignedInPersonOutput(serializers.Serializer):
    """Who has signed in, and as what."""

    id = serializers.UUIDField(source="user_id")
    username = serializers.CharField(source="user.username")
    email = ShownEmail(source="user.email")
    user_type = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(choices=["admin", "student", "teacher"]))
    def get_user_type(self, session: Session) -> str:
        return _TYPES[Session.Kind(session.kind)]


class AccessOutput(serializers.Serializer):
    """The refresh token that was sent keeps working until its session ends."""

    access = serializers.CharField()


class SignedInOutput(AccessOutput):
    refresh = serializers.CharField()
    user = SignedInPersonOutput(source="session")


class RefreshInput(serializers.Serializer):
    refresh = serializers.CharField(max_length=4096)


def refresh_token_of(request: Request) -> str:
    """The refresh token of the body; empty when there is none that could be one."""
    given = RefreshInput(data=request.data)
    return given.validated_data["refresh"] if given.is_valid() else ""


def told(shape: type[AccessOutput], tokens: Tokens) -> Response:
    """Tokens are in the body; this contract sets no cookies."""
    return Response(shape(tokens).data)


class FaceField(PublicFileUrl):
    """The picture by which somebody is known: of the school's profile, else of the person."""

    def __init__(self, *, else_from: str, **options: Any) -> None:
        self.else_from = else_from
        super().__init__(source="*", **options)

    def to_representation(self, value: Any) -> Any:
        person = value
        for name in self.else_from.split("."):
            person = getattr(person, name)
        return super().to_representation(value.profile_picture or person)


class TextOrNull(serializers.CharField):
    """A text that is null when there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"read_only": True, "allow_null": True, **options})

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(value) or None
