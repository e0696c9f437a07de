"""Who may call: the permission classes of the API, all of them."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from shared_apps.accounts.models import Session, User
from shared_apps.accounts.services import find_member

NOT_PERMITTED = "You do not have permission to perform this action."


def _may(member: Any, scope: str) -> bool:
    return not scope or member.may(scope)


def _session(request: Request) -> Session | None:
    return request.auth if isinstance(request.auth, Session) else None


class IsSignedIn(BasePermission):
    """Anybody with a living session at this place."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return _session(request) is not None


class IsTeacher(BasePermission):
    """An active staff member of the active school; sets `request.staff_member`.

    A `scope` of the class or of the view narrows it to assistants to whom the owner opened that area.
    """

    message = "You are not a Teacher."
    scope: ClassVar[str] = ""

    def has_permission(self, request: Request, view: APIView) -> bool:
        request.staff_member = _member(request, Session.Kind.STAFF)
        if request.staff_member is None:
            return False
        if not _may(request.staff_member, self.scope or getattr(view, "scope", "")):
            self.message = NOT_PERMITTED
            return False
        return True


class ManagesSchool(IsTeacher):
    """A staff member whose role has the right; `request.staff_member` is set before it is asked."""

    roles: ClassVar[frozenset[str]] = frozenset({"owner"})

    def has_permission(self, request: Request, view: APIView) -> bool:
        self.message = IsTeacher.message
        if not super().has_permission(request, view):
            return False
        self.message = NOT_PERMITTED
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
    """A student or a staff member; sets `request.student` and `request.staff_member`, one of them None.

    A `scope` of the view narrows it as in `IsTeacher`.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        request.student = _member(request, Session.Kind.STUDENT)
        request.staff_member = None if request.student else _member(request, Session.Kind.STAFF)
        if request.staff_member is not None:
            return _may(request.staff_member, getattr(view, "scope", ""))
        return request.student is not None


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
