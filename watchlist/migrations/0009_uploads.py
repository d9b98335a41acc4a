"""Screenings that are under way, and files that come in parts: what is left empty, and is filled in once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0006_column_mappings").GUARDED
GUARDED = replace(
    BEFORE,
    written_once=(*BEFORE.written_once, "manifestpart", "upload", "uploadend"),
    filled=(
        ("manifest", ("shipment",)),
        ("party", ("name", "first_seen")),
        ("screening", ("summary", "made_at")),
    ),
)

PROTECT = django.db.models.deletion.PROTECT


def _both_or_neither(instant: str, text: str) -> models.Q:
    known = models.Q((f"{instant}__isnull", False), models.Q((text, ""), _negated=True))
    return models.Q(models.Q((f"{instant}__isnull", True), (text, "")), known, _connector="OR")


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Screenings under way, and files in parts."""

    dependencies = [
        ("watchlist", "0008_jobs"),
    ]

    operations = [
        migrations.CreateModel(
            name="ManifestPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "manifest",
                    models.ForeignKey(on_delete=PROTECT, related_name="parts", to="watchlist.manifest"),
                ),
            ],
            options={
                "ordering": ["manifest", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("manifest", "number"), name="manifestpart_number_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "question",
                    models.TextField(
                        help_text="the question, as known at the latest when it was accepted; canonical JSON"
                    ),
                ),
                (
                    "day",
                    models.DateField(
                        blank=True, help_text="of lines that state none, nor the file for them", null=True
                    ),
                ),
                (
                    "lineage",
                    models.UUIDField(
                        blank=True, help_text="of the token that it came with; null: with none", null=True
                    ),
                ),
                ("token", models.CharField(blank=True, help_text="the name of that token", max_length=80)),
                (
                    "lines_per_day",
                    models.PositiveIntegerField(blank=True, help_text="that the token may have screened", null=True),
                ),
                (
                    "job",
                    models.OneToOneField(on_delete=PROTECT, related_name="upload", to="watchlist.job"),
                ),
                (
                    "manifest",
                    models.OneToOneField(on_delete=PROTECT, related_name="upload", to="watchlist.manifest"),
                ),
            ],
            options={"ordering": ["-manifest__received_at", "pk"]},
        ),
        migrations.CreateModel(
            name="UploadEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(help_text="of the job", max_length=12)),
                ("at", models.DateTimeField()),
                ("upload", models.ForeignKey(on_delete=PROTECT, related_name="ends", to="watchlist.upload")),
            ],
            options={
                "ordering": ["upload", "at"],
                "constraints": [models.UniqueConstraint(fields=("upload", "state"), name="uploadend_is_told_once")],
            },
        ),
        migrations.RemoveIndex(model_name="screenedline", name="screenedline_by_verdict"),
        migrations.AlterField(
            model_name="manifest",
            name="shipment",
            field=models.TextField(
                blank=True, help_text="shipment-level fields, as canonical JSON; empty: not read yet"
            ),
        ),
        migrations.AlterField(
            model_name="party",
            name="first_seen",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="party",
            name="name",
            field=models.CharField(blank=True, help_text="as first written", max_length=300),
        ),
        migrations.AlterField(
            model_name="screening",
            name="made_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="screening",
            name="summary",
            field=models.TextField(blank=True, help_text="the summary record, word for word; empty: not done yet"),
        ),
        migrations.AddIndex(
            model_name="screenedline",
            index=models.Index(fields=["screening", "verdict", "id"], name="screenedline_by_verdict"),
        ),
        migrations.AddIndex(
            model_name="screenedline",
            index=models.Index(fields=["screening", "severity", "id"], name="screenedline_by_severity"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=_both_or_neither("first_seen", "name"), name="party_is_named_when_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=_both_or_neither("made_at", "summary"), name="screening_is_summed_up_when_done"
            ),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
