"""Which version of the contract a token keeps to, and whether it is one for trying a program out."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns with defaults in the database, so that the version before stores rows beside this one."""

    dependencies = [("watchlist", "0022_screening_verdicts")]

    operations = [
        migrations.AddField(
            model_name="token",
            name="contract_version",
            field=models.CharField(
                db_default="2026-12-01",
                default="2026-12-01",
                help_text="that its answers keep to",
                max_length=10,
                verbose_name="version of the contract",
            ),
        ),
        migrations.AddField(
            model_name="token",
            name="is_test",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="answers fixed goods, compares nothing with law and keeps nothing: for trying a program out",
                verbose_name="test",
            ),
        ),
    ]
