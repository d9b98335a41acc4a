"""The entries of the schedule: made once, and from then on the installation's own to edit."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db import migrations

MINUTE, HOUR = 60, 3600
INTERVALS: Final = (
    ("collect", 15),
    ("apply_due", 5),
    ("rescreen", 1),
    ("tell", 1),
    ("announce_changes", 1),
    ("take_up_goods", 1),
)
"""The name of an entry, and minutes."""
NIGHTS: Final = (("let_go", "2", "30"), ("anchor_trail", "0", "10"), ("verify_records", "1", "20"))
"""The name of an entry, and the hour and minute of UTC."""


def make_entries(apps: Any, schema_editor: Any) -> None:
    """Make each entry, with times of its own; one that is there stays as it is."""
    _make_sweep(apps)
    for name, minutes in INTERVALS:
        _make(apps, name, minutes * MINUTE, interval=_interval(apps, minutes, "minutes"))
    for name, hour, minute in NIGHTS:
        night = apps.get_model("django_celery_beat", "CrontabSchedule").objects.create(
            hour=hour, minute=minute, timezone="UTC"
        )
        _make(apps, name, HOUR, crontab=night)


def _make_sweep(apps: Any) -> None:
    seconds = settings.SWEEP_SECONDS
    if seconds == int(seconds):
        _make(apps, "sweep_jobs", max(1, int(seconds)), interval=_interval(apps, int(seconds), "seconds"))
    else:
        _make(apps, "sweep_jobs", 1, interval=_interval(apps, int(seconds * 1_000_000), "microseconds"))


def _interval(apps: Any, every: int, period: str) -> Any:
    return apps.get_model("django_celery_beat", "IntervalSchedule").objects.create(every=every, period=period)


def _make(apps: Any, name: str, expires: int, **times: Any) -> None:
    # Messages that expire do not pile up while no worker runs.
    entry = {"task": f"watchlist.{name}", "expire_seconds": expires, **times}
    apps.get_model("django_celery_beat", "PeriodicTask").objects.get_or_create(name=name, defaults=entry)


class Migration(migrations.Migration):
    """Rows alone."""

    dependencies = [
        ("watchlist", "0003_structure_store"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]
    operations = [migrations.RunPython(make_entries, migrations.RunPython.noop)]
