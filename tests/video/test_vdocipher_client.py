"""One request to the video service: bounded, repeated where that is safe, stopped when it is down."""

from __future__ import annotations

import time

import pytest

from fakes.vdocipher import PLATFORM_SECRET, SCHOOL_VIEWER
from tenant_apps.video.errors import VideoIdUnknown, VideoServiceRefused, VideoServiceUnavailable
from tenant_apps.video.services.vdocipher import Seen, VdoCipher
from tenant_apps.video.services.vdocipher.client import Terms
from tests.uploads import SAMPLE_SECONDS

TERMS = Terms(seconds=300, watermark="Bob · •••• 789", host="alice.edupro.test", viewer="a" * 32)


@pytest.fixture
def client(vdocipher, settings):
    return VdoCipher(
        base_url=settings.VDOCIPHER_BASE_URL, viewer_secret=PLATFORM_SECRET, uploader_secret=PLATFORM_SECRET
    )


def ready(client, service):
    ticket = client.reserve(title="Slope")
    assert service.upload(ticket.upload_url, ticket.fields).status_code == 201
    service.fake.state.advance(5)
    return ticket.external_id


def test_a_video_from_reserved_to_deleted(client, vdocipher):
    ticket = client.reserve(title="الدرس الأول")
    name = ticket.external_id
    assert vdocipher.video(name).title == "الدرس الأول"
    assert client.look(external_id=name) == Seen(word="PRE-Upload", seconds=0)
    vdocipher.upload(ticket.upload_url, ticket.fields)
    assert client.look(external_id=name) == Seen(word="Queued", seconds=0)
    vdocipher.fake.state.advance(5)
    assert client.look(external_id=name) == Seen(word="ready", seconds=SAMPLE_SECONDS)
    played = client.ticket(external_id=name, terms=TERMS)
    assert (list(vdocipher.fake.state.otps), played.playback_info != "") == ([played.otp], True)
    client.delete(external_ids=[name])
    client.delete(external_ids=[name])
    with pytest.raises(VideoIdUnknown):
        client.look(external_id=name)


def test_terms_are_sent_as_the_service_wants_them(client, vdocipher):
    client.ticket(external_id=ready(client, vdocipher), terms=TERMS)
    note = {
        "type": "rtext",
        "text": "Bob · •••• 789",
        "alpha": "0.60",
        "color": "0xFFFFFF",
        "size": "15",
        "interval": "5000",
        "skip": "2000",
    }
    assert vdocipher.terms == [
        {"ttl": 300, "annotate": [note], "whitelisthref": "alice.edupro.test", "userId": "a" * 32}
    ]


def test_countries_are_allowed_by_their_letters(client, vdocipher):
    terms = Terms(seconds=300, watermark="B", host="h", viewer="v", countries=("EG", "SA"))
    client.ticket(external_id=ready(client, vdocipher), terms=terms)
    assert vdocipher.terms[0]["ipGeo"] == {"allow": ["EG", "SA"]}


def test_wrong_key_and_missing_duty_are_refused(vdocipher, settings):
    for viewer, uploader in (("wrong-key-of-the-school", PLATFORM_SECRET), (PLATFORM_SECRET, "wrong-key")):
        client = VdoCipher(
            base_url=settings.VDOCIPHER_BASE_URL, viewer_secret=viewer, uploader_secret=uploader
        )
        with pytest.raises(VideoServiceRefused):
            client.check_keys()
    client = VdoCipher(
        base_url=settings.VDOCIPHER_BASE_URL, viewer_secret=SCHOOL_VIEWER, uploader_secret=SCHOOL_VIEWER
    )
    client.check_keys()
    with pytest.raises(VideoServiceRefused):
        client.reserve(title="x")


@pytest.mark.parametrize("kind", ["cut", "error", "limit", "garbage", "nonsense"])
def test_one_trouble_is_overcome_where_repeating_is_safe(client, vdocipher, kind):
    name = client.reserve(title="x").external_id
    vdocipher.trouble(kind, times=1)
    if kind == "nonsense":  # well-formed and wrong: asking again would not help
        with pytest.raises(VideoServiceUnavailable):
            client.look(external_id=name)
    else:
        assert client.look(external_id=name).word == "PRE-Upload"


@pytest.mark.parametrize("kind", ["cut", "cut_after", "error", "error_after", "limit", "garbage"])
def test_reserving_is_never_repeated(client, vdocipher, kind):
    vdocipher.trouble(kind, times=1)
    with pytest.raises(VideoServiceUnavailable):
        client.reserve(title="x")
    done = kind in ("cut_after", "error_after", "garbage")
    assert len(vdocipher.fake.state.videos) == int(done)


def test_service_that_is_not_there(settings, client):
    settings.VDOCIPHER_BASE_URL = "http://127.0.0.1:9"
    client = VdoCipher(base_url="http://127.0.0.1:9", viewer_secret="a" * 20, uploader_secret="a" * 20)
    started = time.monotonic()
    with pytest.raises(VideoServiceUnavailable):
        client.reserve(title="x")  # nothing arrived, so it was tried three times
    assert time.monotonic() - started < 3


def test_slow_answer_is_not_waited_for(client, vdocipher):
    vdocipher.trouble("slow", seconds=3)
    started = time.monotonic()
    with pytest.raises(VideoServiceUnavailable):
        client.reserve(title="x")
    assert time.monotonic() - started < 1.5


def test_body_that_trickles_is_given_up(client, vdocipher, monkeypatch):
    from tenant_apps.video.services.vdocipher import transport

    monkeypatch.setattr(transport, "PATIENCE", 0.6)
    vdocipher.trouble("slow_body", seconds=5)
    started = time.monotonic()
    with pytest.raises(VideoServiceUnavailable):
        client.reserve(title="x")
    assert time.monotonic() - started < 2


def test_limit_tells_when_to_come_back(client, vdocipher):
    vdocipher.trouble("limit")
    with pytest.raises(VideoServiceUnavailable) as refused:
        client.reserve(title="x")
    assert refused.value.retry_after == 7


def test_words_of_the_service_never_leave(client, vdocipher):
    vdocipher.trouble("error")
    with pytest.raises(VideoServiceUnavailable) as refused:
        client.reserve(title="x")
    assert str(refused.value) == "The video service does not answer. Please try again later."


def test_after_five_failures_nobody_asks(client, vdocipher):
    vdocipher.trouble("error")
    for _ in range(5):
        with pytest.raises(VideoServiceUnavailable):
            client.reserve(title="x")
    vdocipher.well()
    with pytest.raises(VideoServiceUnavailable) as refused:
        client.reserve(title="x")
    assert (refused.value.retry_after, vdocipher.fake.state.calls) == (20, [])
