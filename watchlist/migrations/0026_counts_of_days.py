"""Counts of days: rows that follow from lines; the sweep makes those of what was stored before this."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """A table alone: a day without a row in it is counted from its lines, as before."""

    dependencies = [
        ("watchlist", "0025_house_list_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(help_text="on which the screenings were done, UTC")),
                ("verdict", models.CharField(blank=True, help_text="of lines; empty: of findings", max_length=12)),
                ("list_key", models.CharField(blank=True, help_text="of findings; empty: of lines", max_length=60)),
                ("number", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "count of a day",
                "verbose_name_plural": "counts of days",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("day", "verdict", "list_key"), name="daycount_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", ""), models.Q(("list_key", ""), _negated=True)),
                            models.Q(models.Q(("verdict", ""), _negated=True), ("list_key", "")),
                            _connector="OR",
                        ),
                        name="daycount_of_lines_or_findings",
                    ),
                ],
            },
        ),
    ]
