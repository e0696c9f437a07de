"""The people who run the platform."""

from __future__ import annotations

from shared_apps.accounts.models import User
from shared_apps.accounts.rules import clean_person_username
from shared_apps.accounts.selectors import DEFAULT_REGION
from shared_apps.accounts.services.people import prepare_person, save_person


def create_administrator(*, username: str, email: str, password: str, first_name: str = "") -> User:
    """A platform administrator who may use the operator console. For commands only: no request makes one.

    Raises `UsernameInvalid`, `DetailsTaken` or `InvalidInput` (weak password).
    """
    user = prepare_person(
        first_name=first_name or username,
        last_name="",
        username=clean_person_username(username),
        email=email,
        phone="",
        password=password,
        user_type=User.Type.ADMIN,
        region=DEFAULT_REGION,
        password_field="password",
    )
    user.is_staff = user.is_superuser = True
    return save_person(user=user)
