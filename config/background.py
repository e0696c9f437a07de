"""Worker and schedule inside the web process, for a machine without Redis.

With the in-memory broker a message never leaves the process that sent it, so the process that
sends must also work. With Redis each runs alone: `celery -A config.celery worker|beat`.
"""

from __future__ import annotations

import threading

from celery import signals
from celery.beat import EmbeddedService, Scheduler

from config.celery import app


@signals.setup_logging.connect
def _keep_logging(**kwargs: object) -> None:
    """Django has set up logging; the worker must not do it again."""


def start_in_process(*, threads: int = 2) -> None:
    """Start a worker of `threads` threads and the schedule, all as daemon threads of this process."""
    app.loader.import_default_modules()
    worker = app.WorkController(
        pool="threads", concurrency=threads, without_gossip=True, without_mingle=True, without_heartbeat=True
    )
    threading.Thread(target=worker.start, name="worker", daemon=True).start()
    beat = EmbeddedService(app, thread=True, scheduler_cls=Scheduler, max_interval=5)
    beat.daemon = True
    beat.start()
