"""What must be true in production, read from the settings as production loads them."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys

import pytest

from tests.database import ROOT

DUMP = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def environment(**changes):
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "TOKEN_MASTER_KEY": secrets.token_urlsafe(64),
        "DATABASE_URL": "postgres://user:password@127.0.0.1:1/none",
        "PLATFORM_DOMAIN": "edupro.example",
        **changes,
    }


def load(tmp_path, **changes):
    given = environment(EDUPRO_STATE_DIR=str(tmp_path), **changes)
    return subprocess.run(
        [sys.executable, "-c", DUMP], cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    answer = load(tmp_path_factory.mktemp("state"))
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_settings_that_must_be_true(production):
    expected = {
        "DEBUG": False,
        "USE_X_FORWARDED_HOST": False,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "strict-origin-when-cross-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 1024 * 1024,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 200,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "CELERY_TASK_SERIALIZER": "json",
        "CELERY_ACCEPT_CONTENT": ["json"],
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
    }
    assert {name: production[name] for name in expected} == expected


def test_cookies_belong_to_one_host_alone(production):
    names = ("ACCESS_COOKIE", "REFRESH_COOKIE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
    assert [production[name][:7] for name in names] == ["__Host-"] * 4
    assert production["COOKIES_SECURE"] is True
    for cookie in ("SESSION", "CSRF"):
        assert production[f"{cookie}_COOKIE_SECURE"] is True
        assert production[f"{cookie}_COOKIE_HTTPONLY"] is True
        assert production[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
        assert production[f"{cookie}_COOKIE_PATH"] == "/"
        assert production[f"{cookie}_COOKIE_DOMAIN"] is None


def test_hosts_are_named(production):
    # The resolver is the list of hosts, so nothing that reads the host may run before it.
    assert production["ALLOWED_HOSTS"] == ["*"]
    assert production["MIDDLEWARE"][:2] == [
        "shared_apps.wire.request_id.RequestIdMiddleware",
        "tenants.resolver.TenantMiddleware",
    ]
    assert production["CORS_ALLOWED_ORIGINS"] == []
    assert production.get("CORS_ALLOW_ALL_ORIGINS", False) is False
    assert production.get("CORS_ALLOWED_ORIGIN_REGEXES", []) == []


def test_content_policy_has_nothing_unsafe(production):
    directives = production["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    text = json.dumps(directives)
    assert "unsafe" not in text
    assert "*" not in text
    assert directives["default-src"] == directives["script-src"] == directives["style-src"] == ["'self'"]
    assert directives["object-src"] == directives["base-uri"] == directives["frame-ancestors"] == ["'none'"]


def test_passwords_are_hashed_with_argon2_and_checked_by_five_rules(production):
    hashers = [path.rpartition(".")[2] for path in production["PASSWORD_HASHERS"]]
    assert hashers == ["Argon2PasswordHasher", "PBKDF2PasswordHasher"]
    checks = [entry["NAME"].rpartition(".")[2] for entry in production["AUTH_PASSWORD_VALIDATORS"]]
    assert checks == [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
        "MaximumLengthValidator",
    ]


def test_database_connections_live_in_the_pool_and_statements_end(production):
    database = production["DATABASES"]["default"]
    assert (database["CONN_MAX_AGE"], database["ATOMIC_REQUESTS"]) == (0, False)
    assert database["ENGINE"] == "tenants.backend"
    assert "statement_timeout=15000" in database["OPTIONS"]["options"]
    assert "idle_in_transaction_session_timeout=30000" in database["OPTIONS"]["options"]


def test_api_is_closed_unless_a_view_says_otherwise(production):
    api = production["REST_FRAMEWORK"]
    assert api["DEFAULT_PERMISSION_CLASSES"] == ["shared_apps.wire.permissions.Nobody"]
    assert api["DEFAULT_RENDERER_CLASSES"] == ["rest_framework.renderers.JSONRenderer"]
    assert api["DEFAULT_THROTTLE_CLASSES"] == ["shared_apps.wire.throttles.RequestThrottle"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"TOKEN_MASTER_KEY": ""}, "TOKEN_MASTER_KEY"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"PLATFORM_DOMAIN": ""}, "PLATFORM_DOMAIN"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY needs at least 50"),
        ({"TOKEN_MASTER_KEY": "short"}, "TOKEN_MASTER_KEY needs at least 50"),
        ({"SECRET_KEY": "k" * 60, "TOKEN_MASTER_KEY": "k" * 60}, "must differ"),
    ],
)
def test_production_does_not_start_with(tmp_path, changes, said):
    answer = load(tmp_path, **changes)
    assert answer.returncode != 0
    assert said in answer.stderr.strip().splitlines()[-1]


def test_deployment_check_finds_nothing(tmp_path):
    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment(EDUPRO_STATE_DIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
