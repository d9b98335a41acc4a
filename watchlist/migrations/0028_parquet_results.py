"""Results are kept as Parquet too."""

from __future__ import annotations

from django.db import migrations, models

from watchlist.migrations._triggers_kept import KeepTriggers


class Migration(migrations.Migration):
    """One constraint made wider."""

    dependencies = [("watchlist", "0027_trial_manifests")]

    operations = [
        KeepTriggers(
            tables=("watchlist_resultsfile",),
            operations=[
                migrations.RemoveConstraint(model_name="resultsfile", name="resultsfile_format_is_known"),
                migrations.AddConstraint(
                    model_name="resultsfile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("format__in", ("jsonl", "csv", "xlsx", "parquet"))),
                        name="resultsfile_format_is_known",
                    ),
                ),
            ],
        ),
    ]
