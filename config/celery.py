"""The queue of the workers: `celery -A config worker`, and `celery -A config beat` beside them."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery  # type: ignore[import-untyped]
from celery.signals import heartbeat_sent  # type: ignore[import-untyped]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("watchlist")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["watchlist"])
app.autodiscover_tasks(["watchlist"], related_name="rounds")


@heartbeat_sent.connect  # type: ignore[untyped-decorator]
def keep_alive(sender: Any, **_: Any) -> None:
    """Touch the file of this worker, every two seconds while it hears the broker: for whoever looks after processes."""
    from watchlist.conf import build_dir  # noqa: PLC0415 - not before the settings are there

    folder = build_dir() / "alive"
    folder.mkdir(exist_ok=True)
    (folder / sender.eventer.hostname).touch()
