"""The teacher's page of reviews."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from tenant_apps.ratings.models import Rating
from tests.factories import make_course, make_enrollment, make_staff, make_student, owner_of
from tests.factories.ratings import make_rating
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of

NOW = timezone.now()
PAGE = "/teach/ratings/"


@pytest.fixture
def course(in_alpha):
    return make_course(title="Algebra")


@pytest.fixture
def rating(course):
    student = make_student(username="bobby")
    make_enrollment(student, course)
    return make_rating(student, course, stars=2, comment="Too fast.")


@pytest.fixture
def alice(api, alpha):
    return api(school=alpha).sign_in(owner_of(alpha), kind="staff")


def act_at(rating):
    return f"{PAGE}{rating.id}/act/"


def test_empty(alice):
    assert "No reviews yet" in text_of(alice.get(PAGE))


def test_lists_all_with_the_spread(alice, rating):
    make_rating(make_student(), make_course(title="Waves"), stars=5, hidden_at=NOW, hidden_reason="Spam")
    words = text_of(alice.get(PAGE))
    assert "2.0 1 review" in words
    assert "Bobby Tester" in words
    assert "Too fast." in words
    assert "Hidden because: Spam" in words


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"Slow", "Fine", "Spam"}),
        ({"stars": "5"}, {"Fine", "Spam"}),
        ({"stars": "5", "state": "shown"}, {"Fine"}),
        ({"state": "hidden"}, {"Spam"}),
        ({"course": "waves"}, {"Fine", "Spam"}),
        ({"stars": "9", "course": "x", "state": "y", "page": "z"}, {"Slow", "Fine", "Spam"}),
        ({"stars": "4"}, set()),
    ],
)
def test_filters(alice, in_alpha, query, shown):
    algebra, waves = make_course(title="Algebra"), make_course(title="Waves")
    make_rating(make_student(), algebra, stars=1, comment="Slow")
    make_rating(make_student(), waves, stars=5, comment="Fine")
    make_rating(make_student(), waves, stars=5, comment="Spam", hidden_at=NOW)
    asked = {**query, "course": str(waves.id)} if query.get("course") == "waves" else query
    words = text_of(alice.get(PAGE, asked))
    assert {comment for comment in ("Slow", "Fine", "Spam") if comment in words} == shown
    assert ("No review matches" in words) == (shown == set())


def test_reply_hide_and_show(alice, rating):
    answer = send(alice, f"{act_at(rating)}?stars=2&page=1", {"do": "reply", "reply": "Sorry!"}, status=302)
    assert answer["Location"] == f"{PAGE}?stars=2&page=1"
    assert "Sorry!" in text_of(alice.get(PAGE))

    send(alice, act_at(rating), {"do": "hide", "reason": "Insults"}, status=302)
    rating.refresh_from_db()
    assert (rating.is_hidden, rating.hidden_reason, rating.reply) == (True, "Insults", "Sorry!")

    send(alice, act_at(rating), {"do": "show"}, status=302)
    send(alice, act_at(rating), {"do": "reply", "reply": " "}, status=302)
    rating.refresh_from_db()
    assert (rating.is_hidden, rating.reply) == (False, "")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"do": "hide", "reason": " "}, "Say in at most 200 characters why this review is hidden."),
        ({"do": "reply", "reply": "x" * 1001}, "The reply cannot exceed 1000 characters."),
    ],
)
def test_refusals(alice, rating, sent, sentence):
    send(alice, act_at(rating), sent, status=302)
    assert sentence in alice.get(PAGE).content.decode()
    rating.refresh_from_db()
    assert (rating.is_hidden, rating.reply) == (False, "")


def test_only_the_owner_acts(api, alpha, rating):
    for role in ("instructor", "assistant"):
        client = api(school=alpha).sign_in(make_staff(role).user, kind="staff")
        body = client.get(PAGE).content.decode()
        assert "Too fast." in body
        assert act_at(rating) not in body
        assert send(client, act_at(rating), {"do": "hide", "reason": "x"}, status=403)
    student = api(school=alpha).sign_in(make_student().user)
    assert student.get(PAGE, status=403)
    assert Rating.objects.get().is_hidden is False


def test_what_is_not_there(alice, rating):
    assert send(alice, f"{PAGE}{uuid.uuid4()}/act/", {"do": "show"}, status=404)
    assert send(alice, act_at(rating), {"do": "explode"}, status=404)
    assert alice.get(act_at(rating), status=405)


def test_queries_do_not_grow(alice, rating):
    counts = [queries_of(alice, PAGE)]
    for _ in range(2):
        make_rating(make_student(), make_course())
    counts.append(queries_of(alice, PAGE))
    assert counts[0] == counts[1]
