"""Every background task runs in the school that asked for it and touches no other."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import File
from django.db.models import F
from django.utils import timezone

from config.celery import app
from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.kernel.acts import ActingPerson
from tenant_apps.analytics.models import DataExport
from tenant_apps.assessments.models import Attempt, Regrading
from tenant_apps.courses.models import Course, Lesson
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.services import start_work
from tenant_apps.staff.services import invite
from tenant_apps.students.models import Student
from tenant_apps.video.models import Video, VideoReservation
from tenant_apps.video.services import reserve_upload
from tenants import context
from tenants.context import NoActiveTenant
from tenants.tasks import NoSchoolForTask, SchoolTask
from tests.isolation.world import build_world, digest
from tests.video.films import make_film

app.autodiscover_tasks(force=True)
OURS = {
    name: task
    for name, task in app.tasks.items()
    if name.startswith(("tenants.", "shared_apps.", "tenant_apps."))
}
OF_A_SCHOOL = {name: task for name, task in OURS.items() if not task.platform_wide}

# Tasks that run for the whole platform are named here, so that a new one is a decision.
PLATFORM_WIDE = {
    "shared_apps.accounts.tasks.mail_email_code",
    "shared_apps.accounts.tasks.mail_email_notice",
    "shared_apps.accounts.tasks.mail_password_code",
    "shared_apps.accounts.tasks.mail_password_notice",
    "shared_apps.accounts.tasks.spread_person",
    "shared_apps.accounts.tasks.sweep_expired",
    "tenant_apps.analytics.tasks.count_redeemed_everywhere",
    "tenant_apps.analytics.tasks.sweep_exports_everywhere",
    "shared_apps.operations.tasks.mail_school_notice",
    "tenant_apps.assessments.tasks.close_overdue_attempts_everywhere",
    "tenant_apps.courses.tasks.reconcile_catalogue",
    "tenant_apps.enrollments.tasks.expire_enrollments_everywhere",
    "tenant_apps.video.tasks.delete_of_dropped_school",
    "tenant_apps.video.tasks.refresh_waiting_everywhere",
    "tenant_apps.video.tasks.sweep_reservations_everywhere",
    "tenants.tasks.refill_stock",
}


def end_places(_world, rows):
    over = timezone.now() - timedelta(days=1)
    assert Enrollment.objects.filter(student__user_id=rows.people["enrolled"].id).update(ends_at=over) == 3
    return []


def end_attempts(_world, _rows):
    over = timezone.now() - timedelta(days=1)
    assert Attempt.objects.filter(state="open").update(expires_at=over) > 0
    return []


def change_titles(_world, _rows):
    assert Course.objects.update(title="Changed by hand", version=F("version") + 1) == 5
    return []


def finish_course(_world, rows):
    """Everything that is left of the course is done, and nobody has noticed."""
    course_id, person = rows.ids["own"]["course_id"], rows.people["enrolled"]
    student = Student.objects.get(user_id=person.id)
    for lesson in Lesson.objects.filter(course_id=course_id):
        LessonProgress.objects.create(student=student, lesson=lesson, is_completed=True)
    places = Enrollment.objects.filter(student=student, course_id=course_id)
    assert places.update(completed_lessons=2, progress_percent=100) == 1
    return [str(course_id)]


def leave_bulk_work(_world, rows):
    """An act for two students that nobody has begun."""
    people = list(Student.objects.order_by("id").values_list("pk", flat=True)[:2])
    somebody = ActingPerson(id=rows.people["owner"].id, name="Owner")
    work = start_work(work_id=uuid.uuid4(), act="block", student_ids=people, by=somebody)
    return [str(work.pk)]


def attach_video(_world, rows):
    """A video of the service that is not ready, and is by the time the task asks."""
    ticket = reserve_upload(title="Film", by=rows.school.id, now=timezone.now())
    lesson = Lesson.objects.filter(course_id=rows.ids["own"]["course_id"]).earliest("order")
    Video.objects.filter(lesson=lesson).delete()
    Video.objects.create(
        lesson=lesson, provider="vdocipher", external_id=ticket.external_id, state="processing"
    )
    VideoReservation.objects.update(state="attached", lesson_id=lesson.id)
    return [ticket.external_id]


def attach_waiting_video(world, rows):
    attach_video(world, rows)
    return []


def release_video(_world, rows):
    ticket = reserve_upload(title="Film", by=rows.school.id, now=timezone.now())
    VideoReservation.objects.update(state="released")
    return [[ticket.external_id]]


def leave_place(_world, rows):
    reserve_upload(title="Film", by=rows.school.id, now=timezone.now())
    VideoReservation.objects.update(created_at=timezone.now() - timedelta(days=2))
    return []


def miscount_course(_world, rows):
    course_id = rows.ids["other"]["course_id"]
    assert Course.objects.filter(pk=course_id).update(total_reviews=99) == 1
    return [str(course_id)]


def store_video(_world, rows):
    """A film in our own storage that nobody has packed."""
    lesson = Lesson.objects.filter(course_id=rows.ids["own"]["course_id"]).earliest("order")
    Video.objects.filter(lesson=lesson).delete()
    film = File(io.BytesIO(make_film()), name="film.mp4")
    video = Video.objects.create(lesson=lesson, state="ready", file=film, duration_seconds=13)
    return [str(video.id)]


def ask_for_data(_world, _rows):
    return [str(DataExport.objects.create(asked_by=uuid.uuid4(), asked_name="Owner", tables_all=1).id)]


def leave_packed_data(_world, _rows):
    over = timezone.now() - timedelta(days=1)
    row = {"state": "ready", "is_open": False, "ready_at": over, "expires_at": over}
    DataExport.objects.create(asked_by=uuid.uuid4(), asked_name="Owner", **row)
    return []


def ask_regrading(_world, rows):
    """A counting anew that waits for its task."""
    asked = Regrading.objects.create(
        assessment_id=rows.ids["own"]["assessment_id"], asked_by=rows.people["owner"].id
    )
    return [str(asked.id)]


def invite_somebody(_world, _rows):
    """Somebody new is asked into the team, and no mail has gone out."""
    given = {"full_name": "Nadia", "email": "nadia@people.example", "role": "assistant", "scopes": []}
    made = invite(**given, by="Owner", now=timezone.now())
    return [str(made.pk), "https://school.example/join/"]


# What each task finds to do, and its arguments.
WORK = {
    "tenant_apps.assessments.tasks.regrade": ask_regrading,
    "tenant_apps.analytics.tasks.pack_export": ask_for_data,
    "tenant_apps.analytics.tasks.sweep_exports": leave_packed_data,
    "tenant_apps.assessments.tasks.close_overdue_attempts": end_attempts,
    "tenant_apps.enrollments.tasks.carry_on_work": leave_bulk_work,
    "tenant_apps.enrollments.tasks.settle_course": finish_course,
    "tenant_apps.enrollments.tasks.expire_enrollments": end_places,
    "tenant_apps.courses.tasks.reconcile_school": change_titles,
    "tenant_apps.ratings.tasks.recount_course": miscount_course,
    "tenant_apps.staff.tasks.mail_invitation": invite_somebody,
    "tenant_apps.video.tasks.delete_released": release_video,
    "tenant_apps.video.tasks.pack_video": store_video,
    "tenant_apps.video.tasks.refresh_video": attach_video,
    "tenant_apps.video.tasks.refresh_waiting": attach_waiting_video,
    "tenant_apps.video.tasks.sweep_reservations": leave_place,
    "tenant_apps.video.tasks.watch_video": attach_video,
}


def test_every_task_is_a_schools_or_named_as_the_platforms():
    assert {name for name, task in OURS.items() if task.platform_wide} == PLATFORM_WIDE
    assert set(OF_A_SCHOOL) == set(WORK)
    assert {type(task).__mro__.count(SchoolTask) for task in OURS.values()} == {1}


def test_every_scheduled_task_is_the_platforms_and_exists():
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled <= PLATFORM_WIDE


@pytest.mark.parametrize("name", sorted(OF_A_SCHOOL))
def test_task_of_a_school_is_not_sent_without_one(db, name):
    for send in ("delay", "apply", "si"):
        with context.platform(), pytest.raises(NoActiveTenant):
            getattr(OF_A_SCHOOL[name], send)()


@pytest.mark.parametrize("name", sorted(OF_A_SCHOOL))
@pytest.mark.parametrize("header", [{"edupro_school": ""}, {"edupro_school": "platform"}])
def test_message_without_a_school_is_refused(db, name, header):
    with context.platform(), pytest.raises(NoSchoolForTask):
        OF_A_SCHOOL[name].apply(headers=header, throw=True)


PACKS = "tenant_apps.video.tasks.pack_video"


@pytest.mark.parametrize(
    "name",
    [
        *sorted(set(OF_A_SCHOOL) - {PACKS}),
        pytest.param(PACKS, marks=pytest.mark.needs_ffmpeg),
    ],
)
def test_task_changes_its_own_school_only(alpha, beta, vdocipher, name):
    """Both schools have the same work waiting; each run does one school's."""
    world = build_world(alpha, beta)
    arguments = {}
    for rows in (world.here, world.there):
        with context.enter(rows.school):
            arguments[rows.school.username] = WORK[name](world, rows)
    before = state(alpha), state(beta)
    run(name, alpha, arguments["alice"])
    after_first = state(alpha), state(beta)
    assert (after_first[0] != before[0], after_first[1] != before[1]) == (True, False)
    run(name, beta, arguments["basma"])
    after_second = state(alpha), state(beta)
    assert (after_second[0] != after_first[0], after_second[1] != after_first[1]) == (False, True)


def run(name, school, arguments):
    with context.enter(school):
        call = OF_A_SCHOOL[name].si(*arguments)
    # The worker that takes the message is in no school.
    with context.platform():
        call.apply(throw=True)


def state(school):
    """The school's rows and its copies in the catalogue."""
    with context.platform():
        copies = list(CatalogueCourse.objects.filter(tenant_id=school.id).order_by("pk").values_list())
    return digest(school), repr(copies)
