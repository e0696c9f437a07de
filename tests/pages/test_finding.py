"""An address without a school leads to schools that are called alike."""

from __future__ import annotations

import pytest
from django.test import Client

from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.rules import likeness
from tenants.context import ActiveTenant
from tests.client import ApiMaker

PERSON = {"accept": "text/html,application/xhtml+xml"}


def offer(school: ActiveTenant, courses: int = 1) -> None:
    TeacherProfile.objects.filter(tenant_id=school.id).update(courses_count=courses)


@pytest.mark.parametrize("host", ["alise.edupro.test", "ALISE.edupro.test", "alise.edupro.test:8000"])
def test_mistyped_address_leads_to_the_finder(alpha: ActiveTenant, host: str) -> None:
    answer = Client(headers={"host": host, **PERSON}).get("/courses/?x=1")
    port = ":8000" if ":" in host else ""
    assert (answer.status_code, answer["Location"]) == (302, f"http://edupro.test{port}/find/?school=alise")


@pytest.mark.parametrize(
    "host",
    [
        "alise.other.test",
        "a.edupro.test",
        "al..ise.edupro.test",
        "alise.edupro.test.evil.test",
        "x--y.edupro.test",
    ],
)
def test_other_addresses_stay_a_plain_404(alpha: ActiveTenant, host: str) -> None:
    answer = Client(headers={"host": host, **PERSON}).get("/")
    assert (answer.status_code, answer.content) == (404, b"404 Not Found\n")


def test_programs_get_a_plain_404(alpha: ActiveTenant) -> None:
    client = Client(headers={"host": "alise.edupro.test"})
    assert (client.get("/api/v1/").status_code, client.get("/").content) == (404, b"404 Not Found\n")
    assert Client(headers={"host": "alise.edupro.test", **PERSON}).post("/").status_code == 404


def test_finder_offers_schools_that_are_called_alike(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    for school in (alpha, beta):
        offer(school)
    body = api().get("/find/?school=alise", status=404).content.decode()
    assert 'href="http://alice.edupro.test/"' in body
    assert "basma.edupro.test" not in body
    assert 'href="http://alice.edupro.test/"' in api().get("/find/?school=Alice Owner").content.decode()


def test_finder_knows_a_name_however_its_letters_are_written(api: ApiMaker, alpha: ActiveTenant) -> None:
    offer(alpha)
    TeacherProfile.objects.filter(tenant_id=alpha.id).update(full_name="أحمد المنشاوي")
    for typed in ("احمد المنشاوى", "أَحمد", "المنشاوي"):
        found = api().get("/find/", {"school": typed}, status=404).content.decode()
        assert 'href="http://alice.edupro.test/"' in found


def test_finder_reads_no_nul_out_of_its_address(api: ApiMaker, alpha: ActiveTenant) -> None:
    offer(alpha)
    assert "Find your school" in api().get("/find/?school=%00").content.decode()
    assert 'href="http://alice.edupro.test/"' in api().get("/find/?school=ali%00ce").content.decode()


def test_finder_names_no_school_that_offers_nothing(api: ApiMaker, alpha: ActiveTenant) -> None:
    offer(alpha, courses=0)
    body = api().get("/find/?school=alise", status=404).content.decode()
    assert "alice.edupro.test" not in body


def test_finder_shows_what_was_typed_as_text(api: ApiMaker) -> None:
    typed = "<script>alert(1)</script>"
    body = api().get("/find/", {"school": typed}, status=404).content.decode()
    assert typed not in body
    assert "&lt;script&gt;" in body
    assert "Find your school" in api().get("/find/").content.decode()


@pytest.mark.parametrize(
    ("typed", "is_near"), [("alise", True), ("alice", True), ("owner", True), ("basma", False)]
)
def test_likeness(typed: str, is_near: bool) -> None:
    assert (likeness(typed, "alice", "Alice Owner") >= 0.6) is is_near
