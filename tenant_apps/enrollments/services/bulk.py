"""One act for many students, one transaction each: what is refused for one holds up nobody else.

The row of the work counts how many have been dealt with, in the same transaction as the act itself,
so that work taken up again does nothing twice. Locks: the work's row, then as everywhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from shared_apps.kernel.acts import ActingPerson, acting_as, note_act
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.errors import BulkActUnknown, DaysRefused, NobodyChosen
from tenant_apps.enrollments.services.granting import MOST_DAYS, extend_access, grant_course
from tenant_apps.enrollments.services.leaving import take_out
from tenant_apps.students.models import BulkWork, Student
from tenant_apps.students.services import set_blocked

WITHOUT_A_JOB = 200
"""So many are done while the teacher waits."""
MOST_REFUSALS_KEPT = 1000
NEED_COURSE = frozenset({"enrol", "extend", "take_out"})


def start_work(
    *,
    work_id: uuid.UUID,
    act: str,
    student_ids: Sequence[uuid.UUID],
    by: ActingPerson,
    course_id: uuid.UUID | None = None,
    days: int | None = None,
) -> BulkWork:
    """Write down what is to be done; nothing is done yet. The same `work_id` again gives the first.

    Raises `BulkActUnknown`, `NobodyChosen`, `NotFound` (the course), `DaysRefused`.
    """
    course = _checked_course(act, student_ids, course_id, days)
    work = BulkWork(
        id=work_id,
        act=act,
        course_id=course.id if course else None,
        course_title=course.title if course else "",
        days=days if act == "extend" else None,
        student_ids=list(dict.fromkeys(student_ids)),
        person_id=by.id,
        person_name=by.name[:160],
    )
    try:
        with acting_as(by), transaction.atomic():
            work.save(force_insert=True)
            note_act(
                act=f"students.{act}",
                of=work.id,
                title=work.course_title,
                details={"students": work.total, **({"days": work.days} if work.days else {})},
            )
    except IntegrityError:
        return BulkWork.objects.get(pk=work_id)  # the other click was faster
    return work


def _checked_course(
    act: str, student_ids: Sequence[uuid.UUID], course_id: uuid.UUID | None, days: int | None
) -> Course | None:
    """The course that the act is about, if it is about one; refuses what makes no sense."""
    if act not in _ACTS:
        raise BulkActUnknown()
    if not student_ids:
        raise NobodyChosen()
    if act == "extend" and not (days and 0 < days <= MOST_DAYS):
        raise DaysRefused()
    if act not in NEED_COURSE:
        return None
    course = Course.objects.filter(pk=course_id).first() if course_id else None
    if course is None:
        raise NotFound()
    return course


def carry_on(*, work_id: uuid.UUID, now: datetime) -> BulkWork:
    """Deal with everybody who is left. Raises `NotFound`."""
    work = BulkWork.objects.filter(pk=work_id).first()
    if work is None:
        raise NotFound()
    BulkWork.objects.filter(pk=work.pk, state=BulkWork.State.WAITING).update(state=BulkWork.State.RUNNING)
    with acting_as(ActingPerson(id=work.person_id, name=work.person_name)):
        for place in range(work.handled, work.total):
            if not _deal_with(work, place, now):
                break  # somebody else carries on
    BulkWork.objects.filter(pk=work.pk, handled=work.total, finished_at=None).update(
        state=BulkWork.State.DONE, finished_at=now
    )
    work.refresh_from_db()
    return work


def _deal_with(work: BulkWork, place: int, now: datetime) -> bool:
    rows = BulkWork.objects.filter(pk=work.pk)
    with transaction.atomic():
        if not rows.filter(handled=place).update(handled=place + 1, updated_at=now):
            return False
        student = Student.objects.filter(pk=work.student_ids[place]).first()
        if student is None:
            return True  # removed meanwhile: there is nobody to tell about
        try:
            with transaction.atomic():
                _ACTS[work.act](work, student, now)
        except Refusal as refusal:
            _keep_refusal(work, student, refusal)
        else:
            rows.update(changed=F("changed") + 1)
    return True


def _keep_refusal(work: BulkWork, student: Student, refusal: Refusal) -> None:
    kept = BulkWork.objects.only("refused").get(pk=work.pk).refused
    if len(kept) < MOST_REFUSALS_KEPT:
        kept.append([str(student.id), student.full_name, str(refusal.code)])
        BulkWork.objects.filter(pk=work.pk).update(refused=kept)


def _enrol(work: BulkWork, student: Student, now: datetime) -> None:
    grant_course(student=student, course_id=_course_of(work), now=now)


def _extend(work: BulkWork, student: Student, now: datetime) -> None:
    extend_access(student=student, course_id=_course_of(work), days=work.days or 0, now=now)


def _take_out(work: BulkWork, student: Student, now: datetime) -> None:
    take_out(student=student, course_id=_course_of(work))


def _block(work: BulkWork, student: Student, now: datetime) -> None:
    set_blocked(student=student, is_blocked=True, now=now)


def _unblock(work: BulkWork, student: Student, now: datetime) -> None:
    set_blocked(student=student, is_blocked=False, now=now)


def _course_of(work: BulkWork) -> uuid.UUID:
    if work.course_id is None:
        raise NotFound()
    return work.course_id


_ACTS: dict[str, Callable[[BulkWork, Student, datetime], None]] = {
    "enrol": _enrol,
    "extend": _extend,
    "take_out": _take_out,
    "block": _block,
    "unblock": _unblock,
}
