"""What teachers and students say of themselves when they register (1.1, 1.2), in the document's words."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from shared_apps.accounts.models import User
from shared_apps.accounts.services import refuse_weak_password
from shared_apps.kernel.errors import InvalidInput
from shared_apps.kernel.phones import western_digits
from shared_apps.wire.edupro_fields import IMAGE_WRONG, PICTURES, OptionalFile

MIN_USERNAME = 5
LIKENESS_CHARS = 254
PASSWORDS_DIFFER = "Passwords don't match."
REGISTRATION_WORDS = {
    "Email already exists": "Email already exists.",
    "Phone already exists": "Phone already exists.",
    "Username already exists": "Username already exists.",
}
"""The document's texts for what the services say about a new person."""


def password_field() -> serializers.CharField:
    return serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)


def phone_field() -> serializers.CharField:
    return serializers.CharField(max_length=30)


def refuse_weak(password: str, user: User | None) -> str:
    """`password`, when it is good enough. Raises ValidationError with every reason why not."""
    try:
        refuse_weak_password(password=password, user=user, field="password")
    except InvalidInput as refusal:
        raise ValidationError([str(text) for text in refusal.errors["password"]]) from refusal
    return password


class PersonInput(serializers.Serializer):
    """Every field is judged by itself, so that a form hears of all its mistakes at once."""

    first_name = serializers.CharField(max_length=80)
    last_name = serializers.CharField(max_length=80)
    username = serializers.CharField(max_length=60)
    email = serializers.EmailField(max_length=254)
    phone = phone_field()
    password1 = password_field()
    password2 = password_field()
    avatar = OptionalFile(wrong=IMAGE_WRONG)

    likeness: ClassVar[tuple[str, ...]] = ("username", "first_name", "last_name", "email")
    """What a password must not be like."""

    def validate_username(self, username: str) -> str:
        if len(username) < MIN_USERNAME:
            raise ValidationError(f"Username must be at least {MIN_USERNAME} characters long.")
        return username

    def validate_phone(self, phone: str) -> str:
        # A country code may be written with its sign; everything else is digits, of whichever script.
        if not western_digits(phone).removeprefix("+").isdecimal():
            raise ValidationError("Phone must be a number.")
        return phone

    def validate_password1(self, password: str) -> str:
        # Not judged yet, and comparing takes time with their length.
        person = {name: str(self.initial_data.get(name) or "")[:LIKENESS_CHARS] for name in self.likeness}
        return refuse_weak(password, User(**person))

    def validate_password2(self, repeated: str) -> str:
        if repeated != str(self.initial_data.get("password1")):
            raise ValidationError(PASSWORDS_DIFFER)
        return repeated

    def details(self) -> dict[str, Any]:
        """The body as the services take it. Raises ValidationError."""
        self.is_valid(raise_exception=True)
        details = {**self.validated_data, "password": self.validated_data["password1"], "pictures": PICTURES}
        del details["password1"], details["password2"]
        return details
