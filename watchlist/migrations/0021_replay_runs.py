"""Replays of long screenings, with the lines that differed, and their guards."""

from __future__ import annotations

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards

GUARDED = GuardedRows(
    known=(),
    append_only=(),
    written_once=("replayrun", "replaydifference"),
    filled={"replayrun": ("outcome", "done_at")},
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Two tables, and guards."""

    dependencies = [
        ("watchlist", "0020_results_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReplayRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("requested_by", models.CharField(max_length=150)),
                ("requested_at", models.DateTimeField()),
                (
                    "outcome",
                    models.TextField(blank=True, help_text="all of it but the lines, as JSON; empty: not done yet"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replay_run", to="watchlist.job"
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replay_runs",
                        to="watchlist.screening",
                    ),
                ),
            ],
            options={
                "verbose_name": "replay of a screening",
                "verbose_name_plural": "replays of screenings",
                "ordering": ["-requested_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReplayDifference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="in the order of the file, from 0")),
                ("then", models.TextField(blank=True)),
                ("now", models.TextField(blank=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="watchlist.replayrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "line that a replay answered differently",
                "verbose_name_plural": "lines that a replay answered differently",
                "ordering": ["run", "number"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="replayrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("done_at__isnull", False)),
                    _connector="OR",
                ),
                name="replayrun_has_an_outcome_when_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="replaydifference",
            constraint=models.UniqueConstraint(fields=("run", "number"), name="replaydifference_number_is_unique"),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
