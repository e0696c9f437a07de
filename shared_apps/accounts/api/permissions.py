"""Who may call: the permission classes of the API, all of them."""

from __future__ import annotations

from typing import ClassVar

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from shared_apps.accounts.models import Session, User
from shared_apps.accounts.services import find_member


def _session(request: Request) -> Session | None:
    return request.auth if isinstance(request.auth, Session) else None


class IsSignedIn(BasePermission):
    """Anybody with a living session at this place."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return _session(request) is not None


class IsTeacher(BasePermission):
    """An active staff member of the active school; sets `request.staff_member`."""

    message = "You are not a Teacher."

    def has_permission(self, request: Request, view: APIView) -> bool:
        request.staff_member = _member(request, Session.Kind.STAFF)
        return request.staff_member is not None


class ManagesSchool(IsTeacher):
    """A staff member whose role has the right; `request.staff_member` is set before it is asked."""

    roles: ClassVar[frozenset[str]] = frozenset({"owner"})

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            self.message = IsTeacher.message
            return False
        self.message = "You do not have permission to perform this action."
        return request.staff_member.role in self.roles


class ManagesStudents(ManagesSchool):
    """Owner or instructor: an assistant may look, not block or remove."""

    roles = frozenset({"owner", "instructor"})


class IsStudent(BasePermission):
    """An active student of the active school; sets `request.student`."""

    message = "You are not a Student."

    def has_permission(self, request: Request, view: APIView) -> bool:
        request.student = _member(request, Session.Kind.STUDENT)
        return request.student is not None


class IsStudentAnywhere(BasePermission):
    """A living student's session, of whichever school the authentication lets in."""

    message = "You are not a Student."

    def has_permission(self, request: Request, view: APIView) -> bool:
        session = _session(request)
        return session is not None and session.kind == Session.Kind.STUDENT


class IsMember(BasePermission):
    """A student or a staff member; sets `request.student` and `request.staff_member`, one of them None."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        request.student = _member(request, Session.Kind.STUDENT)
        request.staff_member = None if request.student else _member(request, Session.Kind.STAFF)
        return bool(request.student or request.staff_member)


class IsPlatformAdmin(BasePermission):
    """An operator of the platform, signed in on the platform."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        session = _session(request)
        return (
            session is not None
            and session.kind == Session.Kind.OPERATOR
            and session.user.is_staff
            and session.user.user_type == User.Type.ADMIN
        )


def _member(request: Request, kind: Session.Kind) -> object | None:
    session = _session(request)
    if session is None or session.kind != kind:
        return None
    return find_member(kind=kind, user_id=session.user_id)
