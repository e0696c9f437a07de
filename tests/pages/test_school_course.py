"""A course's page for somebody who thinks about it: what comes with it, what it asks, what plays for free."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tenant_apps.courses.models import Course, CoursePrerequisite, Lesson
from tenant_apps.video.models import Video
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_enrollment, make_lesson, make_module, make_staff, make_student
from tests.factories.assessments import make_assessment
from tests.pages.portal import cards_of, queries_of, text_of

FILM = b"not really a film"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def visitor(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    return api(school=in_alpha)


def at(course: Course) -> str:
    return f"/courses/{course.id}/"


def preview_at(lesson: Lesson) -> str:
    return f"/courses/{lesson.course_id}/preview/{lesson.id}/"


def free_film(course: Course | None = None, *, provider: str = "local", **fields: object) -> Lesson:
    """A free lesson with a film that is ready."""
    lesson = make_lesson(make_module(course or make_course()), is_free=True, **fields)
    film = {"file": ContentFile(FILM, name="x.mp4"), "content_type": "video/mp4"}
    Video.objects.create(lesson=lesson, provider=provider, state=Video.State.READY, external_id="x", **film)
    return lesson


class TestWhatComesWithIt:
    def test_lessons_length_documents_exams_and_days(self, visitor: Api) -> None:
        course = make_course(access_days=60)
        module = make_module(course)
        make_lesson(module, duration_seconds=3600)
        make_lesson(module, duration_seconds=600, document="private/documents/x.pdf")
        make_assessment(course)
        make_assessment(course, is_published=False)
        words = text_of(visitor.get(at(course)))
        assert (
            "2 lessons · 1 h 10 min 1 document 1 quiz or exam Open for 60 days from the day you enter"
            in words
        )

    def test_price_and_name_are_told_to_machines(self, visitor: Api) -> None:
        course = make_course(title="Waves", price=Decimal("150.00"))
        body = visitor.get(at(course)).content.decode()
        assert 'itemtype="https://schema.org/Course"' in body
        assert '<meta itemprop="price" content="150.00"><meta itemprop="priceCurrency" content="EGP">' in body
        assert "application/ld+json" not in body

    def test_it_can_be_sent_on(self, visitor: Api) -> None:
        course = make_course(title="Sound & light")
        body = visitor.get(at(course)).content.decode()
        address = f"http://alice.edupro.test/courses/{course.id}/"
        assert f'data-share="{address}"' in body
        sent = re.findall(r'href="(https://wa\.me/[^"]*)"', body)
        place = f"http%3A%2F%2Falice.edupro.test%2Fcourses%2F{course.id}%2F"
        assert sent == [f"https://wa.me/?text=Sound%20%26%20light%20{place}"]


class TestTerms:
    def test_a_course_without_conditions_says_nothing(self, visitor: Api) -> None:
        assert "Before you enter" not in text_of(visitor.get(at(make_course())))

    def test_seats_are_counted_when_few_are_left(self, visitor: Api) -> None:
        course = make_course(capacity=30)
        assert "A course for at most 30 students" in text_of(visitor.get(at(course)))
        Course.objects.filter(pk=course.pk).update(capacity=3)
        make_enrollment(make_student(), course)
        make_enrollment(make_student(), course, ends_at=timezone.now() - timedelta(days=1))
        assert "Only 2 seats left Of 3 in all." in text_of(visitor.get(at(course)))

    def test_a_full_course_takes_no_code(self, visitor: Api) -> None:
        course = make_course(capacity=1)
        make_enrollment(make_student(), course)
        response = visitor.get(at(course))
        words = text_of(response)
        assert "All seats are taken A seat becomes free when somebody's time ends. Ask your teacher." in words
        assert "Before you enter A course for at most 1 student All seats are taken" in words
        assert "course_code" not in response.content.decode()

    def test_whoever_has_a_module_holds_a_seat(self, api: ApiMaker, in_alpha: ActiveTenant) -> None:
        student, course = make_student(), make_course(capacity=1)
        make_enrollment(student, course, module=make_module(course))
        client = api(school=in_alpha).sign_in(student.user)
        response = client.get(at(course))
        assert "All seats are taken" not in text_of(response)
        assert "course_code" in response.content.decode()
        CoursePrerequisite.objects.create(course=course, required=make_course())
        assert "course_code" not in client.get(at(course)).content.decode()

    def test_a_course_that_closed_itself_to_whoever_has_it_says_why(
        self, api: ApiMaker, in_alpha: ActiveTenant
    ) -> None:
        student, course = make_student(), make_course(plans=["Gold"], capacity=1)
        make_lesson(make_module(course))
        CoursePrerequisite.objects.create(course=course, required=make_course())
        make_enrollment(student, course)
        client = api(school=in_alpha).sign_in(student.user)
        assert client.get(f"/learn/courses/{course.id}/", status=302)["Location"] == at(course)
        response = client.get(at(course))
        words = text_of(response)
        assert "You have this course, but it is closed to you" in words
        assert "Before you enter For students with: Gold You do not have it yet. Ask your teacher." in words
        for other in ("A part of it is yours", "Get the whole course", "To be finished first", "seats"):
            assert other not in words
        assert "/redeem/" not in response.content.decode().partition("<main")[2].partition("</main>")[0]

    def test_what_comes_first_is_told_and_ticked(
        self, api: ApiMaker, visitor: Api, alpha: ActiveTenant
    ) -> None:
        basics, course = make_course(title="Basics"), make_course()
        CoursePrerequisite.objects.create(course=course, required=basics)
        assert "To be finished first: Basics" in text_of(visitor.get(at(course)))
        assert "course_code" in visitor.get(at(course)).content.decode()
        bob, lina = make_student(), make_student()
        make_enrollment(lina, basics, completed_at=timezone.now())
        refused = text_of(api(school=alpha).sign_in(bob.user).get(at(course)))
        assert "Not open to you yet See what it takes to enter" in refused
        let_in = api(school=alpha).sign_in(lina.user).get(at(course))
        assert "Finished before, well done: Basics" in text_of(let_in)
        assert "course_code" in let_in.content.decode()

    def test_countries_and_plans_are_named(self, api: ApiMaker, visitor: Api, alpha: ActiveTenant) -> None:
        course = make_course(countries=["EG", "ZW"], plans=["Gold"])
        words = text_of(visitor.get(at(course)))
        assert "Open in: Egypt , ZW" in words
        assert "For students with: Gold" in words
        assert "Not open to you yet" not in words
        bob = make_student(country_code="SA")
        refused = text_of(api(school=alpha).sign_in(bob.user).get(at(course)))
        assert "Your number is from elsewhere." in refused
        assert "You do not have it yet." in refused


class TestRelated:
    def test_the_same_subject_comes_first_and_the_course_itself_never(self, visitor: Api) -> None:
        physics = uuid.uuid4()
        course = make_course(title="Waves", category_id=physics)
        make_course(title="Popular", total_enrollments=9)
        make_course(title="Less so", total_enrollments=3)
        make_course(title="Optics", category_id=physics)
        make_course(title="Rare")
        make_course(title="Drafted", category_id=physics, state=Course.State.DRAFT)
        assert cards_of(visitor.get(at(course))) == ["Optics", "Popular", "Less so"]

    def test_alone_there_is_no_such_part(self, visitor: Api) -> None:
        assert "More courses" not in text_of(visitor.get(at(make_course())))

    def test_costs_the_same_for_one_and_for_three(self, api: ApiMaker, in_alpha: ActiveTenant) -> None:
        student, course = make_student(), make_course()
        make_enrollment(student, make_course())
        client = api(school=in_alpha).sign_in(student.user)
        one = queries_of(client, at(course))
        make_course()
        make_course()
        assert queries_of(client, at(course)) == one


class TestPreview:
    def test_a_visitor_is_led_to_the_free_film(self, visitor: Api) -> None:
        lesson = free_film(title="Taste")
        body = visitor.get(at(lesson.course)).content.decode()
        assert body.count(f'href="{preview_at(lesson)}"') == 2
        page = visitor.get(preview_at(lesson))
        assert "Taste" in text_of(page)
        assert f'data-link-url="{preview_at(lesson)}link/"' in page.content.decode()

    def test_the_film_plays_without_an_account(self, visitor: Api) -> None:
        answer = visitor.post(f"{preview_at(free_film())}link/", {}, format="multipart", **JSON)
        assert answer.json()["is_framed"] is False
        assert answer["Cache-Control"] == "no-store"
        assert b"".join(visitor.get(answer.json()["url"]).streaming_content) == FILM

    def test_without_script_the_browser_is_sent_to_the_film(self, visitor: Api) -> None:
        path = f"{preview_at(free_film())}link/"
        film = visitor.post(path, {}, status=302, format="multipart")["Location"]
        assert b"".join(visitor.get(film).streaming_content) == FILM

    def test_students_have_their_own_page(self, api: ApiMaker, in_alpha: ActiveTenant) -> None:
        lesson, student = free_film(), make_student()
        client = api(school=in_alpha).sign_in(student.user)
        assert client.get(preview_at(lesson), status=302)["Location"] == f"/learn/lessons/{lesson.id}/"
        assert preview_at(lesson) not in client.get(at(lesson.course)).content.decode()

    def test_staff_see_what_visitors_see(self, api: ApiMaker, in_alpha: ActiveTenant) -> None:
        lesson = free_film(make_course(is_free=True))
        page = api(school=in_alpha).sign_in(make_staff().user, kind="staff").get(preview_at(lesson))
        assert "Open an account" not in text_of(page)

    def test_a_film_that_is_not_ready_has_the_lessons_page(self, visitor: Api) -> None:
        lesson = free_film()
        Video.objects.update(state=Video.State.PROCESSING)
        assert visitor.get(preview_at(lesson), status=302)["Location"] == f"/learn/lessons/{lesson.id}/"
        visitor.post(f"{preview_at(lesson)}link/", {}, status=404, format="multipart")
        assert "Watch a lesson for free" not in text_of(visitor.get(at(lesson.course)))

    def test_a_course_for_some_countries_asks_first_who_one_is(self, visitor: Api) -> None:
        lesson = free_film(make_course(countries=["EG"]))
        assert visitor.get(preview_at(lesson), status=302)["Location"] == f"/learn/lessons/{lesson.id}/"
        visitor.post(f"{preview_at(lesson)}link/", {}, status=404, format="multipart")

    @pytest.mark.parametrize("hidden", ["lesson", "module", "course", "paid", "elsewhere"])
    def test_what_is_not_free_for_all_is_not_there(self, visitor: Api, hidden: str) -> None:
        lesson = free_film()
        if hidden in {"lesson", "paid"}:
            Lesson.objects.filter(pk=lesson.pk).update(
                **{"is_published" if hidden == "lesson" else "is_free": False}
            )
        elif hidden == "module":
            type(lesson.module).objects.filter(pk=lesson.module_id).update(is_published=False)
        elif hidden == "course":
            Course.objects.filter(pk=lesson.course_id).update(state=Course.State.DRAFT)
        else:
            lesson.course_id = make_course().id
        visitor.get(preview_at(lesson), status=404)
        visitor.post(f"{preview_at(lesson)}link/", {}, status=404, format="multipart")

    def test_another_schools_film_is_not_there(
        self, api: ApiMaker, alpha: ActiveTenant, in_beta: ActiveTenant
    ) -> None:
        lesson = free_film()
        api(school=in_beta).get(preview_at(lesson))
        api(school=alpha).get(preview_at(lesson), status=404)
        api(school=alpha).post(f"{preview_at(lesson)}link/", {}, status=404, format="multipart")


class TestTheWayIn:
    def test_phones_have_a_bar_that_leads_to_it(self, api: ApiMaker, in_alpha: ActiveTenant) -> None:
        student, course = make_student(), make_course()
        client = api(school=in_alpha).sign_in(student.user)
        assert 'class="buy-bar' in client.get(at(course)).content.decode()
        make_enrollment(student, course)
        assert 'class="buy-bar' not in client.get(at(course)).content.decode()
