"""The platform's directory of schools: who is in it, how it is searched, how a school leaves it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.categories.models import Category
from shared_apps.teachers.models import TeacherProfile
from tenants.context import ActiveTenant
from tenants.models import Tenant
from tests.client import Api, ApiMaker
from tests.pages.test_platform import count_queries, list_course, titles

PAGE = "/schools/"


def show(school: ActiveTenant, **fields: Any) -> None:
    """Give the school a public face and a course to be listed with."""
    TeacherProfile.objects.filter(tenant_id=school.id).update(**fields)
    list_course(school, "Waves")


def names(client: Api, path: str = PAGE) -> list[str]:
    return titles(client.get(path).content.decode())


def test_school_without_a_course_on_offer_is_not_listed(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api()
    assert "No schools yet" in client.get(PAGE).content.decode()
    show(alpha, full_name="Alice & <Sons>")
    assert names(client) == ["Alice &amp; &lt;Sons&gt;"]


def test_card_leads_to_the_school_and_says_what_it_offers(api: ApiMaker, alpha: ActiveTenant) -> None:
    physics = Category.objects.create(name="Physics")
    list_course(alpha, "Light", category=physics)
    show(
        alpha,
        full_name="Alice",
        tagline="Physics that makes sense",
        primary_color="#112233",
        courses_count=2,
        rating_average=Decimal("4.50"),
        rating_count=8,
    )
    body = api().get(PAGE).content.decode()
    assert '<a class="cover-link" href="http://alice.edupro.test/">' in body
    card = body[body.index('<article class="card card-link school-card">') :].partition("</article>")[0]
    text = " ".join(re.sub(r"<[^>]+>", " ", card).split())
    assert text == "A Alice Physics that makes sense Physics 2 courses Egypt 4.5 (8)"
    assert card.count('fill="#112233"') == 2


def test_directory_is_searched_by_the_subjects_that_cards_show(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    physics = Category.objects.create(name="Physics", name_ar="الفيزياء")
    list_course(alpha, "Light", category=physics)
    show(alpha, full_name="Alice")
    show(beta, full_name="Basma")
    for words in ("physics", "فيزياء", "alice الفيزياء"):
        assert names(api(), f"{PAGE}?q={words}") == ["Alice"]
    assert names(api(), f"{PAGE}?q=basma physics") == []


@pytest.mark.parametrize("state", ["suspended", "archived"])
def test_closed_school_is_not_listed(api: ApiMaker, alpha: ActiveTenant, state: str) -> None:
    show(alpha)
    Tenant.objects.filter(pk=alpha.id).update(state=state)
    assert names(api()) == []


def test_school_that_does_not_want_to_be_found_is_not_listed(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    show(alpha, full_name="Alice", is_listed=False)
    show(beta, full_name="Basma")
    assert names(api()) == ["Basma"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("احمد", ["مدرسة أحمد"]),
        ("مدرسه أحمد", ["مدرسة أحمد"]),
        ("ALICE", ["Alice"]),
        ("alice.edupro", []),
        ("chemistry cairo", ["Alice"]),
        ("%", []),
        ("zinc", []),
    ],
)
def test_search_knows_every_way_of_writing(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant, words: str, found: list[str]
) -> None:
    show(alpha, full_name="Alice", specialization="Chemistry", city="Cairo")
    show(beta, full_name="مدرسة أحمد")
    assert titles(api().get(PAGE, {"q": words}).content.decode()) == found


def test_school_is_found_by_subject_and_country(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    physics = Category.objects.create(name="Physics")
    show(alpha, full_name="Alice")
    show(beta, full_name="Basma")
    list_course(beta, "Light", category=physics)
    Tenant.objects.filter(pk=beta.id).update(country="SA")
    client = api()
    assert names(client, f"{PAGE}?category={physics.number}") == ["Basma"]
    assert names(client, f"{PAGE}?country=EG") == ["Alice"]
    assert names(client, f"{PAGE}?country=SA") == ["Basma"]
    body = client.get(f"{PAGE}?country=XX").content.decode()
    assert ("No school found" in body, titles(body)) == (True, [])


def test_order_is_by_courses_rating_or_age(api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant) -> None:
    show(alpha, full_name="Alice", courses_count=3, rating_average=Decimal("4.00"), rating_count=2)
    show(beta, full_name="Basma", courses_count=1, rating_average=Decimal("4.90"), rating_count=2)
    client = api()
    assert names(client) == ["Alice", "Basma"]
    assert names(client, f"{PAGE}?order=rated") == ["Basma", "Alice"]
    assert names(client, f"{PAGE}?order=zz") == ["Alice", "Basma"]


@pytest.mark.parametrize(
    "query", ["category=x", "category=-1", "category=" + "9" * 40, "page=zz", "country=%00", "q=%00"]
)
def test_odd_questions_are_answered(api: ApiMaker, alpha: ActiveTenant, query: str) -> None:
    show(alpha)
    api().get(f"{PAGE}?{query}")


def test_one_school_or_two_cost_the_same(api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant) -> None:
    client = api()
    show(alpha, full_name="Alice")
    client.get(PAGE)
    one = count_queries(client, PAGE)
    home = count_queries(client, "/")
    show(beta, full_name="Basma")
    assert count_queries(client, PAGE) == one
    with CaptureQueriesContext(connection) as asked:
        assert names(client) == ["Alice", "Basma"]
    assert len(asked) == one == 4
    assert count_queries(client, "/") == home


def test_home_shows_schools_and_leads_to_all(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api()
    assert 'id="schools"' not in client.get("/").content.decode()
    show(alpha, full_name="Alice")
    body = client.get("/").content.decode()
    assert titles(body) == ["Alice", "Waves"]
    assert 'href="/schools/"' in body
