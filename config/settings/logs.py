"""Logs: one line per event with request id and school."""

from __future__ import annotations

from config.settings.environment import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"where": {"()": "tenants.logs.WhereFilter"}},
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} request={request_id} school={school} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["where"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "botocore": {"level": "WARNING"},
        # It warns of each connection that is closed because it has seen many schools, which is meant.
        "psycopg.pool": {"level": "ERROR"},
        "celery": {"level": "WARNING"},
    },
}
