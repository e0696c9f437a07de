"""What the school's staff does with news from the platform."""

from __future__ import annotations

from shared_apps.kernel.events import receive
from shared_apps.teachers.events import SchoolOpened
from tenant_apps.staff.services import add_owner


@receive(SchoolOpened)
def add_owner_of_new_school(event: SchoolOpened) -> None:
    add_owner(user_id=event.user_id, full_name=event.full_name, email=event.email)
