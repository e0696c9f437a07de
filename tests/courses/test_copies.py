"""The catalogue's copies: counted, rebuilt, looked after."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses import services
from tenant_apps.courses.models import Course
from tenant_apps.courses.tasks import reconcile_catalogue, reconcile_school
from tenants import context

NOW = timezone.now()
D = Decimal


def listed():
    return list(CatalogueCourse.objects.order_by("title").values_list("title", "source_version"))


def count_shown(school):
    return TeacherProfile.objects.get(tenant_id=school.id).courses_count


def test_enrolments_and_ratings_are_counted_in_the_copy_too(in_alpha):
    course = services.create_course(changes={"title": "Algebra", "is_published": True}, now=NOW)
    services.count_enrollments(course_id=course.id, change=1)
    services.count_enrollments(course_id=course.id, change=1)
    services.count_enrollments(course_id=course.id, change=-1)
    services.count_enrollments(course_id=course.id, change=0)
    services.set_rating(course_id=course.id, average=D("4.50"), reviews=2)
    copy = CatalogueCourse.objects.get()
    course.refresh_from_db()
    assert (course.total_enrollments, copy.total_enrollments) == (1, 1)
    assert (copy.average_rating, copy.total_reviews, copy.source_version) == (D("4.50"), 2, course.version)


def test_catalogue_is_rebuilt_from_the_courses(in_alpha, capsys):
    kept = services.create_course(changes={"title": "Kept", "is_published": True}, now=NOW)
    lost = services.create_course(changes={"title": "Lost", "is_published": True}, now=NOW)
    CatalogueCourse.objects.filter(pk=lost.id).delete()
    Course.objects.filter(pk=kept.id).update(state="draft")
    TeacherProfile.objects.filter(tenant_id=in_alpha.id).update(courses_count=7)
    for _run in range(2):
        call_command("rebuild_catalogue", "--school", "alice", verbosity=0)
        assert (listed(), count_shown(in_alpha)) == ([("Lost", 1)], 1)
    assert capsys.readouterr().out.splitlines()[-1] == "1 courses of 1 schools are in the catalogue."
    with pytest.raises(CommandError, match="There is no school called nobody"):
        call_command("rebuild_catalogue", "--school", "nobody", verbosity=0)


def test_nightly_look_repairs_what_differs(in_alpha):
    course = services.create_course(changes={"title": "Algebra", "is_published": True}, now=NOW)
    assert reconcile_school() is False
    CatalogueCourse.objects.filter(pk=course.id).update(source_version=0, title="Old")
    assert reconcile_school() is True
    assert listed() == [("Algebra", 1)]


def test_nightly_look_asks_every_school(in_alpha, beta):
    with context.platform():
        assert reconcile_catalogue() == 2
