"""Tokens, ranges, packed documents, players' reports and tables as an attacker writes them."""

from __future__ import annotations

import base64
import io
import json
import random
import uuid
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from shared_apps.kernel.spreadsheets import safe_cell
from shared_apps.kernel.uploads import FileRefused, check_document
from tenants.storage.ranges import parse_range
from tenants.tokens import MAX_TOKEN_CHARS, TokenInvalid, peek_tenant, read_token
from tests.client import Api
from tests.hostile.asking import send
from tests.isolation.world import build_world

ENDLESS = "9" * 5_000


def part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def token(head: bytes, body: bytes, signature: bytes = b"x" * 32) -> str:
    return ".".join(part(raw) for raw in (head, body, signature))


HEAD = b'{"alg":"HS256","typ":"JWT"}'
PLATFORM = b'{"aud":"platform"}'
DEEP = b'{"aud":' + b"[" * 2_900
TOKENS = [
    token(HEAD, DEEP),
    token(DEEP, PLATFORM),
    token(HEAD, b"[]"),
    token(HEAD, b'{"aud": ["platform"]}'),
    token(HEAD, b'{"aud": {"a": 1}}'),
    token(HEAD, b'{"aud": 1e999}'),
    token(HEAD, b'{"aud": ' + b"9" * 2_800 + b"}"),
    token(HEAD, PLATFORM),
    token(b'{"alg":"none"}', PLATFORM, b""),
    token(b'{"alg":["HS256"]}', PLATFORM),
    token(b'{"alg":"HS256","b64":false,"crit":["b64"]}', PLATFORM),
    "a.b.c",
    "..",
    ".",
    "x" * (MAX_TOKEN_CHARS + 1),
    "é.é.é",
]


@pytest.mark.parametrize("raw", TOKENS, ids=range(len(TOKENS)))
def test_token_that_is_none_is_nobody_everywhere(alpha, raw):
    for school in (alpha, None):
        client = Api(school=school)
        client.cookies[settings.ACCESS_COOKIE] = client.cookies[settings.REFRESH_COOKIE] = raw
        closed = send(client, "GET", "/api/v1/teacher/teacher-profile/")
        assert (closed.status_code, set(closed.json())) == (401, {"detail"})
        assert send(client, "POST", "/api/v1/token/refresh/").status_code == 401
        assert send(client, "POST", "/api/v1/logout/").status_code == 400
        assert send(client, "GET", "/").status_code == 200
        bearer = Api(school=school)
        assert send(bearer, "GET", "/", HTTP_AUTHORIZATION=f"Bearer {raw}").status_code == 200


@pytest.mark.parametrize("raw", TOKENS, ids=range(len(TOKENS)))
def test_token_that_is_none_is_read_as_none(raw):
    assert peek_tenant(raw) in ((True, None), (False, None))
    for school in (None, uuid.UUID(int=7)):
        with pytest.raises(TokenInvalid):
            read_token(raw, use="access", tenant_id=school)


@pytest.mark.parametrize(
    "header",
    ["bytes=0-" + "9" * 5_000, f"bytes={'9' * 5_000}-", "bytes=-" + "9" * 5_000, "bytes=\u0660-\u0661"],
)
def test_range_of_endless_digits_is_no_range(header):
    assert parse_range(f"bytes={header}", 100) is None


def packed(method: int) -> bytes:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("[Content_Types].xml", b"<Types>" + main * 30 + b"</Types>")
        archive.writestr("word/document.xml", b"text")
    return out.getvalue()


def is_taken(data: bytes) -> bool:
    upload = SimpleUploadedFile("lesson.docx", data)
    try:
        check_document(upload=upload, field="document", max_bytes=10**7, wrong_type="type", too_large="size")
    except FileRefused:
        return False
    return True


def test_document_is_packed_as_office_packs():
    methods = {"stored": 0, "deflated": 8, "bzip2": 12, "lzma": 14}
    taken = {name: is_taken(packed(method)) for name, method in methods.items()}
    assert taken == {"stored": True, "deflated": True, "bzip2": False, "lzma": False}


def test_damaged_document_is_taken_or_refused_but_breaks_nothing():
    dice, whole = random.Random(7), packed(zipfile.ZIP_DEFLATED)
    outcomes = set()
    for _case in range(2_000):
        data = bytearray(whole)
        for _byte in range(dice.choice([1, 2, 4])):
            data[dice.randrange(4, len(data))] = dice.randrange(256)
        outcomes.add(is_taken(bytes(data)))
    assert outcomes == {True, False}


REPORTS = [
    b"[" * 1_900,
    b'{"watched_seconds":' + b"[" * 1_900,
    b'{"watched_seconds": 1e999}',
    b'{"watched_seconds": NaN}',
    b'{"watched_seconds": [1]}',
    b'{"watched_seconds": ' + b"9" * 1_500 + b"}",
    b'{"watched_seconds": -1}',
    b"null",
    b"17",
    b"\xff\xfe",
    b"",
]


@pytest.mark.parametrize("body", REPORTS, ids=range(len(REPORTS)))
def test_player_that_talks_nonsense_is_told_so(alpha, beta, body):
    world = build_world(alpha, beta)
    address = f"/learn/lessons/{world.ids('own')['id']}/watch/"
    answer = send(world.client("enrolled", "school"), "POST", address, body, "application/json")
    assert (answer.status_code, answer.json()) == (400, {"detail": "Seconds are whole numbers."})


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_no_cell_of_a_table_begins_as_a_formula(start):
    assert safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


def test_address_with_a_line_break_is_no_endpoint(alpha):
    answer = send(Api(school=alpha), "GET", "/api/v1/course/course-detail/%0d%0aX:1")
    assert (answer.status_code, json.loads(answer.content)) == (404, {"detail": "Not found."})
