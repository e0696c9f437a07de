"""What the school copies of a student's identity stays as the person has it."""

from __future__ import annotations

from shared_apps.accounts.events import PersonChanged
from shared_apps.kernel.events import receive
from tenant_apps.students.models import Student


@receive(PersonChanged)
def copy_contact(event: PersonChanged) -> None:
    """How they sign in. The name that a student has at this school is the school's own."""
    Student.objects.filter(user_id=event.user_id).update(email=event.email, phone=event.phone)
