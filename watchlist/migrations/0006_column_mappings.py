"""What officers say of the columns of a file, by its shape; and files that wait for their word."""

from __future__ import annotations

import uuid
from dataclasses import replace
from importlib import import_module
from typing import Any

from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0005_parties_and_totals").GUARDED
GUARDED = replace(BEFORE, known=(*BEFORE.known, "columnmapping"))


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new table among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Columns as corrected, and drafts."""

    dependencies = [
        ("watchlist", "0005_parties_and_totals"),
    ]

    operations = [
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("shape", models.CharField(max_length=64)),
                ("column", models.CharField(help_text="its header, folded: the key of the column", max_length=200)),
                (
                    "field",
                    models.CharField(blank=True, help_text="what it holds; empty: it is not read", max_length=24),
                ),
                ("recorded_by", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["shape", "column", "recorded_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="columnmapping_superseded_after_recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("shape", "column"),
                        name="columnmapping_has_one_current_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ManifestDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=255)),
                ("original", models.BinaryField(help_text="the bytes as received")),
                ("asked", models.TextField(help_text="the question, as canonical JSON")),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-kept_at"],
                "indexes": [models.Index(fields=["kept_at"], name="manifestdraft_by_age")],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
