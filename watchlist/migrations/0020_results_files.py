"""Files of results, with their bytes, and their guards."""

from __future__ import annotations

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards

GUARDED = GuardedRows(
    known=(),
    append_only=(),
    written_once=("resultsfile", "resultspart"),
    filled={"resultsfile": ("sha256", "size", "built_at")},
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Two tables, and guards."""

    dependencies = [
        ("watchlist", "0019_corrections_given_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="ResultsFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("format", models.CharField(max_length=8)),
                (
                    "sees_reasons",
                    models.BooleanField(help_text="with the reasons of signals, and what people said of the lines"),
                ),
                (
                    "editions",
                    models.TextField(blank=True, help_text="of the internal lists that it shows, with a blank between"),
                ),
                ("view", models.CharField(help_text="a hash of both", max_length=64)),
                (
                    "version",
                    models.CharField(
                        help_text="a hash of what people had said, and of the service's version", max_length=64
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                (
                    "sha256",
                    models.CharField(blank=True, db_default="", default="", help_text="of its bytes", max_length=64),
                ),
                ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                ("built_at", models.DateTimeField(blank=True, null=True)),
                (
                    "job",
                    models.OneToOneField(
                        blank=True,
                        help_text="null: it was made with the call",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results_file",
                        to="watchlist.job",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results_files",
                        to="watchlist.screening",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of results",
                "verbose_name_plural": "files of results",
                "ordering": ["-requested_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ResultsPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="from 0")),
                ("content", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="watchlist.resultsfile"
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a file of results",
                "verbose_name_plural": "parts of files of results",
                "ordering": ["file", "number"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="resultsfile",
            index=models.Index(fields=["built_at"], name="resultsfile_by_age"),
        ),
        migrations.AddConstraint(
            model_name="resultsfile",
            constraint=models.UniqueConstraint(
                fields=("screening", "format", "view", "version"), name="resultsfile_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="resultsfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ("jsonl", "csv", "xlsx"))), name="resultsfile_format_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="resultsfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("built_at__isnull", True), ("sha256", ""), ("size__isnull", True)),
                    models.Q(
                        models.Q(("sha256", ""), _negated=True), ("built_at__isnull", False), ("size__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="resultsfile_is_built_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="resultsfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("job__isnull", False), ("built_at__isnull", False), _connector="OR"),
                name="resultsfile_has_a_job_until_built",
            ),
        ),
        migrations.AddConstraint(
            model_name="resultspart",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="resultspart_number_is_unique"),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
