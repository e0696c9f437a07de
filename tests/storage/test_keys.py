"""Which keys exist, and whose they are."""

from __future__ import annotations

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenants import context
from tenants.storage import KeyRefused, is_public, public_url
from tenants.storage.keys import key_for, parse_key

NAME = "0123456789abcdef0123456789abcdef.mp4"


def test_key_carries_the_school_and_nothing_of_the_name(in_alpha):
    key = key_for("private/videos/../../etc/Exam answers.MP4".replace("../../etc/", ""))
    assert re.fullmatch(rf"tenants/{in_alpha.id}/private/videos/[0-9a-f]{{32}}\.mp4", key)


def test_key_outside_schools_is_the_platforms():
    assert re.fullmatch(r"platform/public/avatars/[0-9a-f]{32}\.webp", key_for("public/avatars/me.webp"))


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.tar.gz", "gz"),
        ("a", "bin"),
        ("a.", "bin"),
        ("a.mp4\x00.html", "html"),
        ("a.verylongextension", "bin"),
        ("a.مقطع", "bin"),
        ("‮4pm.exe", "exe"),
        ("a b.PNG", "png"),
    ],
)
def test_extension_is_plain(in_alpha, name, extension):
    assert key_for(f"public/courses/{name}").rpartition(".")[2] == extension


HOSTILE = [
    "../secret",
    "/etc/passwd",
    "private/videos/../../x.mp4",
    "private/../videos/x.mp4",
    "%2e%2e/%2e%2e/x",
    "private/videos/%2e%2e/x.mp4",
    "..\\..\\x",
    "secret/videos/x.mp4",
    "private",
    "private/",
    "private/Videos/x.mp4",
    "private//x.mp4",
    "tenants/x/private/videos/x.mp4",
    "",
]


@pytest.mark.parametrize("wish", HOSTILE)
def test_wish_of_another_form_is_refused(in_alpha, wish):
    with pytest.raises(KeyRefused):
        key_for(wish)


@pytest.mark.parametrize(
    "change",
    [
        lambda key: f"{key}/../x",
        lambda key: f"/{key}",
        lambda key: key.replace("/private/", "/%70rivate/"),
        lambda key: key.replace("/private/", "/private/../private/"),
        lambda key: key + "\x00",
        lambda key: key + "\n",
        lambda key: key.upper(),
        lambda key: key.replace("tenants/", "tenants//"),
        lambda key: key.replace("tenants", "platform"),
    ],
)
def test_key_altered_in_any_way_is_no_key(in_alpha, change):
    key = f"tenants/{in_alpha.id}/private/videos/{NAME}"
    assert parse_key(key).text == key
    for act in (default_storage.open, default_storage.delete, default_storage.size, default_storage.url):
        with pytest.raises(KeyRefused):
            act(change(key))


@pytest.fixture
def of_beta(beta):
    with context.enter(beta):
        return default_storage.save("private/videos/b.mp4", ContentFile(b"of beta"))


def test_file_of_another_school_cannot_be_touched(in_alpha, beta, of_beta):
    acts = [default_storage.open, default_storage.delete, default_storage.exists, default_storage.size]
    for act in [*acts, default_storage.url, default_storage.path]:
        with pytest.raises(KeyRefused, match="another school"):
            act(of_beta)
    with pytest.raises(KeyRefused, match="another school"):
        default_storage.save(of_beta, ContentFile(b"mine now"))
    with context.enter(beta):
        assert default_storage.open(of_beta).read() == b"of beta"


def test_platform_touches_no_school(of_beta):
    with pytest.raises(KeyRefused):
        default_storage.open(of_beta)


def test_public_address_works_across_schools(in_alpha, beta):
    with context.enter(beta):
        key = default_storage.save("public/courses/b.png", ContentFile(b"x"))
    assert default_storage.url(key) == f"/media/{key}" == public_url(key)
    assert is_public(key) is True


def test_private_key_has_no_public_address(of_beta):
    assert (is_public(of_beta), public_url(of_beta), public_url("")) == (False, None, None)
