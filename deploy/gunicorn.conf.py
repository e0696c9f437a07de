"""The web server. Every number can be set by the environment; the reasons stand beside them."""

import os
import sys

# Inside the container every address; the proxy is in front.
bind = os.environ.get("BIND", "0.0.0.0:8000")

# Pages and API calls wait for the database most of the time: threads wait cheaply, processes use
# the processors. Connections: each process has a pool of DATABASE_POOL_MAX, so that
# processes × DATABASE_POOL_MAX stays below the server's max_connections, with room for the workers,
# the schedule and one person with psql. A thread without a connection waits up to ten seconds.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))

# A request that takes longer is a fault: the statement timeout is 15 s. Uploads come through the
# proxy, which keeps them until they are whole.
timeout = 60
graceful_timeout = 30
keepalive = 5

# A process that has served long is replaced, a few at a time, before its memory grows old.
max_requests = int(os.environ.get("WEB_MAX_REQUESTS", "20000"))
max_requests_jitter = max_requests // 10

# The control socket would be written into the home folder, which the container has not.
control_socket_disable = True
# Heartbeat files in memory: on a slow disk the main process would think its children dead.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None

# Only the proxy beside us may say who the caller is and that the call came over TLS.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
loglevel = "warning"

if os.environ.get("EDUPRO_ONE_PROCESS"):
    # Without Redis this process carries cache and tasks too: a second one would not know of them,
    # and a restart after so many requests would lose what waits.
    workers = 1
    max_requests = 0


def post_worker_init(worker):  # type: ignore[no-untyped-def]
    if os.environ.get("EDUPRO_ONE_PROCESS"):
        from config.background import start_in_process

        start_in_process()


def when_ready(server):  # type: ignore[no-untyped-def]
    address = ", ".join(str(listener) for listener in server.LISTENERS)
    sys.stderr.write(f"web: {workers} × {threads} threads at {address}\n")
