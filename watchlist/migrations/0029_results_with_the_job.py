"""Which files of results are made when the job of a manifest ends, and whether with the reasons of signals."""

from __future__ import annotations

from django.db import migrations, models

from watchlist.migrations._triggers_kept import KeepTriggers


class Migration(migrations.Migration):
    """Columns with defaults in the database, so that the version before stores rows beside this one."""

    dependencies = [("watchlist", "0028_parquet_results")]

    operations = [
        KeepTriggers(
            tables=("watchlist_upload",),
            operations=[
                migrations.AddField(
                    model_name="upload",
                    name="results_formats",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="of the files made of its results when its job ends, with a blank between",
                        max_length=80,
                    ),
                ),
                migrations.AddField(
                    model_name="upload",
                    name="results_with_reasons",
                    field=models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="whether they tell the reasons of signals",
                    ),
                ),
            ],
        ),
    ]
