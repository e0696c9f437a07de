"""What students say of a course, on its pages."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tenant_apps.courses.models import Course
from tenant_apps.ratings.models import Rating
from tests.factories import make_course, make_enrollment, make_staff, make_student
from tests.factories.ratings import make_rating
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of

NOW = timezone.now()
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def course(in_alpha):
    return make_course(title="Algebra")


@pytest.fixture
def student(course):
    student = make_student(username="bobby")
    make_enrollment(student, course)
    return student


@pytest.fixture
def bob(api, alpha, student):
    return api(school=alpha).sign_in(student.user)


def page_of(course):
    return f"/courses/{course.id}/reviews/"


def save_at(course):
    return f"/courses/{course.id}/reviews/save/"


def remove_at(course):
    return f"/courses/{course.id}/reviews/remove/"


def told():
    return [(row.stars, row.comment) for row in Rating.objects.order_by("id")]


class TestReading:
    def test_nobody_said_anything_yet(self, api, alpha, course):
        words = text_of(api(school=alpha).get(page_of(course)))
        assert "Nobody has reviewed this course yet." in words
        assert "Sign in to rate it" in words
        assert "Publish" not in words

    def test_average_spread_and_comments(self, api, alpha, course):
        make_rating(make_student(username="karima"), course, stars=5, comment="<b>Great</b>\nTruly.")
        make_rating(make_student(), course, stars=2, reply="We will slow down.", replied_at=NOW)
        make_rating(make_student(), course, stars=1, comment="Rude!", hidden_at=NOW)
        response = api(school=alpha).get(page_of(course))
        words = text_of(response)
        assert "3.5 2 reviews" in words
        assert "Karima T." in words
        assert "<b>Great</b> Truly." in words
        assert "We will slow down." in words
        assert "Rude!" not in words
        bars = re.findall(
            r'<progress class="progress progress-thin" value="(\d+)"', response.content.decode()
        )
        assert bars == ["50", "0", "0", "50", "0"]

    def test_course_pages_ask_for_the_part_and_link_to_the_whole(self, api, bob, alpha, course):
        offer = api(school=alpha).get(f"/courses/{course.id}/").content.decode()
        learn = bob.get(f"/learn/courses/{course.id}/").content.decode()
        assert f'hx-get="{page_of(course)}?at=course"' in offer
        assert f'hx-get="{page_of(course)}?at=learn"' in learn
        for body in (offer, learn):
            assert f'href="{page_of(course)}"' in body

    def test_part_is_no_page(self, api, alpha, course):
        body = api(school=alpha).get(page_of(course), **PART).content.decode()
        assert "<html" not in body
        assert body.startswith('<h2 class="heading" id="reviews-head">')

    def test_more_rows_come_one_page_at_a_time(self, api, alpha, course):
        for number in range(12):
            make_rating(make_student(), course, comment=f"No {number}.")
        client = api(school=alpha)
        first = client.get(page_of(course), **PART).content.decode()
        assert re.findall(r"No \d+\.", first) == [f"No {number}." for number in range(11, 1, -1)]
        assert f'hx-get="{page_of(course)}?page=2"' in first
        rest = client.get(page_of(course), {"page": 2}, **PART).content.decode()
        assert re.findall(r"No \d+\.", rest) == ["No 1.", "No 0."]
        assert "hx-get" not in rest
        assert "<h2" not in rest
        # Without script the same link leads to a page.
        assert "No 1." in text_of(client.get(page_of(course), {"page": 2}))

    @pytest.mark.parametrize("page", ["0", "-1", "x", "99", "\0"])
    def test_odd_pages(self, api, alpha, course, page):
        make_rating(make_student(), course, comment="Only one.")
        assert "Only one." in text_of(api(school=alpha).get(page_of(course), {"page": page}))

    def test_what_is_not_there(self, api, alpha, beta, bob, student, course):
        assert api(school=alpha).get(f"/courses/{uuid.uuid4()}/reviews/", status=404)
        assert api(school=beta).get(page_of(course), status=404)
        Course.objects.update(state=Course.State.DRAFT)
        assert api(school=alpha).get(page_of(course), status=404)
        assert bob.get(page_of(course), status=200)

    def test_queries_do_not_grow(self, bob, course):
        counts = []
        for _ in range(3):
            make_rating(make_student(), course)
            counts.append(queries_of(bob, page_of(course)))
        assert counts[0] == counts[1] == counts[2]

    def test_cards_tell_the_average(self, api, alpha, course):
        assert "4.3" not in text_of(api(school=alpha).get("/"))
        Course.objects.update(average_rating=Decimal("4.33"), total_reviews=3)
        assert "4.3 (3)" in text_of(api(school=alpha).get("/"))


class TestWriting:
    def test_student_rates_changes_and_removes(self, bob, course):
        answer = send(bob, save_at(course), {"stars": "5", "comment": "Clear.\r\nReally."}, status=302)
        assert answer["Location"] == f"{page_of(course)}#reviews"
        assert told() == [(5, "Clear.\nReally.")]
        words = text_of(bob.get(page_of(course)))
        assert "Thank you. Your review is saved." in words or "Your review" in words

        send(bob, save_at(course), {"stars": "2", "comment": ""}, status=302)
        assert told() == [(2, "")]

        for _twice in range(2):
            send(bob, remove_at(course), status=302)
        assert told() == []

    @pytest.mark.parametrize(
        ("at", "home"), [("course", "/courses/{}/"), ("learn", "/learn/courses/{}/"), ("//evil", None)]
    )
    def test_leads_back_to_where_the_form_stood(self, bob, course, at, home):
        answer = send(bob, save_at(course), {"stars": "5", "at": at}, status=302)
        expected = home.format(course.id) if home else page_of(course)
        assert answer["Location"] == f"{expected}#reviews"

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"comment": "No stars"}, "Choose one to five stars."),
            ({"stars": "", "comment": "No stars"}, "Choose one to five stars."),
            ({"stars": "6"}, "Select a valid choice. 6 is not one of the available choices."),
            ({"stars": "4", "comment": "x" * 501}, "Comment cannot exceed 500 characters."),
        ],
    )
    def test_refused_input_stays_in_the_form(self, bob, course, sent, sentence):
        response = send(bob, save_at(course), sent, status=200)
        assert sentence in text_of(response)
        assert sent.get("comment", "") in response.content.decode()
        assert told() == []

    def test_comment_of_500_typed_characters_is_taken(self, bob, course):
        lines = "\r\n".join(["x" * 99] * 5)
        send(bob, save_at(course), {"stars": "3", "comment": lines}, status=302)
        assert len(Rating.objects.get().comment) == 499

    def test_who_may_not(self, api, alpha, course):
        assert send(api(school=alpha), save_at(course), {"stars": "5"}, status=302)["Location"] == "/sign-in/"
        staff = api(school=alpha).sign_in(make_staff().user, kind="staff")
        assert send(staff, save_at(course), {"stars": "5"}, status=403)
        stranger = api(school=alpha).sign_in(make_student().user)
        answer = send(stranger, save_at(course), {"stars": "5"}, status=302)
        assert "You are not enrolled in this course." in text_of(stranger.get(answer["Location"]))
        assert "Rate this course" not in text_of(stranger.get(page_of(course)))
        assert told() == []

    def test_somebody_whose_time_is_over_may(self, bob, student, course):
        student.enrollments.update(ends_at=NOW - timedelta(days=1))
        assert "Rate this course" in text_of(bob.get(page_of(course)))
        send(bob, save_at(course), {"stars": "5"}, status=302)
        assert told() == [(5, "")]

    def test_author_learns_why_it_is_hidden(self, bob, student, course):
        make_rating(student, course, comment="Rude!", hidden_at=NOW, hidden_reason="Insults")
        words = text_of(bob.get(page_of(course)))
        assert "Only you see this review" in words
        assert "Your teacher has hidden it: Insults" in words

    def test_addresses_of_forms_are_not_read(self, bob, course):
        assert bob.get(save_at(course), status=405)
        assert bob.get(remove_at(course), status=405)
