"""What the teacher's first page shows beyond the numbers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from shared_apps.teachers.selectors import get_profile
from tenant_apps.coupons.models import AccessCode, CodeBatch
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student
from tenant_apps.video.models import Video
from tenants.context import require_tenant


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """How far a new school is; each is read from what is really there."""

    look: bool
    """A logo, or colours that were changed."""
    course: bool
    video: bool
    published: bool
    """A published course in which there is a lesson."""
    codes: bool
    student: bool
    redeemed: bool
    newest_course: uuid.UUID | None


def first_steps() -> FirstSteps:
    """Seven small queries."""
    profile = get_profile(tenant_id=require_tenant().id)
    newest = Course.objects.order_by("-created_at").values_list("id", flat=True).first()
    offered = Course.objects.filter(state=Course.State.PUBLISHED, total_lessons__gt=0)
    return FirstSteps(
        look=bool(profile.logo) or profile.brand_version > 1,
        course=newest is not None,
        video=Video.objects.filter(state=Video.State.READY).exists(),
        published=offered.exists(),
        codes=CodeBatch.objects.exists(),
        student=Student.objects.exists(),
        redeemed=AccessCode.objects.filter(used_count__gt=0).exists(),
        newest_course=newest,
    )


def list_latest_enrollments(*, count: int) -> list[Enrollment]:
    """The latest places that were paid for or free, with student, course and module."""
    kept = Enrollment.objects.kept().select_related("student", "course", "module")
    return list(kept.order_by("-enrolled_at", "id")[:count])
