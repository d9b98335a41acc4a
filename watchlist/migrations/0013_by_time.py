"""Screenings and manifests in the order of time, for those who page through them."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [
        ("watchlist", "0012_house_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["received_at"], name="manifest_by_time"),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(fields=["made_at"], name="screening_by_time"),
        ),
    ]
