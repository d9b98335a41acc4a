"""How gunicorn serves: `gunicorn --config config/gunicorn.py`, after `manage.py collectstatic --noinput`.

Threads, because a long screening must not keep probes and small calls waiting; what they share may be shared
(tests/resolution/test_threads.py). No preloading: the law, its child processes and open files are each worker's own.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]

from config.env import env, second_factor_required_of
from watchlist.middleware import logging_of

COUNTED = Path(env("WATCHLIST_BUILD_DIR")) / "counted" / str(os.getpid())

wsgi_app = "config.wsgi:application"
bind = env("WATCHLIST_BIND").split(",")
workers = env("WATCHLIST_WEB_WORKERS") or min(2, os.cpu_count() or 1)
worker_class = "watchlist.api.unread_calls.ProblemWorker"
# As nginx reads it by default: the longest search that the OpenAPI document allows in an address fits.
limit_request_line = 8190
threads = 4
preload_app = False
# A worker that screens a thousand new structures is at work, and not lost.
timeout = 120
graceful_timeout = 60
keepalive = 30
control_socket_disable = True
logconfig_dict = {
    **logging_of(readable=env("WATCHLIST_DEBUG")),
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True}},
}
# One child that examines structures for each worker: there are as many workers as processors. And a folder in which
# the workers count together, which is read when the library that counts is imported.
raw_env = [
    f"WATCHLIST_STRUCTURE_PROCESSES={env('WATCHLIST_STRUCTURE_PROCESSES') or 1}",
    f"PROMETHEUS_MULTIPROC_DIR={COUNTED}",
]


def on_starting(server: Any) -> None:
    """Make the folder in which the workers count together, and say where people decide by a password alone."""
    if second_factor_required_of() == "none":
        server.log.warning("WATCHLIST_REQUIRE_TOTP is none: people who decide log in by a password alone.")
    shutil.rmtree(COUNTED, ignore_errors=True)
    COUNTED.mkdir(parents=True)


def post_worker_init(worker: Any) -> None:
    """Answer the first caller as fast as any other; end the server where the database is from before the releases."""
    # Not before the worker has set Django up.
    from watchlist.errors import StartAnew  # noqa: PLC0415
    from watchlist.integrity import refuse_unreleased  # noqa: PLC0415
    from watchlist.middleware import warm  # noqa: PLC0415

    try:
        refuse_unreleased()
    except StartAnew as error:
        worker.log.critical("%s", error)
        sys.exit(Arbiter.WORKER_BOOT_ERROR)
    warm()


def child_exit(server: Any, worker: Any) -> None:
    """Keep what a worker counted, and forget that it was there."""
    from prometheus_client import multiprocess  # noqa: PLC0415 - not before it is told the folder

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """Leave nothing behind."""
    shutil.rmtree(COUNTED, ignore_errors=True)
