"""The queue of the workers: `celery -A config worker`, and `celery -A config beat` beside them."""

from __future__ import annotations

import os

from celery import Celery  # type: ignore[import-untyped]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("watchlist")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["watchlist"])
app.autodiscover_tasks(["watchlist"], related_name="rounds")
