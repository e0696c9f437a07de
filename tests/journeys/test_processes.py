"""The processes apart, as in production: web, worker and schedule meet only in Redis and PostgreSQL."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator

import pytest
import requests
from django.db import connections

from tests import database
from tests.journeys.server import Product, running_product
from tests.template_rows import PASSWORD

NEW_PASSWORD = "other-Horse-8"
MAIL_SECONDS = 30
pytestmark = [pytest.mark.needs_redis, pytest.mark.timeout(180)]


@pytest.fixture
def apart(
    django_db_blocker: pytest.FixtureRequest, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    settings = connections.databases["default"]
    with django_db_blocker.unblock(), database.separate_database(template_database, "apart") as name:
        url = (
            f"postgres://{settings['USER']}:{settings['PASSWORD']}"
            f"@{settings['HOST']}:{settings['PORT']}/{name}"
        )
        state = tmp_path_factory.mktemp("apart")
        with running_product(database_url=url, state=state, redis_url=os.environ["REDIS_URL"]) as running:
            yield running


def post(product: Product, path: str, data: dict[str, str], status: int) -> requests.Response:
    """At Alice's host, which the address of this machine stands for."""
    answer = requests.post(
        f"http://127.0.0.1:{product.port}/api/v1/{path}",
        json=data,
        headers={"Host": f"alice.localhost:{product.port}"},
        timeout=20,
    )
    assert answer.status_code == status, answer.text
    return answer


def sent_code(product: Product) -> str:
    """The six characters of the mail that the worker has sent meanwhile."""
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        for mail in product.mails():
            found = re.search(r"^\s*([2-9A-Z]{6})\s*$", mail, re.MULTILINE)
            if found:
                return found.group(1)
        time.sleep(0.2)
    raise AssertionError(f"no mail within {MAIL_SECONDS} s: {product.mails()}")


def test_a_forgotten_password_is_mailed_by_the_worker_and_replaced(apart: Product) -> None:
    email = "alice@owners.example"
    ready = requests.get(f"http://127.0.0.1:{apart.port}/ready", timeout=10)
    assert ready.json() == {"status": "ok", "database": "up", "redis": "up"}

    post(apart, "password-reset/request/", {"email": email}, 200)
    code = sent_code(apart)
    post(apart, "password-reset/verify/", {"email": email, "otp": code}, 200)
    reset = {"email": email, "otp": code, "new_password": NEW_PASSWORD}
    post(apart, "password-reset/confirm/", reset, 200)

    post(apart, "teacher/login/", {"email": email, "password": PASSWORD}, 401)
    signed_in = post(apart, "teacher/login/", {"email": email, "password": NEW_PASSWORD}, 200)
    assert signed_in.json()["username"] == "alice"
    post(apart, "password-reset/confirm/", reset, 400)
