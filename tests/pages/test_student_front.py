"""The school's home, a course's page, and entering what is free."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenants import context
from tenants.context import ActiveTenant
from tests.client import ApiMaker
from tests.factories import (
    make_code,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_progress,
    make_staff,
    make_student,
)
from tests.pages.portal import cards_of, lessons_of, queries_of, text_of


def test_home_of_an_empty_school_says_what_comes(api: ApiMaker, alpha: ActiveTenant) -> None:
    response = api(school=alpha).get("/")
    assert cards_of(response) == []
    assert "The first course is on its way" in text_of(response)


def test_home_lists_published_courses_newest_first(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    make_course(title="Waves", price=Decimal("150.00"))
    make_course(title="Drafted", state=Course.State.DRAFT)
    make_course(title="Free <b>", is_free=True)
    response = api(school=in_alpha).get("/")
    assert cards_of(response) == ["Free <b>", "Waves"]
    assert "<b>" not in response.content.decode().partition("<main")[2]


def test_home_shows_the_teachers_own_words(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    with context.platform():
        TeacherProfile.objects.filter(tenant_id=in_alpha.id).update(
            bio="I teach waves.", institution="Nile School"
        )
    words = text_of(api(school=in_alpha).get("/"))
    assert "I teach waves." in words
    assert "Works at Nile School" in words


def test_home_leads_a_student_to_where_they_stopped(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = make_student()
    course = make_course(title="Waves")
    module = make_module(course)
    first, second = make_lesson(module, title="One"), make_lesson(module, title="Two")
    make_enrollment(student, course)
    make_progress(student, first, is_completed=True, completed_at=timezone.now())
    body = api(school=in_alpha).sign_in(student.user).get("/").content.decode()
    assert f'href="/learn/lessons/{second.id}/"' in body
    assert f'href="/learn/courses/{course.id}/"' in body


def test_home_pages_by_twenty_and_never_grows_in_queries(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = make_student()
    client = api(school=in_alpha).sign_in(student.user)
    make_enrollment(student, make_course(title="Course 00"))
    one = queries_of(client, "/")
    for number in range(1, 25):
        make_course(title=f"Course {number:02}")
    assert queries_of(client, "/") == one
    assert len(cards_of(client.get("/"))) == 20
    assert len(cards_of(client.get("/?page=2"))) == 5


def test_course_shows_content_with_locks_and_previews(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course(title="Waves", price=Decimal("150.00"))
    module = make_module(course, title="Sound", price=Decimal("60.00"))
    make_lesson(module, title="Open to all", is_free=True)
    make_lesson(module, title="For pupils")
    make_lesson(module, title="Hidden", is_published=False)
    make_module(course, title="Not yet", is_published=False)
    response = api(school=in_alpha).get(f"/courses/{course.id}/")
    assert lessons_of(response) == [("Open to all", "open"), ("For pupils", "locked")]
    words = text_of(response)
    assert "Free preview" in words
    assert "Not yet" not in words
    assert "Open for 30 days from the day you enter" in words
    assert "2 lessons" in words


def test_course_names_previews_to_students_until_they_have_the_module(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    student, course = make_student(), make_course()
    make_lesson(make_module(course), is_free=True)
    client = api(school=in_alpha).sign_in(student.user)
    assert "Free preview" in text_of(client.get(f"/courses/{course.id}/"))
    make_enrollment(student, course)
    assert "Free preview" not in text_of(client.get(f"/courses/{course.id}/"))


def test_course_unpublished_is_not_there(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course(state=Course.State.DRAFT)
    api(school=in_alpha).get(f"/courses/{course.id}/", status=404)


def test_course_unpublished_stays_with_those_who_have_it(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course(state=Course.State.DRAFT)
    bob, charlie = make_student(), make_student()
    make_enrollment(bob, course)
    api(school=in_alpha).sign_in(bob.user).get(f"/courses/{course.id}/")
    api(school=in_alpha).sign_in(charlie.user).get(f"/courses/{course.id}/", status=404)


def test_course_of_another_school_is_not_there(
    api: ApiMaker, alpha: ActiveTenant, in_beta: ActiveTenant
) -> None:
    course = make_course()
    api(school=alpha).get(f"/courses/{course.id}/", status=404)
    api(school=alpha).get(f"/courses/{uuid.uuid4()}/", status=404)
    api(school=in_beta).get(f"/courses/{course.id}/")


def test_course_offers_every_way_in_its_own_words(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student = make_student()
    client = api(school=in_alpha).sign_in(student.user)
    course = make_course(price=Decimal("150.00"))
    address = f"/courses/{course.id}/"
    assert "Open with a code" in text_of(client.get(address))
    place = make_enrollment(student, course)
    assert "This course is yours" in text_of(client.get(address))
    Enrollment.objects.filter(pk=place.pk).update(ends_at=timezone.now() - timedelta(days=1))
    over = text_of(client.get(address))
    assert "Your time is over" in over
    assert "Open with a code" in over


def test_course_partly_had_says_so_and_offers_the_rest(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course = make_student(), make_course()
    mine, other = make_module(course), make_module(course, title="Other", price=Decimal("40.00"))
    make_enrollment(student, course, module=mine)
    body = api(school=in_alpha).sign_in(student.user).get(f"/courses/{course.id}/")
    words = text_of(body)
    assert "A part of it is yours" in words
    assert "Get the whole course" in words
    assert f"/redeem/?for=module:{other.id}" in body.content.decode()
    assert f"/redeem/?for=module:{mine.id}" not in body.content.decode()


def test_course_never_grows_in_queries(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course = make_student(), make_course()
    make_enrollment(student, course)
    make_lesson(make_module(course))
    client = api(school=in_alpha).sign_in(student.user)
    anonymous = api(school=in_alpha)
    address = f"/courses/{course.id}/"
    one, other = queries_of(client, address), queries_of(anonymous, address)
    for _number in range(3):
        module = make_module(course)
        make_lesson(module)
        make_lesson(module)
    assert queries_of(client, address) == one
    assert queries_of(anonymous, address) == other


def test_course_tells_staff_that_this_is_the_students_page(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    member = make_staff()
    course = make_course(is_free=True)
    body = api(school=in_alpha).sign_in(member.user, kind="staff").get(f"/courses/{course.id}/")
    assert f'action="/courses/{course.id}/enroll/"' not in body.content.decode()
    assert "This is what your students see" in text_of(
        api(school=in_alpha).sign_in(member.user, kind="staff").get("/")
    )


def test_free_course_is_entered_by_one_press_and_twice_is_once(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course = make_student(), make_course(is_free=True)
    client = api(school=in_alpha).sign_in(student.user)
    for _press in range(2):
        response = client.post(f"/courses/{course.id}/enroll/", {}, status=302, format="multipart")
        assert response["Location"] == f"/learn/courses/{course.id}/"
    assert Enrollment.objects.filter(student=student, course=course).count() == 1


def test_paid_course_is_not_entered_without_a_code(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course = make_student(), make_course()
    client = api(school=in_alpha).sign_in(student.user)
    response = client.post(f"/courses/{course.id}/enroll/", {}, status=302, format="multipart")
    assert response["Location"] == f"/courses/{course.id}/"
    assert Enrollment.objects.count() == 0
    assert "Coupon code is required" in text_of(client.get(f"/courses/{course.id}/"))


def test_free_module_of_a_paid_course_is_entered_alone(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course = make_student(), make_course()
    module, paid = make_module(course, is_free=True), make_module(course)
    client = api(school=in_alpha).sign_in(student.user)
    body = client.get(f"/courses/{course.id}/").content.decode()
    assert f'name="module" value="{module.id}"' in body
    assert f'name="module" value="{paid.id}"' not in body
    path = f"/courses/{course.id}/enroll/"
    client.post(path, {"module": str(module.id)}, status=302, format="multipart")
    assert list(Enrollment.objects.values_list("module_id", flat=True)) == [module.id]
    client.post(path, {"module": "zz"}, status=404, format="multipart")


def test_entering_needs_a_student(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course(is_free=True)
    response = api(school=in_alpha).post(f"/courses/{course.id}/enroll/", {}, status=302, format="multipart")
    assert response["Location"] == "/sign-in/"
    staff = api(school=in_alpha).sign_in(make_staff().user, kind="staff")
    staff.post(f"/courses/{course.id}/enroll/", {}, status=403, format="multipart")
    assert Enrollment.objects.count() == 0


def test_entering_is_never_done_by_looking(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course = make_student(), make_course(is_free=True)
    api(school=in_alpha).sign_in(student.user).get(f"/courses/{course.id}/enroll/", status=405)


def test_nothing_of_a_code_shows_in_public(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course()
    code = make_code()
    anonymous = api(school=in_alpha)
    assert code.code not in anonymous.get("/").content.decode()
    assert code.code not in anonymous.get(f"/courses/{course.id}/").content.decode()
