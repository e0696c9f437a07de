"""The catalogue's rows: newer copies win, schools see only their own, names follow."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from shared_apps.catalogue import selectors, services
from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.catalogue.services import CourseCopy
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.events import publish
from shared_apps.teachers.events import TeacherProfileChanged
from shared_apps.teachers.models import TeacherProfile
from tenants import context

COPY = CourseCopy(
    course_id=uuid.uuid4(),
    category_id=None,
    title="Algebra",
    description="",
    thumbnail="",
    trailer_video="",
    price=Decimal("100.00"),
    is_free=False,
    total_enrollments=0,
    total_lessons=0,
    total_reviews=0,
    total_duration_seconds=0,
    average_rating=Decimal("0.00"),
    source_version=5,
    created_at=datetime(2026, 3, 1, tzinfo=UTC),
)


def title():
    return CatalogueCourse.objects.get().title


def test_newer_copy_wins_and_an_older_one_changes_nothing(in_alpha):
    services.publish_course(copy=COPY)
    services.publish_course(copy=replace(COPY, title="Old", source_version=4))
    assert title() == "Algebra"
    services.publish_course(copy=replace(COPY, title="Same", source_version=5))
    services.publish_course(copy=replace(COPY, title="New", source_version=6))
    assert title() == "New"


def test_school_cannot_touch_the_row_of_another(in_alpha, beta):
    services.publish_course(copy=COPY)
    with context.enter(beta):
        services.publish_course(copy=replace(COPY, title="Mine now", source_version=99))
        services.withdraw_course(course_id=COPY.course_id)
        assert services.sweep_school(keep=[]) == 0
    assert (title(), CatalogueCourse.objects.get().tenant_id) == ("Algebra", in_alpha.id)


def test_sweep_removes_what_is_not_kept(in_alpha):
    services.publish_course(copy=COPY)
    services.publish_course(copy=replace(COPY, course_id=uuid.uuid4(), title="Other"))
    assert services.sweep_school(keep=[COPY.course_id]) == 1
    assert selectors.versions_of_school(school_id=in_alpha.id) == {COPY.course_id: 5}


def test_teachers_new_name_is_shown(in_alpha, beta):
    services.publish_course(copy=COPY)
    with context.enter(beta):
        services.publish_course(copy=replace(COPY, course_id=uuid.uuid4()))
    TeacherProfile.objects.filter(tenant_id=in_alpha.id).update(full_name="أليس")
    publish(TeacherProfileChanged(tenant_id=in_alpha.id, at=COPY.created_at))
    names = CatalogueCourse.objects.order_by("teacher_username").values_list(
        "teacher_name", "teacher_username"
    )
    assert list(names) == [("أليس", "alice"), ("Basma Owner", "basma")]


def test_course_is_located_in_its_school(in_alpha, beta):
    services.publish_course(copy=COPY)
    assert selectors.locate_course(COPY.course_id) == in_alpha.id
    assert selectors.locate_course(uuid.uuid4()) is None
    assert selectors.get_course(course_id=COPY.course_id, school_id=in_alpha.id).title == "Algebra"
    with pytest.raises(NotFound):
        selectors.get_course(course_id=COPY.course_id, school_id=beta.id)
    with pytest.raises(NotFound):
        selectors.get_course(course_id=uuid.uuid4())
