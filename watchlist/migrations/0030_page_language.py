"""The language that a person chose for their pages; empty until they choose one."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, which the version before need not fill."""

    dependencies = [
        ("watchlist", "0029_results_with_the_job"),
    ]

    operations = [
        migrations.AddField(
            model_name="pagepreference",
            name="language",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="empty: that of their browser", max_length=12
            ),
        ),
    ]
