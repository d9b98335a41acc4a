"""Rights over house lists, which no role has: of owners over their own, and of who may open one."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """No column and no row changes: what Django knows of the model alone."""

    dependencies = [("watchlist", "0024_running_totals")]

    operations = [
        migrations.AlterModelOptions(
            name="houselist",
            options={
                "ordering": ["key"],
                "permissions": [
                    ("keep_house_lists", "Brings, shows and hides the house lists that they own"),
                    ("open_house_lists", "Opens house lists of their own"),
                ],
                "verbose_name": "house list",
                "verbose_name_plural": "house lists",
            },
        ),
    ]
