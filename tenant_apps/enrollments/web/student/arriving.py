"""A code that brought somebody here is spent as soon as they have an account, when it is clear on what."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from django.urls import reverse
from django.utils import timezone

from shared_apps.kernel.errors import Refusal
from tenant_apps.coupons.services import look_at_code
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services import enroll_in_course, enroll_in_module
from tenant_apps.enrollments.web.student.offers import Target, list_targets, read_code
from tenant_apps.enrollments.web.student.outline import read_outline
from tenant_apps.students.models import Student

CODE_PAGE = re.compile(r"/redeem/([^/]+)/?")


def spend_code(*, student: Student, path: str) -> str | None:
    """Open what the code in `path` opens, and say where; None when there is more than one thing or none.

    Whatever refuses is told by the code's own page, which is where the student goes then.
    """
    place = urlsplit(path)
    found = CODE_PAGE.fullmatch(place.path)
    code = read_code(unquote(found[1])) if found else ""
    if not code:
        return None
    wanted = parse_qs(place.query).get("for", [""])[0]
    try:
        opened = _open(student, code, wanted)
    except Refusal:
        return None
    return _first_lesson(student, opened) if opened else None


def _first_lesson(student: Student, place: Enrollment) -> str:
    """Straight to what plays; to the course while it is empty."""
    outline = read_outline(course_id=place.course_id, student=student, now=timezone.now())
    if outline.resume is None:
        return reverse("learn_course", args=[place.course_id])
    return reverse("lesson_player", args=[outline.resume.id])


def _open(student: Student, code: str, wanted: str) -> Enrollment | None:
    now = timezone.now()
    offer = look_at_code(code=code, who=str(student.id), now=now)
    target = _only(list_targets(code=offer, student=student, now=now), wanted)
    if target is None:
        return None
    if target.module is not None:
        return enroll_in_module(student=student, module_id=target.module.id, now=now, code=code)
    return enroll_in_course(student=student, course_id=target.course.id, now=now, code=code)


def _only(targets: list[Target], wanted: str) -> Target | None:
    """What the student came for when the code opens it, else the one thing that it opens."""
    chosen = [target for target in targets if target.key == wanted]
    return chosen[0] if chosen else (targets[0] if len(targets) == 1 else None)
