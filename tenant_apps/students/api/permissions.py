"""The permission classes of students, under the name of their app."""

from shared_apps.accounts.api.permissions import IsMember, IsStudent

__all__ = ["IsMember", "IsStudent"]
