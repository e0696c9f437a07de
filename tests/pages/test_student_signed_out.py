"""Forms that were open when the session ended, and addresses that only take forms."""

from __future__ import annotations

from typing import Any

import pytest

from tenant_apps.ratings.models import Rating
from tenants.context import ActiveTenant
from tests.client import Api
from tests.factories import make_course, make_enrollment, make_lesson, make_module, make_student
from tests.pages.portal import text_of

TOLD = "You are signed out, so nothing was sent. Sign in, then send it once more."


def at(client: Api, path: str) -> str:
    return f"http://{client.host}{path}"


@pytest.fixture
def guest(in_alpha: ActiveTenant) -> Api:
    return Api(school=in_alpha)


def test_form_sent_after_the_end_says_so_and_leads_back_to_its_page(guest: Api) -> None:
    course = make_course()
    page = f"/courses/{course.id}/reviews/"
    answer = guest.post(
        f"{page}save/", {"stars": "5"}, 302, format="multipart", HTTP_REFERER=at(guest, f"{page}?page=2#x")
    )
    door = f"/sign-in/?next=%2Fcourses%2F{course.id}%2Freviews%2F%3Fpage%3D2"
    assert answer["Location"] == door
    assert TOLD in text_of(guest.get(door, status=200))
    assert TOLD not in text_of(guest.get(door, status=200))
    assert Rating.objects.count() == 0


def test_part_sent_after_the_end_leads_the_whole_page_to_the_door(guest: Api) -> None:
    lesson = make_lesson(make_module(make_course()))
    page = f"/learn/lessons/{lesson.id}/"
    answer = guest.post(
        f"{page}notes/",
        {"text": "x"},
        401,
        format="multipart",
        HTTP_HX_REQUEST="true",
        HTTP_HX_CURRENT_URL=at(guest, f"{page}#notes"),
    )
    assert answer["HX-Redirect"] == f"/sign-in/?next=%2Flearn%2Flessons%2F{lesson.id}%2F"
    assert TOLD in text_of(guest.get(answer["HX-Redirect"], status=200))


@pytest.mark.parametrize(
    "stood", ["http://evil.example/learn/", "//evil.example/", "http://[", "nothing", ""]
)
def test_door_leads_back_to_pages_of_this_school_only(guest: Api, stood: str) -> None:
    answer = guest.post("/profile/", {"part": "about"}, 302, format="multipart", HTTP_REFERER=stood)
    assert answer["Location"] == "/sign-in/"


def test_looking_at_a_page_is_no_form_that_was_lost(guest: Api) -> None:
    door = guest.get("/profile/", status=302)["Location"]
    assert TOLD not in text_of(guest.get(door, status=200))


def test_who_is_signed_in_is_asked_for_no_second_account(in_alpha: ActiveTenant) -> None:
    bob = Api(school=in_alpha).sign_in(make_student().user)
    assert bob.get("/sign-up/?next=/redeem/", status=302)["Location"] == "/redeem/"
    assert bob.get("/sign-up/", status=302)["Location"] == "/today/"


def test_address_of_a_form_shows_the_way_to_its_page(in_alpha: ActiveTenant) -> None:
    student, course = make_student(), make_course()
    lesson = make_lesson(make_module(course))
    make_enrollment(student, course)
    bob = Api(school=in_alpha).sign_in(student.user)
    pages: dict[str, Any] = {
        f"/courses/{course.id}/reviews/save/": f"/courses/{course.id}/reviews/",
        f"/courses/{course.id}/enroll/": f"/courses/{course.id}/",
        f"/learn/lessons/{lesson.id}/notes/": f"/learn/lessons/{lesson.id}/",
        f"/learn/lessons/{lesson.id}/notes/{lesson.id}/": f"/learn/lessons/{lesson.id}/",
        f"/learn/lessons/{lesson.id}/complete/": f"/learn/lessons/{lesson.id}/",
    }
    for path, above in pages.items():
        answer = bob.get(path, status=405)
        assert answer["Allow"] == "POST", path
        assert "There is nothing to look at here" in text_of(answer)
        assert f'href="{above}"' in answer.content.decode()
        bob.get(above, status=200)
