"""A large school: 10,000 of everything that its teacher lists, spread over a year."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeUse
from tenant_apps.courses.models import Course, Lesson
from tenant_apps.enrollments.models import Enrollment, LessonNote, LessonProgress
from tenant_apps.enrollments.rules import NOTES_PER_LESSON
from tenant_apps.ratings.models import Rating
from tenant_apps.staff.models import Activity
from tenant_apps.students.models import Student
from tenant_apps.students.rules import with_day
from tests.factories import make_batch, make_course, make_enrollment, make_lesson, make_module, make_student

ROWS, DAYS = 10_000, 365
MANY = 2_000
"""Things that happened to one student; as many notes that they wrote."""
NOW = timezone.now()
FIRST = ("سارة", "Omar", "مريم", "يوسف", "Laila", "أحمد", "Nour", "خالد", "هدى", "Tarek")
LAST = ("إبراهيم", "Hassan", "عبدالله", "Fahmy", "منصور", "Saleh", "شاكر")


@dataclass(frozen=True)
class Large:
    course: Course
    batch: CodeBatch
    busy: Student
    """With a place, lessons, codes and notes without end."""
    lesson: Lesson
    """In which the busy student wrote as many notes as one may."""
    code: AccessCode


def moment(place: int) -> datetime:
    """Of the row at this place: the first is now, the last a year ago."""
    return NOW - timedelta(minutes=place * DAYS * 1440 // ROWS)


def fill_large() -> Large:
    """Ten courses; each student in one, half of them with a lesson opened."""
    with connection.cursor() as cursor:
        # Making so many objects may take longer than an idle transaction is given.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    courses = [make_course() for _ in range(10)]
    lessons = [make_lesson(make_module(course)) for course in courses]
    students = _students()
    batch = make_batch(size=ROWS, number=7)
    codes = _sales(batch, students, courses)
    _places(students, courses, lessons)
    _said_and_done(students, courses)
    busy = make_student(full_name="Busy Bee")
    make_enrollment(busy, courses[0])
    _keep_busy(busy, codes, lessons[0])
    return Large(courses[0], batch, busy, lessons[0], codes[0])


def _students() -> list[Student]:
    return Student.objects.bulk_create(
        Student(
            user_id=uuid.uuid4(),
            user_number=place + 1,
            username=f"s{place}",
            email=f"s{place}@example.org",
            phone=f"+2010{place:08d}",
            parent_phone=f"+2011{place:08d}",
            full_name=f"{FIRST[place % 10]} {LAST[place % 7]} {place}",
            joined_at=moment(place),
            user_created_at=moment(place),
            last_activity_at=moment(place),
            active_days=with_day(kept=0, latest=moment(place + 300), now=moment(place)),
            tags=["vip"] if place % 50 == 0 else [],
        )
        for place in range(ROWS)
    )


def _sales(batch: CodeBatch, students: list[Student], courses: list[Course]) -> list[AccessCode]:
    codes = AccessCode.objects.bulk_create(
        AccessCode(
            batch=batch,
            code=f"C{n:09d}",
            price=batch.price,
            used_count=1,
            expires_at=batch.expires_at,
            serial=n + 1,
        )
        for n in range(ROWS)
    )
    CodeUse.objects.bulk_create(
        _use(code, student, courses[place % 10], place)
        for place, (code, student) in enumerate(zip(codes, students, strict=True))
    )
    return codes


def _use(code: AccessCode, student: Student, course: Course, place: int) -> CodeUse:
    return CodeUse(
        access_code=code,
        student_id=student.id,
        student_number=student.user_number,
        student_name=student.full_name,
        student_email=student.email,
        course_id=course.id,
        course_title=course.title,
        price=Decimal("100.00"),
        used_at=moment(place),
    )


def _places(students: list[Student], courses: list[Course], lessons: list[Lesson]) -> None:
    Enrollment.objects.bulk_create(
        Enrollment(
            student=student,
            course=courses[place % 10],
            status="active",
            access_type="full_access",
            enrolled_at=moment(place),
            progress_percent=place % 101,
        )
        for place, student in enumerate(students)
    )
    LessonProgress.objects.bulk_create(
        LessonProgress(student=student, lesson=lessons[place % 10], is_completed=place % 4 == 0)
        for place, student in enumerate(students[::2])
    )


def _said_and_done(students: list[Student], courses: list[Course]) -> None:
    """A review of each student, and a line of the activity log about each."""
    Rating.objects.bulk_create(
        Rating(student=student, course=courses[place % 10], stars=1 + place % 5, comment="Clear and slow.")
        for place, student in enumerate(students)
    )
    people = [(uuid.uuid4(), f"Member {n}") for n in range(5)]
    Activity.objects.bulk_create(
        Activity(
            at=moment(place),
            person_id=people[place % 5][0],
            person_name=people[place % 5][1],
            act="student.noted" if place % 3 else "student.blocked",
            object_id=student.id,
            title=student.full_name,
        )
        for place, student in enumerate(students)
    )


def _keep_busy(student: Student, codes: list[AccessCode], lesson: Lesson) -> None:
    more = Lesson.objects.bulk_create(
        Lesson(module_id=lesson.module_id, course_id=lesson.course_id, title=f"Lesson {n}", order=n + 10)
        for n in range(MANY // 2)
    )
    LessonProgress.objects.bulk_create(
        LessonProgress(student=student, lesson=one, is_completed=True, completed_at=moment(place))
        for place, one in enumerate(more)
    )
    Activity.objects.bulk_create(
        Activity(
            at=moment(place),
            person_id=student.id,
            person_name="Member",
            act="student.noted",
            object_id=student.id,
        )
        for place in range(MANY // 4)
    )
    course = Course.objects.get(pk=lesson.course_id)
    CodeUse.objects.bulk_create(
        _use(code, student, course, place) for place, code in enumerate(codes[1 : MANY // 4 + 1])
    )
    LessonNote.objects.bulk_create(
        LessonNote(student=student, lesson=one, position_seconds=n, text=f"Note {n}")
        for one in (lesson, *more[:9])
        for n in range(NOTES_PER_LESSON)
    )
