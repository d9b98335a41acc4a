"""Lists of surveillance: a tier of their own. Nothing of the database changes."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """A list whose entries are watched and not controlled."""

    dependencies = [("watchlist", "0033_constituents")]
    operations = [
        migrations.AlterField(
            model_name="controllist",
            name="tier",
            field=models.CharField(
                help_text="the tier that its entries give: listed, drug_reference or monitored",
                max_length=20,
                verbose_name="tier",
            ),
        ),
    ]
