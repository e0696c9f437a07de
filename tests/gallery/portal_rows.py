"""What visitors and students meet when something is missing, used up or full."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from config.demo.content import PASSWORD

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
    "Mobile Safari/537.36"
)
COMPUTER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36"
)
NAMES = {"ar": ("طالب", "جديد تجريبي"), "en": ("Sample", "New Student")}
PHONES = {"ar": "+201000000181", "en": "+201000000182"}


def come_in(language: str) -> Any:
    """Somebody who joined a moment ago, has nothing yet, and wants another e-mail."""
    from django.utils import timezone

    from shared_apps.accounts.models import User
    from shared_apps.accounts.services.new_email import ask_new_email
    from tenant_apps.students.services import register_student
    from tenants import context

    first, last = NAMES[language]
    username = f"newcomer.{context.require_tenant().username}"
    student = register_student(
        username=username,
        now=timezone.now(),
        parent_phone=f"{PHONES[language][:-3]}999",
        first_name=first,
        last_name=last,
        email=f"{username}@students.example",
        phone=PHONES[language],
        password=PASSWORD,
    )
    user = User.objects.get(pk=student.user_id)
    ask_new_email(user=user, email="my.new@mail.example", now=timezone.now())
    return user


def at_a_computer(user: Any, tenant: Any, now: datetime) -> None:
    """The person came in on another device, too, six days ago."""
    from shared_apps.accounts.models import Session
    from shared_apps.accounts.services import start_session

    began = now - timedelta(days=6)
    start_session(user=user, tenant_id=tenant.id, kind="student", now=began, user_agent=COMPUTER)
    Session.objects.filter(user=user, user_agent=COMPUTER).update(created_at=began)


def used_up(course: Any, other: Any, student: Any) -> dict[str, Any]:
    """A code that is spent, a course without a seat, and an attempt that went well."""
    from django.utils import timezone

    from tenant_apps.assessments.models import Attempt
    from tenant_apps.coupons.models import AccessCode
    from tenant_apps.courses.models import Course
    from tenant_apps.enrollments.models import Enrollment
    from tests.factories.enrollments import make_enrollment

    now = timezone.now()
    full = Course.objects.filter(price=Decimal(120)).order_by("-created_at")[0]
    someone = Enrollment.objects.filter(course=course).exclude(student=student).order_by("id")[0].student
    make_enrollment(someone, full, ends_at=now + timedelta(days=30))
    Course.objects.filter(pk=full.pk).update(capacity=1)
    best = Attempt.objects.filter(student=student, percent=Decimal(80)).order_by("started_at")[0]
    return {
        "full_course": full.id,
        "spent": AccessCode.objects.filter(used_count__gt=0).order_by("id")[0].code,
        "passed": best.id,
        "closed_lesson": course.modules.order_by("-order")[0].lessons.order_by("-order")[0].id,
        "other_lesson": other.modules.order_by("order")[0].lessons.order_by("order")[0].id,
    }
