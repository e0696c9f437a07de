"""The catalogue follows a teacher's name."""

from __future__ import annotations

from shared_apps.catalogue.services import rename_teacher
from shared_apps.kernel.events import receive
from shared_apps.teachers.events import TeacherProfileChanged
from shared_apps.teachers.selectors import find_profile


@receive(TeacherProfileChanged)
def carry_name(event: TeacherProfileChanged) -> None:
    """Show the present name beside the school's listed courses."""
    profile = find_profile(tenant_id=event.tenant_id)
    if profile is not None:
        rename_teacher(
            tenant_id=event.tenant_id, teacher_name=profile.full_name, username=profile.tenant.username
        )
