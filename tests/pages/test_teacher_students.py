"""Teacher's pages of students, and the first page."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student
from tenant_apps.video.models import Video
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import (
    make_code,
    make_course,
    make_enrollment,
    make_lesson,
    make_staff,
    make_student,
)
from tests.pages.desk import body, send
from tests.pages.portal import queries_of


def names(text: str) -> list[str]:
    return re.findall(r'<a class="link" href="/teach/students/[^"]*"><bdi>([^<]*)</bdi>', text)


def test_the_list_is_empty_with_the_sign_up_address(teacher: Api) -> None:
    text = body(teacher, "/teach/students/")
    assert "No students yet" in text
    assert "http://alice.edupro.test/sign-up/" in text


def test_the_list_searches_filters_and_orders(teacher: Api) -> None:
    now = timezone.now()
    make_student(full_name="Sara", joined_at=now)
    make_student(full_name="Amir", joined_at=now - timedelta(days=1), is_active=False)
    assert names(body(teacher, "/teach/students/")) == ["Sara", "Amir"]
    assert names(body(teacher, "/teach/students/?order=student__full_name")) == ["Amir", "Sara"]
    assert names(body(teacher, "/teach/students/?state=blocked")) == ["Amir"]
    assert names(body(teacher, "/teach/students/?q=sar%00")) == ["Sara"]
    assert "Nobody matches" in body(teacher, "/teach/students/?q=zzz")


def test_the_list_has_pages_of_twenty(teacher: Api) -> None:
    for _number in range(21):
        make_student()
    assert len(names(body(teacher, "/teach/students/"))) == 20
    assert len(names(body(teacher, "/teach/students/?page=2"))) == 1
    assert len(names(body(teacher, "/teach/students/?page=nonsense"))) == 20


def test_the_list_asks_the_same_for_one_and_three(teacher: Api) -> None:
    course = make_course()
    make_enrollment(make_student(), course)
    one = queries_of(teacher, "/teach/students/")
    make_enrollment(make_student(), course)
    make_enrollment(make_student(), course)
    assert queries_of(teacher, "/teach/students/") == one


def test_a_student_asks_the_same_for_one_and_three_courses(teacher: Api) -> None:
    student = make_student()
    make_enrollment(student, make_course())
    path = f"/teach/students/{student.id}/"
    one = queries_of(teacher, path)
    make_enrollment(student, make_course())
    make_enrollment(student, make_course())
    assert queries_of(teacher, path) == one


def test_a_student_is_shown_with_phones_and_courses(teacher: Api) -> None:
    student = make_student(full_name="Sara <b>")
    make_enrollment(student, make_course(title="Waves"), progress_percent=Decimal("62.50"))
    text = body(teacher, f"/teach/students/{student.id}/")
    assert f'href="tel:{student.phone}"' in text
    assert 'href="tel:+201099999999"' in text
    assert "Sara &lt;b&gt;" in text
    assert "62%" in text


def test_blocking_and_letting_in_twice_is_harmless(teacher: Api) -> None:
    student = make_student()
    path = f"/teach/students/{student.id}/act/"
    for act, is_active in (("block", False), ("block", False), ("unblock", True), ("unblock", True)):
        send(teacher, path, {"do": act})
        student.refresh_from_db()
        assert student.is_active is is_active
    send(teacher, path, {"do": "explode"}, status=404)
    teacher.get(path, status=405)


def test_removing_a_student_or_an_enrolment_twice_is_harmless(teacher: Api) -> None:
    student = make_student()
    place = make_enrollment(student, make_course())
    for _time in range(2):
        send(teacher, f"/teach/students/{student.id}/places/{place.id}/remove/", {})
    assert Enrollment.objects.count() == 0
    for _time in range(2):
        answer = send(teacher, f"/teach/students/{student.id}/act/", {"do": "remove"})
        assert answer["Location"] == "/teach/students/"
    assert Student.objects.count() == 0


def test_an_assistant_looks_and_blocks_nobody(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = make_student()
    place = make_enrollment(student, make_course())
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    client.cookies["language"] = "en"
    base = f"/teach/students/{student.id}/"
    assert "Take away" not in body(client, base)
    send(client, f"{base}act/", {"do": "block"}, status=403)
    send(client, f"{base}places/{place.id}/remove/", {}, status=403)
    student.refresh_from_db()
    assert (student.is_active, Enrollment.objects.count()) == (True, 1)


def test_another_schools_student_is_not_found(teacher: Api, beta: ActiveTenant) -> None:
    with context.enter(beta):
        student = make_student()
        place = make_enrollment(student, make_course())
    base = f"/teach/students/{student.id}/"
    teacher.get(base, status=404)
    teacher.get(f"/teach/students/{uuid.uuid4()}/", status=404)
    send(teacher, f"{base}act/", {"do": "block"}, status=404)
    send(teacher, f"{base}act/", {"do": "remove"})
    send(teacher, f"{base}places/{place.id}/remove/", {}, status=404)
    with context.enter(beta):
        student.refresh_from_db()
        assert (student.is_active, Enrollment.objects.count()) == (True, 1)


def test_the_first_page_ticks_itself(teacher: Api, in_alpha: ActiveTenant) -> None:
    text = body(teacher, "/teach/")
    assert "0 of 7 done" in text
    lesson = make_lesson()
    Course.objects.update(total_lessons=1)
    Video.objects.create(lesson=lesson, state=Video.State.READY)
    code = make_code()
    make_enrollment(make_student(full_name="Sara"), lesson.course, paid=Decimal("100.00"))
    assert "5 of 7 done" in body(teacher, "/teach/")
    type(code).objects.update(used_count=1)
    with context.platform():
        from shared_apps.teachers.models import TeacherProfile

        TeacherProfile.objects.filter(tenant_id=in_alpha.id).update(brand_version=2)
    text = body(teacher, "/teach/")
    assert "First steps" not in text
    assert "Sara" in text


def test_the_first_page_shows_an_assistant_no_steps(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    client.cookies["language"] = "en"
    text = body(client, "/teach/")
    assert "First steps" not in text
    assert "/teach/courses/new/" not in text


def test_the_first_page_asks_the_same_for_one_and_three(teacher: Api) -> None:
    make_enrollment(make_student(), make_course())
    one = queries_of(teacher, "/teach/")
    make_enrollment(make_student(), make_course())
    make_enrollment(make_student(), make_course())
    assert queries_of(teacher, "/teach/") == one
