"""The platform's front page, its catalogue, and the way to a school's door."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.categories.models import Category
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker

MADE = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


def list_course(school: ActiveTenant, title: str, **fields: Any) -> CatalogueCourse:
    """A published course of `school` in the catalogue."""
    values: dict[str, Any] = {
        "course_id": uuid.uuid4(),
        "tenant_id": school.id,
        "teacher_name": school.username.title(),
        "teacher_username": school.username,
        "title": title,
        "price": Decimal("150.00"),
        "currency": "EGP",
        "is_free": False,
        "total_lessons": 4,
        "created_at": MADE,
    }
    return CatalogueCourse.objects.create(**(values | fields))


def titles(body: str) -> list[str]:
    return re.findall(r'<a class="cover-link"[^>]*><bdi>([^<]*)</bdi></a>', body)


def count_queries(client: Api, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_home_without_courses_has_no_course_list(api: ApiMaker, alpha: ActiveTenant) -> None:
    body = api().get("/").content.decode()
    assert "Newest courses" not in body
    assert body.count('href="/start/"') == 3


def test_home_shows_the_newest_courses_with_their_schools_addresses(
    api: ApiMaker, alpha: ActiveTenant
) -> None:
    course = list_course(alpha, "Waves & <Light>")
    body = api().get("/").content.decode()
    assert titles(body) == ["Alice Owner", "Waves &amp; &lt;Light&gt;"]
    assert f'href="http://alice.edupro.test/courses/{course.course_id}/"' in body


def test_home_asks_the_same_number_of_queries_for_one_and_three(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api()
    list_course(alpha, "One")
    client.get("/")
    one = count_queries(client, "/")
    list_course(alpha, "Two")
    list_course(alpha, "Three")
    assert count_queries(client, "/") == one == 3


def test_catalogue_is_empty_with_a_next_step(api: ApiMaker, alpha: ActiveTenant) -> None:
    body = api().get("/courses/").content.decode()
    assert "No courses yet" in body
    assert "Nothing found" not in body


def test_catalogue_narrowed_to_nothing_says_so_and_keeps_the_words(
    api: ApiMaker, alpha: ActiveTenant
) -> None:
    list_course(alpha, "Waves")
    body = api().get("/courses/", {"q": 'zinc "x"'}).content.decode()
    assert "Nothing found" in body
    assert 'value="zinc &quot;x&quot;"' in body


def test_catalogue_searches_filters_and_orders(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    physics = Category.objects.create(name="Physics")
    list_course(alpha, "Waves", category=physics, price=Decimal("90.00"))
    list_course(beta, "Light", category=physics, price=Decimal("40.00"), created_at=MADE.replace(month=3))
    list_course(beta, "Acids", price=Decimal("60.00"), created_at=MADE.replace(month=4))
    client = api()
    assert titles(client.get("/courses/").content.decode()) == ["Acids", "Light", "Waves"]
    assert titles(client.get("/courses/", {"q": "light"}).content.decode()) == ["Light"]
    assert titles(client.get("/courses/", {"order": "price"}).content.decode()) == ["Light", "Acids", "Waves"]
    narrowed = client.get("/courses/", {"category": str(physics.number), "order": "-price"})
    assert titles(narrowed.content.decode()) == ["Waves", "Light"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("physics", ["Light", "Waves"]),
        ("الفيزياء", ["Light", "Waves"]),
        ("فيزيا", ["Light", "Waves"]),
        ("waves فيزياء", ["Waves"]),
        ("acids physics", []),
    ],
)
def test_catalogue_is_searched_by_subject_in_both_languages(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant, words: str, found: list[str]
) -> None:
    physics = Category.objects.create(name="Physics", name_ar="فيزياء")
    list_course(alpha, "Waves", category=physics)
    list_course(beta, "Light", category=physics, created_at=MADE.replace(month=3))
    list_course(beta, "Acids", category=Category.objects.create(name="Chemistry"))
    assert titles(api().get("/courses/", {"q": words}).content.decode()) == found


@pytest.mark.parametrize(
    "query", ["category=x", "category=-1", "category=" + "9" * 40, "page=zz", "order=zz"]
)
def test_catalogue_survives_odd_questions(api: ApiMaker, alpha: ActiveTenant, query: str) -> None:
    list_course(alpha, "Waves")
    api().get(f"/courses/?{query}")


def test_catalogue_pages_by_twenty_and_never_grows_in_queries(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api()
    list_course(alpha, "Course 00")
    client.get("/courses/")
    one = count_queries(client, "/courses/")
    for number in range(1, 25):
        list_course(alpha, f"Course {number:02}")
    assert count_queries(client, "/courses/") == one
    assert len(titles(client.get("/courses/").content.decode())) == 20
    assert len(titles(client.get("/courses/?page=2").content.decode())) == 5


def test_catalogue_leaves_out_schools_that_are_closed(api: ApiMaker, alpha: ActiveTenant) -> None:
    from tenants.models import Tenant

    list_course(alpha, "Waves")
    Tenant.objects.filter(pk=alpha.id).update(state=Tenant.State.SUSPENDED)
    assert titles(api().get("/courses/").content.decode()) == []


@pytest.mark.parametrize(
    "typed",
    ["alice", " Alice ", "alice.edupro.test", "http://alice.edupro.test/teach/", "ALICE.edupro.test:8000"],
)
def test_sign_in_leads_to_the_schools_door_and_remembers_it(
    api: ApiMaker, alpha: ActiveTenant, typed: str
) -> None:
    client = api()
    response = client.post("/sign-in/", {"username": typed}, status=302, format="multipart")
    assert response["Location"] == "http://alice.edupro.test/teach/sign-in/"
    assert response.cookies["school"].value == "alice"
    assert 'value="alice"' in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("typed", ["", "nobody", "a b", "..", "//", "alice@x.example", "<script>"])
def test_sign_in_to_no_school_keeps_what_was_typed(api: ApiMaker, alpha: ActiveTenant, typed: str) -> None:
    response = api().post("/sign-in/", {"username": typed}, format="multipart")
    body = response.content.decode()
    assert "<script>" not in body
    assert 'aria-invalid="true"' in body
    assert "school" not in response.cookies


def test_sign_in_may_lead_to_schools_only(api: ApiMaker, alpha: ActiveTenant) -> None:
    policy = api().get("/sign-in/")["Content-Security-Policy"]
    form_action = next(part.strip() for part in policy.split(";") if part.strip().startswith("form-action"))
    assert form_action == "form-action 'self' http://*.edupro.test:*"
    assert "edupro.test" not in api().get("/")["Content-Security-Policy"]


def test_platform_pages_are_not_on_a_school_host(api: ApiMaker, alpha: ActiveTenant) -> None:
    api(school=alpha).get("/start/", status=404)
    api(school=alpha).get("/start/check-address/", status=404)


def test_check_address_answers_free_taken_reserved_and_wrong(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api()

    def ask(username: str) -> str:
        return client.get("/start/check-address/", {"username": username}).content.decode()

    assert "mona-physics.edupro.test" in ask("Mona-Physics")
    assert "already taken" in ask("alice")
    assert "already taken" in ask("allce")
    assert "reserved" in ask("admin")
    assert "Use 4 to 30" in ask("a")
    assert "address-good" not in ask("") + ask("alice") + ask("admin") + ask("a")


def test_check_address_offers_free_names_instead(api: ApiMaker, alpha: ActiveTenant) -> None:
    body = api().get("/start/check-address/", {"username": "alice"}).content.decode()
    offers = [part.partition('"')[0] for part in body.split('data-value="')[1:]]
    assert offers == ["alice-school", "alice-academy", "teacher-alice"]


def test_looks_are_colours_only(api: ApiMaker, alpha: ActiveTenant) -> None:
    response = api().get("/looks.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response.content.decode().count(":checked) .preview{") == 10


def test_pages_name_a_support_address_only_when_there_is_one(
    api: ApiMaker, alpha: ActiveTenant, settings: Any
) -> None:
    assert "Report a problem" not in api().get("/").content.decode()
    settings.SUPPORT_EMAIL = "help@edupro.test"
    for path in ("/", "/sign-in/"):
        assert 'href="mailto:help@edupro.test"' in api().get(path).content.decode()
