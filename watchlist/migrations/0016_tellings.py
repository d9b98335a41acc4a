"""What people were told, when the schedule was carried out, and its entries: made here once, then the house's own."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0015_rescreen").GUARDED
GUARDED = replace(BEFORE, written_once=(*BEFORE.written_once, "told"))
ENTRIES = {
    "collect": ("watchlist.collect", 15, "minutes"),
    "apply_due": ("watchlist.apply_due", 5, "minutes"),
    "rescreen": ("watchlist.rescreen", 1, "minutes"),
    "tell": ("watchlist.tell", 1, "minutes"),
    "announce_changes": ("watchlist.announce_changes", 1, "minutes"),
}
SECONDS = {"minutes": 60}


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, that of the new table among them."""
    install(schema_editor, GUARDED)


def make_entries(apps: Any, schema_editor: Any) -> None:
    """Make the entries of the schedule, each with an interval of its own; one that stands stays as it is."""
    seconds = settings.SWEEP_SECONDS
    whole = int(seconds) if seconds == int(seconds) else int(seconds * 1_000_000)
    _make(apps, "sweep_jobs", "watchlist.sweep_jobs", whole, "seconds" if seconds == int(seconds) else "microseconds")
    for name, (task, every, period) in ENTRIES.items():
        _make(apps, name, task, every, period)


def _make(apps: Any, name: str, task: str, every: int, period: str) -> None:
    entries = apps.get_model("django_celery_beat", "PeriodicTask")
    if not entries.objects.filter(name=name).exists():
        interval = apps.get_model("django_celery_beat", "IntervalSchedule").objects.create(every=every, period=period)
        # Unread looks would pile up while no worker runs.
        expires = max(1, every * SECONDS.get(period, 1)) if period != "microseconds" else 1
        entries.objects.create(name=name, task=task, interval=interval, expire_seconds=expires)


class Migration(migrations.Migration):
    """The schedule and the telling."""

    dependencies = [
        ("watchlist", "0015_rescreen"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyRun",
            fields=[
                (
                    "entry",
                    models.CharField(
                        help_text="the name of the entry", max_length=200, primary_key=True, serialize=False
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("result", models.TextField(blank=True)),
                ("error", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["entry"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(ended_at__gte=models.F("started_at")), name="dutyrun_ends_after_it_starts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", ""), models.Q(("error", ""), _negated=True)),
                            models.Q(models.Q(("result", ""), _negated=True), ("error", "")),
                            _connector="OR",
                        ),
                        name="dutyrun_says_what_came_of_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=30)),
                ("subject", models.CharField(max_length=200)),
                (
                    "moment",
                    models.DateTimeField(blank=True, help_text="when it was, of what may be again", null=True),
                ),
                ("rights", models.CharField(blank=True, help_text="empty: nobody is written to", max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "change_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="watchlist.changeset",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="watchlist.listsource",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["event", "change_set"], name="told_by_change_set")],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "subject"), name="told_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="told_says_something",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind__in", ("collect_list", "apply_changes")), ("state__in", ("queued", "failed", "running"))
                ),
                fields=("kind", "subject"),
                name="job_is_open_once",
            ),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
        migrations.RunPython(make_entries, migrations.RunPython.noop),
    ]
