"""The bucket: same keys, same rules, links signed by the server's own scheme."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import requests
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import override_settings
from PIL import Image

from tenants import context
from tenants.storage import KeyRefused, S3SchoolStorage, signed_url
from tests.s3_gate import BUCKET, KEY, REGION, SECRET, running_gate


@pytest.fixture(scope="module")
def gate():
    with running_gate() as address:
        given = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": REGION}
        boto3.client("s3", endpoint_url=address, **given).create_bucket(Bucket=BUCKET)
        yield address


@pytest.fixture(scope="module")
def bucket(gate):
    options = {
        "bucket_name": BUCKET,
        "endpoint_url": gate,
        "region_name": REGION,
        "access_key": KEY,
        "secret_key": SECRET,
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
        "querystring_expire": 120,
    }
    backend = {"BACKEND": "tenants.storage.S3SchoolStorage", "OPTIONS": options}
    with override_settings(STORAGES={**settings.STORAGES, "default": backend}):
        yield storages["default"]


@pytest.fixture
def video(in_alpha, bucket):
    return default_storage.save("private/videos/a.mp4", ContentFile(b"0123456789"))


def test_file_goes_under_its_school(in_alpha, bucket, video):
    assert isinstance(bucket, S3SchoolStorage)
    assert video.startswith(f"tenants/{in_alpha.id}/private/videos/")
    assert default_storage.open(video).read() == b"0123456789"
    assert (default_storage.size(video), default_storage.exists(video)) == (10, True)
    default_storage.delete(video)
    assert default_storage.exists(video) is False


def test_file_of_another_school_cannot_be_touched(video, beta):
    with context.enter(beta):
        acts = [default_storage.open, default_storage.delete, default_storage.exists, default_storage.url]
        for act in [*acts, default_storage.size, signed_url]:
            with pytest.raises(KeyRefused):
                act(video)
    assert default_storage.open(video).read() == b"0123456789"


@pytest.mark.parametrize("tail", ["/../../x", "%2e%2e", "\x00", "?versionId=1"])
def test_key_of_another_form_is_refused(video, tail):
    with pytest.raises(KeyRefused):
        default_storage.open(video + tail)


def test_link_opens_the_file_and_ends_after_two_minutes(video):
    link = signed_url(video, name='درس "1"', inline=True)
    answer = requests.get(link, headers={"Range": "bytes=2-4"}, timeout=5)
    assert (answer.status_code, answer.content) == (206, b"234")
    whole = requests.get(link, timeout=5)
    assert whole.headers["Content-Disposition"] == ("inline; filename*=UTF-8''%D8%AF%D8%B1%D8%B3%20%201.mp4")
    assert whole.headers["Content-Type"] == "video/mp4"
    assert parse_qs(urlsplit(link).query)["X-Amz-Expires"] == ["120"]
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=125), tick=True):
        late = requests.get(link, timeout=5)
    assert (late.status_code, b"expired" in late.content) == (403, True)


def test_document_is_downloaded(in_alpha, bucket):
    key = default_storage.save("private/documents/a.pdf", ContentFile(b"%PDF-"))
    answer = requests.get(signed_url(key, name="notes", inline=True), timeout=5)
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''notes.pdf"


def test_altered_link_opens_nothing(video, beta, in_alpha):
    link = signed_url(video, name="a", inline=True)
    other = default_storage.save("private/videos/b.mp4", ContentFile(b"other"))
    altered = [
        link.replace("inline", "attachment"),
        link.replace(video, other),
        link.replace("X-Amz-Expires=120", "X-Amz-Expires=99999"),
        link.split("?")[0],
        link.replace("X-Amz-Signature=", "X-Amz-Signature=0"),
    ]
    assert all(one != link for one in altered)
    assert [requests.get(one, timeout=5).status_code for one in altered] == [403] * len(altered)


def test_public_file_keeps_its_address_and_the_bucket_sends_the_bytes(api, alpha, beta, bucket):
    with context.enter(alpha):
        key = default_storage.save("public/courses/a.png", ContentFile(b"picture"))
        private = default_storage.save("private/videos/a.mp4", ContentFile(b"x"))
    assert default_storage.url(key) == f"/media/{key}"
    answer = api().get(f"/media/{key}", status=302)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert requests.get(answer["Location"], timeout=5).content == b"picture"
    api(school=beta).get(f"/media/{key}", status=404)
    api().get(f"/media/{private}", status=404)


def test_dropped_school_leaves_nothing(video, beta, bucket, in_alpha):
    with context.enter(beta):
        theirs = default_storage.save("private/videos/b.mp4", ContentFile(b"theirs"))
    bucket.erase_school(in_alpha.id)
    bucket.erase_school(uuid.uuid4())
    assert default_storage.exists(video) is False
    with context.enter(beta):
        assert default_storage.exists(theirs) is True


def test_smaller_copy_of_a_picture_is_served_by_the_bucket(api, in_alpha, bucket):
    out = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(out, "WEBP")
    key = default_storage.save("public/courses/a.webp", ContentFile(out.getvalue()))
    small = api(school=in_alpha).get(f"/media/{key}?small", status=302)["Location"]
    whole = api(school=in_alpha).get(f"/media/{key}", status=302)["Location"]
    sizes = [Image.open(io.BytesIO(requests.get(one, timeout=5).content)).size for one in (small, whole)]
    assert sizes == [(800, 450), (1600, 900)]
    default_storage.delete(key)
    left = bucket.bucket.objects.filter(Prefix=f"tenants/{in_alpha.id}/public/courses/")
    assert list(left) == []
