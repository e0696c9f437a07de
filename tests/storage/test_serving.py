"""Public files for ever, private ones by link for two minutes, both in pieces."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from tenants import context
from tenants.hosts import forget_hosts
from tenants.models import Tenant
from tenants.storage import signed_url
from tenants.storage.keys import parse_key, small_key

CONTENT = bytes(range(256)) * 4


@pytest.fixture
def video(in_alpha):
    return default_storage.save("private/videos/a.mp4", ContentFile(CONTENT))


@pytest.fixture
def link(video):
    return signed_url(video, name="First lesson", inline=True)


def body(response):
    return b"".join(response.streaming_content)


def test_public_file_is_kept_for_ever_and_never_sniffed(api, alpha, beta):
    with context.enter(alpha):
        key = default_storage.save("public/courses/a.png", ContentFile(b"picture"))
    for client in (api(), api(school=alpha)):
        answer = client.get(f"/media/{key}")
        assert body(answer) == b"picture"
        assert answer["Content-Type"] == "image/png"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    api(school=beta).get(f"/media/{key}", status=404)


def picture(width: int, height: int) -> ContentFile:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "WEBP")
    return ContentFile(out.getvalue())


def size_of(response) -> tuple[int, int]:
    return Image.open(io.BytesIO(body(response))).size


def has_smaller_copy(key: str) -> bool:
    small = small_key(parse_key(key))
    return small is not None and default_storage.exists(small.text)


def test_a_picture_has_a_smaller_copy_for_phones(api, alpha, beta):
    with context.enter(alpha):
        key = default_storage.save("public/courses/a.webp", picture(1600, 900))
    for client in (api(), api(school=alpha)):
        assert size_of(client.get(f"/media/{key}")) == (1600, 900)
        small = client.get(f"/media/{key}?small")
        assert small["Cache-Control"] == "public, max-age=31536000, immutable"
        assert small["Content-Type"] == "image/webp"
        assert size_of(small) == (800, 450)
    assert client.get(f"/media/{key}", headers={"If-None-Match": small["ETag"]}).status_code == 200
    api(school=beta).get(f"/media/{key}?small", status=404)


def test_what_is_small_or_no_picture_has_one_size(api, alpha):
    with context.enter(alpha):
        face = default_storage.save("public/students/a.webp", picture(300, 300))
        words = default_storage.save("public/courses/b.webp", ContentFile(b"no picture"))
        film = default_storage.save("public/trailers/c.mp4", ContentFile(CONTENT))
        assert [has_smaller_copy(key) for key in (face, words, film)] == [False, False, False]
    client = api(school=alpha)
    assert size_of(client.get(f"/media/{face}?small")) == (300, 300)
    assert body(client.get(f"/media/{words}?small")) == b"no picture"
    assert body(client.get(f"/media/{film}?small")) == CONTENT


def test_the_smaller_copy_goes_with_its_picture(api, alpha):
    with context.enter(alpha):
        key = default_storage.save("public/courses/a.webp", picture(1600, 900))
        assert has_smaller_copy(key) is True
        default_storage.delete(key)
        assert has_smaller_copy(key) is False
    api(school=alpha).get(f"/media/{key}?small", status=404)


def test_private_file_has_no_public_door(api, alpha, video):
    for path in (
        f"/media/{video}",
        f"/media/{video}".replace("/private/", "/public/"),
        "/media/x",
        "/media/",
    ):
        api(school=alpha).get(path, status=404)
        api().get(path, status=404)


@pytest.mark.parametrize(
    "path",
    ["/media/../settings.py", "/media/%2e%2e/%2e%2e/etc/passwd", "/media//etc/passwd", "/media/a%00b"],
)
def test_path_tricks_find_nothing(api, alpha, path):
    api(school=alpha).get(path, status=404)


def test_platforms_own_public_file_is_seen_everywhere(api, alpha):
    key = default_storage.save("public/avatars/a.webp", ContentFile(b"face"))
    for client in (api(), api(school=alpha)):
        assert body(client.get(f"/media/{key}")) == b"face"


def test_link_shows_a_video_to_whoever_holds_it(api, alpha, link):
    assert link.endswith("/First%20lesson.mp4")
    for client in (api(), api(school=alpha)):
        answer = client.get(link)
        assert body(answer) == CONTENT
        assert answer["Content-Type"] == "video/mp4"
        assert answer["Content-Disposition"] == "inline"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_document_is_only_ever_downloaded(api, alpha, in_alpha):
    key = default_storage.save("private/documents/a.pdf", ContentFile(b"%PDF-"))
    address = signed_url(key, name='تمارين "١"/<b>.pdf', inline=True)
    answer = api(school=alpha).get(address)
    assert answer["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%D8%AA%D9%85%D8%A7%D8%B1%D9%8A%D9%86%20%20%D9%A1%20b.pdf"
    )
    assert answer["Content-Type"] == "application/pdf"


def test_link_is_over_after_two_minutes(api, alpha, link):
    with time_machine.travel(
        timezone.now() + settings.SIGNED_LINK_LIFETIME - timedelta(seconds=2), tick=False
    ):
        api(school=alpha).get(link)
    with time_machine.travel(timezone.now() + timedelta(seconds=121), tick=False):
        api(school=alpha).get(link, status=404)


def test_browser_that_opened_a_video_in_time_may_watch_it_to_the_end(api, alpha, link):
    watching = api(school=alpha)
    watching.get(link)
    assert watching.cookies["opened"]["httponly"] is True
    assert link.startswith(watching.cookies["opened"]["path"])
    mark = watching.cookies["opened"].value
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        watching.get(link, status=206, HTTP_RANGE="bytes=10-")
        api(school=alpha).get(link, status=404)
    with time_machine.travel(timezone.now() + timedelta(hours=7), tick=False):
        watching.get(link, status=404)
    until, _dot, signature = mark.partition(".")
    watching.cookies["opened"] = f"{int(until) + 99999}.{signature}"
    with time_machine.travel(timezone.now() + timedelta(hours=7), tick=False):
        watching.get(link, status=404)


def test_mark_of_one_video_does_not_open_another(api, alpha, in_alpha, link):
    other = signed_url(default_storage.save("private/videos/b.mp4", ContentFile(b"b")), inline=True)
    watching = api(school=alpha)
    watching.get(link)
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False):
        watching.get(other, status=404)


def test_link_altered_in_any_part_opens_nothing(api, alpha, beta, link):
    _empty, _files, school, token, name = link.split("/")
    payload, signature = token.split(".")
    altered = [
        f"/files/{beta.id}/{token}/{name}",
        f"/files/{school}/{token}/other.mp4",
        f"/files/{school}/{payload}.{signature[:-2]}AA/{name}",
        f"/files/{school}/{payload[:-2]}AA.{signature}/{name}",
        f"/files/{school}/{payload}/{name}",
        f"/files/{school}/{'A' * 500}.{signature}/{name}",
        f"/files/{school}/%00.%ff/{name}",
        f"/files/platform/{token}/{name}",
    ]
    for client in (api(), api(school=alpha), api(school=beta)):
        for path in altered:
            client.get(path, status=404)


def test_link_of_one_school_does_not_exist_at_another(api, beta, link):
    api(school=beta).get(link, status=404)


def test_link_of_a_closed_school_opens_nothing(api, alpha, link):
    Tenant.objects.filter(pk=alpha.id).update(state="suspended")
    forget_hosts()
    api().get(link, status=404)
    api(school=alpha).get(link, status=503)


def test_file_that_is_gone_is_missing(api, alpha, video, link):
    default_storage.delete(video)
    api(school=alpha).get(link, status=404)


RANGES = [
    ("bytes=0-99", 206, CONTENT[:100], "bytes 0-99/1024"),
    ("bytes=1000-", 206, CONTENT[1000:], "bytes 1000-1023/1024"),
    ("bytes=-24", 206, CONTENT[1000:], "bytes 1000-1023/1024"),
    ("bytes=-5000", 206, CONTENT, "bytes 0-1023/1024"),
    ("bytes=1020-9999", 206, CONTENT[1020:], "bytes 1020-1023/1024"),
    ("bytes=5-5", 206, CONTENT[5:6], "bytes 5-5/1024"),
    ("bytes=1024-", 416, b"", "bytes */1024"),
    ("bytes=-0", 416, b"", "bytes */1024"),
    ("bytes=9-3", 200, CONTENT, None),
    ("bytes=0-1,5-6", 200, CONTENT, None),
    ("bytes=-", 200, CONTENT, None),
    ("items=0-5", 200, CONTENT, None),
    ("bytes=a-b", 200, CONTENT, None),
]


@pytest.mark.parametrize(("asked", "status", "expected", "told"), RANGES)
def test_part_of_a_file(api, alpha, link, asked, status, expected, told):
    answer = api(school=alpha).get(link, status=status, HTTP_RANGE=asked)
    assert (body(answer) if status != 416 else answer.content) == expected
    assert answer.headers.get("Content-Range") == told
    assert answer["Accept-Ranges"] == "bytes"
    if status != 416:
        assert answer["Content-Length"] == str(len(expected))


def test_part_of_another_version_is_the_whole_file(api, alpha, link):
    etag = api(school=alpha).get(link)["ETag"]
    assert api(school=alpha).get(link, status=206, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE=etag)["ETag"] == etag
    api(school=alpha).get(link, status=200, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE='"other"')


def test_head_tells_the_length_without_the_bytes(api, alpha, link):
    answer = api(school=alpha).head(link)
    assert (answer.content, answer["Content-Length"], answer["Accept-Ranges"]) == (b"", "1024", "bytes")


def test_files_are_only_read(api, alpha, link):
    api(school=alpha).post(link, status=405)
    api(school=alpha).delete(link, status=405)
