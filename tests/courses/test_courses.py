"""Courses: what a change keeps beside them, and what a deletion leaves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.categories.models import Category
from shared_apps.categories.selectors import card_of
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.images import PictureRefused
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.coupons.models import CodeUse
from tenant_apps.courses import errors, services
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.enrollments.models import Enrollment
from tenants import context
from tests.factories import make_code, make_course, make_enrollment, make_lesson, make_module, make_student
from tests.uploads import picture, upload, video

NOW = timezone.now()
D = Decimal


def listed():
    return list(CatalogueCourse.objects.order_by("title").values_list("title", "source_version"))


def count_shown(school):
    return TeacherProfile.objects.get(tenant_id=school.id).courses_count


def test_new_course_is_a_draft_that_nobody_sees(in_alpha):
    course = services.create_course(changes={"title": " Algebra ", "price": D("50")}, now=NOW)
    assert (course.title, course.state, course.price, course.version) == ("Algebra", "draft", D("50.00"), 1)
    assert (listed(), count_shown(in_alpha)) == ([], 0)


def test_published_course_is_in_the_catalogue_with_all_its_facts(in_alpha):
    category = Category.objects.create(name="Maths")
    course = services.create_course(
        changes={
            "title": "Algebra",
            "description": "All of it.",
            "price": D("50"),
            "category": card_of(category),
            "thumbnail": picture(),
            "trailer_video": video(),
            "is_published": True,
        },
        now=NOW,
    )
    copy = CatalogueCourse.objects.get()
    assert (copy.course_id, copy.tenant_id, copy.category_id) == (course.id, in_alpha.id, category.id)
    assert (copy.title, copy.description, copy.price) == ("Algebra", "All of it.", D("50.00"))
    assert (copy.teacher_name, copy.teacher_username, copy.currency) == ("Alice Owner", "alice", "EGP")
    assert (copy.thumbnail, copy.trailer_video) == (course.thumbnail.name, course.trailer_video.name)
    assert (copy.created_at, copy.source_version) == (course.created_at, course.version)
    assert (course.published_at, count_shown(in_alpha)) == (NOW, 1)


def test_change_of_a_published_course_reaches_the_catalogue(in_alpha):
    course = services.create_course(changes={"title": "Algebra", "is_published": True}, now=NOW)
    services.update_course(course_id=course.id, changes={"title": "Algebra II"}, now=NOW)
    assert listed() == [("Algebra II", 2)]


def test_course_taken_back_leaves_the_catalogue(in_alpha):
    course = services.create_course(changes={"title": "Algebra", "is_published": True}, now=NOW)
    services.unpublish_course(course_id=course.id, now=NOW)
    assert (listed(), count_shown(in_alpha)) == ([], 0)
    again = services.publish_course(course_id=course.id, now=NOW)
    assert (listed(), count_shown(in_alpha)) == ([("Algebra", again.version)], 1)


def test_change_that_is_refused_changes_nothing(in_alpha):
    course = services.create_course(
        changes={"title": "Algebra", "price": D(5), "is_published": True}, now=NOW
    )
    with pytest.raises(errors.FreeCostsNothing):
        services.update_course(
            course_id=course.id, changes={"title": "X", "is_free": True, "price": D(5)}, now=NOW
        )
    course.refresh_from_db()
    assert (course.title, course.is_free, course.version, listed()) == ("Algebra", False, 1, [("Algebra", 1)])


def test_course_given_away_loses_its_price(in_alpha):
    course = services.create_course(changes={"title": "Algebra", "price": D(5)}, now=NOW)
    free = services.update_course(course_id=course.id, changes={"is_free": True}, now=NOW)
    assert (free.is_free, free.price) == (True, D("0.00"))
    with pytest.raises(errors.FreeCostsNothing):
        services.update_course(course_id=course.id, changes={"price": D(5)}, now=NOW)
    paid = services.update_course(course_id=course.id, changes={"is_free": False, "price": D(5)}, now=NOW)
    assert (paid.is_free, paid.price) == (False, D("5.00"))


def test_only_what_is_named_changes(in_alpha):
    course = services.create_course(
        changes={"title": "Algebra", "description": "d", "thumbnail": picture(), "access_days": 7}, now=NOW
    )
    same = services.update_course(course_id=course.id, changes={"title": "Geometry"}, now=NOW)
    assert (same.description, same.thumbnail.name, same.access_days) == ("d", course.thumbnail.name, 7)
    bare = services.update_course(course_id=course.id, changes={"thumbnail": None}, now=NOW)
    assert bare.thumbnail.name == ""


def test_replaced_picture_goes_after_commit(in_alpha, django_capture_on_commit_callbacks):
    course = services.create_course(changes={"title": "Algebra", "thumbnail": picture()}, now=NOW)
    former = course.thumbnail.name
    with django_capture_on_commit_callbacks(execute=True):
        changed = services.update_course(course_id=course.id, changes={"thumbnail": picture()}, now=NOW)
    assert default_storage.exists(former) is False
    assert default_storage.exists(changed.thumbnail.name) is True


def test_refused_picture_stops_everything(in_alpha):
    with pytest.raises(PictureRefused):
        services.create_course(changes={"title": "A", "thumbnail": upload(b"GIF89a", "a.png")}, now=NOW)
    assert Course.objects.count() == 0


def test_deleted_course_takes_its_content_but_not_the_money(in_alpha, django_capture_on_commit_callbacks):
    course = services.create_course(
        changes={"title": "Algebra", "thumbnail": picture(), "trailer_video": video(), "is_published": True},
        now=NOW,
    )
    module = services.create_module(course_id=course.id, changes={"title": "One", "image": picture()})
    lesson = services.create_lesson(module_id=module.id, changes={"title": "L", "thumbnail": picture()})
    student = make_student()
    make_enrollment(student, course)
    CodeUse.objects.create(
        access_code=make_code(),
        student_id=student.id,
        student_number=1,
        student_name="B",
        course_id=course.id,
        course_title="Algebra",
        price=D(100),
        used_at=NOW,
    )
    files = [course.thumbnail.name, course.trailer_video.name, module.image.name, lesson.thumbnail.name]
    assert [default_storage.exists(name) for name in files] == [True] * 4
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_course(course_id=course.id)
    assert [default_storage.exists(name) for name in files] == [False] * 4
    left = [model.objects.count() for model in (Course, Module, Lesson, Enrollment, CatalogueCourse)]
    assert (left, CodeUse.objects.get().price, count_shown(in_alpha)) == ([0] * 5, D("100.00"), 0)


def test_nothing_of_another_school_can_be_changed(in_alpha, beta):
    with context.enter(beta):
        theirs = make_lesson(make_module(make_course()))
        ids = (theirs.course_id, theirs.module_id, theirs.id)
    acts = [
        lambda: services.update_course(course_id=ids[0], changes={}, now=NOW),
        lambda: services.delete_course(course_id=ids[0]),
        lambda: services.create_module(course_id=ids[0], changes={"title": "One"}),
        lambda: services.update_module(module_id=ids[1], changes={}),
        lambda: services.delete_module(module_id=ids[1]),
        lambda: services.reorder_modules(course_id=ids[0], module_ids=[]),
        lambda: services.move_lesson(lesson_id=ids[2], up=True),
        lambda: services.delete_lesson(lesson_id=ids[2]),
        lambda: services.count_enrollments(course_id=ids[0], change=1),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
