"""Apps of others that begin otherwise here."""

from __future__ import annotations

from importlib import import_module

from django_celery_beat.apps import BeatConfig


class Schedule(BeatConfig):  # type: ignore[misc]
    """The schedule of the beat. Its models ask Celery for the current app, which is to be ours."""

    def import_models(self) -> None:
        """Make the app of the workers the current one, then load the models."""
        import_module("config.celery")
        super().import_models()
