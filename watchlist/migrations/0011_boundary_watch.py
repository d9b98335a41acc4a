"""What tokens use and may use, and what is noticed of them beside boundaries."""

from __future__ import annotations

import uuid
from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0010_webhooks").GUARDED
GUARDED = replace(BEFORE, append_only=(*BEFORE.append_only, "boundaryevent", "boundarysight"))


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Uses, signals and events of tokens."""

    dependencies = [
        ("watchlist", "0010_webhooks"),
    ]

    operations = [
        migrations.CreateModel(
            name="BoundaryEvent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("lineage", models.UUIDField()),
                ("token", models.CharField(help_text="the token's name when it was noticed", max_length=80)),
                ("user", models.CharField(max_length=150)),
                ("day", models.DateField(help_text="UTC")),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("share", "a share of signals far from the token's own past"),
                            ("walk", "many structures, a step apart, around one listed substance"),
                        ],
                        max_length=8,
                    ),
                ),
                ("lines", models.PositiveBigIntegerField(help_text="of that day until then")),
                (
                    "structures",
                    models.PositiveBigIntegerField(help_text="distinct ones with a signal, of that day until then"),
                ),
                ("past_lines", models.PositiveBigIntegerField(help_text="of the 60 days before")),
                (
                    "past_structures",
                    models.PositiveBigIntegerField(help_text="of the 60 days before, each day for itself"),
                ),
                (
                    "relatives",
                    models.TextField(
                        help_text="the listed substances named, with how many structures, as canonical JSON"
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="TokenSignal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lineage", models.UUIDField()),
                ("relative", models.CharField(help_text="the listed substance, as answers name it", max_length=200)),
                ("structure", models.CharField(help_text="InChIKey of the goods", max_length=27)),
                ("atoms", models.CharField(help_text="their heavy atoms: C9 O2", max_length=600)),
                ("first_at", models.DateTimeField()),
                ("last_on", models.DateField(help_text="the last day (UTC) on which an answer named it")),
            ],
            options={
                "ordering": ["-first_at"],
            },
        ),
        migrations.CreateModel(
            name="TokenUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lineage", models.UUIDField()),
                ("span", models.CharField(choices=[("minute", "a minute"), ("day", "a day")], max_length=6)),
                ("since", models.DateTimeField()),
                ("calls", models.PositiveBigIntegerField(default=0)),
                ("lines", models.PositiveBigIntegerField(default=0)),
                ("signals", models.PositiveBigIntegerField(default=0)),
                ("structures", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "ordering": ["-since"],
            },
        ),
        migrations.AddField(
            model_name="token",
            name="calls_per_minute",
            field=models.PositiveIntegerField(blank=True, help_text="empty: as every token", null=True),
        ),
        migrations.AddField(
            model_name="token",
            name="lines_per_day",
            field=models.PositiveIntegerField(blank=True, help_text="empty: as every token", null=True),
        ),
        migrations.CreateModel(
            name="BoundarySight",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sight",
                        serialize=False,
                        to="watchlist.boundaryevent",
                    ),
                ),
                ("seen_by", models.CharField(max_length=150)),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="boundaryevent",
            constraint=models.UniqueConstraint(fields=("lineage", "day", "kind"), name="boundaryevent_once_a_day"),
        ),
        migrations.AddIndex(
            model_name="tokensignal",
            index=models.Index(fields=["lineage", "first_at"], name="tokensignal_by_first"),
        ),
        migrations.AddIndex(
            model_name="tokensignal",
            index=models.Index(fields=["last_on"], name="tokensignal_by_age"),
        ),
        migrations.AddConstraint(
            model_name="tokensignal",
            constraint=models.UniqueConstraint(
                fields=("lineage", "structure", "relative"), name="tokensignal_is_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="tokenuse",
            index=models.Index(fields=["span", "since"], name="tokenuse_by_age"),
        ),
        migrations.AddConstraint(
            model_name="tokenuse",
            constraint=models.UniqueConstraint(fields=("lineage", "span", "since"), name="tokenuse_is_unique"),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
