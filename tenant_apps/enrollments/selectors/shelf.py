"""A student's courses as the portal shows them: how far, what comes next, until when."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from tenant_apps.courses.models import Course, Lesson
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.rules import progress_percent
from tenant_apps.enrollments.selectors.progress import LessonState
from tenant_apps.students.models import Student
from tenant_apps.video.models import Video


@dataclass(frozen=True, slots=True)
class ShelfCourse:
    """One course of a student; totals are over what the student has of it."""

    course: Course
    is_open: bool
    """Whether anything of it is open now by an enrolment."""
    is_whole: bool
    """Whether the whole course is (or was) the student's, not single modules."""
    ends_at: datetime | None
    """When the latest of it ends, or has ended; None without an end."""
    total: int
    completed: int
    next_lesson: Lesson | None
    """Where to go on; None when everything is done or nothing is open."""
    position: int
    """Seconds at which the student stopped in it; 0 at its beginning."""

    @property
    def percent(self) -> int:
        """0 to 100, rounded down, so that 100 means all."""
        return int(progress_percent(completed=self.completed, total=self.total))

    @property
    def is_done(self) -> bool:
        return 0 < self.total == self.completed


def list_shelf(*, student: Student, courses: Collection[Course], now: datetime) -> list[ShelfCourse]:
    """These courses for this student, in the order given: three queries, however many there are."""
    ids = [course.id for course in courses]
    rows: defaultdict[uuid.UUID, list[Enrollment]] = defaultdict(list)
    for row in Enrollment.objects.kept().filter(student=student, course_id__in=ids):
        rows[row.course_id].append(row)
    lessons: defaultdict[uuid.UUID, list[Lesson]] = defaultdict(list)
    published = Lesson.objects.filter(course_id__in=ids, is_published=True, module__is_published=True)
    for lesson in published.defer("description").order_by("module__order", "order"):
        lessons[lesson.course_id].append(lesson)
    found = LessonProgress.objects.filter(student=student, lesson__course_id__in=ids)
    progress = {row.lesson_id: row for row in found}
    return [_on_shelf(course, rows[course.id], lessons[course.id], progress, now) for course in courses]


def find_latest_course(*, student: Student, now: datetime) -> ShelfCourse | None:
    """The open course the student was in latest, or got latest; None without one."""
    live = Enrollment.objects.live(now=now).filter(student=student)
    latest = (
        LessonProgress.objects.filter(
            student=student, reported_at__isnull=False, lesson__course_id__in=live.values("course_id")
        )
        .order_by("-reported_at")
        .values_list("lesson__course_id", flat=True)
        .first()
    )
    course_id = latest or live.order_by("-enrolled_at").values_list("course_id", flat=True).first()
    if course_id is None:
        return None
    return list_shelf(student=student, courses=[Course.objects.get(pk=course_id)], now=now)[0]


def list_places(*, student: Student, course_id: uuid.UUID) -> list[Enrollment]:
    """The student's places in the course and its modules that once were open, over or not."""
    return list(Enrollment.objects.kept().filter(student=student, course_id=course_id))


def list_open_places(
    *, student: Student, course_ids: Collection[uuid.UUID], now: datetime
) -> set[tuple[uuid.UUID, uuid.UUID | None]]:
    """What of these courses is open to the student now: pairs of course and module, None for all of it."""
    live = Enrollment.objects.live(now=now).filter(student=student, course_id__in=course_ids)
    return set(live.values_list("course_id", "module_id"))


def resume_at(states: Sequence[LessonState]) -> Lesson | None:
    """Where to go on in a course: the lesson touched latest, or when that is done the next undone one.

    None when all open lessons are done, or none is open.
    """
    todo = [state for state in states if state.is_open and not state.is_completed]
    touched = max((state for state in states if _touched_at(state)), key=_touched_at, default=None)
    if touched is None or not todo:
        return todo[0].lesson if todo else None
    place = states.index(touched)
    after = (state for state in states[place:] if state.is_open and not state.is_completed)
    return next(after, todo[0]).lesson


def list_video_lesson_ids(*, course_id: uuid.UUID) -> set[uuid.UUID]:
    """The lessons of the course that have a video, ready or not."""
    return set(Video.objects.filter(lesson__course_id=course_id).values_list("lesson_id", flat=True))


def _on_shelf(
    course: Course,
    rows: list[Enrollment],
    lessons: list[Lesson],
    progress: dict[uuid.UUID, LessonProgress],
    now: datetime,
) -> ShelfCourse:
    live = [row for row in rows if row.is_live(now)]
    open_modules = {row.module_id for row in live}
    reach = open_modules or {row.module_id for row in rows}
    states = [
        LessonState(
            lesson=lesson,
            is_open=None in open_modules or lesson.module_id in open_modules,
            progress=progress.get(lesson.id),
        )
        for lesson in lessons
        if None in reach or lesson.module_id in reach
    ]
    ends = [row.ends_at for row in (live or rows)]
    following = resume_at(states)
    place = progress.get(following.id) if following else None
    return ShelfCourse(
        course=course,
        is_open=bool(live),
        is_whole=None in reach,
        ends_at=None if None in ends or not ends else max(end for end in ends if end),
        total=len(states),
        completed=sum(state.is_completed for state in states),
        next_lesson=following,
        position=place.position_seconds if place else 0,
    )


def _touched_at(state: LessonState) -> float:
    row = state.progress
    moments = [row.reported_at, row.completed_at] if row else []
    return max((moment.timestamp() for moment in moments if moment), default=0.0)
