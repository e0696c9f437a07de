"""The default of every API view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    # The framework imports its default permission while it makes its view class.
    from rest_framework.views import APIView


class Nobody(BasePermission):
    """Refuses: a view that names no permission class is closed, not open."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return False
