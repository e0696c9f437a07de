"""Two workers take up the same bulk work: nobody gets the days twice."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial

from django.utils import timezone

from shared_apps.kernel.acts import ActingPerson
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services import carry_on, start_work
from tenant_apps.students.models import BulkWork
from tenants import context
from tests.factories import make_course, make_enrollment, make_student
from tests.parallel import run_parallel

SOMEBODY = ActingPerson(id=uuid.UUID(int=1), name="Alice Tester")


def test_each_student_is_extended_once_whoever_works(committed, alpha):
    with context.enter(alpha):
        now, course = timezone.now(), make_course()
        ends = now + timedelta(days=1)
        places = [make_enrollment(make_student(), course, ends_at=ends) for _number in range(30)]
        ids = [place.student_id for place in places]
        work = start_work(
            work_id=uuid.uuid4(), act="extend", student_ids=ids, by=SOMEBODY, course_id=course.id, days=10
        )
        run_parallel([partial(carry_on, work_id=work.pk, now=now) for _worker in range(4)], threads=4)
        carry_on(work_id=work.pk, now=now)
        added = {place.ends_at - ends for place in Enrollment.objects.all()}
        done = BulkWork.objects.get(pk=work.pk)
    assert added == {timedelta(days=10)}
    assert (done.state, done.handled, done.changed, done.refused) == ("done", 30, 30, [])


def test_a_work_sent_twice_at_once_is_one(committed, alpha):
    with context.enter(alpha):
        ids, key = [make_student().id for _number in range(2)], uuid.uuid4()
        start = partial(start_work, work_id=key, act="block", student_ids=ids, by=SOMEBODY)
        told = run_parallel([start] * 4, threads=4)
        assert [work.pk for work in told] == [key] * 4
        assert BulkWork.objects.count() == 1
