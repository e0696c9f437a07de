"""A school that was opened a moment ago: nothing in it but its owner, the `newcomer`."""

from __future__ import annotations

from typing import Any

OWNERS = {
    "ar": ("hala", "مدرس", "جديد تجريبي", "+201000000301", "EGP"),
    "en": ("birch", "Sample", "New Teacher", "+201000000302", "EGP"),
}


def open_new(language: str, now: Any) -> tuple[str, Any]:
    """The new school's username, and the tokens of its owner."""
    from config.demo.content import PASSWORD
    from shared_apps.accounts.services import start_session
    from shared_apps.teachers.services import open_school

    username, first_name, last_name, phone, currency = OWNERS[language]
    profile = open_school(
        username=username,
        email=f"{username}@newcomer.example",
        phone=phone,
        first_name=first_name,
        last_name=last_name,
        password=PASSWORD,
        language=language,
        currency=currency,
        now=now,
    )
    tokens = start_session(user=profile.user, tenant_id=profile.tenant_id, kind="staff", now=now)
    return username, tokens


def blank_course(course: Any) -> Any:
    """A course of the furnished school in which nobody ever was."""
    from tenant_apps.courses.models import Course

    return Course.objects.exclude(enrollments__isnull=False).exclude(pk=course.pk).order_by("id")[0].id
