"""Make the sample schools through the same services that people use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from config.demo.content import CATEGORIES, PASSWORD, SCHOOLS, SampleCourse, SampleLesson, SampleSchool
from config.demo.exams import add_quiz
from shared_apps.categories.selectors import CategoryCard, list_categories
from shared_apps.categories.services import create_category
from shared_apps.teachers.services import open_school, update_teacher_profile
from tenant_apps.coupons.models import CodeBatch
from tenant_apps.coupons.selectors import bill_with, list_codes
from tenant_apps.coupons.services import DiscountChanges, create_batch, create_discounts
from tenant_apps.courses.models import Course, Lesson
from tenant_apps.courses.services import create_course, create_module
from tenant_apps.enrollments.services import enroll_in_course, mark_lesson
from tenant_apps.students.models import Student
from tenant_apps.students.services import register_student
from tenant_apps.video.services import create_lesson
from tenants import context
from tenants.context import ActiveTenant
from tenants.hosts import find_school

SAMPLE_VIDEOS = settings.BASE_DIR / "deploy" / "demo"
CODES = 20
DISCOUNT_CODE, DISCOUNT_PERCENT, DISCOUNT_DAYS = "WELCOME-20", 20, 90
DISCOUNTED_CODES = 5
COLOURS = (
    "primary_color",
    "primary_color_light",
    "primary_color_dark",
    "secondary_color",
    "accent_color",
    "background_color",
)
REDEEMED = 6
TAKERS = 4

Step = Callable[[str], None]


def fill_categories() -> None:
    """The platform's subjects, those that are missing."""
    known = {category.name for category in list_categories()}
    for position, (name, name_ar) in enumerate(CATEGORIES):
        if name not in known:
            create_category(name=name, name_ar=name_ar, position=position)


def fill_schools(*, now: datetime, step: Step) -> None:
    """Each sample school that is not there yet; `step` hears what is being made."""
    for sample in SCHOOLS:
        if find_school(username=sample.username) is None:
            _fill_school(sample, now, step)


def sample_codes(*, username: str, count: int = 3) -> list[str]:
    """A few codes of a sample school that nobody has spent."""
    school = find_school(username=username)
    if school is None:
        return []
    with context.enter(school):
        return [code.code for code in list_codes() if code.is_active and not code.used_count][:count]


def _fill_school(sample: SampleSchool, now: datetime, step: Step) -> None:
    step(sample.username)
    # One transaction: a demo that was interrupted leaves no half-made school behind.
    with transaction.atomic(), context.enter(_open(sample, now)):
        courses = [_fill_course(course, now) for course in sample.courses]
        students = [_register(sample, number, names, now) for number, names in enumerate(sample.students, 1)]
        _discount(sample, courses[0], now)
        batch = create_batch(count=CODES, price=courses[0].price, label=sample.batch_label, now=now)
        _learn(students, courses, batch, now)
        # Not the first, whom the demo names: whoever signs in as that one can take the quiz.
        add_quiz(course=courses[0], language=sample.language, takers=students[1:TAKERS], now=now)


def _open(sample: SampleSchool, now: datetime) -> ActiveTenant:
    profile = open_school(
        username=sample.username,
        email=sample.email,
        phone=sample.phone,
        first_name=sample.first_name,
        last_name=sample.last_name,
        password=PASSWORD,
        language=sample.language,
        colours=dict(zip(COLOURS, sample.colours, strict=True)),
        now=now,
    )
    update_teacher_profile(
        tenant_id=profile.tenant_id,
        changes={"specialization": sample.subject, "bio": sample.bio},
        now=now,
    )
    return ActiveTenant.of(profile.tenant)


def _fill_course(sample: SampleCourse, now: datetime) -> Course:
    course = create_course(
        changes={
            "title": sample.title,
            "description": sample.description,
            "price": sample.price,
            "is_free": sample.is_free,
            "category": _category(sample.category),
            "is_published": sample.is_published,
        },
        now=now,
    )
    for part in sample.modules:
        module = create_module(
            course_id=course.id,
            changes={
                "title": part.title,
                "price": part.price,
                "is_free": sample.is_free,
                "is_published": True,
            },
        )
        for lesson in part.lessons:
            _fill_lesson(lesson, module.id, now)
    return course


def _fill_lesson(sample: SampleLesson, module_id: object, now: datetime) -> Lesson:
    changes = {
        "title": sample.title,
        "description": sample.description,
        "is_published": True,
        "is_free": sample.is_free,
    }
    if sample.video:
        content = (SAMPLE_VIDEOS / sample.video).read_bytes()
        changes["video"] = ContentFile(content, name=sample.video)
    return create_lesson(module_id=module_id, changes=changes, now=now)


def _category(name: str) -> CategoryCard | None:
    return next((category for category in list_categories() if category.name == name), None)


def _register(sample: SampleSchool, number: int, names: tuple[str, str], now: datetime) -> Student:
    return register_student(
        first_name=names[0],
        last_name=names[1],
        email=f"student{number}@{sample.username}.example",
        username=f"{sample.username}-student{number}",
        phone=f"{sample.phone[:-2]}{number + 10}",
        parent_phone=f"{sample.phone[:-2]}{number + 30}",
        password=PASSWORD,
        language=sample.language,
        now=now,
    )


def _discount(sample: SampleSchool, course: Course, now: datetime) -> None:
    """A coupon for everybody, and codes for what it leaves of the first course's price."""
    changes: DiscountChanges = {
        "code": DISCOUNT_CODE,
        "percent": DISCOUNT_PERCENT,
        "valid_from": now,
        "valid_until": now + timedelta(days=DISCOUNT_DAYS),
    }
    [coupon] = create_discounts(changes=changes, now=now)
    bill = bill_with(discount=coupon, price=course.price)
    create_batch(
        count=DISCOUNTED_CODES, price=bill.due, label=f"{sample.batch_label} – {coupon.code}", now=now
    )


def _learn(students: list[Student], courses: list[Course], batch: CodeBatch, now: datetime) -> None:
    codes = list(batch.codes.order_by("id")[:REDEEMED])
    for number, (student, code) in enumerate(zip(students, codes, strict=False)):
        then = now - timedelta(days=number)
        enroll_in_course(student=student, course_id=courses[0].id, code=code.code, now=then)
        lessons = Lesson.objects.filter(course=courses[0]).order_by("module__order", "order")
        for lesson in lessons[:number]:
            mark_lesson(student=student, lesson_id=lesson.id, is_completed=True, now=then)
    for student in students[REDEEMED:]:
        enroll_in_course(student=student, course_id=courses[-1].id, now=now)
