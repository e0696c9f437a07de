"""A school that grows: `fill` adds rows to every list there is, around the objects that tests name.

Rows go straight into their tables, many at once, so that a thousand of each take seconds.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.cache import caches
from django.utils import timezone

from shared_apps.accounts.models import Membership, User
from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.categories.models import Category
from shared_apps.operations.models import Visit
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.ratings.models import Rating
from tenant_apps.students.models import Student
from tenant_apps.video.models import Video
from tenants import context
from tests.isolation.world import World
from tests.performance.exams import fill_exams
from tests.performance.sales import fill_codes, fill_discounts
from tests.planner import refresh_statistics

PRICE = Decimal("100.00")


@dataclass
class Shelves:
    """The world's first school; its student `enrolled` has every course and every assessment."""

    world: World
    rows: int = 0
    """At least so many are in each list."""
    new: range = range(0)
    """The serials of the latest filling."""
    pupils: list[Student] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.school = self.world.here.school
        self.ids = self.world.ids("own")
        with context.enter(self.school):
            self.reader = Student.objects.get(pk=self.ids["student_key"])
            self.course = Course.objects.get(pk=self.ids["course_id"])
            self.module = Module.objects.get(pk=self.ids["module_id"])

    def fill(self, rows: int) -> None:
        """Have `rows` of everything, beside the few of the world."""
        self.new, self.rows = range(self.rows, rows), rows
        now = timezone.now()
        Category.objects.bulk_create(Category(name=f"Category {n:04d}", position=n) for n in self.new)
        people = self._people()
        with context.enter(self.school):
            pupils = self._pupils(people, now)
            courses = self._courses()
            self._content(courses)
            self._places(pupils, courses, now)
            fill_codes(self.ids["batch_id"], self.new, pupils, self.course, now)
            fill_discounts(self.new, pupils, courses, now)
            Rating.objects.bulk_create(Rating(course=self.course, student=p, stars=4) for p in pupils)
            fill_exams(self.ids, self.new, pupils, self.reader, now)
        self._public(courses, now)
        refresh_statistics(self.school)
        self.pupils += pupils
        self.courses += courses
        self.forget()

    @staticmethod
    def forget() -> None:
        """The test's transaction is never committed, which would make the lists be read anew."""
        for alias in ("default", "platform"):
            caches[alias].clear()

    def _people(self) -> list[User]:
        people = User.objects.bulk_create(
            User(
                username=f"pupil{n}",
                email=f"pupil{n}@people.example",
                phone=f"+20111{n:07d}",
                first_name="Pupil",
                last_name=str(n),
                password="!",
            )
            for n in self.new
        )
        Membership.objects.bulk_create(
            Membership(user=one, tenant_id=self.school.id, role=Membership.Role.STUDENT) for one in people
        )
        return people

    def _pupils(self, people: list[User], now: Any) -> list[Student]:
        return Student.objects.bulk_create(
            Student(
                user_id=one.id,
                user_number=one.number,
                username=one.username,
                email=one.email,
                phone=one.phone,
                first_name=one.first_name,
                full_name=one.full_name,
                joined_at=now,
                user_created_at=now,
            )
            for one in people
        )

    def _courses(self) -> list[Course]:
        return Course.objects.bulk_create(
            Course(title=f"Grown {n:04d}", state=Course.State.PUBLISHED, price=PRICE, total_lessons=1)
            for n in self.new
        )

    def _content(self, courses: list[Course]) -> None:
        """A module with a lesson in each new course; new modules and lessons in the world's."""
        modules = [Module(course=one, order=1) for one in courses]
        modules += [Module(course=self.course, order=100 + n) for n in self.new]
        for one in modules:
            one.title, one.is_published, one.price = f"Module {one.order}", True, Decimal("40.00")
        Module.objects.bulk_create(modules)
        lessons = [Lesson(module=one, course_id=one.course_id, order=1) for one in modules]
        lessons += [Lesson(module=self.module, course=self.course, order=100 + n) for n in self.new]
        for lesson in lessons:
            lesson.title, lesson.is_published, lesson.duration_seconds = f"Lesson {lesson.order}", True, 600
        Lesson.objects.bulk_create(lessons)
        Video.objects.bulk_create(_video(lesson, self.school.id) for lesson in lessons)
        LessonProgress.objects.bulk_create(
            LessonProgress(student=self.reader, lesson=lesson, is_completed=True) for lesson in lessons
        )

    def _places(self, pupils: list[Student], courses: list[Course], now: Any) -> None:
        pairs = [(self.reader, one) for one in courses] + [(one, self.course) for one in pupils]
        Enrollment.objects.bulk_create(
            Enrollment(
                student=student,
                course=course,
                status=Enrollment.Status.ACTIVE,
                access_type=Enrollment.Access.FULL,
                enrolled_at=now,
                ends_at=now + timedelta(days=30),
                paid=PRICE,
            )
            for student, course in pairs
        )

    def _public(self, courses: list[Course], now: Any) -> None:
        CatalogueCourse.objects.bulk_create(
            CatalogueCourse(
                course_id=one.id,
                tenant_id=self.school.id,
                teacher_name="Alice Owner",
                teacher_username=self.school.username,
                title=one.title,
                price=one.price,
                currency="EGP",
                is_free=False,
                created_at=now,
            )
            for one in courses
        )
        Visit.objects.bulk_create(
            Visit(
                tenant_id=self.school.id,
                operator_id=self.reader.user_id,
                operator_name="Olga",
                owner_id=self.reader.user_id,
                reason=f"Question {n}",
                ends_at=now,
            )
            for n in self.new
        )


def _video(lesson: Lesson, school_id: Any) -> Video:
    return Video(
        lesson=lesson,
        state=Video.State.READY,
        file=f"tenants/{school_id}/private/videos/{secrets.token_hex(16)}.mp4",
        content_type="video/mp4",
        duration_seconds=600,
    )
