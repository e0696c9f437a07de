"""A free lesson whose film is at the video service, for somebody without an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from shared_apps.kernel.models import AttemptCounter
from tenant_apps.courses.models import Course, Lesson
from tenant_apps.video.models import Video
from tenant_apps.video.services import playback_link, playing
from tenant_apps.video.services.playing import Guest
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_lesson, make_module, make_staff, make_student, owner_of
from tests.pages.portal import text_of
from tests.pages.test_video_pages import SILENT, policy, ready, send


@pytest.fixture
def visitor(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    return api(school=in_alpha)


@pytest.fixture
def free(api: ApiMaker, in_alpha: ActiveTenant, vdocipher: Any) -> Lesson:
    """A free lesson of a published course; its film is ready at the service."""
    lesson = make_lesson(make_module(make_course(title="Waves")), is_free=True, title="Taste")
    ready(api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff"), vdocipher, lesson)
    return lesson


def at(lesson: Lesson, rest: str = "") -> str:
    return f"/courses/{lesson.course_id}/preview/{lesson.id}/{rest}"


def test_course_leads_to_it_and_its_page_may_show_the_services_player(
    visitor: Api, free: Lesson, vdocipher: Any
) -> None:
    course = visitor.get(f"/courses/{free.course_id}/").content.decode()
    assert course.count(f'href="{at(free)}"') == 2
    page = visitor.get(at(free))
    assert policy(page, "frame-src") == vdocipher.base
    body = page.content.decode()
    assert f'data-link-url="{at(free, "link/")}"' in body
    assert "data-framed" in body
    # No ticket before somebody wants to see it.
    assert "data-player-start" in body
    assert vdocipher.terms == []


def test_it_plays_once_under_the_schools_name(
    visitor: Api, free: Lesson, in_alpha: ActiveTenant, vdocipher: Any
) -> None:
    told = send(visitor, at(free, "link/"))
    assert told.json()["is_framed"] is True
    assert told.json()["url"].startswith(f"{vdocipher.base}/v2/?otp=")
    assert told["Cache-Control"] == "no-store"
    [terms] = vdocipher.terms
    assert [note["text"] for note in terms["annotate"]] == ["Alice Owner"]
    assert terms["whitelisthref"] == "alice.edupro.test"
    assert "127.0.0.1" not in str(terms)
    send(visitor, at(free, "link/"))
    first, second = vdocipher.terms
    assert first["userId"] == second["userId"]


def test_without_script_the_browser_is_sent_there(visitor: Api, free: Lesson, vdocipher: Any) -> None:
    answer = visitor.post(at(free, "link/"), {}, status=302, format="multipart")
    assert answer["Location"].startswith(f"{vdocipher.base}/v2/?otp=")


def test_whoever_is_signed_in_plays_with_their_own_name(
    api: ApiMaker, in_alpha: ActiveTenant, free: Lesson, vdocipher: Any
) -> None:
    student, assistant = make_student(full_name="Bob Tester"), make_staff("assistant")
    send(api(school=in_alpha).sign_in(student.user), at(free, "link/"))
    send(api(school=in_alpha).sign_in(assistant.user, kind="staff"), at(free, "link/"))
    names = [terms["annotate"][0]["text"].partition(" · ")[0] for terms in vdocipher.terms]
    assert names == ["Bob Tester", assistant.full_name]


@pytest.mark.parametrize("hidden", ["lesson", "module", "course", "paid", "countries"])
def test_nothing_else_is_played(visitor: Api, free: Lesson, vdocipher: Any, hidden: str) -> None:
    if hidden in {"lesson", "paid"}:
        changes = {"lesson": {"is_published": False}, "paid": {"is_free": False}}[hidden]
        Lesson.objects.filter(pk=free.pk).update(**changes)
    elif hidden == "module":
        type(free.module).objects.filter(pk=free.module_id).update(is_published=False)
    elif hidden == "course":
        Course.objects.filter(pk=free.course_id).update(state=Course.State.DRAFT)
    else:
        Course.objects.filter(pk=free.course_id).update(countries=["EG"])
    visitor.post(at(free, "link/"), {}, status=404, format="multipart")
    assert vdocipher.terms == []


def test_a_guest_gets_no_ticket_for_what_is_paid(
    in_alpha: ActiveTenant, free: Lesson, vdocipher: Any
) -> None:
    guest = Guest(address="198.51.100.7", school="Alice", host="alice.edupro.test")
    free.is_free = False
    assert playback_link(lesson=free, now=timezone.now(), viewer=guest) is None
    assert playback_link(lesson=free, now=timezone.now()) is None
    assert vdocipher.terms == []


def test_another_schools_film_is_not_there(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant, free: Lesson, vdocipher: Any
) -> None:
    api(school=beta).get(at(free), status=404)
    api(school=beta).post(at(free, "link/"), {}, status=404, format="multipart")
    assert vdocipher.terms == []


def test_an_address_that_collects_tickets_waits(
    visitor: Api, free: Lesson, vdocipher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playing, "MOST_TICKETS", 2)
    for _ in range(2):
        send(visitor, at(free, "link/"))
    refused = send(visitor, at(free, "link/"), status=429).json()
    assert refused["code"] == "too_many_attempts"
    assert re.search(r"Try again in 1[01] minutes\.$", refused["detail"])
    assert len(vdocipher.terms) == 2
    # Another address is another count, and what is counted names nobody.
    key = AttemptCounter.objects.get(key__startswith="video-ticket:").key
    assert "127.0.0.1" not in key
    other = Guest(address="198.51.100.7", school="Alice", host="alice.edupro.test")
    assert playback_link(lesson=free, now=timezone.now(), viewer=other) is not None


@pytest.mark.parametrize("trouble", ["cut", "garbage"])
def test_trouble_of_the_service_is_told_without_its_secrets(
    visitor: Api, free: Lesson, vdocipher: Any, trouble: str
) -> None:
    vdocipher.trouble(trouble)
    assert send(visitor, at(free, "link/"), status=503).json() == SILENT
    answer = visitor.post(at(free, "link/"), {}, status=302, format="multipart")
    assert answer["Location"] == at(free)
    assert "The video service does not answer." in text_of(visitor.get(at(free)))


def test_wrong_keys_of_the_school_are_not_for_visitors(
    visitor: Api, free: Lesson, vdocipher: Any, settings: Any
) -> None:
    settings.VDOCIPHER_API_SECRET = "another-secret-0000000000"
    assert send(visitor, at(free, "link/"), status=503).json() == SILENT
    assert Video.objects.get().state == Video.State.READY
