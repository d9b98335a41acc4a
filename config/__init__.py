"""The composition root: settings, addresses, servers, and the queue that the workers read."""

from __future__ import annotations

from config.celery import app as celery_app

__all__ = ["celery_app"]
