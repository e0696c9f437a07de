"""Celery: broker, rules of delivery, the static schedule."""

from __future__ import annotations

from celery.schedules import crontab

from config.settings.environment import env

CELERY_BROKER_URL = (
    env.str("CELERY_BROKER_URL", default="") or env.str("REDIS_URL", default="") or "memory://localhost/"
)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 660
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_CLS = "tenants.tasks:SchoolTask"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "refill-stock": {"task": "tenants.tasks.refill_stock", "schedule": 30.0},
    "sweep-counters": {"task": "shared_apps.accounts.tasks.sweep_expired", "schedule": crontab(minute=17)},
    "expire-enrollments": {
        "task": "tenant_apps.enrollments.tasks.expire_enrollments_everywhere",
        "schedule": crontab(minute=37),
    },
    "refresh-videos": {
        "task": "tenant_apps.video.tasks.refresh_waiting_everywhere",
        "schedule": crontab(minute="*/10"),
    },
    "sweep-reserved-videos": {
        "task": "tenant_apps.video.tasks.sweep_reservations_everywhere",
        "schedule": crontab(hour=2, minute=47),
    },
    "close-overdue-attempts": {
        "task": "tenant_apps.assessments.tasks.close_overdue_attempts_everywhere",
        "schedule": crontab(minute="*/10"),
    },
    "sweep-exports": {
        "task": "tenant_apps.analytics.tasks.sweep_exports_everywhere",
        "schedule": crontab(hour=2, minute=17),
    },
    "count-redeemed": {
        "task": "tenant_apps.analytics.tasks.count_redeemed_everywhere",
        "schedule": crontab(minute=7),
    },
    "reconcile-catalogue": {
        "task": "tenant_apps.courses.tasks.reconcile_catalogue",
        "schedule": crontab(hour=3, minute=7),
    },
}
