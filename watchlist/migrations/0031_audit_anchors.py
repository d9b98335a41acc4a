"""The call in which an act was done, anchors of the trail, and the schedule's entry; with the guards of both tables."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0028_retention").GUARDED
GUARDED = replace(BEFORE, append_only=(*BEFORE.append_only, "auditanchor"))
HOUR = 3600


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database: SQLite built the table of events anew, and dropped those of it."""
    install(schema_editor, GUARDED)


def make_entry(apps: Any, schema_editor: Any) -> None:
    """Make the entry of the schedule, once a day at night; one that stands stays as it is."""
    entries = apps.get_model("django_celery_beat", "PeriodicTask")
    if not entries.objects.filter(name="anchor_trail").exists():
        night = apps.get_model("django_celery_beat", "CrontabSchedule").objects.create(
            minute="10", hour="0", timezone="UTC"
        )
        entries.objects.create(name="anchor_trail", task="watchlist.anchor_trail", crontab=night, expire_seconds=HOUR)


class Migration(migrations.Migration):
    """Events from before have no call, and their digests hold as they were."""

    dependencies = [
        ("watchlist", "0030_cases_due_by_shipment"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditevent",
            name="request_id",
            field=models.CharField(
                blank=True, default="", help_text="of the call in which it was done, if in one", max_length=64
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="AuditAnchor",
            fields=[
                (
                    "sequence",
                    models.PositiveBigIntegerField(
                        help_text="of the event that it signs",
                        primary_key=True,
                        serialize=False,
                        verbose_name="number",
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("head", models.CharField(help_text="the digest of that event", max_length=64)),
                ("key", models.CharField(help_text="the public key, in base64", max_length=44)),
                ("signature", models.CharField(help_text="Ed25519, in base64", max_length=88)),
            ],
            options={
                "verbose_name": "anchor of the trail",
                "verbose_name_plural": "anchors of the trail",
                "ordering": ["-sequence"],
                "default_permissions": (),
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
        migrations.RunPython(make_entry, migrations.RunPython.noop),
    ]
