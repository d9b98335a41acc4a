"""Manifests that test tokens send, kept for an hour and part of nothing else."""

from __future__ import annotations

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """A table by itself."""

    dependencies = [("watchlist", "0026_counts_of_days")]

    operations = [
        migrations.CreateModel(
            name="TrialManifest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("lineage", models.UUIDField(help_text="of the test token")),
                ("received_at", models.DateTimeField()),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(help_text="the name of the file, or how it came", max_length=255)),
                ("sha256", models.CharField(help_text="of the bytes as received", max_length=64)),
                ("lines", models.PositiveIntegerField()),
                ("lines_for_people", models.PositiveIntegerField(help_text="those that are not no_match")),
                ("records", models.BinaryField(help_text="the answer as JSON Lines, compressed by zlib")),
            ],
            options={
                "verbose_name": "manifest of test mode",
                "verbose_name_plural": "manifests of test mode",
                "default_permissions": (),
                "indexes": [models.Index(fields=["received_at"], name="trialmanifest_by_age")],
            },
        ),
    ]
