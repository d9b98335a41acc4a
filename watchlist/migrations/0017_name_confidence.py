"""How sure each name is, and a note on it: names that no source confirms are read as guesses."""

from __future__ import annotations

from django.db import migrations, models

from watchlist.migrations._triggers_kept import KeepTriggers


class Migration(migrations.Migration):
    """Two columns with defaults in the database, so that the version before stores rows beside this one."""

    dependencies = [("watchlist", "0016_long_corrections")]

    operations = [
        KeepTriggers(
            tables=("watchlist_name",),
            operations=[
                migrations.AddField(
                    model_name="name",
                    name="confidence",
                    field=models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("reported", "Reported"),
                            ("unverified", "Unverified"),
                        ],
                        db_default="reported",
                        default="reported",
                        max_length=12,
                    ),
                ),
                migrations.AddField(
                    model_name="name",
                    name="note",
                    field=models.TextField(blank=True, db_default="", default=""),
                ),
            ],
        ),
    ]
