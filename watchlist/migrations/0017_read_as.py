"""By which declaration and connectors a source was read last: by others, it is read again though nothing came."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("watchlist", "0016_tellings")]

    operations = [
        migrations.AddField(
            model_name="listsource",
            name="read_as",
            field=models.CharField(
                blank=True, help_text="by which declaration and code it was read last", max_length=64
            ),
        ),
    ]
