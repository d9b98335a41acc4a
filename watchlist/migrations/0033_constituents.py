"""What materials contain: rows of knowledge, guarded as the others are."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0032_erasures").GUARDED
GUARDED = replace(BEFORE, known=(*BEFORE.known, "constituent"))


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, that of the new table among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """An oil, a herb or a medicine, and the listed substances in it."""

    dependencies = [("watchlist", "0032_erasures")]
    operations = [
        migrations.CreateModel(
            name="Constituent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("contains", models.SlugField(help_text="the key of what it contains", max_length=80)),
                ("product_form", models.CharField(help_text="what goods of the material are", max_length=12)),
                ("share_from", models.CharField(blank=True, help_text="empty: not known", max_length=12)),
                ("share_to", models.CharField(blank=True, help_text="empty: not known", max_length=12)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("reported", "Reported"), ("unverified", "Unverified")],
                        max_length=12,
                    ),
                ),
                ("source", models.TextField()),
                ("note", models.TextField(blank=True)),
                (
                    "substance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="constituents",
                        to="watchlist.substance",
                    ),
                ),
            ],
            options={
                "verbose_name": "constituent",
                "verbose_name_plural": "constituents",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="constituent_superseded_after_recorded",
                    )
                ],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
