"""Who reads a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from branding.rules.drawing import initials
from shared_apps.accounts.models import Session, User
from shared_apps.accounts.services import find_member
from tenants.storage import public_url


def opens(scope: str) -> Callable[[Any], bool]:
    """For a place in the teacher's menu: whether that area is open to the reader of the page."""

    def is_open(context: Any) -> bool:
        actor = context.get("actor")
        member = actor.staff_member if actor is not None else None
        return member is None or member.may(scope)

    return is_open


@dataclass(frozen=True)
class Actor:
    """The signed-in person at this host.

    `student` and `staff_member` are looked up when first asked for; one of them at most is there.
    """

    user: User
    session: Session
    kind: str

    @cached_property
    def member(self) -> Any:
        """The row of this school: Student or StaffMember; None for operators and people put on leave."""
        return find_member(kind=self.kind, user_id=self.user.pk)

    @property
    def is_operator(self) -> bool:
        """Whether this is an operator who gave a second factor: only they see the console."""
        return (
            self.kind == Session.Kind.OPERATOR
            and self.user.is_staff
            and self.session.second_factor_at is not None
        )

    @property
    def is_visitor(self) -> bool:
        """Whether it is an operator in truth, who looks at the school as its owner."""
        return self.session.visitor_id is not None

    @property
    def student(self) -> Any:
        return self.member if self.kind == Session.Kind.STUDENT else None

    @property
    def staff_member(self) -> Any:
        return self.member if self.kind == Session.Kind.STAFF else None

    @property
    def is_owner(self) -> bool:
        return self.staff_member is not None and self.staff_member.role == "owner"

    @property
    def full_name(self) -> str:
        return self.member.full_name if self.member else self.user.full_name

    @property
    def initials(self) -> str:
        """As the components draw them: without the Arabic article, and never joined into a word."""
        return initials(name=self.full_name)

    @property
    def avatar_url(self) -> str:
        picture = getattr(self.member, "profile_picture", None) or self.user.avatar
        return public_url(picture.name or "") or ""
