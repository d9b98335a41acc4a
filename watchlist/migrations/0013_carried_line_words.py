"""A word on a line says of which earlier word it is carried over, and the database compares both."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._carried_line_words import REFUSALS
from watchlist.migrations._refusals import install_refusals


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards in this database."""
    install_refusals(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """One column, and guards."""

    dependencies = [("watchlist", "0012_saved_filters")]

    operations = [
        migrations.AddField(
            model_name="linedisposition",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                help_text="the same word on the same line, before another line was corrected",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="watchlist.linedisposition",
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
