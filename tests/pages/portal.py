"""What tests of the students' pages read out of HTML."""

from __future__ import annotations

import html
import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.client import Api


def text_of(response: Any) -> str:
    """The words of a page's main part, without tags, with single spaces."""
    body = response.content.decode()
    main = body.partition("<main")[2].partition("</main>")[0].partition(">")[2] or body
    words = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", " ", main, flags=re.DOTALL)
    return " ".join(html.unescape(words).split())


def cards_of(response: Any) -> list[str]:
    """Titles of the course cards, in order."""
    body = response.content.decode()
    found = re.findall(r'class="course-title"><a class="cover-link"[^>]*><bdi>([^<]*)</bdi>', body)
    return [html.unescape(title) for title in found]


def lessons_of(response: Any) -> list[tuple[str, str]]:
    """Lesson rows of a page: title and state."""
    body = response.content.decode()
    rows = re.findall(r'<div class="lesson lesson-(\w+) .*?<bdi>([^<]*)</bdi>', body, flags=re.DOTALL)
    return [(html.unescape(title), state) for state, title in rows]


def queries_of(client: Api, path: str) -> int:
    """Queries of a warm request."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)
