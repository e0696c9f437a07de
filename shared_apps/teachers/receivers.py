"""The school's public face follows its owner's name while it carries it."""

from __future__ import annotations

from django.utils import timezone

from shared_apps.accounts.events import PersonChanged
from shared_apps.kernel.events import receive
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.services import update_teacher_profile


@receive(PersonChanged)
def rename_the_face(event: PersonChanged) -> None:
    if event.full_name == event.former_name:
        return
    faces = TeacherProfile.objects.filter(user_id=event.user_id, full_name=event.former_name)
    for tenant_id in faces.values_list("tenant_id", flat=True):
        update_teacher_profile(
            tenant_id=tenant_id, changes={"full_name": event.full_name}, now=timezone.now()
        )
