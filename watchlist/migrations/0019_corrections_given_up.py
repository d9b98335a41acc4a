"""A run of a correction ends where its job was given up or cancelled, too: its case says that nothing was corrected."""

from __future__ import annotations

from django.db import migrations, models

from watchlist.migrations._triggers_kept import KeepTriggers


class Migration(migrations.Migration):
    """One constraint made wider."""

    dependencies = [("watchlist", "0018_goods_of_files")]

    operations = [
        KeepTriggers(
            tables=("watchlist_correctionrun",),
            operations=[
                migrations.RemoveConstraint(model_name="correctionrun", name="correctionrun_ends_in_something"),
                migrations.AddConstraint(
                    model_name="correctionrun",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped", ""), ("ended_at__isnull", True)),
                            models.Q(("correction__isnull", False), ("dropped", ""), ("ended_at__isnull", False)),
                            models.Q(
                                (
                                    "dropped__in",
                                    ("case_closed", "screened_again", "job_given_up", "job_cancelled"),
                                ),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correctionrun_ends_in_something",
                    ),
                ),
            ],
        ),
    ]
