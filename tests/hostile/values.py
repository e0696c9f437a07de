"""What a hostile client sends: bodies that are none, and values of every wrong kind."""

from __future__ import annotations

import json
from typing import Any

DEEP = 20_000
FORM = "application/x-www-form-urlencoded"
LONG_NUMBER = "9" * 5_000

BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "application/json"),
    "null": (b"null", "application/json"),
    "text": (b'"text"', "application/json"),
    "number": (b"17", "application/json"),
    "list": (b"[1, 2]", "application/json"),
    "list of objects": (b'[{"title": "x"}]', "application/json"),
    "cut off": (b'{"title": "x', "application/json"),
    "not utf-8": (b'{"title": "\xff\xfe"}', "application/json"),
    "utf-16": ('{"title": "x"}'.encode("utf-16"), "application/json"),
    "not a number": (b'{"price": NaN, "order": Infinity}', "application/json"),
    "doubled key": (b'{"title": "a", "title": {"b": 1}}', "application/json"),
    "deep lists": (b"[" * DEEP, "application/json"),
    "deep objects": (b'{"a":' * DEEP, "application/json"),
    "deep in a field": (b'{"title":' + b"[" * 900 + b"]" * 900 + b"}", "application/json"),
    "long number": (b'{"order": ' + LONG_NUMBER.encode() + b"}", "application/json"),
    "too much": (b'{"title": "' + b"x" * (1024 * 1024) + b'"}', "application/json"),
    "other charset": (b'{"title": "x"}', "application/json; charset=no-such-charset"),
    "other kind": (b"<x/>", "application/xml"),
    "no kind": (b"x", ""),
    "form without boundary": (b"x", "multipart/form-data"),
    "form with a bad boundary": (b"x", "multipart/form-data; boundary=\xc3\xa9"),
    "form that ends early": (
        b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx',
        "multipart/form-data; boundary=b",
    ),
    "form with broken base64": (
        b'--b\r\nContent-Disposition: form-data; name="title"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "form with NUL": (
        b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\na\x00b\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    "form of many fields": ("&".join(f"f{n}=1" for n in range(300)).encode(), FORM),
    "form not utf-8": (b"title=%ff%fe&price=%00", FORM),
    "form with a bad charset": (b"title=x", f"{FORM}; charset=no-such-charset"),
}

VALUES: dict[str, Any] = {
    "null": None,
    "true": True,
    "empty": "",
    "blank": " \t ",
    "nul": "a\u0000b",
    "lone surrogate": "a\ud800b",
    "line break": "a\r\nBcc: b@c.example",
    "long": "x" * 70_000,
    "huge": 10**30,
    "past bigint": 2**63,
    "past int": 2**31,
    "negative": -1,
    "long digits": "9" * 400,
    "exponent": "1e999999",
    "not a number": "NaN",
    "infinite": float("1e308"),
    "list": [],
    "list of text": ["a"],
    "object": {},
    "nested": {"a": [{"b": 1}]},
    "bad date": "2026-02-31",
    "year 0": "0000-00-00",
    "year 10000": "10000-01-01T00:00:00Z",
    "time at the edge": "9999-12-31T23:59:59.999999-23:59",
    "time before time": "0001-01-01T00:00:00+23:59",
    "uuid": "0190a000-0000-7000-8000-00000000dead",
    "other digits": "١٢٣٤٥",
    "superscript": "²",
    "markup": "<script>alert(1)</script>",
    "path": "../../../../etc/passwd",
    "turned round": "\u202egpj.exe",
    "only joiners": "\u200b\u2060\ufeff",
}


def as_json(body: dict[str, Any]) -> bytes:
    """ASCII, so that a lone surrogate travels as an escape."""
    return json.dumps(body).encode("ascii")
