"""The language that a person chose, and the words of notifications as templates and facts."""

from __future__ import annotations

from django.db import migrations, models

from watchlist.migrations._triggers_kept import KeepTriggers


class Migration(migrations.Migration):
    """Columns that the version before need not fill: the language is asked of the browser, and texts stay English."""

    dependencies = [
        ("watchlist", "0030_found_by_look_backs"),
    ]

    operations = [
        KeepTriggers(
            tables=("watchlist_pagepreference", "watchlist_told"),
            operations=[
                migrations.AddField(
                    model_name="pagepreference",
                    name="language",
                    field=models.CharField(
                        blank=True, db_default="", default="", help_text="empty: that of their browser", max_length=12
                    ),
                ),
                migrations.AddField(
                    model_name="told",
                    name="words",
                    field=models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="title and text as templates and facts, as JSON",
                    ),
                ),
            ],
        ),
    ]
