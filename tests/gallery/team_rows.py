"""A school that several people run: an assistant, an instructor who left, somebody invited, what they did."""

from __future__ import annotations

import uuid
from typing import Any

NAMES = {
    "ar": (("مساعد أول تجريبي", "mona"), ("مدرس سابق تجريبي", "karim"), "مساعد مدعو تجريبي"),
    "en": (("Sample Assistant", "mona"), ("Sample Former Teacher", "karim"), "Sample Invited Helper"),
}
DESK = {
    "ar": (("طالب مسجل تجريبي", "01055500071"), ("طالب آخر تجريبي", "01055500073")),
    "en": (("Sample Desk Student", "01055500072"), ("Sample Other Student", "01055500074")),
}
NOTES = {
    "ar": ("يحضر مع أخيه يوم الخميس. والده يفضّل الرسائل بعد المغرب.", ["متفوق", "سنتر الدقي"]),
    "en": (
        "Comes with his brother on Thursdays. His father prefers messages at night.",
        ["top", "Dokki"],
    ),
}


def run_together(language: str, course: Any, student: Any) -> dict[str, Any]:
    """The ids that pages are asked for."""
    from django.utils import timezone

    from shared_apps.kernel.acts import ActingPerson, acting_as
    from tenant_apps.courses.services import publish_course, unpublish_course
    from tenant_apps.enrollments.services import carry_on, start_work
    from tenant_apps.staff.models import StaffMember
    from tenant_apps.staff.services import invite, set_member_active, word_of
    from tenant_apps.students.models import Student
    from tenant_apps.students.services import keep_notes, set_blocked
    from tenant_apps.students.services.desk import give_reset_link

    now, owner = timezone.now(), StaffMember.objects.get(role="owner")
    me = ActingPerson(id=owner.user_id, name=owner.full_name)
    assistant, former, invited = NAMES[language]
    helper, gone = _member(*assistant, "assistant"), _member(*former, "instructor")
    with acting_as(me):
        notes, tags = NOTES[language]
        keep_notes(student=student, notes=notes, tags=tags)
        for is_blocked in (True, False):
            set_blocked(student=student, is_blocked=is_blocked, now=now)
        unpublish_course(course_id=course.id, now=now)
        publish_course(course_id=course.id, now=now)
        set_member_active(member_id=gone.id, is_active=False, now=now)
        asked = invite(
            full_name=invited,
            email=f"salma@{owner.email.partition('@')[2]}",
            role="assistant",
            scopes=["grading", "students"],
            by=owner.full_name,
            now=now,
        )
    everybody = list(Student.objects.values_list("pk", flat=True)[:8])
    work = start_work(work_id=uuid.uuid4(), act="enrol", student_ids=everybody, by=me, course_id=course.id)
    carry_on(work_id=work.pk, now=now)
    lost, helped = (_without_email(*person) for person in DESK[language])
    set_blocked(student=lost, is_blocked=True, now=now)
    return {
        "lost": lost.pk,
        "reset": give_reset_link(student=helped, now=now),
        "work": work.pk,
        "member": helper.pk,
        "invitation": word_of(invitation=asked),
    }


def _without_email(full_name: str, phone: str) -> Any:
    """Somebody written down at the desk by name and phone."""
    from django.utils import timezone

    from tenant_apps.students.services.desk import add_student

    now = timezone.now()
    return add_student(full_name=full_name, phone=phone, parent_phone="", email="", now=now).student


def _member(full_name: str, username: str, role: str) -> Any:
    from shared_apps.accounts.models import Membership, User
    from tenant_apps.staff.models import StaffMember
    from tenants import context

    school = context.require_tenant()
    first, _space, last = full_name.partition(" ")
    email = f"{username}@{school.username}.example"
    user = User.objects.create(
        username=f"{username}.{school.username}"[:30],
        email=email,
        first_name=first,
        last_name=last,
        user_type=User.Type.TEACHER,
    )
    Membership.objects.create(user=user, tenant_id=school.id, role=role)
    return StaffMember.objects.create(user_id=user.pk, role=role, full_name=full_name, email=email)
