"""A course once more, with files of its own."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course, CoursePrerequisite, Lesson, Module
from tenant_apps.courses.services import copy_course, delete_course
from tests.factories import make_course, make_enrollment, make_lesson, make_module, make_student

pytestmark = pytest.mark.usefixtures("in_alpha")

NOW = timezone.now()


def test_a_copy_is_a_draft_of_the_same_content_without_its_students():
    before = make_course(title="Basics")
    course = make_course(title="Waves", price=Decimal("150.00"), capacity=30, countries=["EG"])
    CoursePrerequisite.objects.create(course=course, required=before)
    first = make_module(course, title="First part", price=Decimal("40.00"))
    make_module(course, title="Second part")
    for title in ("One", "Two"):
        make_lesson(first, title=title, description=f"About {title}", duration_seconds=60)
    make_enrollment(make_student(), course)

    copy = copy_course(course_id=course.id, title="Waves 2027", now=NOW)

    copy = Course.objects.get(pk=copy.pk)
    assert (copy.title, copy.state, copy.price, copy.capacity, copy.countries, copy.total_enrollments) == (
        "Waves 2027",
        "draft",
        Decimal("150.00"),
        30,
        ["EG"],
        0,
    )
    modules = Module.objects.filter(course=copy).order_by("order")
    assert [(module.title, module.price) for module in modules] == [
        ("First part", Decimal("40.00")),
        ("Second part", modules[1].price),
    ]
    lessons = Lesson.objects.filter(course=copy).order_by("order")
    assert [(lesson.title, lesson.description, lesson.duration_seconds) for lesson in lessons] == [
        ("One", "About One", 60),
        ("Two", "About Two", 60),
    ]
    assert {lesson.module_id for lesson in lessons} == {modules[0].id}
    assert list(copy.prerequisites.values_list("required_id", flat=True)) == [before.id]
    assert Lesson.objects.filter(course=course).count() == 2


def test_files_are_copied_and_outlive_the_first_course(django_capture_on_commit_callbacks):
    course = make_course(title="Waves")
    lesson = make_lesson(make_module(course))
    lesson.document.save("notes.pdf", ContentFile(b"%PDF-1.4 notes"))
    Lesson.objects.filter(pk=lesson.pk).update(document=lesson.document.name, document_name="notes.pdf")

    copy = copy_course(course_id=course.id, title="Again", now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        delete_course(course_id=course.id)

    (again,) = Lesson.objects.filter(course=copy)
    assert again.document_name == "notes.pdf"
    assert again.document.name != lesson.document.name
    with again.document.open("rb") as opened:
        assert opened.read() == b"%PDF-1.4 notes"


def test_what_is_not_there_is_not_copied():
    with pytest.raises(NotFound):
        copy_course(course_id=uuid.uuid4(), title="Again", now=NOW)
    assert Course.objects.count() == 0


def test_a_long_title_is_cut():
    copy = copy_course(course_id=make_course(title="x" * 200).id, title="x" * 207, now=NOW)
    assert copy.title == "x" * 200
